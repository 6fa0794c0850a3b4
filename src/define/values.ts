/** The few questions that rules ask of values. */
export { isConst, soleText, truthiness, UNKNOWN, UNTRACKED, type Value } from '../analysis/values.js';
