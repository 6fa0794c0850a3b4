/** Who is signed in sets a new password, and nobody asks for the one that is in force: a stolen session takes the account over. */
import { ts, type TS } from '../lang/ts.js';
import { guardOf, stepPlaying, type Endpoint, type SeenCall } from '../analysis/analysis.js';

/** Paths of recovery and of what administrators and invitations do: whoever comes there does not know the password. */
const WITHOUT_CURRENT =
  /(?:^|[/.-])(?:forgot|forgotten|recover|recovery|reset|invit\w*|admin\w*|activat\w*|setup|onboard\w*)(?=[/.-]|$)/i;

const CHANGES: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'POST', 'ACTION', 'MUTATION', 'ANY']);

type Shown = NonNullable<ReturnType<Endpoint['handling']>['shown']>;

function plays({ call }: SeenCall, ...roles: readonly string[]): boolean {
  return (call.spec?.roles ?? []).some(({ role }) => roles.includes(role));
}

/** A password of the request is hashed, and no library call checks one. */
function hashOf({ calls }: Shown): SeenCall | null {
  const isSent = ({ call }: SeenCall): boolean =>
    call.args.some(({ labels }) => labels.some(({ source }) => /^(?:http|message)\./.test(source.kind)));
  return calls.find((each) => plays(each, 'auth.password') && !plays(each, 'auth.checked') && isSent(each)) ?? null;
}

/** Something else has proved who is asking: a password, a code, or a token that was made for this. */
function isProved({ calls, roles, checks }: Shown): boolean {
  return (
    checks.length > 0 ||
    calls.some((each) => plays(each, 'auth.checked', 'auth.otp')) ||
    ['password.compared', 'otp.compared', 'auth.otp'].some((role) => roles.has(role))
  );
}

/** It asks the session who is there. */
function readsSession({ reads }: Shown): boolean {
  return [...reads].some((each) => each.startsWith('session '));
}

/** It changes a record that is there, of nobody whom the request names. */
function changesOwn({ calls, effects }: Shown): boolean {
  if (calls.some((each) => plays(each, 'store.insert')) || effects.every(({ kind }) => kind !== 'writes')) return false;
  return !calls.some(({ access }) => access !== null && /^(?:http|message)\./.test(access.from));
}

/** A part of the request that some middleware has put there about whoever is calling: `req.user.id`, `ctx.state.user._id`. */
function isOfCaller(node: TS.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    /(?:^|\.)(?:user|auth|session|account|principal|member|currentUser)!?\??\.\w+$/.test(node.getText()) &&
    !/\b(?:params|body|query|headers)\b/.test(node.getText())
  );
}

function holdsCaller(node: TS.Node): boolean {
  return isOfCaller(node) || (ts.forEachChild(node, (child) => holdsCaller(child) || undefined) ?? false);
}

/** What stands before it is out of sight, and what it changes is found by what that has left on the request. */
function isSignedInUnseen({ steps }: Endpoint, { calls }: Shown): boolean {
  return (
    steps.some(({ verdict }) => verdict === 'unknown') &&
    calls.some(
      ({ call, looks }) => looks !== null && call.argNodes.some((each) => each !== undefined && holdsCaller(each)),
    )
  );
}

/** Returns where an endpoint hashes a new password that it sets without a look at the current one; null for others. */
export function unprovenChange(endpoint: Endpoint): SeenCall | null {
  const { own, shown } = endpoint.handling();
  if (!shown || shown.exhausted || shown.asksRole || !CHANGES.has(endpoint.method)) return null;
  if (WITHOUT_CURRENT.test(endpoint.path ?? '') || stepPlaying(endpoint, 'auth.login')) return null;
  const isSignedIn =
    guardOf(endpoint) !== null ||
    own === 'denies' ||
    (shown.denies && readsSession(shown)) ||
    isSignedInUnseen(endpoint, shown);
  if (!isSignedIn || endpoint.steps.some((step) => step.shown?.asksRole === true)) return null;
  return isProved(shown) || !changesOwn(shown) ? null : hashOf(shown);
}
