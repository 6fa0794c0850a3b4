/** The few questions that rules ask of values. */
export { isConst, soleText, State, truthiness, UNKNOWN, type Value } from '../analysis/values.js';
