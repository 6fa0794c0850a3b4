/** What the text of a function shows. */
import type { Endpoint } from '../analysis/analysis.js';
import { ts, type TS } from '../lang/ts.js';

/** True when a function of the program reads a property of this name somewhere. */
export function looksAt(handler: Endpoint['handler'], name: string): boolean {
  return handler.refs.some((ref) => {
    if (ref.kind !== 'func') return false;
    let found = false;
    const visit = (node: TS.Node): void => {
      if (
        (ts.isPropertyAccessExpression(node) && node.name.text === name) ||
        (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === name)
      )
        found = true;
      if (!found) ts.forEachChild(node, visit);
    };
    visit(ref.node);
    return found;
  });
}
