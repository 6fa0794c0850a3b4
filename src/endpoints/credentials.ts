/** Passwords and one-time codes that a handler takes in without the help of any library. */
import { deepLabels } from '../flow/deep-labels.js';
import type { Machine } from '../flow/machine.js';
import { isConst, type Value } from '../flow/value.js';
import { isCodeName, isShortCodeName } from '../lang/secrets/names.js';
import type { TS } from '../lang/ts.js';
import { ts } from '../lang/ts.js';
import { isPasswordName, isRoleName } from '../models/sensitive.js';
import { isClients } from './comparisons.js';

function sentName(value: Value): string | null {
  const label = value.labels.find(({ source }) => source.kind.startsWith('http.'));
  return label?.source.path?.at(-1) ?? null;
}

/** Returns what the client sends to be compared with what the service knows; null for other comparisons. */
export function credentialSent(left: Value, right: Value, node: TS.Node): 'password' | 'otp' | null {
  if (isClients(left) === isClients(right) || !ts.isBinaryExpression(node)) return null;
  const [sent, known] = isClients(left) ? [left, right] : [right, left];
  const name = sentName(sent);
  const literal = isConst(known) && [node.left, node.right].some((side) => ts.isLiteralExpression(side));
  if (name === null || literal || (isConst(known) && known.consts.every(({ value }) => value == null))) return null;
  if (isPasswordName(name)) return 'password';
  return isCodeName(name) ? 'otp' : null;
}

/**
 * True for a field of a stored code that a client sends together with what says whose it is: a code that is asked for alone
 * is one of a voucher or an invitation, and names of countries and currencies are codes as well.
 */
export function isCodeColumn(field: string): boolean {
  return (
    isCodeName(field) ||
    (isShortCodeName(field) && !/(?:country|currency|lang(?:uage)?|locale|zip|postal|area|dial)/i.test(field))
  );
}

/** True for what a function has made of a password, to be compared with what is stored. */
export function isDerived(value: Value): boolean {
  return value.labels.some(({ source }) => source.kind === 'secret.derived');
}

/** True when a value holds a password of the client's. */
export function isPasswordIn(m: Machine, value: Value): boolean {
  return deepLabels(m, value).some(
    ({ source }) => source.kind.startsWith('http.') && isPasswordName(source.path?.at(-1) ?? ''),
  );
}

/** True when a record is given a role that the client names. */
export function setsRole(m: Machine, value: Value): boolean {
  return value.refs.some(
    (ref) =>
      ref.kind === 'obj' &&
      !ref.slots.has('backs') &&
      [...ref.cells].some(([name, place]) => {
        const held = m.read(place);
        if (!held) return false;
        return name === '$set' ? setsRole(m, held) : isRoleName(name) && isClients(held);
      }),
  );
}

/** Readings of what says who is calling. */
const CREDENTIALS = /^(?:http\.cookies|session|principal|http\.headers (?:cookie|authorization)$)/i;

/** True when a run has read something that says who is calling. */
export function readsCredentials(reads: ReadonlySet<string>): boolean {
  return [...reads].some((each) => CREDENTIALS.test(each));
}
