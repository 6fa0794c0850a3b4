/** Relational queries: `db.query.users.findMany({ columns, where, limit })` (https://orm.drizzle.team/docs/rqb). */
import { getProperty } from '../../flow/access.js';
import { exportNames } from '../../flow/imports.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { isConst, truthiness, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { calledName } from '../shared/schemas.js';
import type { Natives } from '../schema.js';
import { definedNames, keepRow } from '../shared/rows.js';
import { COLUMNS } from './conditions.js';

/** The tables that a schema names: an object of them, or a module that exports them. */
function tablesOf(m: Machine, schema: Value, node: TS.Node): readonly (readonly [string, Value])[] {
  const names = schema.refs.flatMap((ref) =>
    ref.kind === 'module' ? exportNames(m, ref.file) : ref.kind === 'obj' ? definedNames(m, schema, node) : [],
  );
  return names.map((name) => [name, getProperty(m, schema, name, node)] as const);
}

/** `drizzle(client, { schema })`, `drizzle({ connection, schema })`: one builder of queries for each table. */
const open: Native = (m, call) => {
  const { entity, spec, node } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const schemas = call.args.flatMap((arg) => (arg.refs.length > 0 ? [getProperty(m, arg, 'schema', node)] : []));
  const tables = schemas.filter(({ refs }) => refs.length > 0).flatMap((schema) => tablesOf(m, schema, node));
  if (tables.length === 0) return made;
  const builders = tables.map(([name, table]): readonly [string, Value] => {
    const builder = entityInstance(m, entity, 'RelationalQueryBuilder', node);
    for (const ref of builder.refs) if (ref.kind === 'obj') m.keep(ref, 'entity', table);
    return [name, builder];
  });
  const all = m.object('object', node, builders);
  for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, 'query', all);
  return made;
};

/** What `columns` leaves of the columns: those that are true, or all but those that are false. */
function chosen(m: Machine, columns: Value, all: readonly string[], node: TS.Node): readonly string[] {
  const names = definedNames(m, columns, node);
  const flag = (name: string): boolean | null => {
    const value = getProperty(m, columns, name, node);
    return isConst(value) ? truthiness(value) : null;
  };
  const only = names.filter((name) => flag(name) !== false);
  return only.length > 0 ? only : all.filter((name) => !names.includes(name));
}

const find: Native = (m, call) => {
  const { entity, spec, node } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const tables = call.self.refs.flatMap((ref) =>
    ref.kind === 'obj' ? (m.kept(ref, 'entity') as readonly Value[]).flatMap((each) => each.refs) : [],
  );
  const [columns] = tables.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, COLUMNS) as readonly Value[]) : []));
  if (!columns) return made;
  const all = definedNames(m, columns, node);
  const [options] = call.args;
  const asked = options && options.refs.length > 0 ? getProperty(m, options, 'columns', node) : UNKNOWN;
  const fields = asked.refs.length > 0 ? chosen(m, asked, all, node) : asked.open && options ? [] : all;
  keepRow(m, made, { fields }, node, calledName(call) === 'findMany');
  return made;
};

export const drizzleRelationalNatives: Natives = { 'drizzle.open': open, 'drizzle.relational': find };
