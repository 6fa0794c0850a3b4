import {
  endpointRule,
  guardOf,
  missingGuardMessage,
  siblingsWith,
  stepPlaying,
  titleOf,
  type ChainStep,
  type Endpoint,
} from '../define/endpoint-rule.js';
import { isForAdministrators } from '../define/administration.js';
import { comparesDrawnCode } from '../define/drawn-codes.js';
import { takesNothing } from '../define/functions.js';

/** What can be guessed, flooded or billed, by the parts that calls play, and how messages say it. */
const WORTH: readonly (readonly [role: string, does: string])[] = [
  ['auth.password', 'takes a password'],
  ['password.compared', 'takes a password'],
  ['password.stored', 'takes a password'],
  ['password.hashed', 'takes a password'],
  ['auth.otp', 'takes a one-time code'],
  ['otp.compared', 'takes a one-time code'],
  ['auth.issue', 'hands out a token'],
  ['money.move', 'moves money'],
  ['mail.send', 'sends mail'],
  ['message.send', 'sends messages'],
  ['secret.made', 'makes, takes or hands out a secret'],
  ['model.call', 'calls a billed service'],
];

/** What is worth a limit only where nobody knows who asks. */
const FOR_STRANGERS: ReadonlySet<string> = new Set(['password.stored', 'password.hashed']);

type Seen = NonNullable<ReturnType<Endpoint['handling']>['shown']>;

type SeenCall = Seen['calls'][number];

function plays({ call }: SeenCall, role: string): boolean {
  return call.spec?.roles?.some((each) => each.role === role) === true;
}

function isClients(value: SeenCall['call']['args'][number] | undefined): boolean {
  return value?.labels.some(({ source }) => /^(?:http|message)\./.test(source.kind)) === true;
}

/** A password is compared: whoever asks often enough guesses it. */
function checksPassword({ calls }: Seen): boolean {
  return calls.some((each) => plays(each, 'auth.password') && plays(each, 'auth.checked'));
}

/**
 * True when a password is taken in: many services hash the field of a record again whenever it is saved, whichever
 * request saves it.
 */
function takesPassword(shown: Seen): boolean {
  return (
    checksPassword(shown) || shown.calls.some((each) => plays(each, 'auth.password') && isClients(each.call.args[0]))
  );
}

/** The same token for everybody who asks, of a request that changes nothing and says nothing: there is nothing to guess. */
function handsOutAnyway({ method, handler }: Endpoint, { effects }: Seen): boolean {
  return method === 'GET' && effects.length === 0 && takesNothing(handler);
}

/** A page is shown, and a name of the visit drawn for it: nothing is changed, and nothing of it is answered. */
function keepsSecret({ method }: Endpoint, { effects, roles }: Seen): boolean {
  return method === 'GET' && effects.length === 0 && !roles.has('secret.answered');
}

/** A guard that takes the password of the request itself: the endpoint behind it is a login. */
function isLogin(endpoint: Endpoint): boolean {
  return stepPlaying(endpoint, 'auth.login') !== null;
}

/** What only those may do who have a role: they have better means to harm the service than to repeat a request. */
function isForRole(endpoint: Endpoint, shown: Seen): boolean {
  if (shown.asksRole || endpoint.steps.some((step) => step.shown?.asksRole === true)) return true;
  return guardOf(endpoint) !== null && isForAdministrators(endpoint);
}

/** A stored code is looked for together with whom it was sent to. */
function looksForCode({ calls }: Seen): boolean {
  return calls.some(({ looks }) => looks?.takesCode === true);
}

/** Who has been let in by a guard has no token to guess, and setting a password of her own is none either. */
function worthOf(endpoint: Endpoint, shown: Seen): string | undefined {
  const known = guardOf(endpoint) !== null;
  const asked = known || endpoint.handling().own === 'denies';
  return WORTH.find(([role]) => {
    if (!shown.roles.has(role) && !(role === 'otp.compared' && looksForCode(shown))) return false;
    if (role === 'secret.made') return !asked && !keepsSecret(endpoint, shown);
    // What a payment service announces is signed by it.
    if (role === 'money.move') return !shown.roles.has('auth.verified');
    if (FOR_STRANGERS.has(role)) return !known;
    if (role === 'auth.password') return known ? checksPassword(shown) : takesPassword(shown);
    return role !== 'auth.issue' || !(known || handsOutAnyway(endpoint, shown) || exchangesToken(shown));
  })?.[1];
}

/** A new token for an old one: nobody guesses a signature, and the old one names whose requests these are. */
function exchangesToken({ roles }: Seen): boolean {
  return roles.has('auth.verified') || roles.has('auth.decoded');
}

function limiterOf(endpoint: Endpoint): ChainStep | null {
  return stepPlaying(endpoint, 'rate.limit');
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
    if (shown && (shown.roles.has('rate.limit') || isForRole(endpoint, shown))) return null;
    const does = isLogin(endpoint)
      ? 'takes a password'
      : ((shown ? worthOf(endpoint, shown) : undefined) ??
        (comparesDrawnCode(endpoint, view.analysis) ? 'takes a one-time code' : undefined));
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
