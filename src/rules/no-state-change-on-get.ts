import { refusesForgeries } from '../define/ambient.js';
import { endpointRule, stepPlaying, traitsOf, type Endpoint, type SeenCall } from '../define/endpoint-rule.js';
import { beginsSession, confirms } from '../define/entrances.js';
import { calleeParts, isBeside, looksAt, looksOnTheWay } from '../define/functions.js';
import { fillsIn } from '../define/found-missing.js';
import { isForGetOnly } from '../define/gets.js';

/** Methods that promise to change nothing (RFC 9110, 9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const ALL: ReadonlySet<string> = new Set(['ALL', 'ANY']);

const WHAT = {
  writes: 'writes to the database',
  deletes: 'deletes from the database',
  mails: 'sends mail',
  pays: 'moves money',
} as const;

/** What sets such a request off; where other sites cannot send one, it is repeated all the same (RFC 9110, 9.2.1 and 9.2.2). */
function danger(endpoint: Endpoint): string {
  return refusesForgeries(endpoint)
    ? 'Clients and proxies repeat, prefetch and cache a GET as they like.'
    : 'A link, an image or a prefetch is enough to set it off.';
}

type Effects = ReturnType<Endpoint['handling']>['effects'];

/** A call that only GET reaches, or that a helper makes which only GET reaches. */
function isForGet({ call, stack }: SeenCall): boolean {
  return [call.node, ...stack].some(isForGetOnly);
}

/** What is done for GET: all of it, unless a handler of several methods looks which one it is. */
function doneForGet(endpoint: Endpoint): Effects {
  const isOfAll = ALL.has(endpoint.method) && traitsOf(endpoint).getsElsewhere !== true;
  // A procedure that only reads is called by GET: https://trpc.io/docs/rpc
  const isGet = SAFE.has(endpoint.method) || (traitsOf(endpoint).buildsQueries === true && endpoint.method === 'QUERY');
  if (!isGet && !isOfAll) return [];
  const { effects, shown } = endpoint.handling();
  const looks = !isGet && effects.length > 0 && looksAt(endpoint.handler, 'method');
  return looks
    ? effects.filter(({ node }) => shown?.calls.some((each) => each.call.node === node && isForGet(each)))
    : effects;
}

/** What a call is made on, as it is written: `prisma.points` of `prisma.points.create(...)`. */
function storeOf({ call }: SeenCall): string | null {
  const { node } = call;
  return calleeParts(node)?.object ?? null;
}

/** A record is made where none was found: the next request finds it, and makes nothing. */
function isFoundOrMade(effect: SeenCall, calls: readonly SeenCall[]): boolean {
  if ((effect.call.spec?.roles ?? []).every(({ role }) => role !== 'store.insert')) return false;
  const store = storeOf(effect);
  const before = calls.slice(0, calls.indexOf(effect));
  return (
    store !== null && before.some((each) => each.looks !== null && storeOf(each) === store && isBeside(each, effect))
  );
}

/** Whoever asks has the end of her session moved, or one that is over removed: that is how sessions are kept. The name only makes the rule quieter. */
function isSessionKept(effect: SeenCall): boolean {
  return /\bsessions?(?:Table|Repository|Model)?$/i.test(storeOf(effect) ?? '');
}

/** Who must sign the body cannot be made to send one by a link, with whatever method. */
function verifiesBody({ call }: SeenCall): boolean {
  return (call.spec?.roles ?? []).some(({ role, parts }) => role === 'auth.verified' && parts?.['body'] !== undefined);
}

/** A library lets somebody in, or what is sent is what the browser was given before. */
const LETS_IN = ['auth.entrance', 'state.compared'];

export default endpointRule({
  info: {
    name: 'no-state-change-on-get',
    description: 'Disallow GET and HEAD handlers that write, delete, mail or pay',
    kind: 'endpoint',
    preset: 'recommended',
    owasp: 'API5',
    topics: ['api5/csrf', 'api5/url-access'],
    cwe: [650, 352],
  },
  judge: (endpoint, view) => {
    const done = doneForGet(endpoint);
    if (done.length === 0) return null;
    const { shown } = endpoint.handling();
    const calls = shown?.calls ?? [];
    const meant = calls.filter(
      (each) =>
        (ALL.has(endpoint.method) && looksOnTheWay(each, 'method') && !isForGet(each)) ||
        isFoundOrMade(each, calls) ||
        isSessionKept(each),
    );
    const effect = done.find((each) => !meant.some(({ call }) => call.node === each.node) && !fillsIn(each, calls));
    // The way back from a provider, and a link that lets in or confirms whoever gets it, are followed by a browser.
    if (!effect || shown?.calls.some(verifiesBody) === true || beginsSession(endpoint) || confirms(endpoint))
      return null;
    if (stepPlaying(endpoint, 'auth.returned') || LETS_IN.some((role) => shown?.roles.has(role))) return null;
    const { file, line } = view.placeOf(effect.node);
    const path = endpoint.path === null ? '' : ` ${endpoint.path}`;
    const method = SAFE.has(endpoint.method) ? endpoint.method : 'GET';
    return `${method}${path} ${WHAT[effect.kind]} (\`${effect.callee}\`, ${file}:${String(line)}). ${danger(endpoint)} Let POST, PUT, PATCH or DELETE do it.`;
  },
});
