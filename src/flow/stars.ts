/**
 * What `export * from` leads to. A file that re-exports a folder leads to hundreds of modules, and every use of every name
 * that is imported from it asks which of them has it: the answer is kept.
 */
import { ts, type TS } from '../lang/ts.js';
import { earlierState } from './circles.js';
import type { Machine, ModuleState } from './machine.js';
import { moduleState } from './modules.js';
import type { Entity } from './semantics.js';

/** Who has a name: a file of the project, or a package, as the star that leads to it says. */
type Holder = TS.SourceFile | { readonly entity: Entity; readonly star: TS.Expression };

const KEY = 'stars';
type Holders = Map<ModuleState, Map<string, Holder | null>>;

function holdersOf(m: Machine, state: ModuleState): Map<string, Holder | null> {
  let all = m.notes.get(KEY) as Holders | undefined;
  if (!all) {
    all = new Map<ModuleState, Map<string, Holder | null>>();
    m.notes.set(KEY, all);
    m.forgetters.set(KEY, () => {
      forgetStars(m);
    });
  }
  let own = all.get(state);
  if (!own) all.set(state, (own = new Map<string, Holder | null>()));
  return own;
}

/** Forgets who has which name: modules are run anew. */
export function forgetStars(m: Machine): void {
  m.notes.delete(KEY);
}

/** True when a module answers for a name by itself, whatever its stars lead to. */
function answers(m: Machine, state: ModuleState, name: string): boolean {
  return (
    state.exports.has(name) ||
    state.exported !== null ||
    state.exports.has('=') ||
    earlierState(m, state.file)?.exports.has(name) === true
  );
}

interface Search {
  readonly name: string;
  readonly seen: Set<TS.SourceFile>;
  /** Everything was there that was asked. */
  complete: boolean;
}

function search(m: Machine, { file, stars }: ModuleState, sought: Search): Holder | null {
  for (const star of stars) {
    const target = ts.isStringLiteral(star) ? m.project.resolve(file, star.text) : null;
    if (target?.kind === 'source') {
      if (sought.seen.has(target.file)) continue;
      sought.seen.add(target.file);
      const state = moduleState(m, target.file);
      const found = answers(m, state, sought.name) ? target.file : search(m, state, sought);
      if (found) return found;
    } else if (target?.kind === 'package' && ts.isStringLiteral(star)) {
      const entity = m.semantics.moduleEntity(target.specifier)?.member(sought.name);
      if (entity) return { entity, star };
    } else sought.complete = false;
  }
  return null;
}

/** Returns who has a name among what the stars of a module lead to, the first in their order; null when nobody has it. */
export function behindStars(m: Machine, state: ModuleState, name: string): Holder | null {
  const known = holdersOf(m, state).get(name);
  if (known !== undefined) return known;
  const { unfinished } = m;
  const sought: Search = { name, seen: new Set([state.file]), complete: true };
  const found = search(m, state, sought);
  // What is not there yet, or not as it will be in the end, is asked again.
  if (sought.complete && m.unfinished === unfinished && m.settling.size === 0) holdersOf(m, state).set(name, found);
  return found;
}
