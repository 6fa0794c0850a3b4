/** The few questions that rules ask of values. */
export { isConst, State, soleText, truthiness, UNKNOWN, type Value } from '../analysis/values.js';
