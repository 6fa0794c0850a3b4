/** Where in a program a node stands: for rules that join what was seen in one function. */
export { functionAround, isAlwaysReached, isAskedNext, isWithin, outermostFunction, sidesOf } from '../lang/places.js';
