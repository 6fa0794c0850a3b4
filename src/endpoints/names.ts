/** How messages name what stands in a chain. */
import { nameOf } from '../flow/functions.js';
import type { FunctionNode, Ref } from '../flow/refs.js';
import type { Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';

/** The name of functions without one. */
export const INLINE = 'an inline function';

interface Named {
  readonly name: string;
  readonly node: TS.Node;
}

/** A factory's function is known by the factory's name. */
function functionName(node: FunctionNode): string {
  const own = nameOf(node);
  if (own !== 'a function') return own;
  for (let each: TS.Node | undefined = node.parent; each; each = each.parent) {
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

function nameOfRef(ref: Ref, at: TS.Node): Named | null {
  switch (ref.kind) {
    case 'func':
      return { name: functionName(ref.node), node: ref.node };
    case 'bound':
      return nameOfValue(ref.target, at);
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
export function nameOfValue(value: Value, at: TS.Node): Named {
  for (const ref of value.refs) {
    const found = nameOfRef(ref, at);
    if (found) return found;
  }
  return { name: 'a handler', node: at };
}
