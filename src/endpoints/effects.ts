/** What a call does to the world outside, apart from bookkeeping that nobody asked for: counters, logs, times of visits. */
import type { Machine } from '../flow/machine.js';
import { deepLabels } from '../flow/deep-labels.js';
import { looksOf } from './found.js';
import { slot } from '../flow/modelled.js';
import type { Call, Obj } from '../flow/refs.js';
import { isConst, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { PREPARED_TEXT } from '../models/shared/statements.js';

export interface Effect {
  readonly kind: 'writes' | 'deletes' | 'mails' | 'pays';
  /** How messages call what was called. */
  readonly callee: string;
  readonly node: TS.Node;
  /** The looks into a store that have found the record whose own method it is: `user.save()`. */
  readonly found: readonly TS.Node[];
  /**
   * What is written is nothing that the client has sent: a value that was made, or whole records (`value`), or a state such as
   * `active: true` and a time (`state`). Null for other writes, and for all that is no writing.
   */
  readonly fills: 'value' | 'state' | null;
}

const MUTATION = /^\s*(?:insert|update|delete|merge|replace|truncate|drop|alter)\b/i;
/** `SET views = views + 1`, `SET seen_at = now()`, alone or several of them. */
const COUNTING =
  /^\s*update\s[\s\S]*?\bset\s+(?:[\w."]+\s*=\s*(?:[\w."]+\s*[+-]\s*\d+|now\(\)|current_timestamp)\s*,?\s*)+(?:where\b|$)/i;

function cellsOf(m: Machine, obj: Obj): readonly (readonly [string, Value])[] {
  return [...obj.cells].flatMap(([name, place]) => {
    const value = /^(?:%|get |set )/.test(name) ? undefined : m.store.read(place);
    return value ? [[name, value] as const] : [];
  });
}

function isDate(value: Value): boolean {
  return value.refs.length > 0 && value.refs.every((ref) => ref.kind === 'obj' && ref.shape === 'date');
}

/** A value that the database works out: `views + 1` as an expression of its query builder, or `{ increment: 1 }`. */
function isComputed(m: Machine, value: Value): boolean {
  return (
    value.refs.length > 0 &&
    value.refs.every(
      (ref) =>
        ref.kind === 'obj' &&
        (ref.entity !== null || cellsOf(m, ref).some(([name]) => name === 'increment' || name === 'decrement')),
    )
  );
}

/** True when what is written is only a time, or counts something. */
function isBookkeeping(m: Machine, data: Value): boolean {
  const [ref] = data.refs;
  if (ref?.kind !== 'obj' || data.refs.length !== 1 || data.labels.length > 0) return false;
  const cells = cellsOf(m, ref);
  return (
    cells.length > 0 &&
    cells.every(([name, value]) =>
      // What is only set on a record that is made, because none was found: the next request finds it, and changes nothing.
      name === '$inc' || name === '$currentDate' || name === '$setOnInsert'
        ? true
        : name === '$set'
          ? isBookkeeping(m, value)
          : isDate(value) || isComputed(m, value),
    )
  );
}

/** A record that keeps a time was added to some log. */
function isLog(m: Machine, data: Value): boolean {
  const [ref] = data.refs;
  return ref?.kind === 'obj' && cellsOf(m, ref).some(([, value]) => isDate(value));
}

function dataOf(m: Machine, call: Call, at: string | undefined): Value | null {
  return at === undefined ? null : (slot(m, call, at)?.value ?? null);
}

/** The texts of the SQL statements that a call runs: one that is prepared runs later, if at all. */
function statementsOf(m: Machine, call: Call): readonly string[] {
  const { spec } = call;
  if (!spec || spec.native === 'sql.prepare') return [];
  const places = (spec.sinks ?? []).flatMap(({ kind, at }) => (kind === 'sql' ? [at] : []));
  if (spec.native === 'sql.run') places.push(PREPARED_TEXT);
  return places.flatMap((at) => slot(m, call, at)?.value.shape ?? []);
}

function kindOf(m: Machine, call: Call): Effect['kind'] | null {
  for (const { role, parts } of call.spec?.roles ?? []) {
    const data = dataOf(m, call, parts?.['data']);
    switch (role) {
      case 'store.delete':
        return 'deletes';
      case 'store.save':
        return isBookkeeping(m, call.self) ? null : 'writes';
      case 'store.update':
        return data && isBookkeeping(m, data) ? null : 'writes';
      case 'store.insert':
        return data && isLog(m, data) ? null : 'writes';
      case 'mail.send':
        return 'mails';
      case 'money.move':
        return 'pays';
    }
  }
  const [text = ''] = statementsOf(m, call);
  if (!MUTATION.test(text) || COUNTING.test(text)) return null;
  return /^\s*(?:delete|truncate|drop)\b/i.test(text) ? 'deletes' : 'writes';
}

/** What a request says of its own accord: cookies and headers tell who sends it. */
const SENT = /^(?:http\.(?!cookies|headers)|message\.)/;

function fillsOf(m: Machine, call: Call): Effect['fills'] {
  for (const { role, parts } of call.spec?.roles ?? []) {
    const data = role === 'store.save' ? call.self : dataOf(m, call, parts?.['data']);
    if (!/^store\.(?:insert|update|save)$/.test(role) || data === null) continue;
    if (deepLabels(m, data).some(({ source }) => SENT.test(source.kind))) return null;
    return role === 'store.insert' || !holdsStateOnly(m, data) ? 'value' : 'state';
  }
  return null;
}

/** `{ accepted: true, at: new Date() }`: constants and times. */
function holdsStateOnly(m: Machine, data: Value): boolean {
  const [ref] = data.refs;
  if (ref?.kind !== 'obj' || data.refs.length !== 1) return false;
  return cellsOf(m, ref).every(([, value]) => isConst(value) || isDate(value));
}

/** Returns what a call of a library changes, or null. */
export function effectOf(m: Machine, call: Call): Effect | null {
  const kind = kindOf(m, call);
  return kind === null
    ? null
    : {
        kind,
        callee: call.entity?.name ?? 'a call',
        node: call.node,
        found: looksOf(call.self),
        fills: fillsOf(m, call),
      };
}

/** SQL statements that change something. */
const CHANGES = /^\s*(?:insert|update|delete|merge|replace|truncate|drop|alter|create|call)\b/i;

/** True for a call that runs such a statement. */
export function changesStore(m: Machine, call: Call): boolean {
  return statementsOf(m, call).some((text) => CHANGES.test(text));
}
