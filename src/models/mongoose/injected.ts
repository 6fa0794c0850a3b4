/**
 * Models that NestJS injects: `@InjectModel(Cat.name) cats: Model<Cat>` (https://docs.nestjs.com/techniques/mongodb#model-injection).
 * The class that names the model says which fields its documents hold.
 */
import { getProperty } from '../../flow/access.js';
import { decoratorsOf } from '../../flow/decorators.js';
import { evaluate } from '../../flow/eval.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { ClassRef } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { exportNames, moduleExport } from '../../flow/imports.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { isOff } from '../shared/rows.js';
import { isHooked, takeSchema } from './saving.js';

const ENTITY = 'entity';
const MAX_PARENTS = 4;

/** What the decorator is given: an expression whose value is a text, which no longer says whose name it is. */
function nameIn(m: Machine, parameter: TS.ParameterDeclaration): TS.Expression | undefined {
  for (const { lib, node } of decoratorsOf(m, parameter))
    if (lib?.entity.name === 'InjectModel' && ts.isCallExpression(node.expression)) return node.expression.arguments[0];
  return undefined;
}

/** The files that declare the types which a type is written of. */
function filesOfTypes(m: Machine, type: TS.TypeNode): readonly TS.SourceFile[] {
  const names = new Set<string>();
  const visit = (at: TS.Node): void => {
    if (ts.isTypeReferenceNode(at) && ts.isIdentifier(at.typeName)) names.add(at.typeName.text);
    ts.forEachChild(at, visit);
  };
  visit(type);
  const file = type.getSourceFile();
  return file.statements.flatMap((each) => {
    const bindings = ts.isImportDeclaration(each) ? each.importClause?.namedBindings : undefined;
    if (!ts.isImportDeclaration(each) || !bindings || !ts.isNamedImports(bindings)) return [];
    if (!ts.isStringLiteral(each.moduleSpecifier) || !bindings.elements.some(({ name }) => names.has(name.text)))
      return [];
    const target = m.project.resolve(file, each.moduleSpecifier.text);
    return target.kind === 'source' ? [target.file] : [];
  });
}

/**
 * The schemas with functions that run before something is stored, which stand beside what a model's documents are declared
 * as: the module that joins model and schema by a name is out of sight.
 */
function hookedBeside(m: Machine, files: readonly TS.SourceFile[]): readonly Value[] {
  return files.flatMap((file) =>
    exportNames(m, file).flatMap((name) => {
      const found = moduleExport(m, file, name);
      return found?.refs.some((ref) => ref.kind === 'obj' && isHooked(m, ref)) === true ? [found] : [];
    }),
  );
}

const injected: Native = (m, call) => {
  const { node, entity } = call;
  if (!ts.isParameter(node) || !entity) return UNKNOWN;
  const scope = moduleScope(moduleState(m, node.getSourceFile()));
  const claimed = node.type && scope ? claimsType(m, node.type, scope) : null;
  const model = claimed && claimed.refs.length > 0 ? claimed : entityInstance(m, entity, 'Model', node);
  const name = nameIn(m, node);
  const files = node.type ? [...filesOfTypes(m, node.type)] : [];
  if (name && scope && ts.isPropertyAccessExpression(name) && name.name.text === 'name') {
    const named = evaluate(m, name.expression, scope);
    for (const ref of model.refs) if (ref.kind === 'obj') m.keep(ref, ENTITY, named);
    for (const ref of named.refs) if (ref.kind === 'class') files.push(ref.node.getSourceFile());
  }
  for (const schema of hookedBeside(m, files))
    for (const ref of model.refs) if (ref.kind === 'obj') takeSchema(m, ref, schema);
  return model;
};

export interface DocumentFields {
  readonly all: readonly string[];
  /** Without those that `select: false` leaves out. */
  readonly usual: readonly string[];
}

function fieldsOfClass(m: Machine, cls: ClassRef, depth = 0): DocumentFields {
  const parents = depth < MAX_PARENTS ? (cls.parent?.refs ?? []) : [];
  const inherited = parents.flatMap((ref) => (ref.kind === 'class' ? [fieldsOfClass(m, ref, depth + 1)] : []));
  const own = cls.node.members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member) || !ts.isIdentifier(member.name)) return [];
    const off = decoratorsOf(m, member).some(({ args }) => args.some((arg) => isOff(m, arg, 'select', member)));
    return [{ name: member.name.text, off }];
  });
  return {
    all: [...inherited.flatMap(({ all }) => all), ...own.map(({ name }) => name)],
    usual: [...inherited.flatMap(({ usual }) => usual), ...own.flatMap(({ name, off }) => (off ? [] : [name]))],
  };
}

/** Says that documents become JSON in a way of their own: `@Schema({ toJSON: { transform } })`. */
function shapesJson(m: Machine, cls: ClassRef): boolean {
  return decoratorsOf(m, cls.node).some(({ args }) =>
    args.some((arg) => arg.refs.length > 0 && getProperty(m, arg, 'toJSON', cls.node).refs.length > 0),
  );
}

/** Returns the fields of an injected model's documents; null for models that were made otherwise. */
export function injectedFields(m: Machine, model: Value): (DocumentFields & { readonly shapes: boolean }) | null {
  for (const ref of model.refs) {
    const [entity] = ref.kind === 'obj' ? (m.kept(ref, ENTITY) as readonly Value[]) : [];
    const cls = entity?.refs.find((each): each is ClassRef => each.kind === 'class');
    // A schema beside it may add methods and plugins: what they do to answers is not seen here.
    if (cls) return { ...fieldsOfClass(m, cls), shapes: shapesJson(m, cls) };
  }
  return null;
}

export const injectedModelNatives: Natives = { 'mongoose.injected': injected };
