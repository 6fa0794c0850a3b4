/** Credentials that a browser sends by itself, whoever makes it send a request; and what keeps other sites from using them. */
import { stepPlaying, type Application, type ChainStep, type Endpoint } from '../analysis/analysis.js';
import type { TS } from '../lang/ts.js';

/** How a request proves whose it is although the page that makes it may be of another site. */
export interface Ambient {
  readonly kind: 'session' | 'cookie';
  readonly name: string;
  /** Where the cookie is set, or the session is put in force. */
  readonly node: TS.Node;
}

const COOKIE = 'http.cookies ';

interface Seen {
  readonly roles: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

function seenOf({ shown }: ChainStep): Seen {
  return { roles: shown?.roles ?? NOTHING, reads: shown?.reads ?? NOTHING };
}

/** The handler, and all that a request passes before it. */
function allSeen(endpoint: Endpoint): readonly Seen[] {
  const { shown } = endpoint.handling();
  return [...endpoint.steps.map(seenOf), ...(shown ? [shown] : [])];
}

/** What decides about the caller: guards, and a handler that turns strangers away by itself. */
function deciding(endpoint: Endpoint): readonly Seen[] {
  const { own, shown } = endpoint.handling();
  const guards = endpoint.steps.filter(({ verdict }) => verdict === 'guard').map(seenOf);
  return shown && (own === 'denies' || own === 'verifies') ? [...guards, shown] : guards;
}

function readsAmbient({ reads }: Seen): boolean {
  return reads.has('session ') || reads.has('principal ') || [...reads].some((each) => each.startsWith(COOKIE));
}

function ofSession(endpoint: Endpoint): Ambient | null {
  const open = stepPlaying(endpoint, 'session.open');
  if (!open) return null;
  const all = allSeen(endpoint);
  const principal = stepPlaying(endpoint, 'session.principal') !== null;
  const used = all.some(({ reads }) => reads.has('session ') || (principal && reads.has('principal ')));
  return used ? { kind: 'session', name: open.name, node: open.node } : null;
}

/** A cookie that a guard reads, and that some endpoint of the application sets for requests from everywhere. */
function ofCookie(endpoint: Endpoint, { endpoints }: Application): Ambient | null {
  const names = new Set(
    deciding(endpoint).flatMap(({ reads }) =>
      [...reads].flatMap((each) => (each.startsWith(COOKIE) ? [each.slice(COOKIE.length)] : [])),
    ),
  );
  if (names.size === 0) return null;
  const set = endpoints
    .flatMap((each) => each.handling().shown?.cookies ?? [])
    .filter(({ name }) => name !== '' && names.has(name));
  const [first] = set;
  return first && set.every(({ sameSite }) => sameSite === 'open')
    ? { kind: 'cookie', name: first.name, node: first.node }
    : null;
}

/** Returns by what an endpoint knows its caller when a browser sends it by itself from every site; null otherwise. */
export function ambientCredential(endpoint: Endpoint, application: Application): Ambient | null {
  return ofSession(endpoint) ?? ofCookie(endpoint, application);
}

/** Something asks for what a page of another site cannot send: a token, an origin, a header of its own, a bearer token. */
export function refusesForgeries(endpoint: Endpoint): boolean {
  if (allSeen(endpoint).some(({ roles }) => roles.has('csrf.check') || roles.has('state.compared'))) return true;
  return deciding(endpoint).some(
    (each) =>
      each.roles.has('header.compared') ||
      (!readsAmbient(each) && (each.reads.has('http.headers authorization') || each.roles.has('auth.guard'))),
  );
}

/** Only JSON is parsed, and the handler needs a body: no form can send one (Fetch standard, 2.2.2: it needs a preflight). */
export function takesOnlyJson(endpoint: Endpoint): boolean {
  const roles = [endpoint.parses ?? NOTHING, ...endpoint.steps.map((step) => seenOf(step).roles)];
  if (!roles.some((each) => each.has('body.json')) || roles.some((each) => each.has('body.form'))) return false;
  if (endpoint.wantsObject) return true;
  return [...(endpoint.handling().shown?.reads ?? [])].some((each) => each.startsWith('http.body '));
}
