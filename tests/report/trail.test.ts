import fc from '../seeded.js';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/report/place.js';
import { MAX_QUOTED_LENGTH, shorten } from '../../src/report/shorten.js';
import { formatMessage, mapPlaces, parseMessage, type Trail } from '../../src/report/trail.js';

/** Text that is made of the grammar's own pieces as often as of arbitrary characters. */
const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        ' from `',
        ' from',
        '` (',
        'a.ts:1:2)',
        ':1',
        ':',
        ')',
        ' reaches ',
        ' through `',
        ' through',
        ' then `',
        '. ',
        '.',
        '`',
        '\\',
        '\\n',
        '\\u0041',
        '\n',
        '\r\n',
        '\t',
        '\u2028',
        '\u202e',
        '\u001b[31m',
        ' ',
        '😀',
        '\ud83d',
      ),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

const place: fc.Arbitrary<Place> = fc.record({ file: hostile, line: fc.nat(), column: fc.nat() });

const trail: fc.Arbitrary<Trail> = fc.record({
  source: fc.record({ kind: hostile, text: hostile, place }),
  steps: fc.array(fc.record({ name: hostile, place }), { maxLength: 4 }),
  sink: hostile,
  sinkPlace: fc.option(place),
  remedy: hostile,
});

function shortened(value: Trail): Trail {
  return {
    ...value,
    source: { ...value.source, text: shorten(value.source.text) },
    steps: value.steps.map((step) => ({ ...step, name: shorten(step.name) })),
  };
}

const example: Trail = {
  source: { kind: 'User input', text: 'req.query.id', place: { file: 'src/users.ts', line: 12, column: 9 } },
  steps: [{ name: 'findUser', place: { file: 'src/db.ts', line: 4, column: 3 } }],
  sink: 'the SQL text of `Pool.query`',
  sinkPlace: null,
  remedy: 'Use a placeholder and pass the value as a parameter.',
};

const exampleMessage =
  'User input from `req.query.id` (src/users.ts:12:9) reaches the SQL text of `Pool.query` through `findUser` (src/db.ts:4:3). Use a placeholder and pass the value as a parameter.';

describe('formatMessage', () => {
  it('writes the canonical sentence', () => {
    expect(formatMessage(example)).toBe(exampleMessage);
  });

  it('leaves the steps out when there are none', () => {
    expect(formatMessage({ ...example, steps: [] })).toBe(
      'User input from `req.query.id` (src/users.ts:12:9) reaches the SQL text of `Pool.query`. Use a placeholder and pass the value as a parameter.',
    );
  });

  it('lists every step', () => {
    const step = (name: string, line: number) => ({ name, place: { file: 'src/db.ts', line, column: 1 } });
    expect(formatMessage({ ...example, steps: [step('a', 1), step('b', 2), step('c', 3)] })).toContain(
      ' through `a` (src/db.ts:1:1) then `b` (src/db.ts:2:1) then `c` (src/db.ts:3:1). Use',
    );
  });

  it('leaves the usual paths of routers unescaped', () => {
    const file = 'src/app/(shop)/[id]/@modal/page 1.tsx';
    expect(formatMessage(mapPlaces(example, (old) => ({ ...old, file })))).toContain(`(${file}:12:9)`);
  });

  it('folds a multi-line expression and cuts a long one', () => {
    const text = `{\n  a: req.body.a,\n  b: ${'x'.repeat(80)}\n}`;
    const message = formatMessage({ ...example, source: { ...example.source, text } });
    expect(message).toMatch(/^User input from `\{ a: req\.body\.a, b: x+…` \(/);
    expect(parseMessage(message)?.source.text).toHaveLength(MAX_QUOTED_LENGTH);
  });

  it('is one line without control characters whatever the parts hold', () => {
    fc.assert(
      fc.property(trail, (value) => {
        expect(formatMessage(value)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});

describe('parseMessage', () => {
  it('reads the canonical sentence', () => {
    expect(parseMessage(exampleMessage)).toEqual(example);
  });

  it('undoes formatMessage for every trail', () => {
    fc.assert(
      fc.property(trail, (value) => {
        expect(parseMessage(formatMessage(value))).toEqual(shortened(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back the very message that it accepted, or accepts none', () => {
    const edited = fc.tuple(trail, fc.nat(), fc.nat({ max: 4 }), hostile).map(([value, at, length, text]) => {
      const message = formatMessage(value);
      const start = at % (message.length + 1);
      return message.slice(0, start) + text + message.slice(start + length);
    });
    fc.assert(
      fc.property(fc.oneof(edited, hostile), (message) => {
        const parsed = parseMessage(message);
        if (parsed !== undefined) expect(formatMessage(parsed)).toBe(message);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '',
    'Use a strong secret.',
    'User input from `a` reaches nothing.',
    'User input from `a` (a.ts:1) reaches x. Mend it.',
    'User input from `a` (a.ts:01:1) reaches x. Mend it.',
    'User input from `a` (a.ts:1:1) reaches x through `f`. Mend it.',
    'User input from `a` (a.ts:1:1) reaches x through `f` (a.ts:2:1) then g. Mend it.',
  ])('reads no trail from %j', (message) => {
    expect(parseMessage(message)).toBeUndefined();
  });
});

describe('mapPlaces', () => {
  it('changes the places of the source and of every step, and nothing else', () => {
    const moved = mapPlaces(example, (old) => ({ ...old, file: `../${old.file}` }));
    expect(moved.source.place.file).toBe('../src/users.ts');
    expect(moved.steps.map((step) => step.place.file)).toEqual(['../src/db.ts']);
    expect(mapPlaces(moved, (old) => ({ ...old, file: old.file.slice(3) }))).toEqual(example);
  });
});
