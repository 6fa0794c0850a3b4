import {
  endpointRule,
  missingGuardMessage,
  siblingsWith,
  titleOf,
  type ChainStep,
  type Endpoint,
} from '../define/endpoint-rule.js';
import { isOwnField } from '../define/places.js';

/** What can be guessed, flooded or billed, by the parts that calls play, and how messages say it. */
const WORTH: readonly (readonly [role: string, does: string])[] = [
  ['auth.password', 'takes a password'],
  ['auth.otp', 'takes a one-time code'],
  ['auth.issue', 'hands out a token'],
  ['mail.send', 'sends mail'],
  ['message.send', 'sends messages'],
  ['model.call', 'calls a billed service'],
];

type Seen = NonNullable<ReturnType<Endpoint['handling']>['shown']>;

/**
 * True when a password is taken in: hooks of entities hash the field of a record again whenever it is saved, whichever
 * request saves it.
 */
function takesPassword({ calls }: Seen): boolean {
  return calls.some(({ call }) => {
    const roles = (call.spec?.roles ?? []).map(({ role }) => role);
    if (!roles.includes('auth.password')) return false;
    if (roles.includes('auth.checked') || !isOwnField(call.argNodes[0])) return true;
    return call.args[0]?.labels.some(({ source }) => source.kind.startsWith('http.')) === true;
  });
}

/** A new token for an old one: nobody guesses a signature, and the old one names whose requests these are. */
function exchangesToken({ roles }: Seen): boolean {
  return roles.has('auth.verified') || roles.has('auth.decoded');
}

function limiterOf(endpoint: Endpoint): ChainStep | null {
  return endpoint.steps.find(({ shown }) => shown?.roles.has('rate.limit') === true) ?? null;
}

export default endpointRule({
  info: {
    name: 'require-rate-limit',
    description: 'Require a limiter before endpoints that can be guessed at, flooded or billed',
    kind: 'endpoint',
    preset: 'strict',
    owasp: 'API4',
    topics: [
      'api2/brute-force',
      'api2/anti-automation',
      'api4/denial-of-service',
      'api4/economic-dos',
      'api6/business-flows',
    ],
    cwe: [307, 770, 799],
  },
  judge: (endpoint, view) => {
    if (!endpoint.understood || limiterOf(endpoint) !== null) return null;
    const { shown } = endpoint.handling();
    if (!shown || shown.roles.has('rate.limit')) return null;
    const does = WORTH.find(
      ([role]) =>
        shown.roles.has(role) &&
        (role !== 'auth.password' || takesPassword(shown)) &&
        (role !== 'auth.issue' || !exchangesToken(shown)),
    )?.[1];
    if (does === undefined) return null;
    return missingGuardMessage({
      endpoint: titleOf(endpoint),
      siblings: siblingsWith(view, limiterOf),
      spare: null,
      lack: {
        what: `${does} and has no rate limit in force`,
        remedy: 'Put a limiter before this handler.',
        alone: 'Put a limiter before this handler, by account and by address.',
      },
    });
  },
});
