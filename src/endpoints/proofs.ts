/** What a path has proved of the caller, as facts of its store: forgotten where paths with and without it meet. */
import { booleanWith, type Facts } from '../flow/conditions.js';
import { freshId, State } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import { deepLabels } from '../flow/deep-labels.js';
import { promiseOf } from '../flow/promises.js';
import type { Call } from '../flow/refs.js';
import type { RoleSpec } from '../flow/semantics.js';
import { addAllFacts, type Store } from '../flow/store.js';
import { UNKNOWN, withOutcome, type Value } from '../flow/value.js';

/** Stands for "the caller has proved who she is" among the facts of a store. */
const VERIFIED = freshId();
export const VERIFIED_FACTS = new Map([[VERIFIED, { state: State.Present }]]);

/** Stands for "the caller has been found to own the thing", and for "she has not the role". */
export const OWNED = freshId();
export const REFUSED = freshId();
export const OWNED_FACTS = new Map([[OWNED, { state: State.Present }]]);
/** Stands for "the client has shown an id of a provider that names what she has done there". */
export const REDEEMED = freshId();
const REDEEMED_FACTS = new Map([[REDEEMED, { state: State.Present }]]);
export const REFUSED_FACTS = new Map([[REFUSED, { state: State.Present }]]);

export function isPresent(store: Store, id: number): boolean {
  return ((store.known(id)?.state ?? 0) & State.Present) !== 0;
}

/** Returns whether a test fails for who has not the role: `ctx.state.user.role === 'admin'`. */
export function failsWithoutRole({ outcome }: Value): boolean {
  return outcome?.no.has(REFUSED) === true;
}

/** Adds what an answer tells. */
export function adding(answer: Value, yes: Facts, no: Facts): Value {
  const before = answer.outcome;
  return withOutcome(answer, {
    yes: before ? addAllFacts(before.yes, yes) : yes,
    no: before ? addAllFacts(before.no, no) : no,
  });
}

/** Something holds as soon as the value is awaited. */
export function promises(value: Value, id: number): boolean {
  return value.refs.some((ref) => ref.kind === 'promise' && ref.facts?.has(id) === true);
}

export function isVerified(store: Store): boolean {
  return isPresent(store, VERIFIED);
}

/** The call returns, or its promise is fulfilled, only when something holds: the credentials are right. */
function doneValue(m: Machine, value: Value, facts: Facts): Value {
  const [ref] = value.refs;
  if (value.refs.length === 1 && ref?.kind === 'promise')
    return promiseOf(ref.value, ref.rejected ?? UNKNOWN, ref.facts ? addAllFacts(ref.facts, facts) : facts);
  m.learn(facts);
  return value;
}

/** The call answers something truthy only when the credentials are right. */
function checkedValue(value: Value): Value {
  const [ref] = value.refs;
  if (value.refs.length === 1 && ref?.kind === 'promise')
    return promiseOf(checkedValue(ref.value), ref.rejected, ref.facts);
  const outcome = { yes: VERIFIED_FACTS, no: new Map() };
  return value.open && value.labels.length === 0 && value.refs.length === 0
    ? booleanWith(outcome.yes, outcome.no)
    : withOutcome(value, outcome);
}

/**
 * An authorization code comes back in the query under this name, and is traded by a request of the service's own (RFC 6749,
 * 4.1.2 and 4.1.3). It works once: who brings it has just been with the provider.
 */
function tradesCode(m: Machine, { args }: Call): boolean {
  return args.some((each) =>
    deepLabels(m, each).some(({ source }) => source.kind === 'http.query' && source.path?.at(-1) === 'code'),
  );
}

/** Returns what a call gives with what its roles prove of the caller; what it proves by returning is learned at once. */
export function proved(m: Machine, value: Value, roles: readonly RoleSpec[], call: Call): Value {
  const plays = (name: string): boolean => roles.some(({ role }) => role === name);
  if (plays('policy.asserted')) m.learn(OWNED_FACTS);
  if (plays('policy.refused')) return adding(value, REFUSED_FACTS, OWNED_FACTS);
  if (plays('policy.asked')) return adding(value, OWNED_FACTS, REFUSED_FACTS);
  if (plays('auth.verified')) return doneValue(m, value, VERIFIED_FACTS);
  if (plays('token.redeemed') || (plays('http.request') && tradesCode(m, call)))
    return doneValue(m, value, REDEEMED_FACTS);
  return plays('auth.checked') ? checkedValue(value) : value;
}
