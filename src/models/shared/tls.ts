/** How a connection checks who is at the other end (https://nodejs.org/api/tls.html#tlsconnectoptions-callback). */
import type { RoleSpec } from '../schema.js';

/** The options of TLS, wherever a library takes them. */
export function tlsOptions(...places: readonly string[]): RoleSpec {
  return {
    role: 'tls.options',
    parts: Object.fromEntries(
      places.flatMap((at, index) => [
        [`rejects${String(index)}`, `${at}.rejectUnauthorized`],
        [`least${String(index)}`, `${at}.minVersion`],
      ]),
    ),
  };
}
