/** The few questions that rules ask of values. */
import { Form, type Value } from '../analysis/values.js';

export { isConst, soleText, State, truthiness, UNKNOWN, UNTRACKED, type Value } from '../analysis/values.js';

/** True for what a store gave: nothing is known of it but, where its statement names columns, that it is one of them. */
export function isStored({ labels, refs, open }: Value): boolean {
  if (labels.length > 0) return labels.every(({ source }) => source.kind === 'store.row');
  return open && refs.length === 0;
}

/** True when a value is one of the environment that may be missing. */
export function mayBeUnset({ labels }: Value): boolean {
  return labels.some(({ source, form }) => source.kind === 'process.env' && (form & Form.Nullish) !== 0);
}
