/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-weak-crypto in ordinary programs', () => {
  marked(
    'no-weak-crypto',
    'ciphers, vectors, keys',
    `import crypto, { createCipheriv, createDecipheriv, createHash, createSign, generateKeyPairSync, randomBytes, publicEncrypt, privateDecrypt, constants, createDiffieHellman, generateKeyPair } from 'node:crypto';
import CryptoJS from 'crypto-js';
const KEY = Buffer.from(process.env.KEY!, 'hex'); // quiet
export const a = (s: string) => { const c = createCipheriv('des-ede3-cbc', KEY, randomBytes(8)); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const b = (s: string) => { const c = createCipheriv('aes-256-ecb', KEY, null); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
const IV = Buffer.alloc(16, 0); // quiet
export const c = (s: string) => { const c = createCipheriv('aes-256-cbc', KEY, IV); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const d = (s: string) => { const c = createCipheriv('aes-256-cbc', KEY, '1234567890123456'); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const e = (s: string) => { const iv = randomBytes(16); const c = createCipheriv('aes-256-cbc', KEY, iv); return Buffer.concat([iv, c.update(s, 'utf8'), c.final()]); }; // quiet
export const f = (s: string) => { const c = (crypto as any).createCipher('aes-256-cbc', process.env.PW!); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const g = (s: Buffer, iv: Buffer) => { const c = createDecipheriv('aes-256-gcm', KEY, iv); return c.update(s).toString(); }; // report
export const h = (s: Buffer, iv: Buffer, tag: Buffer) => { const c = createDecipheriv('aes-256-gcm', KEY, iv); c.setAuthTag(tag); return Buffer.concat([c.update(s), c.final()]); }; // quiet
export const i = generateKeyPairSync('rsa', { modulusLength: 1024 }); // report
export const j = generateKeyPairSync('rsa', { modulusLength: 2048 }); // quiet
export const k = (m: string) => createSign('RSA-SHA1').update(m).sign(process.env.PK!); // report
export const k1 = (m: string) => createSign('SHA1').update(m).sign(process.env.PK!); // report
export const l = (m: string) => createSign('SHA256').update(m).sign(process.env.PK!); // quiet
export const m = (b: Buffer) => publicEncrypt({ key: process.env.PUB!, padding: constants.RSA_PKCS1_PADDING }, b); // report
export const n = (b: Buffer) => publicEncrypt({ key: process.env.PUB!, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, b); // quiet
const algorithm = 'rc4'; // quiet
export const o = (s: string) => { const c = createCipheriv(algorithm, KEY, null); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const p = (s: string) => CryptoJS.DES.encrypt(s, process.env.K!).toString(); // report
export const q = (s: string) => createHash('md5').update(s).digest('hex'); // quiet
export class Box { private readonly alg = 'aes-128-ecb'; enc(s: string) { const c = createCipheriv(this.alg, KEY, ''); return c.update(s, 'utf8', 'hex') + c.final('hex'); } } // report
export const r = createDiffieHellman(512); // report
export const s1 = (cb: any) => generateKeyPair('rsa', { modulusLength: 512, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }, cb); // report
const fixedIv = Buffer.from('00000000000000000000000000000000', 'hex'); // quiet
export const t = (s: string) => { const c = createCipheriv('aes-256-cbc', KEY, fixedIv); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
const modIv = randomBytes(16); // quiet
export const u = (s: string) => { const c = createCipheriv('aes-256-gcm', KEY, modIv); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const v = (s: string) => { const iv = KEY.subarray(0, 16); const c = createCipheriv('aes-256-cbc', KEY, iv); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const w = (sig: Buffer, d: Buffer) => crypto.verify('md5', d, process.env.PUB!, sig); // report
export const x = crypto.createHmac('md5', KEY).update('a').digest('hex'); // quiet
export const y = crypto.generateKeyPairSync('ec', { namedCurve: 'secp192k1' }); // report
export const z = async (d: Uint8Array) => { const k = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 256 }, true, ['encrypt']); return crypto.subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, k, d); }; // report`,
  );
  marked(
    'no-weak-crypto',
    'vectors that are filled',
    `import { createCipheriv, randomBytes, randomFillSync } from 'node:crypto';
const K = Buffer.from(process.env.K!, 'hex'); // quiet
export const a = (s: string) => { const iv = Buffer.alloc(12); randomFillSync(iv); const c = createCipheriv('aes-256-gcm', K, iv); return Buffer.concat([iv, c.update(s), c.final(), c.getAuthTag()]); }; // quiet
let n = 0n;
export const b = (s: string) => { const iv = Buffer.alloc(12); iv.writeBigUInt64BE(n++, 4); const c = createCipheriv('aes-256-gcm', K, iv); return Buffer.concat([iv, c.update(s), c.final(), c.getAuthTag()]); }; // quiet
export const d = async (s: Uint8Array, k: CryptoKey) => { const iv = crypto.getRandomValues(new Uint8Array(12)); return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, k, s); }; // quiet
export const e = async (s: Uint8Array, k: CryptoKey) => { const iv = new Uint8Array(12); crypto.getRandomValues(iv); return crypto.subtle.encrypt({ name: 'AES-GCM', iv }, k, s); }; // quiet
export const f = (s: string) => { const c = createCipheriv('aes-256-cbc', K, Buffer.from(process.env.IV!, 'hex')); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export const g = (s: string) => { const c = createCipheriv('aes-256-cbc', K, Buffer.alloc(16)); return c.update(s, 'utf8', 'hex') + c.final('hex'); }; // report
export class Vault { private readonly iv = randomBytes(16); enc(s: string) { const c = createCipheriv('aes-256-cbc', K, this.iv); return c.update(s, 'utf8', 'hex') + c.final('hex'); } } // report
export class Vault2 { private key: Buffer; private readonly algorithm = 'aes-256-gcm'; constructor() { this.key = K; } enc(s: string) { const iv = randomBytes(12); const c = createCipheriv(this.algorithm, this.key, iv) as any; return iv.toString('hex') + c.update(s, 'utf8', 'hex') + c.final('hex') + c.getAuthTag().toString('hex'); } } // quiet
const key = Buffer.alloc(32); // quiet
Buffer.from(process.env.PW!).copy(key); // quiet
export const h = (s: string) => { const iv = randomBytes(16); const c = createCipheriv('aes-256-cbc', key, iv); return Buffer.concat([iv, c.update(s), c.final()]); }; // quiet`,
  );
});
