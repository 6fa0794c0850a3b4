/** What the checks of zod add to a shape: as methods of schemas, and as objects of their own for `.check()`. */
import { factOfContains, factOfPrefix, factOfSuffix } from '../../lang/regex/templates.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import type { Value } from '../../flow/value.js';
import { limited, limitsOf } from '../shared/limits.js';
import { formatFacts } from '../shared/formats.js';
import { changeIn, type Change } from '../shared/changes.js';
import { changedBy, predicateFacts, refinedBy } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { constantArgument, isCallable, isBound } from '../shared/schemas.js';
import { narrowed, withFacts, withState } from '../shared/shape.js';
import { context, payload } from './context.js';

const same: Change = (shape) => shape;

/** A bound from above of a number, a length or a size; a bound that the client moves is none. */
function bounded(call: Call, above: boolean, below: boolean, isInclusive = true): Change {
  const [bound] = call.args;
  if (!isBound(bound)) return same;
  const limits = isInclusive ? limitsOf(bound, above, below) : {};
  return (shape) =>
    narrowed(limited(shape, limits), (inner) => {
      if (inner.kind === 'number')
        return withState(inner, (above ? State.BoundedAbove : 0) | (below ? State.BoundedBelow : 0));
      if (!above) return inner;
      if (inner.kind === 'text') return withState(inner, State.BoundedLength);
      return inner.kind === 'array' ? { ...inner, bounded: true } : inner;
    });
}

function affix(call: Call, make: typeof factOfPrefix, state = 0): Change {
  const text = constantArgument(call, 0);
  return typeof text === 'string'
    ? (shape) => withFacts(shape, [make(text)], state !== 0 && /[/\\]$/.test(text) ? state : 0)
    : same;
}

function predicate(call: Call): Change {
  const [test] = call.args;
  return test ? (shape) => refinedBy(shape, test, (m) => [context(m)]) : same;
}

/** Returns what a check by name adds; null when the name is no check. */
export function changeOf(name: string, call: Call): Change | null {
  switch (name) {
    case 'min':
    case 'gte':
    case 'minimum':
    case 'minLength':
      return bounded(call, false, true);
    case 'gt':
      return bounded(call, false, true, false);
    case 'lt':
      return bounded(call, true, false, false);
    case 'max':
    case 'lte':
    case 'maximum':
    case 'maxLength':
      return bounded(call, true, false);
    case 'length':
    case 'size':
      return bounded(call, true, true);
    case 'positive':
    case 'nonnegative':
      return (shape) => withState(shape, State.BoundedBelow);
    case 'negative':
    case 'nonpositive':
      return (shape) => withState(shape, State.BoundedAbove);
    case 'int':
    case 'safe':
      return (shape) => withState(shape, State.Whole);
    case 'regex': {
      const pattern = patternOf(call.args[0]);
      return pattern ? (shape) => withFacts(shape, [patternFact(pattern)]) : same;
    }
    case 'includes':
      return affix(call, factOfContains);
    case 'startsWith':
      return affix(call, factOfPrefix, State.UnderPrefix);
    case 'endsWith':
      return affix(call, factOfSuffix);
    case 'lowercase':
    case 'uppercase':
      return (shape) => withFacts(shape, formatFacts(name));
    case 'slugify':
      return (shape) => withFacts(shape, formatFacts('slug'));
    case 'refine':
    case 'refinement':
      return predicate(call);
    case 'superRefine': {
      const [test] = call.args;
      return test ? (shape) => refinedBy(shape, test, (m) => [context(m)], false) : same;
    }
    case 'overwrite': {
      const [change] = call.args;
      return change ? (shape) => changedBy(shape, change) : same;
    }
    case 'nonempty':
    case 'finite':
    case 'multipleOf':
    case 'step':
    case 'trim':
    case 'toLowerCase':
    case 'toUpperCase':
    case 'normalize':
      return same;
    default:
      return null;
  }
}

/** `z.check(fn)` and `.check(fn)`: the function pushes issues. */
function checkFunction(test: Value): Change {
  return (shape) => ({
    kind: 'refined',
    inner: shape,
    learn: (m, value, node) => predicateFacts(m, test, [payload(m, value)], node, false),
  });
}

export function checkArgument(m: Machine, value: Value): Change {
  return changeIn(m, value) ?? (isCallable(value) ? checkFunction(value) : same);
}
