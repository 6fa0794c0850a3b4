/** What a declared type says: which library thing, class or function a value is. Never that a value is safe. */
import { ts, type TS } from '../lang/ts.js';
import { callValue, entryCall } from './calls.js';
import { instanceOf } from './classes.js';
import { decoratorsOf } from './decorators.js';
import { readName } from './eval.js';
import { Form } from './forms.js';
import { entityInstance, typedParameter } from './library.js';
import type { Machine } from './machine.js';
import { awaited, promiseOf } from './promises.js';
import type { FunctionNode } from './refs.js';
import type { Scope } from './scope.js';
import type { Native } from './semantics.js';
import { getProperty } from './access.js';
import { implementationsOf } from './implementations.js';
import { join, labelled, NOTHING, SOME_TEXT, someForm, UNDEFINED, UNKNOWN, type Value } from './value.js';
import { sourceLabel } from './sources.js';
import { lazyObject, declaredIn, localType } from './declarations.js';

export const MAX_DEPTH = 6;

/** The slot of an instance of a library's type in which its type stands as it is written, with its arguments. */
export const DECLARED = 'declared';

/** Returns the value that a parameter of an entry has by its decorators and its declared type; null when nothing is said. */
export function declaredValue(m: Machine, parameter: TS.ParameterDeclaration, scope: Scope): Value | null {
  for (const use of decoratorsOf(m, parameter)) {
    const decorates = use.lib?.entity.spec.decorates;
    if (decorates?.native) {
      const native = m.semantics.native(decorates.native);
      if (native)
        return native(m, {
          node: parameter,
          self: UNKNOWN,
          args: use.args,
          argNodes: [],
          restFrom: null,
          isNew: false,
          spec: null,
          entity: use.lib?.entity ?? null,
        });
    }
    for (const ref of use.value.refs) {
      const made = ref.kind === 'obj' ? (ref.slots.get('decorates') as Native | undefined) : undefined;
      if (made)
        return made(m, {
          node: parameter,
          self: UNKNOWN,
          args: use.args,
          argNodes: [],
          restFrom: null,
          isNew: false,
          spec: null,
          entity: null,
        });
    }
    if (decorates?.source)
      return labelled(
        [sourceLabel(decorates.source.kind, parameter, parameter.name.getText(), decorates.source.form)],
        decorates.source.form ?? 255,
      );
  }
  if (parameter.type) {
    const declared = claimsType(m, parameter.type, scope);
    if (declared) return declared;
  }
  // A plain name is asked for when a member of it is read; a pattern takes its members at once.
  const taken = ts.isIdentifier(parameter.name)
    ? false
    : parameter.name.elements.some((each) => takesKnownMember(m, each));
  return contextual(m, parameter, scope) ?? (taken ? typedParameter(m, parameter) : null);
}

function takesKnownMember(m: Machine, element: TS.ArrayBindingElement): boolean {
  if (ts.isOmittedExpression(element)) return false;
  const name = element.propertyName ?? element.name;
  return ts.isIdentifier(name) && m.semantics.describesMember(name.text, m.project.packages);
}

/** The parameter of an arrow that is declared to be a library's function type: `const h: RequestHandler = (req, res) =>`. */
function contextual(m: Machine, parameter: TS.ParameterDeclaration, scope: Scope): Value | null {
  const fn = parameter.parent as FunctionNode;
  const index = fn.parameters.indexOf(parameter);
  const type = declaredFunctionType(fn);
  if (!type) return null;
  const value = claimsType(m, type, scope);
  for (const ref of value?.refs ?? []) {
    if (ref.kind !== 'obj' || !ref.entity?.type?.parameters) continue;
    const expression = ref.entity.type.parameters[index];
    const argument = /^<(\d)>$/.exec(expression ?? '')?.[1];
    if (argument !== undefined) {
      const given = ts.isTypeReferenceNode(type) ? type.typeArguments?.[Number(argument)] : undefined;
      return given ? claimsType(m, given, scope) : null;
    }
    if (expression) return entityInstance(m, ref.entity, expression, parameter);
  }
  return null;
}

/** Returns the type that a function is declared to have where it is written; null when none is. */
export function declaredFunctionType(fn: FunctionNode): TS.TypeNode | null {
  let node: TS.Node = fn.parent;
  while (ts.isParenthesizedExpression(node)) node = node.parent;
  if (ts.isSatisfiesExpression(node) || ts.isAsExpression(node)) return node.type;
  if ((ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) && node.type) return node.type;
  if (ts.isReturnStatement(node) || ts.isArrowFunction(node)) {
    let outer: TS.Node = node;
    while (!ts.isFunctionLike(outer) && !ts.isSourceFile(outer)) outer = outer.parent;
    return ts.isFunctionLike(outer) && outer.type ? outer.type : null;
  }
  return null;
}

/** Returns the value that a type claims; null for types that say nothing to the engine. */
export function claimsType(m: Machine, type: TS.TypeNode, scope: Scope, depth = 0): Value | null {
  if (depth > MAX_DEPTH) return null;
  if (ts.isTypeReferenceNode(type)) return referenceType(m, type, scope, depth);
  if (ts.isParenthesizedTypeNode(type)) return claimsType(m, type.type, scope, depth + 1);
  if (ts.isArrayTypeNode(type)) return arrayOf(m, claimsType(m, type.elementType, scope, depth + 1));
  if (ts.isTypeOperatorNode(type)) return claimsType(m, type.type, scope, depth + 1);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
    let sum: Value = NOTHING;
    for (const each of type.types) {
      const part = claimsType(m, each, scope, depth + 1);
      if (part) sum = join(sum, part);
    }
    if (sum === NOTHING || sum.refs.length === 0) {
      const forms = type.types.map(primitiveForm);
      return forms.includes(0) ? null : someForm(forms.reduce((all, each) => all | each, 0));
    }
    const absent = ts.isUnionTypeNode(type) && type.types.some((each) => primitiveForm(each) === Form.Nullish);
    return { ...(absent ? join(sum, UNDEFINED) : sum), open: false };
  }
  if (ts.isTypeLiteralNode(type)) return lazyObject(m, type.members, scope, depth);
  if (ts.isTypeQueryNode(type)) return queried(m, type.exprName, scope);
  if (ts.isTupleTypeNode(type)) {
    return m.array(
      type.elements.map(
        (each) => claimsType(m, ts.isNamedTupleMember(each) ? each.type : each, scope, depth + 1) ?? UNKNOWN,
      ),
      null,
    );
  }
  if (
    ts.isImportTypeNode(type) &&
    type.qualifier &&
    ts.isLiteralTypeNode(type.argument) &&
    ts.isStringLiteral(type.argument.literal)
  ) {
    const target = m.project.resolve(scope.file, type.argument.literal.text);
    const name = ts.isIdentifier(type.qualifier) ? type.qualifier.text : type.qualifier.right.text;
    if (target.kind === 'package') return libraryType(m, target.specifier, name, type);
    if (target.kind === 'source') return declaredIn(m, target.file, name, depth);
    return null;
  }
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return SOME_TEXT;
    case ts.SyntaxKind.NumberKeyword:
      return someForm(Form.Number);
    case ts.SyntaxKind.BooleanKeyword:
      return someForm(Form.Boolean);
    default:
      return null;
  }
}

/** The form of a type that is one of the language's own simple ones; 0 for every other. */
function primitiveForm(type: TS.TypeNode): number {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.TemplateLiteralType:
      return Form.String;
    case ts.SyntaxKind.NumberKeyword:
      return Form.Number;
    case ts.SyntaxKind.BooleanKeyword:
      return Form.Boolean;
    case ts.SyntaxKind.UndefinedKeyword:
      return Form.Nullish;
    default:
      break;
  }
  if (!ts.isLiteralTypeNode(type)) return 0;
  if (type.literal.kind === ts.SyntaxKind.NullKeyword) return Form.Nullish;
  if (ts.isStringLiteralLike(type.literal)) return Form.String;
  return ts.isNumericLiteral(type.literal) ? Form.Number : Form.Boolean;
}

function arrayOf(m: Machine, element: Value | null): Value {
  const list = m.array([], null);
  for (const ref of list.refs) {
    if (ref.kind !== 'obj') continue;
    ref.slots.delete('length');
    m.setRest(ref, element ?? UNKNOWN);
  }
  return list;
}

function queried(m: Machine, name: TS.EntityName, scope: Scope): Value | null {
  if (ts.isIdentifier(name)) return readName(m, name.text, scope, name);
  const base = queried(m, name.left, scope);
  return base ? getProperty(m, base, name.right.text, name) : null;
}

/** Type operators that leave the members as they are. */
const TRANSPARENT = new Set(['Readonly', 'Partial', 'Required', 'NonNullable', 'Awaited', 'Omit', 'Pick']);

function referenceType(m: Machine, type: TS.TypeReferenceNode, scope: Scope, depth: number): Value | null {
  const { typeName } = type;
  const [argument] = type.typeArguments ?? [];
  if (ts.isIdentifier(typeName)) {
    const name = typeName.text;
    const binding = scope.find(name);
    if (binding === undefined || typeof binding !== 'number') {
      if (binding !== undefined && typeof binding !== 'number')
        return importedType(m, scope, binding.specifier, binding.name, type, depth);
      const local = localType(m, scope.file, name, scope, depth);
      if (local) return local;
    }
    if (argument && TRANSPARENT.has(name)) {
      const inner = claimsType(m, argument, scope, depth + 1);
      return name === 'Awaited' && inner ? awaited(inner) : inner;
    }
    if (argument && (name === 'Array' || name === 'ReadonlyArray' || name === 'Set' || name === 'Iterable'))
      return arrayOf(m, claimsType(m, argument, scope, depth + 1));
    if (argument && (name === 'Promise' || name === 'PromiseLike'))
      return promiseOf(claimsType(m, argument, scope, depth + 1) ?? UNKNOWN);
    if (argument && name === 'Record') {
      const value = type.typeArguments?.[1];
      const inner = value ? claimsType(m, value, scope, depth + 1) : null;
      const made = m.object('object', null);
      for (const ref of made.refs) if (ref.kind === 'obj') m.setRest(ref, inner ?? UNKNOWN);
      return inner && inner.refs.length > 0 ? made : null;
    }
    if (argument && (name === 'ReturnType' || name === 'InstanceType')) return madeBy(m, argument, scope, name);
    const value = typeof binding === 'number' ? m.read(binding) : undefined;
    const [cls] = value?.refs ?? [];
    if (cls?.kind === 'class') return concreteInstance(m, cls, scope);
    if (cls?.kind === 'lib' && cls.entity.type) return entityInstance(m, cls.entity, 'this', type);
    if (cls?.kind === 'lib' && cls.entity.construct?.returns)
      return entityInstance(m, cls.entity, cls.entity.construct.returns, type);
    if (cls?.kind === 'obj' && cls.entity?.call?.returns)
      return entityInstance(m, cls.entity, cls.entity.call.returns, type);
    const global = m.semantics.typeEntity('global', name);
    if (global) return entityInstance(m, global, 'this', type);
    return null;
  }
  // A qualified name: `express.Request`, `ns.Service`.
  const root = leftmost(typeName);
  const binding = scope.find(root.text);
  if (binding !== undefined && typeof binding !== 'number' && ts.isStringLiteralLike(binding.specifier)) {
    const target = m.project.resolve(scope.file, binding.specifier.text);
    if (target.kind === 'package') return libraryType(m, target.specifier, typeName.right.text, type);
    if (target.kind === 'source') return declaredIn(m, target.file, typeName.right.text, depth);
  }
  if (binding === undefined) {
    const global = m.semantics.typeEntity('global', typeName.getText());
    if (global) return entityInstance(m, global, 'this', type);
  }
  return null;
}

function leftmost(name: TS.EntityName): TS.Identifier {
  let left = name;
  while (!ts.isIdentifier(left)) left = left.left;
  return left;
}

export function concreteInstance(
  m: Machine,
  cls: Extract<NonNullable<Value['refs'][number]>, { kind: 'class' }>,
  scope: Scope,
): Value {
  const abstract =
    ts.canHaveModifiers(cls.node) &&
    (ts.getModifiers(cls.node) ?? []).some((each) => each.kind === ts.SyntaxKind.AbstractKeyword);
  if (abstract) {
    const only = implementationsOf(m, cls.node, scope.file);
    if (only.length === 1 && only[0]) return instanceOf(m, only[0]);
  }
  return instanceOf(m, cls);
}

/** `ReturnType<typeof make>`: what the function makes. */
function madeBy(m: Machine, argument: TS.TypeNode, scope: Scope, name: string): Value | null {
  const value = claimsType(m, argument, scope);
  if (!value || value.refs.length === 0) return null;
  const [ref] = value.refs;
  if (name === 'InstanceType') return ref?.kind === 'class' ? instanceOf(m, ref) : null;
  return resultOf(m, value, argument);
}

/** What a function makes that nobody is seen to call; it is called once. */
export function resultOf(m: Machine, value: Value, node: TS.Node): Value {
  const [ref] = value.refs;
  const key = ref?.kind === 'func' ? ref.node : node;
  const known = m.instances.get(key);
  if (known) return known;
  // The function may ask for what it makes itself.
  m.instances.set(key, UNKNOWN);
  const saved = m.store;
  const result = callValue(m, value, entryCall(node, UNKNOWN));
  if (m.store.dead) m.store = saved;
  m.instances.set(key, result);
  return result;
}

export function libraryType(m: Machine, specifier: string, name: string, node: TS.Node): Value | null {
  const entity = m.semantics.typeEntity(specifier, name);
  if (!entity) return null;
  const made = entityInstance(m, entity, 'this', node);
  // What it is an instance for is known from how its type is written: `Repository<User>`.
  if (ts.isTypeReferenceNode(node) && node.typeArguments)
    for (const ref of made.refs) if (ref.kind === 'obj') ref.slots.set(DECLARED, node);
  return made;
}

function importedType(
  m: Machine,
  scope: Scope,
  specifier: TS.Expression,
  name: string,
  node: TS.Node,
  depth: number,
): Value | null {
  if (!ts.isStringLiteralLike(specifier)) return null;
  const target = m.project.resolve(scope.file, specifier.text);
  if (target.kind === 'package') {
    if (m.semantics.typeEntity(target.specifier, name)?.type?.made === true) {
      const argument = ts.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
      const made = argument ? madeBy(m, argument, scope, 'ReturnType') : null;
      return made ? awaited(made) : null;
    }
    return libraryType(m, target.specifier, name, node);
  }
  if (target.kind === 'source') return declaredIn(m, target.file, name, depth);
  return null;
}
