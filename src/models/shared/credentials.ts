/** Places that take a secret: whatever is written down there is known to everybody who has the code. */
import type { LibraryModel, SinkSpec } from '../schema.js';

/** Keys and tokens at slots of a call. */
export function secretAt(what: string, ...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'credential', what }));
}

/** Passwords at slots of a call. */
export function passwordAt(what: string, ...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'password', what }));
}

/** The field `Authorization` (RFC 9110, section 11.6.2) in the headers of the options at some slots. */
export function authorizationAt(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.flatMap((at) =>
    ['Authorization', 'authorization'].map((name): SinkSpec => ({
      at: `${at}.headers.${name}`,
      kind: 'authorization',
      what: 'the credentials',
    })),
  );
}

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
