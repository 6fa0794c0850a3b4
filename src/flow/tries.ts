/** try, catch and finally. */
import type { TS } from '../lang/ts.js';
import type { SourceKind } from './labels.js';
import { leave } from './functions.js';
import type { Machine, Catcher, Throw } from './machine.js';
import { bindPattern } from './patterns.js';
import { Scope } from './scope.js';
import { sourceLabel } from './sources.js';
import { exec } from './statements.js';
import { mergeStores } from './merging.js';
import { Store } from './store.js';
import { type Value, joinAll, UNKNOWN, labelled, NOTHING, join } from './value.js';

export function execTry(m: Machine, node: TS.TryStatement, scope: Scope): void {
  const base = m.store;
  const floor = m.floor;
  const outer = m.catcher;
  const catcher: Catcher = { throws: [], overwritten: new Map(), outer };
  m.catcher = catcher;
  m.floor = base;
  m.store = new Store(base);
  const frame = m.frames.at(-1);
  const returnsBefore = frame?.returns.length ?? 0;
  const { foreignFailures } = m;
  exec(m, node.tryBlock, scope);
  const isOwn = m.foreignFailures === foreignFailures && !m.exhausted;
  m.catcher = outer;
  const ends: Store[] = [m.store];
  m.snapshots++;
  if (node.catchClause) {
    m.store = catchStore(base, m.store, catcher);
    m.countMerge([m.store]);
    const caught = caughtValue(catcher.throws, node.catchClause, isOwn ? 'error.own' : 'error.caught');
    // What failed in the block got no further.
    m.foreignFailures = foreignFailures;
    const inner = new Scope(scope, scope.file, scope.fn, 'block');
    const { variableDeclaration } = node.catchClause;
    if (variableDeclaration) bindPattern(m, variableDeclaration.name, caught, inner, true);
    exec(m, node.catchClause.block, inner);
    ends.push(m.store);
  }
  m.floor = floor;
  const { finallyBlock } = node;
  if (!finallyBlock) {
    m.store = mergeStores(base, ends, false);
    m.settle();
    return;
  }
  finish(m, node, base, ends, catcher, returnsBefore, scope);
}
/** The store in which a catch block begins: somewhere in the try, something was thrown. */
function catchStore(base: Store, end: Store, catcher: Catcher): Store {
  const start = new Store(base);
  for (const [place, value] of catcher.overwritten ?? []) start.set(place, value);
  const stores = catcher.throws.map((each) => each.store);
  const living = end.dead ? stores : [end, ...stores];
  // An unknown call inside may throw before anything was done: the base is a path, too.
  return mergeStores(base, [start, ...living], false);
}
/** What a catch clause gets. It is `error.own` where nothing fails in the block but what the program itself throws there. */
function caughtValue(throws: readonly Throw[], clause: TS.CatchClause, kind: SourceKind): Value {
  const thrown = joinAll(throws.map((each) => each.value));
  const declaration = clause.variableDeclaration;
  if (!declaration) return UNKNOWN;
  const label = sourceLabel(kind, declaration, declaration.name.getText());
  const unknown: Value = { ...labelled([label], 255), open: true };
  return thrown === NOTHING ? unknown : join(thrown, unknown);
}
/** Runs a finally block on every way out of the try. */
function finish(
  m: Machine,
  node: TS.TryStatement,
  base: Store,
  ends: readonly Store[],
  catcher: Catcher,
  returnsBefore: number,
  scope: Scope,
): void {
  const { finallyBlock } = node;
  if (!finallyBlock) return;
  const frame = m.frames.at(-1);
  const returned = frame?.returns.splice(returnsBefore) ?? [];
  m.store = mergeStores(base, ends, false);
  const normal = m.store;
  if (!normal.dead) {
    exec(m, finallyBlock, scope);
  }
  const after = m.store;
  for (const exit of returned) {
    m.store = new Store(exit.store);
    exec(m, finallyBlock, scope);
    if (!m.store.dead && frame) leave(m, frame, exit.value, node);
  }
  if (!node.catchClause) {
    const failing =
      catcher.throws.length > 0
        ? catcher.throws
        : [{ value: UNKNOWN, store: catchStore(base, ends[0] ?? base, catcher) }];
    m.store = mergeStores(
      base,
      failing.map((each) => each.store),
      false,
    );
    if (!m.store.dead || catcher.throws.length === 0) {
      m.store = new Store(m.store);
      exec(m, finallyBlock, scope);
      if (!m.store.dead && catcher.throws.length > 0) m.throw(joinAll(catcher.throws.map((each) => each.value)));
    }
  }
  m.store = after;
  m.settle();
}
