/** Work away from what is under way: a module, a file or an application is run with a state of its own. */
import type { Machine } from './machine.js';

/** Runs `work`, which may give the machine any state, and puts everything back as it was; returns what it returned. */
export function apart<T>(m: Machine, work: () => T): T {
  const saved = {
    store: m.store,
    floor: m.floor,
    catcher: m.catcher,
    steps: m.steps,
    budget: m.budget,
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
    entryMark: m.entryMark,
    instances: m.instances,
    apartDepth: m.apartDepth,
  };
  const frames = m.frames.splice(0);
  const result = work();
  m.frames.splice(0, m.frames.length, ...frames);
  Object.assign(m, saved);
  return result;
}
