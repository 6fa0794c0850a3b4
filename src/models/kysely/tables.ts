/** Tables of a typed database: `new Kysely<Database>()`, `db: Kysely<DB>` (https://kysely.dev/docs/getting-started#types). */
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { promiseOf } from '../../flow/promises.js';
import type { Native } from '../../flow/semantics.js';
import { DECLARED } from '../../flow/types.js';
import { refValue, soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { membersOf } from '../../lang/declared-members.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { rowValue } from '../shared/rows.js';

const TABLES = 'tables';
const FIELDS = 'fields';
const WHOLE = 'whole';

interface WholeRow {
  readonly fields: readonly string[];
  readonly node: TS.Node;
}

function nameOf({ name }: TS.PropertySignature): string {
  return name.getText().replace(/['"`]/g, '');
}

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
    const found = type ? membersOf(m.project, type).find((each) => nameOf(each) === name) : undefined;
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
  const fields = found.type ? membersOf(m.project, found.type).map(nameOf) : [];
  const thing = m.alloc('object', null);
  thing.slots.set('made', found);
  for (const ref of made.refs) {
    if (ref.kind !== 'obj') continue;
    m.keep(ref, 'entity', refValue(thing));
    m.keep(ref, FIELDS, fields);
  }
  return made;
};

/** `selectAll()`, `returningAll()`: whole rows of the table (https://kysely-org.github.io/kysely-apidoc/interfaces/ReturningInterface.html). */
const whole: Native = (m, call) => {
  const { entity, spec, self } = call;
  if (!entity || !spec) return UNKNOWN;
  for (const ref of self.refs)
    if (ref.kind === 'obj') for (const fields of m.kept(ref, FIELDS)) m.keep(ref, WHOLE, { fields, node: call.node });
  return applySpec(m, entity, call, spec);
};

/** What a query gives: rows that are known to hold all columns, or something of which nothing is known. */
function rowsOf(m: Machine, query: Value, list: boolean): Value {
  const rows = query.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, WHOLE) as readonly WholeRow[]) : []));
  const [row] = rows;
  return row ? rowValue({ fields: row.fields }, row.node, list) : UNKNOWN;
}

export const kyselyNatives: Natives = {
  'kysely.make': make,
  'kysely.table': table,
  'kysely.whole': whole,
  'kysely.list': (m, call) => promiseOf(rowsOf(m, call.self, true)),
  'kysely.first': (m, call) => promiseOf(rowsOf(m, call.self, false)),
};
