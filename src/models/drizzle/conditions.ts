/** Conditions of Drizzle (https://orm.drizzle.team/docs/operators): which column of a table is compared with which value. */
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import { refValue, UNKNOWN, type Value } from '../../flow/value.js';
import { ts } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { CONDITIONS, type FieldCondition } from '../stores/conditions.js';

/** What is kept with a table: the object of its columns. */
export const COLUMNS = 'columns';

/** `notes.id` is the column `id`. */
function columnOf(call: Call): string | null {
  const [column] = call.argNodes;
  return column && ts.isPropertyAccessExpression(column) ? column.name.text : null;
}

function condition(m: Machine, items: readonly FieldCondition[]): Value {
  const made = m.alloc('object', null);
  for (const each of items) m.keep(made, CONDITIONS, each);
  return refValue(made);
}

function partsOf(m: Machine, call: Call): readonly FieldCondition[] {
  return call.args.flatMap((arg) =>
    arg.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, CONDITIONS) as readonly FieldCondition[]) : [])),
  );
}

/** The table of a query is its first argument, or was given before. */
export function onTable(m: Machine, call: Call): Value {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const [table] = call.args;
  const columns = table?.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, COLUMNS) as readonly Value[]) : []));
  for (const ref of made.refs) {
    if (ref.kind !== 'obj' || !table || table.refs.length === 0) continue;
    m.keep(ref, 'entity', table);
    if (columns?.[0] && columns.length === 1) m.setCell(ref, '%columns', columns[0]);
  }
  return made;
}

export const drizzleConditionNatives: Natives = {
  'drizzle.compared': (m, call) => {
    const field = columnOf(call);
    return condition(m, field === null ? [] : [{ field, value: call.args[1] ?? UNKNOWN }]);
  },
  'drizzle.all': (m, call) => condition(m, partsOf(m, call)),
  'drizzle.onTable': onTable,
};
