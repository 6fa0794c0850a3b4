/** The few questions that rules ask of values. */
import { Form, type Value } from '../analysis/values.js';

export { Form, isConst, State, truthiness, UNKNOWN, UNTRACKED, type Value } from '../analysis/values.js';

/** True for what a store gave: nothing is known of it but, where its statement names columns, that it is one of them. */
export function isStored({ labels, refs, open }: Value): boolean {
  if (labels.length > 0) return labels.every(({ source }) => source.kind === 'store.row');
  return open && refs.length === 0;
}

/**
 * True when a value is one of the environment that may be missing. A validated setting comes with two labels of one source:
 * as it passed, and as it was read, for the case of an error, which nobody lives through.
 */
export function mayBeUnset({ labels, consts }: Value): boolean {
  const settings = labels.filter(({ source }) => source.kind === 'process.env');
  if (settings.length > 0 && consts.some(({ value }) => value === undefined || value === null)) return true;
  const present = new Set(settings.flatMap(({ source, form }) => ((form & Form.Nullish) === 0 ? [source.node] : [])));
  return settings.some(({ source, form }) => (form & Form.Nullish) !== 0 && !present.has(source.node));
}
