/** Where in a program a node stands: for rules that join what was seen in one function. */
export {
  callAround,
  endsFunction,
  functionAround,
  isAlwaysReached,
  isAskedNext,
  isThrownAway,
  isWithin,
  outermostFunction,
  sidesOf,
} from '../lang/places.js';
