/**
 * What a file imports from a module that is not there (another package of the repository, a part that was not checked out):
 * the static methods that it calls tell which model of a database it is. `X.findByIdAndUpdate(id, change)` is what models of
 * Mongoose alone have, `X.findByPk(id)` what those of Sequelize have; where both have a method, the filter tells.
 */
import { entityInstance } from '../flow/library.js';
import type { MissingReader } from '../flow/semantics.js';
import { ts, type TS } from '../lang/ts.js';

interface Kind {
  readonly specifier: string;
  readonly type: string;
  /** Methods of no other library. */
  readonly own: ReadonlySet<string>;
  /** Methods that several libraries have, told apart by what they take. */
  readonly shared: ReadonlySet<string>;
  /** True when the options of a shared method have `where`. */
  readonly where: boolean;
}

const KINDS: readonly Kind[] = [
  {
    specifier: 'mongoose',
    type: 'Model',
    // https://mongoosejs.com/docs/api/model.html
    own: new Set([
      'findByIdAndUpdate',
      'findByIdAndDelete',
      'findByIdAndRemove',
      'findOneAndUpdate',
      'findOneAndDelete',
      'findOneAndReplace',
      'findOneAndRemove',
      'estimatedDocumentCount',
    ]),
    shared: new Set([
      'findOne',
      'find',
      'updateOne',
      'updateMany',
      'deleteOne',
      'deleteMany',
      'countDocuments',
      'exists',
    ]),
    where: false,
  },
  {
    specifier: 'sequelize',
    type: 'ModelStatic',
    // https://sequelize.org/api/v6/class/src/model.js~model
    own: new Set(['findByPk', 'findAndCountAll', 'bulkCreate', 'findOrCreate', 'findCreateFind']),
    shared: new Set(['findOne', 'findAll', 'destroy']),
    where: true,
  },
];

/** The names of an object's first level. */
function keysOf(node: TS.Expression | undefined): ReadonlySet<string> | null {
  if (!node || !ts.isObjectLiteralExpression(node)) return null;
  return new Set(node.properties.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : [])));
}

/** Names of TypeORM, Prisma and Sequelize in options, beside or instead of `where`: what has one is no filter by itself. */
const OPTIONS = ['where', 'relations', 'select', 'include', 'attributes', 'data'];

/** Which model a call on a name shows it to be. */
function shownBy(call: TS.CallExpression, method: string): Kind | null {
  const own = KINDS.find((each) => each.own.has(method));
  if (own) return own;
  const keys = keysOf(call.arguments[0]);
  if (keys === null || keys.size === 0) return null;
  if (keys.has('where'))
    return KINDS.find((each) => each.where && each.shared.has(method) && method !== 'findOne') ?? null;
  return OPTIONS.some((each) => keys.has(each))
    ? null
    : (KINDS.find((each) => !each.where && each.shared.has(method)) ?? null);
}

type Shown = ReadonlyMap<string, Kind>;

/** The names of a file on which such methods are called. */
function shownIn(file: TS.SourceFile): Shown {
  const found = new Map<string, Kind>();
  const visit = (node: TS.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      ts.isIdentifier(node.expression.expression)
    ) {
      const name = node.expression.expression.text;
      const kind = shownBy(node, node.expression.name.text);
      if (kind && (!found.has(name) || kind.own.has(node.expression.name.text))) found.set(name, kind);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const known = new WeakMap<TS.SourceFile, Shown>();

export const modelByCalls: MissingReader = (m, name, node) => {
  const file = node.getSourceFile();
  // A model is a class, and lists have `find` as well.
  if (!/^[A-Z]/.test(name)) return null;
  let shown = known.get(file);
  if (!shown) known.set(file, (shown = shownIn(file)));
  const kind = shown.get(name);
  const entity = kind ? m.semantics.typeEntity(kind.specifier, kind.type) : null;
  return entity ? entityInstance(m, entity, 'this', node) : null;
};
