/** The few questions that rules ask of values. */
export { isConst, soleText, State, truthiness, UNKNOWN, UNTRACKED, type Value } from '../analysis/values.js';
