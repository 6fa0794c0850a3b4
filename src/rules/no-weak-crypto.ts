import { madeBy } from '../define/composed-rule.js';
import { evidenceRule, playsPart, type CallRecord, type EvidenceView } from '../define/evidence-rule.js';
import { drawnOnce, HOLE, isNeverFilled } from '../define/vectors.js';
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

/** Groups of RFC 2409 and RFC 3526 under 2048 bits (https://nodejs.org/api/crypto.html#cryptogetdiffiehellmangroupname). */
const SMALL_GROUP = /^modp[125]$/i;
/** Curves under 224 bits, which NIST SP 800-131A Rev. 2, table 2, disallows. */
const SMALL_CURVE =
  /^(?:sec[pt]1\d\dr?[kr]?\d?|(?:prime|c2[pt]nb)1\d\dv\d|brainpoolP1\d\d[rt]1|wap-wsg-idm-ecid-wtls\d+)$/i;
/** RSA_PKCS1_PADDING and RSA_NO_PADDING of OpenSSL's rsa.h. */
const WEAK_PADDING: ReadonlySet<unknown> = new Set([1, 3]);
const SEALED = /-(?:gcm|ccm|ocb)$|^chacha20-poly1305$/i;

const FRESH = 'Draw one with `randomBytes` for each text, and store it in front of the ciphertext.';

function cipherFault(record: CallRecord, view: EvidenceView): string | null {
  const { name } = record.entity;
  if (playsPart(record, 'crypto.cipher-without-iv'))
    return `\`${name}\` makes the key from a password by one round of MD5, and no initialization vector. Use \`createCipheriv\` with a key from scrypt and a random vector.`;
  const broken = matching(record, 'algorithm', BROKEN);
  if (broken !== null) return `\`${broken}\` is a broken cipher. Use \`aes-256-gcm\`.`;
  const ecb = matching(record, 'algorithm', ECB);
  if (ecb !== null) return `\`${ecb}\` gives equal blocks equal ciphertexts. Use \`aes-256-gcm\`.`;
  if (playsPart(record, 'crypto.decipher')) return unchecked(record, view);
  if (!playsPart(record, 'crypto.cipher')) return null;
  const fixed =
    always(record, 'iv', (value) => typeof value === 'string' && value !== '') ||
    partOf(record, 'ivText').state === 'known';
  return fixed || isRepeated(record)
    ? `\`${name}\` encrypts with an initialization vector that is always the same. ${FRESH}`
    : null;
}

/** A vector of zeros, one of the environment, and one that was drawn once for all texts. */
function isRepeated({ call, parts }: CallRecord): boolean {
  return [parts['iv'], parts['ivText']].some((value) => {
    if (!value || value.labels.length === 0 || (value.shape?.split(HOLE).length ?? 2) > 2) return false;
    return value.labels.every(({ source: { kind, node } }) => {
      if (kind === 'process.env') return true;
      if (kind === 'bytes.alike') return isNeverFilled(node);
      return kind === 'random.bytes' && drawnOnce(node) && !drawnOnce(call.node);
    });
  });
}

/** What is decrypted is used, but nobody ever asks whether it was sealed by the key: neither a tag nor the end is given. */
function unchecked(record: CallRecord, view: EvidenceView): string | null {
  if (matching(record, 'algorithm', SEALED) === null) return null;
  const on = (role: string): boolean =>
    view.allCalls(role).some(({ call }) => madeBy(call.self).includes(record.call.node));
  return on('crypto.cipher.update') && !on('crypto.cipher.tag') && !on('crypto.cipher.final')
    ? `\`${record.entity.name}\` decrypts without a check of the tag, so everybody can change the text. Give the tag to \`setAuthTag\`, and call \`final\` before the text is used.`
    : null;
}

function keyFault(record: CallRecord): string | null {
  const bits = numberAt(record, 'bits') ?? numberAt(record, 'size');
  const isRsa = record.call.spec?.roles?.some(({ defaults }) => defaults?.['type'] === 'rsa') === true;
  const curve = matching(record, 'curve', SMALL_CURVE);
  if (curve !== null) return `The curve \`${curve}\` is too small. Use \`prime256v1\` or Ed25519 (NIST SP 800-131A).`;
  return bits !== null && bits < RSA_BITS && (isRsa || always(record, 'type', (type) => /^rsa/i.test(String(type))))
    ? `An RSA key of ${String(bits)} bits is too short. Use at least ${String(RSA_BITS)} (NIST SP 800-131A).`
    : null;
}

function groupFault(record: CallRecord): string | null {
  const bits = numberAt(record, 'bits');
  const group = matching(record, 'group', SMALL_GROUP);
  return group !== null || (bits !== null && bits < RSA_BITS)
    ? `A Diffie-Hellman group of ${group === null ? `${String(bits)} bits` : `\`${group}\``} is too small. Use \`modp14\` or a larger one (NIST SP 800-131A).`
    : null;
}

/** Libraries in which each cipher is an object of its own. */
function namedFault(record: CallRecord): string | null {
  const algorithm = record.call.spec?.roles?.find(({ role }) => role === 'crypto.named-cipher')?.defaults?.[
    'algorithm'
  ];
  if (typeof algorithm !== 'string') return null;
  if (algorithm !== 'AES') return `\`${algorithm}\` is a broken cipher. Use \`aes-256-gcm\` of \`node:crypto\`.`;
  if (always(record, 'mode', (mode) => mode === 'ECB'))
    return 'The mode ECB gives equal blocks equal ciphertexts. Use `aes-256-gcm` of `node:crypto`.';
  return record.entity.name.endsWith('.encrypt') &&
    (isRepeated(record) || always(record, 'iv', (value) => typeof value === 'string' && value !== ''))
    ? `\`${record.entity.name}\` encrypts with an initialization vector that is always the same. ${FRESH}`
    : null;
}

function faultOf(record: CallRecord, view: EvidenceView): string | null {
  if (playsPart(record, 'crypto.sign')) {
    const digest = matching(record, 'algorithm', WEAK_DIGEST);
    return digest === null ? null : `A signature over \`${digest}\` can be moved to another text. Use SHA-256.`;
  }
  if (playsPart(record, 'crypto.key-pair')) return keyFault(record);
  if (playsPart(record, 'crypto.diffie-hellman')) return groupFault(record);
  if (playsPart(record, 'crypto.named-cipher')) return namedFault(record);
  if (playsPart(record, 'crypto.rsa'))
    return always(record, 'padding', (value) => WEAK_PADDING.has(value))
      ? `\`${record.entity.name}\` with PKCS #1 v1.5 or no padding lets others decrypt by asking again and again. Use \`RSA_PKCS1_OAEP_PADDING\`.`
      : null;
  return cipherFault(record, view);
}

const ROLES = [
  'crypto.cipher',
  'crypto.decipher',
  'crypto.cipher-without-iv',
  'crypto.sign',
  'crypto.key-pair',
  'crypto.diffie-hellman',
  'crypto.named-cipher',
  'crypto.rsa',
];

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
      const message = faultOf(record, view);
      return message === null ? [] : [{ at: record.call.node, message }];
    }),
});
