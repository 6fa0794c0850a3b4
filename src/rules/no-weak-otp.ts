import { evidenceRule, type Evidence, type EvidenceView, type Finding } from '../define/evidence-rule.js';
import { numberAt } from '../define/parts.js';
import { isClientData, isCode } from '../define/sources.js';
import { isConst, type Value } from '../define/values.js';

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

/** Codes of the program's own: numbers that were drawn and given the name of a one-time code, or a shorter one and sent. */
function codes(view: EvidenceView): readonly Finding[] {
  const told = new Set(view.hits('told').map(({ label }) => label.source.node));
  return [
    ...view.findings('unguessable').filter(({ hit }) => isCode(hit.what.replaceAll('`', ''))),
    ...view.findings('code-name').filter(({ hit }) => told.has(hit.label.source.node)),
  ].filter(({ hit }) => NUMBERS.has(hit.label.source.kind));
}

function ownCodes(view: EvidenceView): readonly Evidence[] {
  const own = codes(view);
  const { digits } = limitsOf(view.options);
  const sources = new Set(own.map(({ hit }) => hit.label.source.node));
  const among = (kind: string): readonly Finding[] =>
    view.findings(kind).filter(({ hit }) => sources.has(hit.label.source.node));
  const short = view.allCalls('random.strong').flatMap((record): readonly Evidence[] => {
    const first = own.find(({ hit }) => hit.label.source.node === record.call.node);
    const max = numberAt(record, 'max') ?? (record.parts['max'] === null ? numberAt(record, 'min') : null);
    if (!first || max === null || max >= 10 ** (digits - 1) + 1) return [];
    return [
      {
        at: first.at,
        message: `This code is one of ${String(max)}, which are soon guessed. Draw at least ${String(digits)} digits (NIST SP 800-63B-3, 5.1.3.2).`,
      },
    ];
  });
  const compared = view.comparisons.flatMap(({ left, right, at, how }): readonly Evidence[] => {
    const isOwn = (value: Value): boolean => value.labels.some(({ source }) => sources.has(source.node));
    const isSent = (value: Value): boolean => value.labels.some(({ source }) => isClientData(source.kind));
    return how !== 'constant-time' && ((isOwn(left) && isSent(right)) || (isSent(left) && isOwn(right)))
      ? [
          {
            at,
            message:
              'A one-time code is compared character by character: the time tells how far a guess was right. Use `timingSafeEqual`, count the attempts, and forget the code once it was right.',
          },
        ]
      : [];
  });
  return [
    ...short,
    ...compared,
    ...among('answer').map(({ hit, at }) => ({
      at,
      message: `The answer tells the one-time code of ${view.place(hit.label.source.node)} to whoever asked for it. Send it on the second channel alone.`,
    })),
    ...among('kept').map(({ hit, at }) => ({
      at,
      message: `\`${hit.callee}\` keeps the one-time code of ${view.place(hit.label.source.node)} for ever. Let it expire after a few minutes (NIST SP 800-63B-3, 5.1.3.2: ten at most).`,
    })),
    ...among('log').map(({ hit, at }) => ({
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
  schema: [
    {
      type: 'object',
      properties: {
        window: { type: 'integer', minimum: 0, description: 'The most steps to either side that are accepted.' },
        digits: { type: 'integer', minimum: 1, description: 'The least digits of a code.' },
        secretBytes: { type: 'integer', minimum: 1, description: 'The least bytes of a shared secret.' },
      },
      additionalProperties: false,
    },
  ],
  defaultOptions: [LIMITS],
  find: (view) => [...parameters(view), ...comparedByHand(view), ...ownCodes(view)],
});
