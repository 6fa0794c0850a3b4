/** Conditions of Drizzle (https://orm.drizzle.team/docs/operators): which column of a table is compared with which value. */
import { ALTERNATIVES, CONDITIONS, type FieldCondition } from '../../flow/equalities.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import { refValue, UNKNOWN, type Value } from '../../flow/value.js';
import { ts } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { calledName } from '../shared/schemas.js';

/** What is kept with a table: the object of its columns. */
export const COLUMNS = 'columns';

/** `notes.id` is the column `id`. */
function columnOf(call: Call): string | null {
  const [column] = call.argNodes;
  return column && ts.isPropertyAccessExpression(column) ? column.name.text : null;
}

function condition(m: Machine, items: readonly FieldCondition[], oneOfThem = false): Value {
  const made = m.alloc('object', null);
  for (const each of items) m.keep(made, CONDITIONS, each);
  if (oneOfThem) m.keep(made, ALTERNATIVES, true);
  return refValue(made);
}

/** One of the parts is itself a choice between several: then nothing is said of any of them. */
function isChoice(m: Machine, call: Call): boolean {
  return call.args.some((arg) => arg.refs.some((ref) => ref.kind === 'obj' && m.kept(ref, ALTERNATIVES).length > 0));
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
    const items = field === null ? [] : [{ field, value: call.args[1] ?? UNKNOWN }];
    return condition(m, items, calledName(call) !== 'eq');
  },
  'drizzle.all': (m, call) => condition(m, partsOf(m, call), calledName(call) !== 'and' || isChoice(m, call)),
  'drizzle.onTable': onTable,
};
