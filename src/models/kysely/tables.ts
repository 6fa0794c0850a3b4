/** Tables of a typed database: `new Kysely<Database>()`, `db: Kysely<DB>` (https://kysely.dev/docs/getting-started#types). */
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { DECLARED } from '../../flow/types.js';
import { refValue, soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { membersOf } from '../../lang/declared-members.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';

const TABLES = 'tables';

/** `new Kysely<Database>(config)` */
const make: Native = (m, call) => {
  const { entity, spec, node } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const [type] = ts.isNewExpression(node) ? (node.typeArguments ?? []) : [];
  if (type) for (const ref of made.refs) if (ref.kind === 'obj') ref.slots.set(TABLES, type);
  return made;
};

/** What the type of a database declares under the name of a table. */
function tableIn(m: Machine, database: Value, name: string): TS.PropertySignature | null {
  for (const ref of database.refs) {
    if (ref.kind !== 'obj') continue;
    const declared = ref.slots.get(DECLARED) as TS.TypeReferenceNode | undefined;
    const type = (ref.slots.get(TABLES) as TS.TypeNode | undefined) ?? declared?.typeArguments?.[0];
    const found = type
      ? membersOf(m.project, type).find((each) => each.name.getText().replace(/['"`]/g, '') === name)
      : undefined;
    if (found) return found;
  }
  return null;
}

/** `selectFrom('documents as d')` */
const table: Native = (m, call) => {
  const { entity, spec } = call;
  if (!entity || !spec) return UNKNOWN;
  const made = applySpec(m, entity, call, spec);
  const text = call.args[0] ? soleText(call.args[0]) : null;
  const found = text === null ? null : tableIn(m, call.self, text.trim().split(/\s+/)[0] ?? '');
  if (!found) return made;
  const thing = m.alloc('object', null);
  thing.slots.set('made', found);
  for (const ref of made.refs) if (ref.kind === 'obj') m.keep(ref, 'entity', refValue(thing));
  return made;
};

export const kyselyNatives: Natives = { 'kysely.make': make, 'kysely.table': table };
