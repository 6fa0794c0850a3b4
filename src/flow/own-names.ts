/** Things that are kept under names of their own: `models[model.name] = model` in a loop over many. */
import { getProperty, setProperty } from './access.js';
import { evaluate } from './eval.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import { soleText, type Value } from './value.js';
import { ts, type TS } from '../lang/ts.js';

/**
 * Writes each of several things under its own name, where the key is a property of the very value that is written, and the
 * names of all are known; false when it did not.
 */
export function keptUnderOwnNames(
  m: Machine,
  base: Value,
  value: Value,
  { argumentExpression: key }: TS.ElementAccessExpression,
  scope: Scope,
): boolean {
  if (value.refs.length < 2 || value.open || value.labels.length > 0) return false;
  if (!ts.isPropertyAccessExpression(key) || !ts.isIdentifier(key.expression)) return false;
  if (evaluate(m, key.expression, scope) !== value) return false;
  const each = value.refs.map((ref) => ({ ...value, refs: [ref] }));
  const names = each.map((one) => soleText(getProperty(m, one, key.name.text, key)));
  if (!names.every((name) => name !== null)) return false;
  each.forEach((one, index) => {
    setProperty(m, base, names[index] ?? null, one, key);
  });
  return true;
}
