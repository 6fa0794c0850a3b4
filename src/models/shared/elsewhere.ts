/**
 * Handlers that their own file's analysis runs just as well: their parameters say what they are given, and what they
 * belong to is made as their constructors declare it. Running them for each route again would find the same.
 */
import { instanceOf } from '../../flow/classes.js';
import type { Machine } from '../../flow/machine.js';
import type { FuncRef, Ref } from '../../flow/refs.js';
import { declaredFunctionType } from '../../flow/types.js';
import type { Value } from '../../flow/value.js';

const MAX_DEPTH = 4;

function isAnnotated(fn: FuncRef): boolean {
  return (
    fn.node.parameters.every((parameter) => parameter.type !== undefined) || declaredFunctionType(fn.node) !== null
  );
}

/** True when two objects are instances of the same classes all the way down. */
function madeAlike(m: Machine, actual: Ref | undefined, assumed: Ref | undefined, depth: number): boolean {
  if (actual === assumed) return true;
  if (actual?.kind !== 'obj' || assumed?.kind !== 'obj') return actual?.kind === assumed?.kind;
  if (actual.entity !== assumed.entity || actual.cls?.node !== assumed.cls?.node) return false;
  if (depth >= MAX_DEPTH) return false;
  for (const name of actual.cells.keys()) {
    const own = m.cell(actual, name);
    if (own === undefined || own.refs.every((ref) => ref.kind === 'func' || ref.kind === 'promise')) continue;
    const other = m.cell(assumed, name);
    if (other?.refs.length !== own.refs.length || own.labels.length > 0) return false;
    if (!own.refs.every((ref, index) => madeAlike(m, ref, other.refs[index], depth + 1))) return false;
  }
  return true;
}

function ownerOf(m: Machine, fn: FuncRef, self: Value | null): Value | null {
  if (self !== null) return self;
  const place = fn.scope.find('this');
  return typeof place === 'number' ? (m.read(place) ?? null) : null;
}

function isAlike(m: Machine, fn: FuncRef, self: Value | null): boolean {
  if (fn.home === null) return fn.scope.atModuleLevel();
  const owner = ownerOf(m, fn, self);
  const [ref] = owner?.refs ?? [];
  if (owner?.refs.length !== 1 || ref?.kind !== 'obj' || ref.cls === null) return false;
  return madeAlike(m, ref, instanceOf(m, ref.cls).refs[0], 0);
}

/** True when a handler of another file than the one under analysis is run there with all that is known of it here. */
export function isAnalysedElsewhere(m: Machine, handler: Value): boolean {
  const [ref] = handler.refs;
  if (m.linted === null || m.watcher !== null || handler.refs.length !== 1 || handler.open) return false;
  const bound = ref?.kind === 'bound' ? ref : null;
  const target = bound && bound.args.length === 0 ? bound.target.refs[0] : ref;
  if (target?.kind !== 'func' || target.scope.file === m.linted || !isAnnotated(target)) return false;
  if (/\/node_modules\//.test(target.scope.file.fileName)) return false;
  return isAlike(m, target, bound ? bound.self : null);
}

const KEY = 'handlers that keep nothing';

/** The functions that are known to let requests pass and to leave nothing on them. */
export function keepsNothing(m: Machine): Set<unknown> {
  let known = m.notes.get(KEY) as Set<unknown> | undefined;
  if (!known) {
    known = new Set();
    m.notes.set(KEY, known);
    m.forgetters.set(KEY, () => m.notes.delete(KEY));
  }
  return known;
}
