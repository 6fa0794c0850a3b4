/** What a browser sends by itself, and what it does not: cookies that are set and read, and headers that no other site can set. */
import { getProperty } from '../flow/access.js';
import type { Machine } from '../flow/machine.js';
import { slot } from '../flow/modelled.js';
import type { Call } from '../flow/refs.js';
import { isConst, soleText, UNDEFINED, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { sameSiteOf, type SameSite } from '../models/shared/same-site.js';
import { isClients } from './comparisons.js';

export interface SetCookie {
  readonly name: string;
  /** Whether requests that other sites begin carry it. */
  readonly sameSite: SameSite;
  /** What it holds is made by the service as it goes: neither a constant nor what the client sent. */
  readonly made: boolean;
  readonly node: TS.Node;
}

/** What every page may say of a request that it makes elsewhere (Fetch standard, 2.2.2), and what the browser says by itself. */
const FORGEABLE =
  /^(?:accept|accept-language|accept-encoding|content-language|content-length|cookie|host|user-agent|connection|range|x-forwarded-\w+|forwarded|x-real-ip)$/i;

/** True for a header that a page of another site cannot set as it likes: its origin, or one that needs a preflight. */
function isUnforgeable(value: Value): boolean {
  return value.labels.some(({ source: { kind, path } }) => {
    const name = path?.at(-1);
    return (kind === 'http.headers' || kind === 'http.host') && name !== undefined && !FORGEABLE.test(name);
  });
}

function isAllOf(value: Value, kind: RegExp): boolean {
  return value.labels.length > 0 && value.labels.every(({ source }) => kind.test(source.kind));
}

/**
 * Returns what a comparison shows of who has made the request: that it has a header which no page of another site can send,
 * or a word that only the browser's cookie holds as well, as the `state` of OAuth is (RFC 6749, 10.12).
 */
export function comparedProofs(left: Value, right: Value): readonly string[] {
  if ([left, right].some(isUnforgeable)) return ['header.compared'];
  const [sent, kept] = isAllOf(left, /^http\.cookies$/) ? [right, left] : [left, right];
  return isAllOf(kept, /^http\.cookies$/) && isAllOf(sent, /^http\.(?:query|body)$/) ? ['state.compared'] : [];
}

function part(m: Machine, call: Call, role: string, name: string): Value | null {
  const spec = call.spec?.roles?.find((each) => each.role === role)?.parts?.[name];
  return spec === undefined ? null : (slot(m, call, spec)?.value ?? UNDEFINED);
}

/** Returns the cookie that a call sets under a constant name; null for other calls. */
export function cookieSet(m: Machine, call: Call): SetCookie | null {
  const given = part(m, call, 'cookie.set', 'name');
  if (given === null || m.dead) return null;
  // `cookies().set({ name, value, sameSite })`.
  const alone = soleText(given) === null && given.refs.length > 0;
  const options = alone ? given : (part(m, call, 'cookie.set', 'options') ?? UNDEFINED);
  const name = soleText(alone ? getProperty(m, given, 'name', call.node) : given);
  const value = alone ? getProperty(m, given, 'value', call.node) : (part(m, call, 'cookie.set', 'value') ?? UNDEFINED);
  const made = !isConst(value) && !isClients(value);
  return name === null ? null : { name, sameSite: sameSiteOf(m, options, call.node), made, node: call.node };
}

/** Returns the name of the cookie that a call reads; null for other calls. */
export function cookieRead(m: Machine, call: Call): string | null {
  const name = part(m, call, 'cookie.read', 'name');
  return name === null ? null : soleText(name);
}
