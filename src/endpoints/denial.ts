/**
 * What turns a caller away: the statuses 401 and 403 (RFC 9110, 15.5.2 and 15.5.4), or an error of that meaning; and what
 * turns away who asks too often.
 */
import type { Machine } from '../flow/machine.js';
import { slot } from '../flow/modelled.js';
import type { Call, Obj } from '../flow/refs.js';
import { UNKNOWN, type Value } from '../flow/value.js';

const STATUSES: ReadonlySet<unknown> = new Set([401, 403]);
/** The codes that tRPC, Apollo and Firebase define for the same. */
const CODES: ReadonlySet<unknown> = new Set([
  'UNAUTHORIZED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'unauthenticated',
  'permission-denied',
]);
const SLOT = 'denial';

/** Too many requests (RFC 6585, 4), and the code by which tRPC says so (https://trpc.io/docs/server/error-handling). */
const LIMITING: ReadonlySet<unknown> = new Set([429, 'TOO_MANY_REQUESTS']);

function isOneOf(words: ReadonlySet<unknown>, value: Value | undefined): boolean {
  return value?.consts.some((each) => words.has(each.value)) ?? false;
}

/** True when the value may be one of the two statuses, or a code that stands for one. */
export function isDenyingStatus(value: Value | undefined): boolean {
  return isOneOf(STATUSES, value) || isOneOf(CODES, value);
}

/** True when the call answers, or makes an error that says, that somebody has asked too often: it counts requests. */
export function refusesTooMany(m: Machine, call: Call): boolean {
  return (call.spec?.roles ?? []).some(
    ({ role, parts }) =>
      (role === 'answer.status' || role === 'error.status') &&
      Object.values(parts ?? {}).some((at) => isOneOf(LIMITING, slot(m, call, at)?.value)),
  );
}

/** Notes that an error means a denial, as its library says. */
export function markDenial(value: Value): void {
  for (const ref of value.refs) if (ref.kind === 'obj') ref.slots.set(SLOT, true);
}

/** True for errors that their library, a number or a code in them marks as a denial. */
export function isDenialError(m: Machine, value: Value, depth = 0): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && (ref.slots.get(SLOT) === true || holdsDenial(m, ref, depth)));
}

/**
 * What a program says to somebody whom it turns away (the phrases of 401 and 403 in RFC 9110, and what people write instead).
 * That a text is known only makes rules quieter.
 */
const REFUSAL =
  /\b(?:un-?auth(?:ori[sz]ed|enticated)|not (?:been )?auth(?:ori[sz]ed|enticated)|(?:not|be|been) (?:logged|signed)[ -]?in|(?:log|sign)[ -]?in (?:required|first|to\b)|forbidden|(?:access|permission) (?:is )?denied|authentication (?:is )?(?:required|failed)|(?:no|invalid|missing|without) (?:user )?session)\b/i;

function saysRefusal({ consts }: Value): boolean {
  return consts.some(({ value }) => typeof value === 'string' && REFUSAL.test(value));
}

/** Properties under which an error or an answer tells what is wrong. */
const TOLD: readonly string[] = ['message', 'error', 'detail', 'reason', 'code'];

function holdsDenial(m: Machine, obj: Obj, depth: number): boolean {
  for (const [name, place] of obj.cells) {
    if (name.startsWith('%')) continue;
    const value = m.read(place);
    if (!value) continue;
    if (value.consts.some((each) => STATUSES.has(each.value) || CODES.has(each.value))) return true;
    if (depth < 2 && isDenialError(m, value, depth + 1)) return true;
  }
  return false;
}

/**
 * True when a call of a library answers with a denying status: roles `answer.status` (the part `status`, or `options` with
 * a property of that name) and `answer.denies`.
 */
export function callDenies(m: Machine, call: Call): boolean {
  for (const { role, parts } of call.spec?.roles ?? []) {
    if (role === 'answer.denies') return true;
    if (role !== 'answer.status') continue;
    for (const at of Object.values(parts ?? {})) if (isDenyingStatus(slot(m, call, at)?.value)) return true;
  }
  return false;
}

/** True when the call turns the request away unless a condition holds: role `answer.asserts`. */
export function callAsserts(m: Machine, call: Call): boolean {
  return (call.spec?.roles ?? []).some(
    ({ role, parts }) =>
      role === 'answer.asserts' && Object.values(parts ?? {}).some((at) => isDenyingStatus(slot(m, call, at)?.value)),
  );
}

/** True when the call makes an error that means a denial: role `error.denial`, or `error.status` with such a part. */
export function makesDenial(m: Machine, call: Call): boolean {
  return (call.spec?.roles ?? []).some(
    ({ role, parts }) =>
      role === 'error.denial' ||
      (role === 'error.status' && Object.values(parts ?? {}).some((at) => isDenyingStatus(slot(m, call, at)?.value))),
  );
}

/** True for answers that are objects with a status: `{ statusCode: 401 }`. */
export function holdsDenyingStatus(m: Machine, value: Value): boolean {
  return value.refs.some(
    (ref) => ref.kind === 'obj' && ['statusCode', 'status'].some((name) => isDenyingStatus(m.cell(ref, name))),
  );
}

/** True for errors and answers that only say in words that somebody is turned away: `{ error: 'You are not logged in' }`, `'unauthorized'`. */
export function isToldRefusal(m: Machine, value: Value): boolean {
  if (value.refs.length === 0) return saysRefusal(value);
  return value.refs.some((ref) => ref.kind === 'obj' && TOLD.some((name) => saysRefusal(m.cell(ref, name) ?? UNKNOWN)));
}
