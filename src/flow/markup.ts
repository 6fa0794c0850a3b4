/** Markup in programs: what its expressions do, and what its attributes take for markup. */
import { ts, type TS } from '../lang/ts.js';
import { getProperty } from './access.js';
import { plainCall } from './calls.js';
import { evaluate } from './eval.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import { UNDEFINED, type Value } from './value.js';

/** Evaluates the expressions in an element. */
export function visitJsx(m: Machine, node: TS.Node, scope: Scope): void {
  ts.forEachChild(node, (child) => {
    if (ts.isJsxAttribute(child)) visitAttribute(m, child, scope);
    else if (ts.isJsxExpression(child)) {
      if (child.expression) evaluate(m, child.expression, scope);
    } else visitJsx(m, child, scope);
  });
}

function visitAttribute(m: Machine, { name, initializer }: TS.JsxAttribute, scope: Scope): void {
  if (!initializer || !ts.isJsxExpression(initializer)) {
    if (initializer) visitJsx(m, initializer, scope);
    return;
  }
  if (!initializer.expression) return;
  const value = evaluate(m, initializer.expression, scope);
  const sink = ts.isIdentifier(name) ? m.semantics.attribute(name.text) : null;
  if (sink) reach(m, value, sink.part, initializer.expression, sink.spec, name.getText());
}

type Spec = Parameters<Machine['sink']>[3];

function reach(m: Machine, value: Value, part: string | null, node: TS.Expression, spec: Spec, name: string): void {
  const taken = part === null ? value : getProperty(m, value, part, node);
  if (taken.labels.length > 0) m.sink(taken, node, plainCall(node, UNDEFINED, [value]), spec, name);
}
