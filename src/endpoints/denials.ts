/**
 * On which paths somebody has been turned away. A helper that denies and answers nothing (`return null`) tells its caller by
 * its answer: behind `if (!session) return` the request is one that the helper has not denied.
 */
import type { Exit, Frame } from '../flow/frames.js';
import { freshId, State } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import type { Store } from '../flow/store.js';
import { constant, type Value } from '../flow/value.js';
import { isPresent } from './proofs.js';

/** What is under way when a denial is made: whoever of them is left without one has not made this one. */
interface Denial {
  readonly frames: readonly Frame[];
}

export class Denials {
  readonly #made: Denial[] = [];
  readonly #clean = new Map<Frame, number>();

  /** Returns the mark of a denial that is made here. */
  noted(m: Machine): Value {
    this.#made.push({ frames: [...m.frames] });
    return constant(this.#made.length);
  }

  /** Notes at the ends of a function's paths which of them have denied nothing, when others have: its answer may tell. */
  left(_m: Machine, frame: Frame, exits: readonly Exit[], places: readonly number[]): void {
    if (this.#made.length === 0) return;
    const clean = exits.filter(({ store }) => places.every((place) => !this.#isMarked(store.read(place), store)));
    if (clean.length === 0 || clean.length === exits.length) return;
    const id = this.#clean.get(frame) ?? freshId();
    this.#clean.set(frame, id);
    for (const { store } of clean) store.learn(id, { state: State.Present });
  }

  /** True when the path may be one on which a denial was made. */
  areIn(m: Machine, place: number): boolean {
    return this.#isMarked(m.read(place), m.store);
  }

  #isMarked(value: Value | undefined, store: Store): boolean {
    if (!value) return false;
    return (
      value.open || value.consts.some((each) => typeof each.value === 'number' && !this.#isExcluded(each.value, store))
    );
  }

  #isExcluded(mark: number, store: Store): boolean {
    const frames = this.#made[mark - 1]?.frames ?? [];
    return frames.some((frame) => {
      const id = this.#clean.get(frame);
      return id !== undefined && isPresent(store, id);
    });
  }
}
