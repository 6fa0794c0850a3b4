/** Requests that are signed by their sender: a MAC of them is computed again and compared. */
import type { Machine } from '../flow/machine.js';
import type { Value } from '../flow/value.js';
import { endsFunction } from '../lang/places.js';
import type { TS } from '../lang/ts.js';
import { isClients } from './comparisons.js';
import { refusalOf } from './refusals.js';

/** Roles of calls that compute a MAC, or compare one. */
const MACS: readonly string[] = ['crypto.hmac', 'crypto.mac', 'crypto.timingSafeEqual'];

/**
 * True for a comparison of something that the client sent, after a MAC was computed, that leaves when the two differ: whoever
 * has not the key is turned away, by whatever answer.
 */
export function refusesUnsigned(
  m: Machine,
  roles: ReadonlySet<string>,
  node: TS.Node,
  values: readonly Value[],
): boolean {
  if (!MACS.some((each) => roles.has(each)) || !values.some(isClients)) return false;
  const refusal = refusalOf(node, m.callStack());
  return refusal !== null && endsFunction(refusal);
}
