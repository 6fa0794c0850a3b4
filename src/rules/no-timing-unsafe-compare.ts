import { isTestFile } from '../define/secrets.js';
import { evidenceRule, type Comparison } from '../define/evidence-rule.js';
import { sidesOf } from '../define/places.js';
import { isClientData, isCredential } from '../define/sources.js';
import { isConst, isStored, type Value } from '../define/values.js';

const HOW = {
  strict: 'character by character',
  loose: 'character by character',
  list: 'character by character',
  method: 'byte by byte',
} as const;

const MAC = 'a MAC';
const HASH = 'the hash of a password';

/** How long a digest is everybody knows: its content is the secret. */
const LENGTH = /\.(?:length|byteLength)$/;

/** What a side of a comparison holds that must stay secret: a MAC, or a credential of the configuration. */
function secretOf(value: Value): string | null {
  for (const { source } of value.labels) {
    if (source.kind === 'secret.mac') return MAC;
    if (source.kind === 'secret.derived') return HASH;
    // A list of keys in one setting is named in the plural.
    if (source.kind === 'process.env' && isCredential(source.text.replace(/(\w)s(\W*)$/i, '$1$2')))
      return `\`${source.text}\``;
  }
  return null;
}

/** The credential that a client sent, as it was read. */
function sentOf(value: Value): string | null {
  const label = value.labels.find(({ source }) => isClientData(source.kind));
  return label?.source.text ?? null;
}

/** What is compared with what, in words; null when nothing secret takes part. */
function secretIn({ left, right, node }: Comparison): string | null {
  const [leftNode, rightNode] = sidesOf(node);
  for (const [value, other, text] of [
    [left, right, leftNode?.getText() ?? ''],
    [right, left, rightNode?.getText() ?? ''],
  ] as const) {
    if (isConst(other) || isConst(value) || LENGTH.test(text)) continue;
    const secret = secretOf(value);
    const sent = sentOf(other);
    if (secret === MAC || secret === HASH || (secret !== null && sent !== null)) return secret;
    // A stored credential and one that was sent: neither name alone would do.
    const stored = isStored(value) && text.includes('.');
    if (stored && sent !== null && isCredential(text) && isCredential(sent)) return `\`${text.replace(/\s+/g, ' ')}\``;
  }
  return null;
}

export default evidenceRule({
  info: {
    name: 'no-timing-unsafe-compare',
    description: 'Disallow comparisons of secrets that tell by their time how far a guess was right',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['extra/cryptography', 'api2/authentication-weaknesses'],
    cwe: [208],
  },
  find: ({ comparisons, place }) =>
    comparisons.flatMap((comparison) => {
      const { how, node, at, where } = comparison;
      // What a test or a stand-in of another service compares, nobody guesses at.
      if (how === 'constant-time' || isTestFile(place(node).replace(/:\d+:\d+$/, ''))) return [];
      const secret = secretIn(comparison);
      return secret === null
        ? []
        : [
            {
              at,
              message: `This compares ${secret}${where} ${HOW[how]} and stops at the first difference: the time tells how far a guess was right. Use \`timingSafeEqual\` on digests of both sides.`,
            },
          ];
    }),
});
