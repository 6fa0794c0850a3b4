/** What a function of a telling name gives: `function resetToken() { return Math.random().toString(36); }`. */
import { ts, type TS } from '../lang/ts.js';
import type { Machine } from './machine.js';
import { plainCall } from './calls.js';
import type { FunctionNode } from './refs.js';
import type { Value } from './value.js';

/** The name of a function, or of what holds it. */
function nameOf({ name, parent }: FunctionNode): string | null {
  if (name && ts.isIdentifier(name)) return name.text;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && ts.isIdentifier(parent.name))
    return parent.name.text;
  const left = ts.isBinaryExpression(parent) ? parent.left : undefined;
  return left && ts.isPropertyAccessExpression(left) ? left.name.text : null;
}

/** Notes what a function gives that was drawn or made in a way that can be guessed. */
export function noteResult(m: Machine, fn: FunctionNode | undefined, value: Value, node: TS.Node): void {
  if (!fn || !value.labels.some(({ source }) => source.kind.startsWith('guessable.'))) return;
  const name = nameOf(fn);
  const kind = name === null ? null : m.semantics.resultNamed(name);
  if (name !== null && kind !== null)
    m.sink(value, node, plainCall(node, value, []), { kind, what: `that \`${name}\` gives` }, name);
}
