import { describe, expect, it } from 'vitest';
import { newPlace } from '../../src/flow/places.js';
import { mergeStores } from '../../src/flow/merging.js';
import { flattened, Store } from '../../src/flow/store.js';
import { constant, type Value } from '../../src/flow/value.js';

function texts(value: Value | undefined): readonly unknown[] | undefined {
  return value?.consts.map((each) => each.value);
}

/** A path that goes on for long, with an end at each step: what a try block with many throws leaves. */
function staircase(base: Store, steps: number, place: number): readonly Store[] {
  const ends: Store[] = [];
  let store = base;
  for (let step = 0; step < steps; step++) {
    store = new Store(store);
    if (step % 3 === 0) store.set(place, constant(step));
    ends.push(store);
  }
  return ends;
}

describe('many paths that meet', () => {
  it('hold in each place what the paths hold there, and what the base held when one did not write', () => {
    const [early, late, everywhere] = [newPlace(), newPlace(), newPlace()];
    const base = new Store(new Store(null));
    base.set(late, constant('before'));
    base.set(everywhere, constant('before'));
    const begin = new Store(base);
    begin.set(everywhere, constant('after'));
    const ends = staircase(begin, 12, early);
    ends.at(-1)?.set(late, constant('after'));
    const met = mergeStores(base, ends, false);
    expect(texts(met.read(early))).toEqual([0, 3, 6, 9]);
    expect(texts(met.read(late))).toEqual(['before', 'after']);
    expect(texts(met.read(everywhere))).toEqual(['after']);
  });

  it('know what all of them know, and nothing that only some know', () => {
    const base = new Store(null);
    const begin = new Store(base);
    begin.learn(1, { clears: ['*'] });
    const ends = staircase(begin, 12, newPlace());
    ends.at(-1)?.learn(2, { clears: ['*'] });
    const met = mergeStores(base, ends, false);
    expect(met.known(1)?.clears).toEqual(['*']);
    expect(met.known(2)).toBeNull();
  });
});

describe('flattened layers', () => {
  it('read as the layers did, and a large layer below a few small ones is left alone', () => {
    const places = Array.from({ length: 40 }, () => newPlace());
    const floor = new Store(null);
    const large = new Store(floor);
    for (const place of places) large.set(place, constant('large'));
    const [first = 0, second = 0] = places;
    const small = new Store(large);
    small.set(first, constant('old'));
    const top = new Store(small);
    top.set(first, constant('new'));
    const flat = flattened(top, floor);
    expect(flat.parent).toBe(large);
    expect(texts(flat.read(first))).toEqual(['new']);
    expect(texts(flat.read(second))).toEqual(['large']);
  });
});

describe('the lowest store', () => {
  it('is read through all layers until a place of it is written above', () => {
    const [place, other] = [newPlace(), newPlace()];
    const root = new Store(null);
    root.set(place, constant('root'));
    root.set(other, constant('other'));
    const middle = new Store(root);
    const top = new Store(middle);
    expect(texts(top.read(place))).toEqual(['root']);
    middle.set(place, constant('middle'));
    expect(texts(top.read(place))).toEqual(['middle']);
    expect(texts(top.read(other))).toEqual(['other']);
    expect(texts(root.read(place))).toEqual(['root']);
  });
});
