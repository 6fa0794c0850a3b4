/** What the layers above may ask of the engine's values. */
export { Form, STRUCTURED } from '../flow/forms.js';
export { HOLE, State } from '../flow/labels.js';
export { UNTRACKED } from '../flow/sources.js';
export { isConst, soleText, truthiness, UNKNOWN, type Value } from '../flow/value.js';
export { awaited } from '../flow/promises.js';
export { regexOf } from '../flow/builtins/matching.js';
