/** Which columns a query reads (https://orm.drizzle.team/docs/select): all of a table unless it names them. */
import { applySpec } from '../../flow/modelled.js';
import type { Machine } from '../../flow/machine.js';
import type { Native } from '../../flow/semantics.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { COLUMNS, onTable } from './conditions.js';
import { drizzleRelationalNatives } from './relational.js';
import { definedNames, keepRow } from '../shared/rows.js';

const NAMED = 'named';

function kept(m: Machine, value: Value, key: string): readonly unknown[] {
  return value.refs.flatMap((ref) => (ref.kind === 'obj' ? m.kept(ref, key) : []));
}

const table: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [, columns] = call.args;
  for (const ref of made.refs) if (ref.kind === 'obj' && columns) m.keep(ref, COLUMNS, columns);
  return made;
};

/** `select({ id: users.id })` names what it reads. */
const select: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [names] = call.args;
  for (const ref of made.refs) if (ref.kind === 'obj' && names) m.keep(ref, NAMED, names);
  return made;
};

const from: Native = (m, call) => {
  const made = onTable(m, call);
  const [named] = kept(m, call.self, NAMED) as readonly Value[];
  const [columns] = kept(m, call.args[0] ?? UNKNOWN, COLUMNS) as readonly Value[];
  const read = named ?? columns;
  if (read) keepRow(m, call.self, { fields: definedNames(m, read, call.node) }, call.node, true);
  return made;
};

/** `returning()` gives whole rows of the table, `returning({ id: users.id })` what it names (https://orm.drizzle.team/docs/insert#insert-returning). */
const returning: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const tables = kept(m, call.self, 'entity') as readonly Value[];
  const [columns] = tables.flatMap((each) => kept(m, each, COLUMNS) as readonly Value[]);
  const read = call.args[0] ?? columns;
  if (read) keepRow(m, made, { fields: definedNames(m, read, call.node) }, call.node, true);
  return made;
};

/** `getTableColumns(users)`: the columns as an object, of which queries take some. */
const columnsOf: Native = (m, call) => {
  const [columns] = kept(m, call.args[0] ?? UNKNOWN, COLUMNS) as readonly Value[];
  return columns ?? UNKNOWN;
};

export const drizzleNatives: Natives = {
  ...drizzleRelationalNatives,
  'drizzle.table': table,
  'drizzle.select': select,
  'drizzle.from': from,
  'drizzle.returning': returning,
  'drizzle.columns': columnsOf,
};
