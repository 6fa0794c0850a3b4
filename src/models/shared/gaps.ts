/** What a schema leaves open in a client's value: the call that wrote it so is a sink of its own kind. */
import { plainCall } from '../../flow/calls.js';
import { ANY_FORM } from '../../flow/forms.js';
import { madeFrom, State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { UNDEFINED, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Shape } from './shape.js';

const BOTH = State.BoundedAbove | State.BoundedBelow;

function gapOf(shape: Shape): string | null {
  switch (shape.kind) {
    case 'any':
      return 'any-value';
    case 'object':
      return shape.unknownKeys === 'keep' && (shape.catchall === null || shape.catchall.kind === 'any')
        ? 'open-keys'
        : null;
    case 'text':
      return shape.facts.length === 0 && (shape.state & State.BoundedLength) === 0 ? 'unbounded' : null;
    case 'number':
      return (shape.state & BOTH) === BOTH ? null : 'unbounded';
    case 'array':
      return shape.bounded ? null : 'unbounded';
    default:
      return null;
  }
}

function nameOf(at: TS.Node): string {
  return ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression) ? at.expression.name.text : 'schema';
}

/** Notes that a client's value is parsed by a shape with a gap that somebody wrote down. */
export function noteGap(m: Machine, shape: Shape, value: Value): void {
  const at = 'at' in shape ? shape.at : undefined;
  if (at === undefined || value.labels.length === 0) return;
  const kind = gapOf(shape);
  if (kind === null) return;
  // What the schema proves of the value is known by now, and says nothing of the gap.
  const labels = value.labels.map((label) => madeFrom(label, 'parsed', { form: ANY_FORM }));
  m.sink({ ...value, refs: [], labels }, at, plainCall(at, UNDEFINED, []), { kind }, nameOf(at));
}
