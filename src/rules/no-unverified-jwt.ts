import { evidenceRule, type CallRecord, type Evidence, type EvidenceView } from '../define/evidence-rule.js';
import { knownOptions, oneOf, optionOf } from '../define/options.js';
import { always, isAbsent, isOn, some } from '../define/parts.js';
import { isClientData } from '../define/sources.js';
import { functionAround } from '../define/places.js';
import { isCheckedBeside } from '../define/token-checks.js';
import { mayBeUnset, type Value } from '../define/values.js';

/** What becomes of the claims: one of them is read, or they become the user of the request. */
function used(what: string): string {
  return what.startsWith('the ') ? `whose ${what.slice('the '.length)} is used` : `that becomes ${what}`;
}

/**
 * True for a token that the service has asked another one for, and that nobody else sent: the connection says who answered
 * (OpenID Connect Core 1.0, 3.1.3.7, number 6).
 */
function isFetched(token: Value | undefined): boolean {
  const labels = token?.labels ?? [];
  return labels.length > 0 && labels.every(({ source }) => source.kind === 'third-party.response');
}

/** True for a token that is known to come from a client, and for one that the call reads from the request itself. */
function isSent(token: Value | undefined): boolean {
  return token === undefined || token.labels.some(({ source }) => isClientData(source.kind));
}

/**
 * Claims that decide something, unless the same token is verified in the same function: before, or before it answers. Either
 * may be done by functions that are called there, in other files as well.
 */
function decisions(view: EvidenceView): readonly Evidence[] {
  const onlySent = optionOf(view.options, 'tokens') === 'sent';
  const checks = view.allCalls('auth.verified');
  return view.findings('identity').flatMap(({ hit, at }) => {
    const { node } = hit.label.source;
    if (hit.label.source.kind !== 'token.claims') return [];
    const decoded = view.allCalls('auth.decoded').filter(({ call }) => call.node === node);
    if (decoded.length > 0 && decoded.every(({ call }) => isFetched(call.args[0]))) return [];
    if (onlySent && decoded.length > 0 && !decoded.some(({ call }) => isSent(call.args[0]))) return [];
    if (isCheckedBeside([node, ...hit.stack], checks)) return [];
    return [
      {
        at: node.getSourceFile() === at.getSourceFile() ? node : at,
        message: `Nobody has verified the token ${used(hit.what)}: decoding believes whatever it is sent. Verify the token with a key of your own and fixed algorithms.`,
      },
    ];
  });
}

/** Payloads that are taken out of a token by hand, where the same function verifies nothing. */
function byHand(view: EvidenceView): readonly Evidence[] {
  const checks = view.calls('auth.verified').map(({ call }) => functionAround(call.node));
  return view
    .findings('token-payload')
    .filter(({ hit }) => isClientData(hit.label.source.kind) && !checks.includes(functionAround(hit.node)))
    .map(({ hit, at }) => ({
      at,
      message: `Nobody has verified the token from \`${hit.label.source.text}\` (${view.place(hit.label.source.node)}) whose payload is decoded here: decoding believes whatever it is sent. Verify the token with a key of your own and fixed algorithms.`,
    }));
}

/** The end of tokens is not asked for, nor is their age. */
function agesForEver(record: CallRecord): boolean {
  return (
    always(record, 'checksExpiration', (value) => value === false) &&
    (isAbsent(record, 'maximumAge') || always(record, 'maximumAge', (value) => value === 0))
  );
}

/** Options of a verification that let a token pass which must not. */
function options(view: EvidenceView): readonly Evidence[] {
  return view.calls('auth.token-options').flatMap((record) => {
    const { node } = record.call;
    const { name } = record.entity;
    if (always(record, 'verification', (value) => value === false))
      return [
        {
          at: node,
          message: `\`${name}\` verifies no token at all. Say what is to be checked: a key of your own, the audience and the issuer.`,
        },
      ];
    if (isOn(record, 'ignoreExpiration') || agesForEver(record))
      return [
        {
          at: node,
          message: `\`${name}\` accepts tokens that have expired. ${isOn(record, 'ignoreExpiration') ? 'Leave `ignoreExpiration` off' : 'Leave the check of `exp` on'}, and refresh tokens with a credential of their own.`,
        },
      ];
    if (some(record, 'algorithm', (value) => value === 'none'))
      return [
        {
          at: node,
          message: `\`${name}\` accepts tokens without a signature when it has no key. Name the algorithm that your key is made for.`,
        },
      ];
    return [];
  });
}

/** Verifications that name no algorithm, by versions of libraries that then take more than they should. */
function defaults(view: EvidenceView): readonly Evidence[] {
  const any = view.calls('auth.any-algorithm').map(({ entity, call }) => ({
    at: call.node,
    message: `\`${entity.name}\` without \`algorithms\` lets the token choose how it is checked, in the version in use. Name the algorithm that your key is made for, and update the library.`,
  }));
  const unsigned = view.calls('auth.unsigned-without-key').flatMap(({ entity, call, parts: { key } }) =>
    key && mayBeUnset(key)
      ? [
          {
            at: call.node,
            message: `The key of \`${entity.name}\` may be unset, and then tokens without a signature pass, in the version in use (CVE-2022-23540). Name \`algorithms\`, end the program when the key is not set, and update the library.`,
          },
        ]
      : [],
  );
  return [...any, ...unsigned];
}

/** Algorithms that the token itself names, and tokens that are made without a signature. */
function algorithms(view: EvidenceView): readonly Evidence[] {
  const named = view
    .findings('verification-algorithm')
    .filter(({ hit }) => /^(?:token|http)\./.test(hit.label.source.kind))
    .map(({ hit, at }) => ({
      at,
      message: `\`${hit.callee}\` lets the token choose how it is checked (${view.place(hit.label.source.node)}): \`none\` is an algorithm, too. Name the algorithm that your key is made for.`,
    }));
  const unsigned = view.calls('auth.unsigned').map(({ entity, call }) => ({
    at: call.node,
    message: `\`${entity.name}\` makes tokens without a signature: anybody can write one. Name the algorithm that your key is made for.`,
  }));
  return [...named, ...unsigned];
}

/** Keys that the token brings along, or that come from an address that it names. */
function keys(view: EvidenceView): readonly Evidence[] {
  const fetched = view.findings('address').filter(({ hit }) => hit.label.source.kind.startsWith('token.'));
  return view.findings('verification-key').flatMap(({ hit, at }) => {
    const { source } = hit.label;
    const brought = source.kind.startsWith('token.');
    const answered =
      source.kind === 'third-party.response' &&
      fetched.some((each) => functionAround(each.at) === functionAround(source.node));
    if (!brought && !answered) return [];
    return [
      {
        at,
        message: `\`${hit.callee}\` verifies with a key that the token itself chooses (${view.place(brought ? source.node : (fetched[0]?.at ?? source.node))}): whoever signs it names the key. Take the key from your own configuration or a fixed key set.`,
      },
    ];
  });
}

export default evidenceRule({
  info: {
    name: 'no-unverified-jwt',
    description: 'Disallow decisions by tokens that nobody has verified',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/authentication-weaknesses'],
    cwe: [347, 345, 287],
    // Where nobody knows where a token comes from, others had verified it or the provider had just issued it, in four of four.
    inRecommended: { tokens: 'sent' },
  },
  schema: knownOptions({
    tokens: oneOf(
      ['all', 'sent'],
      'Which decoded tokens count: all, or only those that are known to come from a client.',
    ),
  }),
  defaultOptions: [{ tokens: 'all' }],
  find: (view) => [
    ...decisions(view),
    ...byHand(view),
    ...options(view),
    ...keys(view),
    ...algorithms(view),
    ...defaults(view),
  ],
});
