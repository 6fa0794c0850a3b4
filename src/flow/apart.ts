/** Work away from what is under way: a module, a file, an application or a question is run with a state of its own. */
import type { Frame } from './frames.js';
import { emptyLog } from './log.js';
import type { Machine } from './machine.js';
import { Store } from './store.js';
import type { Activation } from './trails.js';
import { NOTHING, UNKNOWN } from './value.js';

/** Runs `work`, which may give the machine any state, and puts everything back as it was, whether it returned or threw. */
export function apart<T>(m: Machine, work: () => T): T {
  const saved = {
    store: m.store,
    floor: m.floor,
    catcher: m.catcher,
    steps: m.steps,
    budget: m.budget,
    heavy: m.heavy,
    nesting: m.nesting,
    undecided: m.undecided,
    repeating: m.repeating,
    log: m.log,
    created: m.created,
    classes: m.classes,
    visited: m.visited,
    deferred: m.deferred,
    evaluating: m.evaluating,
    ownedFrom: m.ownedFrom,
    linted: m.linted,
    dirty: m.dirty,
    asked: m.asked,
    entryMark: m.entryMark,
    instances: m.instances,
    apartDepth: m.apartDepth,
    watcher: m.watcher,
  };
  const frames = m.frames.splice(0);
  try {
    return work();
  } finally {
    m.frames.splice(0, m.frames.length, ...frames);
    Object.assign(m, saved);
  }
}

/** The frame of code that nothing has called. */
export function outermost(entry: Store, activation?: Activation): Frame {
  const frame: Frame = {
    fn: null,
    call: null,
    entry,
    returns: [],
    jumps: new Map(),
    yielded: NOTHING,
    sent: UNKNOWN,
  };
  if (activation) frame.activation = activation;
  return frame;
}

/**
 * Begins anew above `below`, with nothing found, nothing caught and `budget` steps to spend, for the time of `apart`.
 * Returns the store that now takes what is written.
 */
export function beginAbove(m: Machine, below: Store, budget: number, activation?: Activation): Store {
  const base = new Store(below);
  beginOn(m, base, budget, activation);
  return base;
}

/** The same on a store that is there already. */
export function beginOn(m: Machine, store: Store, budget: number, activation?: Activation): void {
  m.store = store;
  m.floor = store;
  m.catcher = null;
  m.steps = 0;
  m.budget = budget;
  m.heavy = new Set();
  m.nesting = 0;
  m.undecided = [];
  m.repeating = 0;
  m.log = emptyLog();
  m.created = [];
  m.classes = [];
  m.visited = new Set();
  m.deferred = [];
  m.evaluating = null;
  m.asked = null;
  m.frames.splice(0, m.frames.length, outermost(store, activation));
}

/**
 * Runs `work` on what modules have left. The objects that it makes are there for every later run; what it writes to
 * things that were there before is forgotten.
 */
export function lasting<T>(m: Machine, budget: number, work: () => T): T {
  return apart(m, () => {
    const base = beginAbove(m, m.root, budget);
    m.watcher = null;
    m.linted = null;
    const first = m.newPlace();
    const result = work();
    const layers: Store[] = [];
    for (let layer: Store | null = m.store; layer !== null && layer !== base.parent; layer = layer.parent)
      layers.unshift(layer);
    for (const { writes } of layers)
      for (const [place, value] of writes) if (place > first && !m.foreign.has(place)) m.root.set(place, value);
    return result;
  });
}
