/** Loops, and the jumps that leave them. */
import { ts, type TS } from '../lang/ts.js';
import { keysOf, elementsOf, allOf, type Elements } from './elements.js';
import { evaluate, assignTo, assume } from './eval.js';
import { LIMITS } from './limits.js';
import type { Machine } from './machine.js';
import { bindPattern } from './patterns.js';
import { awaited } from './promises.js';
import { noteBound } from './rounds.js';
import { Scope } from './scope.js';
import { exec, declareVariables } from './statements.js';
import { mergeStores } from './merging.js';
import { Store, factsAbove } from './store.js';
import { covers, NOTHING, UNKNOWN, type Value, joinAll, truthiness } from './value.js';

export function jump(m: Machine, target: string): void {
  const frame = m.frames.at(-1);
  if (m.store.dead || !frame) return;
  m.snapshots++;
  const stores = frame.jumps.get(target);
  if (stores) stores.push(m.store);
  else frame.jumps.set(target, [m.store]);
  m.die();
}
/** Takes the stores that jumped to a target. */
export function takeJumps(m: Machine, ...targets: readonly string[]): readonly Store[] {
  const jumps = m.frames.at(-1)?.jumps;
  return targets.flatMap((target) => {
    const stores = jumps?.get(target) ?? [];
    jumps?.delete(target);
    return stores;
  });
}
export function execLabelled(m: Machine, node: TS.LabeledStatement, scope: Scope): void {
  const base = m.store;
  const floor = m.floor;
  m.floor = base;
  m.store = new Store(base);
  const before = m.snapshots;
  if (ts.isIterationStatement(node.statement, false)) execIteration(m, node.statement, scope, node.label.text);
  else exec(m, node.statement, scope);
  m.floor = floor;
  m.store = mergeStores(base, [m.store, ...takeJumps(m, `break ${node.label.text}`)], m.snapshots === before);
}
function execIteration(m: Machine, node: TS.IterationStatement, scope: Scope, label: string): void {
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) execForEach(m, node, scope, label);
  else execLoop(m, node as TS.ForStatement, scope, label);
}
/** Runs a loop body until its state stands still, at most a few rounds. `round` runs the body once; `leaves` ends it. */
function iterate(m: Machine, label: string, round: () => void, mayRunNever: boolean, leaves: () => void): void {
  const base = m.store;
  const floor = m.floor;
  const outerJumps = m.frames.at(-1)?.jumps.get('break ');
  m.frames.at(-1)?.jumps.delete('break ');
  const outerContinues = m.frames.at(-1)?.jumps.get('continue ');
  m.frames.at(-1)?.jumps.delete('continue ');
  const breaks: Store[] = [];
  let head = base;
  let lastEnd: Store | null = null;
  m.floor = base;
  for (let count = 0; count < LIMITS.loopRounds; count++) {
    m.store = new Store(head);
    if (count > 0) m.repeating++;
    round();
    if (count > 0) m.repeating--;
    const ends = [m.store, ...takeJumps(m, 'continue ', `continue ${label}`)];
    breaks.push(...takeJumps(m, 'break '));
    m.snapshots++;
    const end = mergeStores(head, ends, false);
    m.countMerge(ends);
    lastEnd = end;
    if (end.dead) break;
    const next = mergeStores(
      base,
      count === 0 && mayRunNever ? [base, end] : [head === base ? base : head, end],
      false,
    );
    const stable = !changed(base, head, next);
    head = next;
    if (stable) break;
  }
  m.floor = floor;
  // A loop that certainly runs is left from the end of a round, never from the state before the first one.
  const finish = mayRunNever ? head : lastEnd;
  m.store = finish === null ? head : new Store(finish);
  if (finish?.dead) m.store.dead = true;
  if (!m.store.dead) leaves();
  if (lastEnd !== null && !lastEnd.dead && breaks.length === 0) m.learn(elementFacts(lastEnd, base));
  m.store = mergeStores(base, [m.store, ...breaks], false);
  const frame = m.frames.at(-1);
  if (outerJumps) frame?.jumps.set('break ', [...outerJumps, ...(frame.jumps.get('break ') ?? [])]);
  if (outerContinues) frame?.jumps.set('continue ', [...outerContinues, ...(frame.jumps.get('continue ') ?? [])]);
  m.settle();
}
/** What holds of each element at the end of every round holds of all elements after the loop. */
function elementFacts(end: Store, base: Store): ReturnType<typeof factsAbove> {
  return factsAbove(end, base);
}
function changed(base: Store, head: Store, next: Store): boolean {
  for (const [place, value] of next.writes) {
    const before = head.read(place);
    if (before === undefined) {
      if (base.read(place) !== undefined) return true;
      continue;
    }
    if (!covers(before, value)) return true;
  }
  return false;
}
export function execForEach(m: Machine, node: TS.ForOfStatement | TS.ForInStatement, scope: Scope, label = ''): void {
  const list = evaluate(m, node.expression, scope);
  if (m.store.dead) return;
  const element = ts.isForInStatement(node) ? keysOf(m, list) : eachElement(m, list, node);
  if (element === NOTHING && list.refs.length > 0 && list.labels.length === 0 && !list.open) {
    const unknownLater = m.frames.length <= 1;
    if (!unknownLater) return;
  }
  const known =
    ts.isForOfStatement(node) && list.refs.length === 1 && list.labels.length === 0 ? eachOf(m, list, node) : null;
  const sure = known !== null && known.known.length > 0;
  const unroll =
    known !== null && known.rest === NOTHING && known.known.length > 0 && known.known.length <= LIMITS.elements;
  if (unroll && known.known.some((each) => each.refs.length > 0 || each.consts.length > 0)) {
    execUnrolled(m, node as TS.ForOfStatement, known.known, scope, label);
    return;
  }
  iterate(
    m,
    label,
    () => {
      const inner = new Scope(scope, scope.file, scope.fn, 'block');
      bindLoopVariable(m, node, element === NOTHING ? UNKNOWN : element, inner);
      exec(m, node.statement, inner);
    },
    !sure,
    () => undefined,
  );
}
const MAX_UNROLLED = 24;
/** A list of known elements: one round for each, in order. */
function execUnrolled(
  m: Machine,
  node: TS.ForOfStatement,
  elements: readonly Value[],
  scope: Scope,
  label: string,
): void {
  if (elements.length > MAX_UNROLLED) {
    iterate(
      m,
      label,
      () => {
        const inner = new Scope(scope, scope.file, scope.fn, 'block');
        bindLoopVariable(m, node, joinAll(elements), inner);
        exec(m, node.statement, inner);
      },
      false,
      () => undefined,
    );
    return;
  }
  const base = m.store;
  const floor = m.floor;
  const frame = m.frames.at(-1);
  const outer = ['break ', 'continue '].map((key) => [key, frame?.jumps.get(key)] as const);
  for (const [key] of outer) frame?.jumps.delete(key);
  m.floor = base;
  m.store = new Store(base);
  const breaks: Store[] = [];
  for (const element of elements) {
    if (m.store.dead) break;
    const start = m.store;
    const inner = new Scope(scope, scope.file, scope.fn, 'block');
    m.store = new Store(start);
    bindLoopVariable(m, node, element, inner);
    exec(m, node.statement, inner);
    breaks.push(...takeJumps(m, 'break '));
    m.store = mergeStores(start, [m.store, ...takeJumps(m, 'continue ', `continue ${label}`)], false);
  }
  m.floor = floor;
  m.snapshots++;
  m.store = mergeStores(base, [m.store, ...breaks], false);
  for (const [key, stores] of outer) if (stores) frame?.jumps.set(key, stores);
  m.settle();
}
function eachOf(m: Machine, list: Value, node: TS.ForOfStatement): Elements {
  const elements = elementsOf(m, list, node);
  return node.awaitModifier ? { known: elements.known.map(awaited), rest: awaited(elements.rest) } : elements;
}
function eachElement(m: Machine, list: Value, node: TS.ForOfStatement): Value {
  return allOf(eachOf(m, list, node));
}
function bindLoopVariable(m: Machine, node: TS.ForOfStatement | TS.ForInStatement, value: Value, scope: Scope): void {
  const { initializer } = node;
  if (ts.isVariableDeclarationList(initializer)) {
    const [declaration] = initializer.declarations;
    if (declaration)
      bindPattern(m, declaration.name, value, scope, (initializer.flags & ts.NodeFlags.BlockScoped) !== 0);
  } else assignTo(m, initializer, value, scope);
}
export function execLoop(
  m: Machine,
  node: TS.ForStatement | TS.WhileStatement | TS.DoStatement,
  scope: Scope,
  label = '',
): void {
  const inner = new Scope(scope, scope.file, scope.fn, 'block');
  let condition: TS.Expression | undefined;
  let incrementor: TS.Expression | undefined;
  if (ts.isForStatement(node)) {
    const { initializer } = node;
    if (initializer) {
      if (ts.isVariableDeclarationList(initializer)) declareVariables(m, initializer, inner);
      else evaluate(m, initializer, inner);
    }
    condition = node.condition;
    incrementor = node.incrementor;
  } else condition = node.expression;
  const test = condition;
  const first = ts.isDoStatement(node);
  const endless = test === undefined || test.kind === ts.SyntaxKind.TrueKeyword;
  iterate(
    m,
    label,
    () => {
      if (test && !first) {
        const value = evaluate(m, test, inner);
        if (!m.dead) noteBound(m, test, inner);
        if (!endless) assumeLoosely(m, test, value, inner);
      }
      exec(m, node.statement, inner);
      // `continue` goes to the increment as well; what it left is joined by the caller, which is close enough.
      if (incrementor && !m.store.dead) evaluate(m, incrementor, inner);
      if (test && first && !m.store.dead) {
        evaluate(m, test, inner);
        noteBound(m, test, inner);
      }
    },
    !first && !endless,
    () => {
      if (endless) {
        m.die();
        return;
      }
      const value = evaluate(m, test, inner);
      m.learn(value.outcome?.no);
    },
  );
}
/** Enters a loop whose condition may be constant only in the first round. */
function assumeLoosely(m: Machine, node: TS.Expression, value: Value, scope: Scope): void {
  m.learn(value.outcome?.yes);
  if (truthiness(value) === null) assume(m, node, value, true, scope);
}
