/** Places that take a secret: whatever is written down there is known to everybody who has the code. */
import type { LibraryModel, SinkSpec } from '../schema.js';

/** Keys and tokens at slots of a call. */
export function secretAt(what: string, ...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'credential', what }));
}

/** Keys that somebody else checks, at slots of a call: what was made up, or stands for one to be filled in, opens nothing. */
export function presentedAt(what: string, ...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'presented', what }));
}

/** Passwords at slots of a call. */
export function passwordAt(what: string, ...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'password', what }));
}

/** Fields that carry a key without a scheme, in the spellings that documentation of services uses. */
const KEY_FIELDS = ['x-api-key', 'X-API-Key', 'X-Api-Key', 'X-API-KEY', 'api-key', 'x-auth-token', 'X-Auth-Token'];

/** The field `Authorization` (RFC 9110, section 11.6.2) and fields of keys, in objects of headers at some slots. */
export function fieldsAt(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.flatMap((at) => [
    ...['Authorization', 'authorization'].map((name): SinkSpec => ({
      at: `${at}.${name}`,
      kind: 'authorization',
      what: 'the credentials',
    })),
    ...KEY_FIELDS.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'presented', what: 'the API key' })),
  ]);
}

/** The same fields in the headers of the options at some slots. */
export function authorizationAt(...slots: readonly string[]): readonly SinkSpec[] {
  return fieldsAt(...slots.map((at) => `${at}.headers`));
}

/** The same fields where a call names one and gives its value: `headers.set('Authorization', value)`. */
export const NAMED_FIELD: readonly SinkSpec[] = [
  {
    at: '1',
    kind: 'authorization',
    what: 'the credentials',
    when: [{ at: '0', matches: '^[Aa]uthorization$' }],
  },
  {
    at: '1',
    kind: 'presented',
    what: 'the API key',
    when: [{ at: '0', matches: `^(?:${KEY_FIELDS.join('|')})$` }],
  },
];

/** A library of which only is known where the secret stands that its client, strategy or function is given. */
export function keyedLibrary(
  packages: readonly string[],
  names: readonly string[],
  how: 'call' | 'construct',
  sinks: readonly SinkSpec[],
): LibraryModel {
  const member = how === 'call' ? { call: { sinks } } : { construct: { sinks } };
  return { packages, exports: Object.fromEntries(names.map((name) => [name, member])) };
}
