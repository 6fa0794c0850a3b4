/** Filters of document stores: a value of the client's that is compared as a value, not read as a condition. */
import { ts, type TS } from '../lang/ts.js';
import type { Edit } from './edits.js';

function unwrapped(node: TS.Expression): TS.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)
    ? unwrapped(node.expression)
    : node;
}

/** True for an access whose text is that of the source: nothing was made of the value between the two. */
function reads(node: TS.Expression, source: string): boolean {
  const own = unwrapped(node);
  return (ts.isPropertyAccessExpression(own) || ts.isElementAccessExpression(own)) && own.getText() === source;
}

/**
 * Returns the edit that writes an implicit equality out, `{ name: { $eq: value } }`, or null unless the value is read in
 * the filter itself (https://www.mongodb.com/docs/manual/reference/operator/query/eq/: both forms mean the same).
 */
export function equalityEdits(filter: TS.Node, source: string): readonly Edit[] | null {
  if (!ts.isObjectLiteralExpression(filter)) return null;
  for (const property of filter.properties) {
    if (!ts.isPropertyAssignment(property) || !reads(property.initializer, source)) continue;
    const { name, initializer } = property;
    if (ts.isComputedPropertyName(name) || name.text.startsWith('$')) return null;
    return [{ start: initializer.getStart(), end: initializer.getEnd(), text: `{ $eq: ${initializer.getText()} }` }];
  }
  return null;
}
