import { knownOptions } from '../define/options.js';
import { secondsOf } from '../define/durations.js';
import { evidenceRule, type CallRecord, type Evidence, type EvidenceView } from '../define/evidence-rule.js';
import { isAbsent, partOf } from '../define/parts.js';
import { isTestFile } from '../define/secrets.js';
import { isTypedWithout } from '../define/typed-payloads.js';

/** Thirty days: the longest time without a new login at the lowest assurance level (NIST SP 800-63B-3, 4.1.3). */
const DAYS = 30;

const REMEDY = 'Give it a lifetime of minutes or hours, and refresh it with a credential that can be revoked.';

function maximumOf([first]: readonly unknown[]): number {
  return ((first as { readonly maximumDays?: number } | undefined)?.maximumDays ?? DAYS) * 86_400;
}

/** The lifetime that a part says for certain, when it is longer than allowed. */
function tooLong(record: CallRecord, name: string, maximum: number): string | null {
  const part = partOf(record, name);
  if (part.state !== 'known') return null;
  const lengths = part.values.map(secondsOf);
  return lengths.length > 0 && lengths.every((each) => each !== null && each > maximum) ? String(part.values[0]) : null;
}

/** Parts that a call does not name say nothing either way. */
function lacks(record: CallRecord, name: string): boolean {
  return !(name in record.parts) || isAbsent(record, name);
}

/**
 * True when something issues the tokens of a call for the whole application, and nothing that does gives them an end; also
 * for calls that know their issuer themselves.
 */
function isEndless(view: EvidenceView, { entity, call }: CallRecord): boolean {
  const role = call.spec?.roles?.find((each) => each.parts?.['issuer'] !== undefined);
  if (!role) return true;
  const library = role.by ?? entity.specifier;
  const own = view.calls('auth.issuer').filter((record) => record.entity.specifier === library);
  const issuers = own.length > 0 ? own : view.callsAround('auth.issuer', library);
  return issuers.length > 0 && issuers.every((record) => isAbsent(record, 'expiresIn'));
}

function tokens(view: EvidenceView): readonly Evidence[] {
  const maximum = maximumOf(view.options);
  return view.calls('auth.issue').flatMap((record) => {
    const { entity, call } = record;
    const long = tooLong(record, 'expiresIn', maximum);
    if (long !== null)
      return [
        {
          at: call.node,
          message: `The token of \`${entity.name}\` is valid for ${long}, longer than ${String(maximum / 86_400)} days. ${REMEDY}`,
        },
      ];
    if (!('exp' in record.parts) || !lacks(record, 'expiresIn') || !lacks(record, 'usual')) return [];
    if (!lacks(record, 'exp') && !isTypedWithout(call.argNodes[0], 'exp', view.declaresNo)) return [];
    if (!isEndless(view, record)) return [];
    return [
      {
        at: call.node,
        message: `The token of \`${entity.name}\` never expires: a stolen one works for ever. ${REMEDY}`,
      },
    ];
  });
}

/** What issues the tokens of a whole application, for too long. */
function issuers(view: EvidenceView): readonly Evidence[] {
  const maximum = maximumOf(view.options);
  return view.calls('auth.issuer').flatMap((record) => {
    const long = tooLong(record, 'expiresIn', maximum);
    return long === null
      ? []
      : [
          {
            at: record.call.node,
            message: `Tokens of \`${record.entity.name}\` are valid for ${long}, longer than ${String(maximum / 86_400)} days. ${REMEDY}`,
          },
        ];
  });
}

/** Functions that sign with options that they were made with. */
function signers(view: EvidenceView): readonly Evidence[] {
  return view.calls('auth.signer').flatMap((record) =>
    isAbsent(record, 'expiresIn')
      ? [
          {
            at: record.call.node,
            message: `Tokens of \`${record.entity.name}\` never expire: a stolen one works for ever. ${REMEDY}`,
          },
        ]
      : [],
  );
}

function cookies(view: EvidenceView): readonly Evidence[] {
  return view.calls('session.cookie').flatMap((record) =>
    isAbsent(record, 'maxAge') && isAbsent(record, 'expires')
      ? [
          {
            at: record.call.node,
            message: `The session of \`${record.entity.name}\` is the signed cookie itself, and nothing ends it. Set \`maxAge\`.`,
          },
        ]
      : [],
  );
}

export default evidenceRule({
  info: {
    name: 'require-token-expiry',
    description: 'Require an end for signed tokens and sessions in cookies',
    kind: 'misuse',
    preset: 'strict',
    owasp: 'API2',
    topics: ['api2/authentication-weaknesses'],
    cwe: [613],
  },
  schema: knownOptions({
    maximumDays: {
      type: 'number',
      minimum: 0,
      exclusiveMinimum: true,
      description: 'The longest lifetime of a token, in days.',
    },
  }),
  defaultOptions: [{ maximumDays: DAYS }],
  // What a test signs is known to nobody else, and gone with it.
  find: (view) =>
    isTestFile(view.file) ? [] : [...tokens(view), ...signers(view), ...issuers(view), ...cookies(view)],
});
