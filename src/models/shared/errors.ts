/** What error handlers of frameworks are given: an error that somebody threw, with the texts of whoever threw it. */
import type { TS } from '../../lang/ts.js';
import { givenSource } from '../../flow/handed.js';
import type { Value } from '../../flow/value.js';

/** Returns the error that a handler is called with; `at` is where the handler is registered. */
export function thrownValue(handler: Value, at: TS.Node): Value {
  return givenSource(handler, 'error.caught', at, 0);
}

/** The first argument of callbacks in the way of Node.js: what went wrong (https://nodejs.org/api/errors.html#error-first-callbacks). */
export const FAILURE = 'source:error.caught';
