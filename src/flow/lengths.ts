/** What has a length of its own, and what only says one. */
import { Form } from './forms.js';
import type { Machine } from './machine.js';
import type { Ref } from './refs.js';
import type { Value } from './value.js';

function isNoObject(m: Machine, base: Value): boolean {
  return base.labels.length > 0 && base.labels.every((label) => (m.store.refined(label).form & Form.Object) === 0);
}

/**
 * Returns what to ask for a length: a text or a list of the client's has the length that it has, and only an object says
 * any, so the object that stands behind such data is left out.
 */
export function refsWithLength(m: Machine, base: Value): readonly Ref[] {
  return isNoObject(m, base) ? base.refs.filter((ref) => !(ref.kind === 'obj' && ref.slots.has('backs'))) : base.refs;
}
