import { knownOptions } from '../define/options.js';
import { isDrawnAgain, spread, type Draw } from '../define/draws.js';
import { evidenceRule, type Evidence, type EvidenceView, type Finding } from '../define/evidence-rule.js';
import { numberAt } from '../define/parts.js';
import { sidesOf } from '../define/places.js';
import { isAnyCode, isClientData, isCode } from '../define/sources.js';
import { isConst, isStored, type Value } from '../define/values.js';

/**
 * One step to either side (RFC 6238, 5.2), six digits (RFC 4226, 5.3; NIST SP 800-63B-3, 5.1.3.2), secrets of 160 bits
 * (RFC 4226, 4, R6).
 */
const LIMITS = { window: 1, digits: 6, secretBytes: 20 };

function limitsOf([first]: readonly unknown[]): typeof LIMITS {
  return { ...LIMITS, ...(first as Partial<typeof LIMITS> | undefined) };
}

function parameters(view: EvidenceView): readonly Evidence[] {
  const limits = limitsOf(view.options);
  const options = view.calls('otp.options').flatMap((record): readonly Evidence[] => {
    const at = record.call.node;
    const window = numberAt(record, 'window');
    const digits = numberAt(record, 'digits');
    if (window !== null && window > limits.window)
      return [
        {
          at,
          message: `\`${record.entity.name}\` accepts codes of ${String(window)} steps to either side, so many are right at once. Use a window of at most ${String(limits.window)} (RFC 6238, 5.2).`,
        },
      ];
    if (digits !== null && digits < limits.digits)
      return [
        {
          at,
          message: `\`${record.entity.name}\` makes codes of ${String(digits)} digits, which are soon guessed. Use at least ${String(limits.digits)} (RFC 4226, 5.3).`,
        },
      ];
    return [];
  });
  const secrets = view.calls('otp.secret').flatMap((record): readonly Evidence[] => {
    const size = numberAt(record, 'bytes') ?? numberAt(record, 'characters');
    // otplib counts bytes, speakeasy the characters of which each becomes a byte.
    return size !== null && size < limits.secretBytes
      ? [
          {
            at: record.call.node,
            message: `\`${record.entity.name}\` makes a secret of ${String(size)} bytes. Use at least ${String(limits.secretBytes)} (RFC 4226, 4).`,
          },
        ]
      : [];
  });
  return [...options, ...secrets];
}

function comparedByHand(view: EvidenceView): readonly Evidence[] {
  return view.comparisons.flatMap(({ left, right, at, how }) => {
    const generated = [left, right].some((value) => value.labels.some(({ source }) => source.kind === 'otp.code'));
    if (!generated || how === 'constant-time' || isConst(left) || isConst(right)) return [];
    return [
      {
        at,
        message:
          'A generated code is compared by hand: that tells the time of a guess, and takes no code twice into account. Use the verifying function of the library.',
      },
    ];
  });
}

/** Numbers that were drawn, whether or not somebody can compute them. */
const NUMBERS: ReadonlySet<string> = new Set(['random.number', 'guessable.random']);

/**
 * Where codes of the program's own are drawn: numbers that were given the name of a one-time code, or a shorter one and sent.
 * Another file may hold the place that the name stands in.
 */
function codes(view: EvidenceView): ReadonlySet<Draw> {
  // What chance has drawn for a log may be the number of anything; what cannot be guessed was meant to be a secret.
  const logged = view.hits('logged').filter(({ label }) => label.source.kind === 'random.number');
  const told = new Set([...view.hits('told'), ...view.hits('kept'), ...logged].map(({ label }) => label.source.node));
  return new Set(
    [
      ...view.hits('unguessable').filter(({ what }) => isCode(what.replaceAll('`', ''))),
      ...view.hits('code-name').filter(({ label }) => told.has(label.source.node)),
    ]
      .filter(({ label }) => NUMBERS.has(label.source.kind))
      .map(({ label }) => label.source.node),
  );
}

/** A stored code and one that was sent: neither name alone would do. */
function isStoredCode(value: Value, text: string, other: Value): boolean {
  const sent = other.labels.find(({ source }) => isClientData(source.kind))?.source.text;
  return isStored(value) && text.includes('.') && isCode(text) && sent !== undefined && isAnyCode(sent);
}

function comparedCodes(view: EvidenceView, sources: ReadonlySet<Draw>): readonly Evidence[] {
  const isOwn = (value: Value): boolean => value.labels.some(({ source }) => sources.has(source.node));
  const isSent = (value: Value): boolean => value.labels.some(({ source }) => isClientData(source.kind));
  return view.comparisons.flatMap(({ left, right, node, at, how }): readonly Evidence[] => {
    if (how === 'constant-time') return [];
    const [leftNode, rightNode] = sidesOf(node);
    const found =
      (isOwn(left) && isSent(right)) ||
      (isSent(left) && isOwn(right)) ||
      isStoredCode(left, leftNode?.getText() ?? '', right) ||
      isStoredCode(right, rightNode?.getText() ?? '', left);
    return found
      ? [
          {
            at,
            message:
              'A one-time code is compared character by character: the time tells how far a guess was right. Use `timingSafeEqual`, count the attempts, and forget the code once it was right.',
          },
        ]
      : [];
  });
}

function ownCodes(view: EvidenceView): readonly Evidence[] {
  const sources = codes(view);
  const { digits } = limitsOf(view.options);
  const among = (kind: string): readonly Finding[] =>
    view.findings(kind).filter(({ hit }) => sources.has(hit.label.source.node));
  const drawn = [...among('unguessable'), ...among('code-name')];
  const sizes = new Map([...sources].map((node) => [node, spread(node)]));
  for (const record of view.allCalls('random.strong'))
    if (sources.has(record.call.node))
      sizes.set(
        record.call.node,
        numberAt(record, 'max') ?? (record.parts['max'] === null ? numberAt(record, 'min') : null),
      );
  const short = [...sizes].flatMap(([node, size]): readonly Evidence[] => {
    if (size === null || size > 10 ** (digits - 1) || isDrawnAgain(node, digits)) return [];
    const [first] = drawn
      .filter(({ hit }) => hit.label.source.node === node)
      .sort((one, other) => one.at.pos - other.at.pos);
    return [
      {
        at: first?.at ?? node,
        message: `This code is one of ${String(size)}, which are soon guessed. Draw at least ${String(digits)} digits (NIST SP 800-63B-3, 5.1.3.2).`,
      },
    ];
  });
  return [
    ...short,
    ...comparedCodes(view, sources),
    ...among('answer').map(({ hit, at }) => ({
      at,
      message: `The answer tells the one-time code of ${view.place(hit.label.source.node)} to whoever asked for it. Send it on the second channel alone.`,
    })),
    ...among('kept').map(({ hit, at }) => ({
      at,
      message: `\`${hit.callee}\` keeps the one-time code of ${view.place(hit.label.source.node)} for ever. Let it expire after a few minutes (NIST SP 800-63B-3, 5.1.3.2: ten at most).`,
    })),
    ...among('logged').map(({ hit, at }) => ({
      at,
      message: `The log tells the one-time code of ${view.place(hit.label.source.node)}. Leave it out.`,
    })),
  ];
}

export default evidenceRule({
  info: {
    name: 'no-weak-otp',
    description: 'Disallow one-time codes that are short, long-lived, widely accepted or told to the wrong side',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/multi-factor', 'api2/totp'],
    cwe: [287, 307],
  },
  schema: knownOptions({
    window: { type: 'integer', minimum: 0, description: 'The most steps to either side that are accepted.' },
    digits: { type: 'integer', minimum: 1, description: 'The least digits of a code.' },
    secretBytes: { type: 'integer', minimum: 1, description: 'The least bytes of a shared secret.' },
  }),
  defaultOptions: [LIMITS],
  find: (view) => [...parameters(view), ...comparedByHand(view), ...ownCodes(view)],
});
