/** What the text of a function shows. */
import type { Endpoint, SeenCall } from '../analysis/analysis.js';
import type { Hit } from '../flow/log.js';
import type { FunctionNode } from '../flow/refs.js';
import { makesElements } from '../lang/browser.js';
import { outermostFunction } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';

/** Returns the functions of the program that a handler is made of, those behind `bind` included. */
export function functionsOf(handler: Endpoint['handler']): readonly FunctionNode[] {
  return handler.refs.flatMap((ref) => {
    if (ref.kind === 'func') return [ref.node];
    return ref.kind === 'bound' ? functionsOf(ref.target) : [];
  });
}

/** True when code reads a property of this name somewhere. */
function reads(root: TS.Node, name: string): boolean {
  const visit = (node: TS.Node): boolean =>
    (ts.isPropertyAccessExpression(node) && node.name.text === name) ||
    (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === name) ||
    ts.forEachChild(node, visit) === true;
  return visit(root);
}

/** True when a function of the program reads a property of this name somewhere. */
export function looksAt(handler: Endpoint['handler'], name: string): boolean {
  return handler.refs.some((ref) => ref.kind === 'func' && reads(ref.node, name));
}

/** True when a function on the way to a call reads a property of this name: one that the handler has called, say. */
export function looksOnTheWay({ call, stack }: SeenCall, name: string): boolean {
  return [...stack, call.node].some((each) => {
    const around = outermostFunction(each);
    return reads(ts.isSourceFile(around) ? each : around, name);
  });
}

/** True when two calls stand in the same function. */
export function isBeside(one: SeenCall, other: SeenCall): boolean {
  return outermostFunction(one.call.node) === outermostFunction(other.call.node);
}

/** Returns what a method is called on, and the method's name, as they are written; null for other calls. */
export function calleeParts(node: TS.Node): { readonly object: string; readonly method: string } | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  return { object: node.expression.expression.getText(), method: node.expression.name.text };
}

/** True when the functions of a handler use none of what they are given before the answer: no request, no parameter of it. */
export function takesNothing(handler: Endpoint['handler']): boolean {
  const own = functionsOf(handler);
  return own.length > 0 && own.every((node) => !usesFirst(node));
}

function usesFirst(node: TS.SignatureDeclaration & { readonly body?: TS.Node | undefined }): boolean {
  const [first] = node.parameters;
  if (!first || !node.body) return false;
  if (!ts.isIdentifier(first.name)) return true;
  const { text } = first.name;
  const visit = (each: TS.Node): boolean =>
    (ts.isIdentifier(each) && each.text === text) || ts.forEachChild(each, visit) === true;
  return visit(node.body);
}

/** True for what makes up nothing: `undefined`, `null`, `void 0`. */
function isNothing(node: TS.Expression | undefined): boolean {
  return (
    !node ||
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    ts.isVoidExpression(node)
  );
}

/** True when a value is only functions of the program that neither return something nor throw. */
export function returnsNothing(value: Endpoint['handler']): boolean {
  const own = value.refs.flatMap((ref) => (ref.kind === 'func' ? [ref.node.body] : []));
  if (value.open || own.length === 0 || own.length !== value.refs.length) return false;
  const speaks = (node: TS.Node): boolean =>
    ts.isThrowStatement(node) ||
    (ts.isReturnStatement(node) && !isNothing(node.expression)) ||
    (!ts.isFunctionLike(node) && ts.forEachChild(node, speaks) === true);
  return own.every((body) => body !== undefined && (ts.isBlock(body) ? !speaks(body) : isNothing(body)));
}

/** True for a call that only runs against another one: `Promise.race([fetch(address), late])`. */
export function isRaced(node: TS.Node): boolean {
  for (
    let child = node, { parent } = node;
    !ts.isFunctionLike(parent) && !ts.isSourceFile(parent);
    parent = parent.parent
  ) {
    if (ts.isCallExpression(parent) && parent.expression !== child && parent.expression.getText() === 'Promise.race')
      return true;
    child = parent;
  }
  return false;
}

/**
 * True when a function is called without arguments on the way of a page's component: what it gives instead of what the page
 * meant is shown, or fails, to whoever asked for it.
 */
export function isForPagesOnly({ label, call }: Hit): boolean {
  const { node } = label.source;
  // What a framework gives a component as a whole stands at the component.
  const around = ts.isFunctionLike(node) ? node : outermostFunction(node);
  return ts.isCallExpression(call) && call.arguments.length === 0 && ts.isFunctionLike(around) && makesElements(around);
}
