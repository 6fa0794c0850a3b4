/** Joining values: the order of paths does not matter, and a join covers both of its sides. */
import fc from '../seeded.js';
import { describe, expect, test } from 'vitest';
import { ANY_FORM } from '../../src/flow/forms.js';
import { HOLE, makeLabel, refineLabel, sameOrigin, State, type Label } from '../../src/flow/labels.js';
import type { Obj } from '../../src/flow/refs.js';
import { sourceAt } from '../../src/flow/sources.js';
import { constant, covers, join, joinAll, NOTHING, refValue, UNKNOWN, type Value } from '../../src/flow/value.js';
import { parseText } from '../../src/lang/light-project.js';

const node = parseText('lattice.ts', 'a;');
const LABELS: readonly Label[] = ['a', 'b', 'c'].map((text) => makeLabel(sourceAt('http.query', node, text)));
const OBJECTS: readonly Obj[] = [1, 2, 3].map((id) => ({
  kind: 'obj',
  id,
  shape: 'object',
  node: null,
  cells: new Map(),
  rest: 0,
  many: false,
  cls: null,
  entity: null,
  lazy: null,
  proto: null,
  slots: new Map(),
  module: null,
  longLived: false,
  born: null,
}));

const form = fc.integer({ min: 1, max: ANY_FORM });
const label: fc.Arbitrary<Label> = fc
  .record({
    base: fc.constantFrom(...LABELS),
    clears: fc.subarray(['sql', 'path', '*']),
    form,
    state: fc.constantFrom(0, State.Resolved, State.Finite, State.Resolved | State.Finite),
    facts: fc.subarray([
      { pattern: '^\\w+$', flags: '', matches: true },
      { pattern: '\\.\\.', flags: '', matches: false },
    ]),
    lead: fc.constantFrom(null, 'x ', `${HOLE}/`),
  })
  .map(({ base, lead, ...refinement }) => refineLabel({ ...base, lead }, refinement));
const labels = fc.uniqueArray(label, { maxLength: 4, comparator: sameOrigin });
const primitive = fc.constantFrom('x', 'y', '', 0, 1, NaN, true, false, null, undefined);
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(NOTHING, UNKNOWN),
  primitive.map((each) => constant(each)),
  fc
    .record({ form, labels, refs: fc.subarray([...OBJECTS]), open: fc.boolean(), consts: fc.subarray(['x', 'y', 1]) })
    .map(({ consts, ...rest }) => ({
      ...rest,
      consts: consts.map((each) => ({ value: each, origin: null })),
      shape: null,
      outcome: null,
    })),
);

/** Returns what a value says, without the order in which its parts came. */
function said(each: Value): unknown {
  const text = (items: readonly unknown[]): readonly string[] => items.map((item) => JSON.stringify(item)).sort();
  return {
    form: each.form,
    open: each.open,
    shape: each.shape,
    refs: text(each.refs.map((ref) => (ref.kind === 'obj' ? ref.id : 0))),
    consts: each.consts.map((one) => `${typeof one.value} ${String(one.value)}`).sort(),
    labels: text(
      each.labels.map((one) => [
        one.ids,
        one.lead,
        one.form,
        one.state,
        one.source.text,
        [...one.cleared].sort(),
        one.facts.map((fact) => fact.pattern).sort(),
      ]),
    ),
  };
}

describe('join', () => {
  test('does not depend on the order of its sides', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(said(join(a, b))).toEqual(said(join(b, a)));
      }),
    );
  });

  test('of a value with itself is that value', () => {
    fc.assert(
      fc.property(value, (a) => {
        expect(join(a, a)).toBe(a);
        expect(said(join(a, { ...a }))).toEqual(said(a));
      }),
    );
  });

  test('covers both sides, and joining them again adds nothing', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const both = join(a, b);
        expect(covers(both, a)).toBe(true);
        expect(covers(both, b)).toBe(true);
        expect(said(join(both, a))).toEqual(said(both));
        expect(said(join(both, b))).toEqual(said(both));
      }),
    );
  });

  test('adds nothing exactly where covers says so', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const { shape: _, ...before } = said(a) as Record<string, unknown>;
        const { shape: __, ...after } = said(join(a, b)) as Record<string, unknown>;
        if (covers(a, b)) expect(after).toEqual(before);
        else expect(after).not.toEqual(before);
      }),
    );
  });

  test('of many does not depend on how they are grouped', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(said(join(join(a, b), c))).toEqual(said(join(a, join(b, c))));
        expect(said(joinAll([a, b, c]))).toEqual(said(joinAll([c, a, b])));
      }),
    );
  });

  test('of more than a value keeps comes to an end: what is full stays the very same', () => {
    const objects = OBJECTS.slice(0, 1).flatMap((first) =>
      Array.from({ length: 40 }, (_, id): Obj => ({ ...first, id: 100 + id })),
    );
    const pointing = joinAll(objects.map((each) => refValue(each)));
    for (const each of objects) {
      expect(join(pointing, refValue(each))).toBe(pointing);
      expect(covers(pointing, refValue(each))).toBe(true);
    }
    const counting = joinAll(Array.from({ length: 40 }, (_, index) => constant(index)));
    expect(join(counting, constant(-1))).toBe(counting);
  });
});
