/** Rows that changes give back: `knex<User>('users').insert(user).returning('*')` (https://knexjs.org/guide/query-builder.html#returning). */
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { soleText, UNKNOWN } from '../../flow/value.js';
import { membersOf } from '../../lang/declared-members.js';
import { ts } from '../../lang/ts.js';
import { argument } from '../kit.js';
import type { Natives } from '../schema.js';
import { keepRow } from '../shared/rows.js';

const FIELDS = 'fields';

/** The type of the rows says which columns a table has. */
const table: Native = (m, call) => {
  const { entity, spec, node } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const [type] = ts.isCallExpression(node) ? (node.typeArguments ?? []) : [];
  const fields = type ? membersOf(m.project, type).map(({ name }) => name.getText().replace(/['"`]/g, '')) : [];
  for (const ref of made.refs) if (ref.kind === 'obj' && fields.length > 0) m.keep(ref, FIELDS, fields);
  return made;
};

const returning: Native = (m, call) => {
  const { entity, spec, self, node } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  if (soleText(argument(call, 0)) !== '*') return made;
  const tables = self.refs.flatMap((ref) => (ref.kind === 'obj' ? m.kept(ref, FIELDS) : []));
  for (const fields of tables as readonly (readonly string[])[]) keepRow(m, made, { fields }, node, true);
  return made;
};

export const knexNatives: Natives = { 'knex.table': table, 'knex.returning': returning };
