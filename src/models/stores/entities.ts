/** Which entities a repository of a mapper is of, and which methods of theirs run before one is stored. */
import { decoratorsOf } from '../../flow/decorators.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { Call, ClassRef, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { claimsType, DECLARED } from '../../flow/types.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';

const ENTITY = 'entity';
/** How many parents of a class are looked at. */
export const MAX_PARENTS = 4;

/** Decorators of a mapper that say the same of what they stand on. */
export interface Marks {
  readonly isOf: (specifier: string) => boolean;
  readonly names: ReadonlySet<string>;
}

function keepEntity(m: Machine, repository: Value, entity: Value | undefined): Value {
  for (const ref of repository.refs) if (ref.kind === 'obj' && entity) m.keep(ref, ENTITY, entity);
  return repository;
}

/** The first type argument of a declared type, or of what a class of the program extends. */
function argumentOf(repository: Obj): TS.TypeNode | undefined {
  const declared = repository.slots.get(DECLARED) as TS.TypeReferenceNode | undefined;
  if (declared) return declared.typeArguments?.[0];
  const clauses = repository.cls?.node.heritageClauses ?? [];
  return clauses.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.typeArguments?.[0];
}

/** The entity that a repository is written to be of: `Repository<User>`, `class Users extends Repository<User>`. */
function declaredEntity(m: Machine, repository: Obj): readonly ClassRef[] {
  const argument = argumentOf(repository);
  const scope = argument ? moduleScope(moduleState(m, argument.getSourceFile())) : undefined;
  const claimed = argument && scope ? claimsType(m, argument, scope) : null;
  return (claimed?.refs ?? []).flatMap((ref) => (ref.kind === 'obj' && ref.cls ? [ref.cls] : []));
}

/** Gives what `@InjectRepository(User) users: Repository<User>` puts into a parameter; `type` is the model's name of it. */
export function injectedRepository(type: string): Native {
  return (m, call) => {
    const { node } = call;
    if (!ts.isParameter(node) || !call.entity) return UNKNOWN;
    const scope = moduleScope(moduleState(m, node.getSourceFile()));
    const claimed = node.type && scope ? claimsType(m, node.type, scope) : null;
    return keepEntity(m, claimed ?? entityInstance(m, call.entity, type, node), call.args[0]);
  };
}

/** `dataSource.getRepository(User)` */
export const repositoryOf: Native = (m, call) =>
  call.entity && call.spec ? keepEntity(m, applySpec(m, call.entity, call, call.spec), call.args[0]) : UNKNOWN;

/** `Order.query()`: a method of a class that begins a query of its records. */
export const queryOf: Native = (m, call) =>
  call.entity && call.spec ? keepEntity(m, applySpec(m, call.entity, call, call.spec), call.self) : UNKNOWN;

/** Returns the classes whose instances a call stores: the repository's, that of a given instance, or a given class. */
export function storedClasses(m: Machine, call: Call): readonly ClassRef[] {
  const kept = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, ENTITY) as Value[]) : []));
  const refs = [call.self, ...kept, ...call.args.slice(0, 1)].flatMap((value) => value.refs);
  const classes = refs.flatMap((ref) =>
    ref.kind === 'class' ? [ref] : ref.kind === 'obj' && ref.cls ? [ref.cls] : [],
  );
  const declared = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? declaredEntity(m, ref) : []));
  return [...new Map([...classes, ...declared].map((cls) => [cls.node, cls])).values()];
}

/** True when one of the decorators stands on a class or member. */
export function isMarked(m: Machine, node: TS.Node, { isOf, names }: Marks): boolean {
  return decoratorsOf(m, node).some(
    ({ lib }) => lib !== null && isOf(lib.entity.specifier) && names.has(lib.entity.name),
  );
}

/** Returns the names of the marked methods of a class, those of parents included. */
export function listeners(m: Machine, cls: ClassRef, marks: Marks, depth = 0): readonly string[] {
  const own = cls.node.members.flatMap((member) =>
    ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && isMarked(m, member, marks)
      ? [member.name.text]
      : [],
  );
  const parents = depth < MAX_PARENTS ? (cls.parent?.refs ?? []) : [];
  return [...parents.flatMap((ref) => (ref.kind === 'class' ? listeners(m, ref, marks, depth + 1) : [])), ...own];
}
