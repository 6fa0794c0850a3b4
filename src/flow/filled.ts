/**
 * Variables of a module that hold nothing until the program has started: `let db; export async function open() { db = ... }`.
 * A file that uses one of them need not know who calls the function that fills it, and is used after that has happened.
 */
import type { TS } from '../lang/ts.js';
import { lasting } from './apart.js';
import { entryCall } from './calls.js';
import { callFunction } from './functions.js';
import { LIMITS } from './limits.js';
import type { Machine, ModuleState } from './machine.js';
import { moduleScope } from './modules.js';
import type { FuncRef } from './refs.js';
import { isMissing, join, NOTHING, UNKNOWN, type Value } from './value.js';

const MAX_FUNCTIONS = 4;

const filled = new WeakMap<ModuleState, Map<number, Value | null>>();

/** Functions at the top of a module that assign to a name. */
function fillers({ created }: ModuleState, name: string): readonly FuncRef[] {
  const assigns = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$&')}\\s*(?:\\?\\?|\\|\\|)?=(?![=>])`);
  const all = created.filter(({ node, scope }) => scope.atModuleLevel() && assigns.test(node.body?.getText() ?? ''));
  return all.slice(0, MAX_FUNCTIONS);
}

/** An object that the program made or a library gave: what somebody sent is data of a request, and not kept for others. */
function isThing({ refs, labels }: Value): boolean {
  return labels.length === 0 && refs.length > 0 && refs.every(({ kind }) => kind === 'obj');
}

function fill(m: Machine, state: ModuleState, name: string, place: number): Value | null {
  const found = fillers(state, name).flatMap((fn) => {
    const value = lasting(m, LIMITS.stepsPerProbe, () => {
      callFunction(m, fn, entryCall(fn.node, UNKNOWN));
      return m.store.read(place) ?? NOTHING;
    });
    return isThing(value) ? [value] : [];
  });
  return found.length > 0 ? found.reduce(join) : null;
}

/** What functions of a module put into a variable at its top that holds nothing yet; null when they put nothing there. */
function filledLater(m: Machine, file: TS.SourceFile, name: string, place: number): Value | null {
  const state = m.evaluating === null && m.linted !== file ? m.modules.get(file) : undefined;
  if (state?.status !== 'done' || moduleScope(state)?.names.get(name) !== place) return null;
  let known = filled.get(state);
  if (!known) filled.set(state, (known = new Map<number, Value | null>()));
  const before = known.get(place);
  if (before !== undefined) return before;
  // While it is found out there is nothing yet.
  known.set(place, null);
  const value = fill(m, state, name, place);
  known.set(place, value);
  return value;
}

/** Returns what a variable holds, seen from a function: one at the top of another module, also what that module fills it with. */
export function heldIn(m: Machine, file: TS.SourceFile, name: string, place: number): Value {
  const value = m.read(place) ?? UNKNOWN;
  const later = isMissing(value) ? filledLater(m, file, name, place) : null;
  return later ? join(value, later) : value;
}
