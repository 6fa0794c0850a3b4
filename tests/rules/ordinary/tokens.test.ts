/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-unverified-jwt in ordinary programs', () => {
  marked(
    'no-unverified-jwt',
    'tokens',
    `import express from 'express';
import jwt, { decode, verify } from 'jsonwebtoken';
import { decodeJwt, jwtVerify, importSPKI, createRemoteJWKSet, SignJWT, UnsecuredJWT } from 'jose';
import fs from 'node:fs';
import { createVerifier, createDecoder, createSigner } from 'fast-jwt';
import { JwtService } from '@nestjs/jwt';
import { Injectable, CanActivate, ExecutionContext } from '@nestjs/common';
const app = express(); // quiet
const SECRET = process.env.JWT_SECRET!; // quiet
declare module 'express-serve-static-core' { interface Request { user?: any } } // quiet
app.use((req, res, next) => { const t = req.headers.authorization?.split(' ')[1]; if (!t) { res.sendStatus(401); return; } req.user = jwt.decode(t); next(); }); // report
app.get('/a', (req, res) => { const p: any = jwt.decode(req.headers.authorization!.slice(7)); if (p.role !== 'admin') { res.sendStatus(403); return; } res.json({ id: 1 }); }); // report
app.get('/b', (req, res) => { const p: any = decode(req.cookies.token); res.json({ id: p.sub }); }); // report
app.get('/c', (req, res) => { const p = decodeJwt(req.headers.authorization!.slice(7)); res.json({ id: p.sub }); }); // report
app.get('/d', (req, res) => { const p = verify(req.headers.authorization!.slice(7), SECRET, { ignoreExpiration: true }); res.json(p); }); // report
app.get('/e', (req, res) => { const p = verify(req.headers.authorization!.slice(7), SECRET, { algorithms: ['HS256', 'none'] }); res.json(p); }); // report
const opts = { algorithms: ['none' as const] }; // quiet
app.get('/f', (req, res) => { const p = verify(req.headers.authorization!.slice(7), '', opts); res.json(p); }); // report
app.get('/g', (req, res) => { const p = verify(req.headers.authorization!.slice(7), SECRET, { algorithms: ['HS256'] }); res.json(p); }); // quiet
app.get('/h', (req, res) => { const d: any = jwt.decode(req.headers.authorization!.slice(7), { complete: true }); const key = fs.readFileSync('/keys/' + d.header.kid); res.json(jwt.verify(req.headers.authorization!.slice(7), key, { algorithms: ['RS256'] })); }); // quiet
app.get('/i', (req, res) => { const parts = req.headers.authorization!.slice(7).split('.'); const payload = JSON.parse(Buffer.from(parts[1], 'base64url').toString()); if (payload.role !== 'admin') { res.sendStatus(403); return; } res.json({ ok: payload.sub }); }); // report
app.get('/j', async (req, res) => { const { payload } = await jwtVerify(req.headers.authorization!.slice(7), new TextEncoder().encode(SECRET), { algorithms: ['HS256'] }); res.json({ id: payload.sub }); }); // quiet
const dec = createDecoder(); // quiet
app.get('/k', (req, res) => { const p = dec(req.headers.authorization!.slice(7)); res.json({ id: p.sub }); }); // report
const ver = createVerifier({ key: SECRET, algorithms: ['HS256'] }); // quiet
app.get('/l', (req, res) => { const p = ver(req.headers.authorization!.slice(7)); res.json({ id: p.sub }); }); // quiet
const ver2 = createVerifier({ key: SECRET, ignoreExpiration: true }); // report
app.get('/m', (req, res) => { const p = ver2(req.headers.authorization!.slice(7)); res.json({ id: p.sub }); }); // quiet
app.get('/o', (req, res) => { const t = req.headers.authorization!.slice(7); const p: any = jwt.decode(t); try { jwt.verify(t, SECRET, { algorithms: ['HS256'] }); } catch { res.sendStatus(401); return; } res.json({ id: p.sub }); }); // quiet
app.get('/p', (req, res) => { const r = UnsecuredJWT.decode(req.headers.authorization!.slice(7)); res.json({ id: r.payload.sub }); }); // report
app.get('/q', (req, res) => { const t = req.headers.authorization!.slice(7); const p: any = jwt.decode(t); if (p.exp * 1000 < Date.now()) { res.sendStatus(401); return; } res.sendStatus(204); }); // quiet
@Injectable() export class G implements CanActivate { constructor(private readonly jwt: JwtService) {} // quiet
  canActivate(c: ExecutionContext) { const r = c.switchToHttp().getRequest(); const p = this.jwt.decode(r.headers.authorization.slice(7)); r.user = { id: p.sub, role: p.role }; return !!p; } } // report
@Injectable() export class G2 implements CanActivate { constructor(private readonly jwt: JwtService) {} // quiet
  async canActivate(c: ExecutionContext) { const r = c.switchToHttp().getRequest(); const p = await this.jwt.verifyAsync(r.headers.authorization.slice(7), { ignoreExpiration: true }); r.user = { id: p.sub }; return true; } } // report
@Injectable() export class G3 implements CanActivate { constructor(private readonly jwt: JwtService) {} // quiet
  async canActivate(c: ExecutionContext) { const r = c.switchToHttp().getRequest(); const p = await this.jwt.verifyAsync(r.headers.authorization.slice(7)); r.user = { id: p.sub }; return true; } } // quiet
function unsafeParse(t: string) { return JSON.parse(Buffer.from(t.split('.')[1], 'base64').toString('utf8')); } // report
app.get('/r', (req, res) => { const p = unsafeParse(req.headers.authorization!.slice(7)); res.json({ id: p.sub }); }); // quiet
// expiry
export const t1 = (id: string) => jwt.sign({ id }, SECRET);
export const t2 = (id: string) => jwt.sign({ id }, SECRET, { algorithm: 'HS512' });
export const t3 = (id: string) => jwt.sign({ id, exp: Math.floor(Date.now() / 1000) + 900 }, SECRET); // quiet
export const t4 = (id: string) => jwt.sign({ id }, SECRET, { expiresIn: '10y' });
const signOpts: jwt.SignOptions = { algorithm: 'HS256', issuer: 'acme' }; // quiet
export const t5 = (id: string) => jwt.sign({ id }, SECRET, signOpts);
export const t6 = (id: string) => jwt.sign({ id }, SECRET, { ...signOpts, expiresIn: '1h' }); // quiet
export const t7 = (id: string) => new SignJWT({ id }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().sign(new TextEncoder().encode(SECRET));
export const t8 = createSigner({ key: SECRET });
export const t9 = createSigner({ key: SECRET, expiresIn: 600_000 }); // quiet
@Injectable() export class Auth { constructor(private readonly jwt: JwtService) {} // quiet
  login2(id: string) { return this.jwt.signAsync({ sub: id }, { secret: SECRET, expiresIn: '15m' }); } // quiet
}
const EXP = 60 * 60 * 24 * 365 * 5; // quiet
export const t10 = (id: string) => jwt.sign({ id }, SECRET, { expiresIn: EXP });`,
  );
});
