/** Values that say who is calling, as a library has found out: of strangers, they are missing. */
import { ANY_FORM } from '../../flow/forms.js';
import { makeLabel } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { labelled, refValue, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';

/** How deep what says who is calling may lie in an answer: `data.session.user.id`. */
const MAX_DEPTH = 4;

/** Parts that are there for strangers, too: the wrapping of an answer, and what went wrong. */
const WRAPPING: ReadonlySet<string> = new Set(['data', 'error']);

const callers = new WeakMap<Machine, Set<number>>();

/** Returns the ids of all such values that runs of this machine have read: whoever insists on one of them asks for the caller. */
export function callersOf(m: Machine): Set<number> {
  let known = callers.get(m);
  if (!known) {
    known = new Set();
    callers.set(m, known);
  }
  return known;
}

function labelledCaller(m: Machine, node: TS.Node, text: string): Value {
  const label = makeLabel({ kind: 'auth.context', node, text, own: true }, ANY_FORM);
  for (const id of label.ids) callersOf(m).add(id);
  return labelled([label], ANY_FORM);
}

function parts(m: Machine, node: TS.Node, text: string, depth: number): Value {
  const made = m.alloc('object', null, {
    lazy: (machine, name) => {
      const inner = `${text}.${name}`;
      const value = WRAPPING.has(name) ? UNKNOWN : labelledCaller(machine, node, inner);
      return depth < MAX_DEPTH && name !== 'error'
        ? { ...value, refs: parts(machine, node, inner, depth + 1).refs }
        : value;
    },
  });
  return refValue(made);
}

/** Returns what a library answers to the question who is calling: somebody, or nobody. */
export function callerValue(m: Machine, node: TS.Node, text: string): Value {
  m.watcher?.read?.('principal', '');
  return { ...labelledCaller(m, node, text), refs: parts(m, node, text, 1).refs };
}

/** The same for a library whose answer is an object in any case: who is calling is in its parts. */
export function callerParts(m: Machine, node: TS.Node, text: string): Value {
  m.watcher?.read?.('principal', '');
  return parts(m, node, text, 1);
}
