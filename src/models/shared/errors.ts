/** What error handlers of frameworks are given: an error that somebody threw, with the texts of whoever threw it. */
import type { TS } from '../../lang/ts.js';
import { givenSource } from '../../flow/modelled.js';
import type { Value } from '../../flow/value.js';

/** Returns the error that a handler is called with; `at` is where the handler is registered. */
export function thrownValue(handler: Value, at: TS.Node): Value {
  return givenSource(handler, 'error.caught', at, 0);
}
