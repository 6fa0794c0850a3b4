/** Sources that a callback is given: they enter where its parameter stands. */
import type { TS } from '../lang/ts.js';
import { ANY_FORM } from './forms.js';
import type { SourceKind } from './labels.js';
import { sourceLabel } from './sources.js';
import { join, labelled, type Value } from './value.js';

/** Returns what a source gives a callback in its parameter `index`; `at` is where the callback is handed over. */
export function givenSource(callback: Value, kind: SourceKind, at: TS.Node, index: number): Value {
  const func = callback.refs.find((ref) => ref.kind === 'func');
  const parameter = func?.kind === 'func' ? func.node.parameters[index] : undefined;
  const text = parameter ? parameter.name.getText().replace(/\s+/g, ' ') : (kind.split('.')[0] ?? kind);
  return labelled([sourceLabel(kind, parameter ?? at, text)], ANY_FORM);
}

/**
 * Returns what the handler of a rejection is given: what is known to reject the promise, and, unless nothing else can,
 * an error that somebody else threw, as in a catch clause.
 */
export function caughtBy(handler: Value, known: Value | null, only: boolean, at: TS.Node): Value {
  if (only && known !== null) return known;
  const thrown: Value = { ...givenSource(handler, 'error.caught', at, 0), open: true };
  return known === null ? thrown : join(known, thrown);
}
