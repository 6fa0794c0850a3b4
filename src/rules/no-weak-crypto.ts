import { evidenceRule, playsPart, type CallRecord } from '../define/evidence-rule.js';
import { always, numberAt, partOf } from '../define/parts.js';

/** Ciphers that NIST SP 800-131A Rev. 2 no longer allows, and others with blocks of 64 bits or known attacks. */
const BROKEN = /^(?:des|des3|3des|rc2|rc4|bf|blowfish|cast5?|idea|seed)(?:-|$)/i;
const ECB = /-ecb$/i;
/** Hashes for which two texts with one signature can be made (RFC 6151, RFC 8017 B.1). */
const WEAK_DIGEST = /^(?:rsa-)?(?:md[245]|ripemd(?:160)?|sha-?1)$/i;
/** NIST SP 800-131A Rev. 2, table 2: RSA keys under 2048 bits are disallowed. */
const RSA_BITS = 2048;

function matching(record: CallRecord, name: string, pattern: RegExp): string | null {
  const part = partOf(record, name);
  return part.state === 'known' && part.values.every((each) => typeof each === 'string' && pattern.test(each))
    ? String(part.values[0])
    : null;
}

function cipherFault(record: CallRecord): string | null {
  const { name } = record.entity;
  if (playsPart(record, 'crypto.cipher-without-iv'))
    return `\`${name}\` makes the key from a password by one round of MD5, and no initialization vector. Use \`createCipheriv\` with a key from scrypt and a random vector.`;
  const broken = matching(record, 'algorithm', BROKEN);
  if (broken !== null) return `\`${broken}\` is a broken cipher. Use \`aes-256-gcm\`.`;
  const ecb = matching(record, 'algorithm', ECB);
  if (ecb !== null) return `\`${ecb}\` gives equal blocks equal ciphertexts. Use \`aes-256-gcm\`.`;
  if (!playsPart(record, 'crypto.cipher')) return null;
  const fixed =
    always(record, 'iv', (value) => typeof value === 'string') || partOf(record, 'ivText').state === 'known';
  return fixed
    ? `\`${name}\` encrypts with an initialization vector that is always the same. Draw one with \`randomBytes\` for each text, and store it in front of the ciphertext.`
    : null;
}

function faultOf(record: CallRecord): string | null {
  if (playsPart(record, 'crypto.sign')) {
    const digest = matching(record, 'algorithm', WEAK_DIGEST);
    return digest === null ? null : `A signature over \`${digest}\` can be moved to another text. Use SHA-256.`;
  }
  if (playsPart(record, 'crypto.key-pair')) {
    const bits = numberAt(record, 'bits');
    return bits !== null && bits < RSA_BITS && always(record, 'type', (type) => String(type).startsWith('rsa'))
      ? `An RSA key of ${String(bits)} bits is too short. Use at least ${String(RSA_BITS)} (NIST SP 800-131A).`
      : null;
  }
  return cipherFault(record);
}

const ROLES = ['crypto.cipher', 'crypto.decipher', 'crypto.cipher-without-iv', 'crypto.sign', 'crypto.key-pair'];

export default evidenceRule({
  info: {
    name: 'no-weak-crypto',
    description: 'Disallow broken ciphers, repeated initialization vectors, weak signatures and short keys',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['extra/cryptography'],
    cwe: [327, 326, 328, 329, 1204],
  },
  find: (view) =>
    ROLES.flatMap((role) => view.calls(role)).flatMap((record) => {
      const message = faultOf(record);
      return message === null ? [] : [{ at: record.call.node, message }];
    }),
});
