/** Statements of drivers that call back, or give a promise of rows: whose rows they ask for, and what the rows hold. */
import { callValue, plainCall } from '../../flow/calls.js';
import { applySpec } from '../../flow/modelled.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { join, NULL, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { fieldsRead } from '../pg/rows.js';
import type { Natives } from '../schema.js';
import { isOwnFunction } from './chain.js';
import { thrownValue } from './errors.js';
import { reachOwners } from './owners.js';
import { rowValue } from './rows.js';
import { calledName } from './schemas.js';

function textOf(value: Value | undefined): string | null {
  return value ? (soleText(value) ?? value.shape) : null;
}

/** What a statement reads: one row by `get`, otherwise a list. */
function rowsOf(call: Call, text: string | null): Value {
  const fields = text === null ? [] : fieldsRead(text, call.node);
  return fields.length === 0 ? UNKNOWN : rowValue({ fields }, call.node, calledName(call) !== 'get');
}

/** `db.query(text, values, (error, rows) => ...)` (mysql, sqlite3). */
const query: Native = (m, call) => {
  const text = textOf(call.args[0]);
  if (text !== null) reachOwners(m, call, text, call.args[1] ?? UNKNOWN);
  const rows = rowsOf(call, text);
  const callback = call.args.slice(1).find(isOwnFunction);
  if (!callback)
    return promiseOf(
      /^(?:mysql|mysql2|mysql2\/promise)$/.test(call.entity?.specifier ?? '') ? m.array([rows, UNKNOWN], null) : rows,
    );
  const error = join(NULL, thrownValue(callback, call.node));
  m.branch([
    () => void callValue(m, callback, plainCall(call.node, UNDEFINED, [error, rows, UNKNOWN])),
    () => undefined,
  ]);
  return call.self;
};

const SQL = '%sql';
/** The slot of a call on a prepared statement in which its text stands. */
export const PREPARED_TEXT = `this.${SQL}`;

/** `db.prepare(text)`: the statement remembers its text. */
const prepare: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [text] = call.args;
  for (const ref of made.refs) if (ref.kind === 'obj' && text) m.setCell(ref, SQL, text);
  return made;
};

function preparedText(m: Machine, call: Call): string | null {
  for (const ref of call.self.refs) if (ref.kind === 'obj') return textOf(m.cell(ref, SQL));
  return null;
}

/** `statement.get(...values)` (better-sqlite3, node:sqlite). */
const run: Native = (m, call) => {
  const text = preparedText(m, call);
  if (text !== null) reachOwners(m, call, text, m.array(call.args, null));
  return calledName(call) === 'run' ? UNKNOWN : rowsOf(call, text);
};

export const statementNatives: Natives = {
  'sql.query': query,
  'sql.prepare': prepare,
  'sql.run': run,
};
