/** How messages name what stands in a chain. */
import { nameOf } from '../flow/functions.js';
import type { Machine } from '../flow/machine.js';
import type { FuncRef, FunctionNode, Ref } from '../flow/refs.js';
import type { Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';

/** The name of functions without one. */
export const INLINE = 'an inline function';

interface Named {
  readonly name: string;
  readonly node: TS.Node;
}

/** A factory's function is known by the factory's name, one that is given to a function by the variable for what that makes of it. */
function functionName(node: FunctionNode): string {
  const own = nameOf(node);
  if (own !== 'a function') return own;
  const call = node.parent;
  if (
    ts.isCallExpression(call) &&
    call.arguments.some((each) => each === node) &&
    ts.isVariableDeclaration(call.parent) &&
    ts.isIdentifier(call.parent.name)
  )
    return call.parent.name.text;
  for (let each: TS.Node = node.parent; !ts.isSourceFile(each); each = each.parent) {
    if (
      ts.isFunctionDeclaration(each) ||
      ts.isArrowFunction(each) ||
      ts.isFunctionExpression(each) ||
      ts.isMethodDeclaration(each)
    ) {
      const outer = nameOf(each);
      if (outer !== 'a function') return outer;
    }
  }
  return INLINE;
}

/** A thing that a call of a library made is known by that call: `AuthGuard('jwt')`. */
function callName(call: unknown): string | null {
  if (typeof call !== 'object' || call === null || !('kind' in call)) return null;
  const node = call as TS.Node;
  if (!ts.isCallExpression(node)) return null;
  const [first] = node.arguments;
  return `${node.expression.getText()}(${first && ts.isStringLiteralLike(first) ? first.getText() : ''})`;
}

/** The parameters of the function in which this one stands. */
function parametersAround(node: FunctionNode): ReadonlySet<string> {
  let each: TS.Node = node.parent;
  while (!ts.isFunctionLike(each) && !ts.isSourceFile(each)) each = each.parent;
  if (ts.isSourceFile(each)) return new Set();
  return new Set(each.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : [])));
}

/** The function that a wrapper was given and that it calls: `asyncHandler(requireUser)` is known by the name of the latter. */
function wrappedBy(m: Machine, ref: FuncRef): FuncRef | null {
  const given = parametersAround(ref.node);
  if (given.size === 0) return null;
  const find = (node: TS.Node): FuncRef | null => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && given.has(node.expression.text)) {
      const place = ref.scope.find(node.expression.text);
      const value = typeof place === 'number' ? m.read(place) : undefined;
      const [sole] = value?.refs ?? [];
      if (sole?.kind === 'func' && value?.refs.length === 1) return sole;
    }
    return ts.forEachChild(node, find) ?? null;
  };
  return find(ref.node);
}

const MAX_WRAPPERS = 3;

function nameOfFunction(m: Machine | null, ref: FuncRef): Named {
  let inner = ref;
  for (let depth = 0; m !== null && depth < MAX_WRAPPERS; depth++) inner = wrappedBy(m, inner) ?? inner;
  const name = functionName(inner.node);
  return name === INLINE ? { name: functionName(ref.node), node: ref.node } : { name, node: inner.node };
}

function nameOfRef(m: Machine | null, ref: Ref, at: TS.Node): Named | null {
  switch (ref.kind) {
    case 'func':
      return nameOfFunction(m, ref);
    case 'bound':
      return nameOfValue(ref.target, at, m);
    case 'class':
      return { name: ref.node.name?.text ?? 'a class', node: ref.node };
    case 'obj':
      if (ref.cls) return { name: ref.cls.node.name?.text ?? 'a class', node: ref.cls.node };
      return ref.entity ? { name: callName(ref.slots.get('made')) ?? ref.entity.name, node: at } : null;
    case 'lib':
      return { name: ref.entity.name, node: at };
    default:
      return null;
  }
}

/** Returns the name of a handler and where it is defined; a library's is known by where it is used. */
export function nameOfValue(value: Value, at: TS.Node, m: Machine | null = null): Named {
  for (const ref of value.refs) {
    const found = nameOfRef(m, ref, at);
    if (found) return found;
  }
  return { name: 'a handler', node: at };
}
