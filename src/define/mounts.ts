/** Where a middleware is registered, as far as that stands beside the call that makes it. */
import { ts, type TS } from '../lang/ts.js';

/**
 * Returns the path in front of a middleware among the arguments of one call: `/static` for `use('/static/*', made())`,
 * an empty text for `use(made())`; null when it is no constant, or when the middleware is registered elsewhere.
 */
export function mountOf(made: TS.Node): string | null {
  const { parent } = made;
  if (!ts.isCallExpression(parent) || !parent.arguments.some((each) => each === made)) return null;
  const [first] = parent.arguments;
  if (first === made) return '';
  return first && ts.isStringLiteralLike(first) ? first.text.replace(/\/?(?:\*.*)?$/, '') : null;
}
