import { describe, expect, test } from 'vitest';
import { isMinified } from '../../src/lang/minified.js';
import { runProgram, withHead } from './lab.js';

/** A call that never ends within any budget: seven functions deep, each calls the next one eight times. */
const HEAVY = [
  ...Array.from(
    { length: 7 },
    (_, depth) =>
      `function part${depth}(x) { return ${Array.from({ length: 8 }, (_each, way) => `part${depth + 1}(x + ${way})`).join(' + ')}; }`,
  ),
  'function part7(x) { return x; }',
  'function log(x) { part0(x); }',
].join('\n');

describe('a call that costs more than its share', () => {
  test('leaves what stands behind it a part of the steps', () => {
    const { machine, reached } = runProgram({
      'main.ts': withHead(`${HEAVY}
export function first() { log('a'); log('b'); sink(source()); }
export function second() { log('c'); sink(source()); }`),
    });
    expect(reached).toHaveLength(2);
    expect(machine.limitsReached.has('shareOfCall')).toBe(true);
  });

  test('is entered once in a file, and not for each function that calls it', () => {
    const callers = Array.from(
      { length: 40 },
      (_, index) => `export function f${index}() { log('x'); sink(source()); }`,
    );
    const { machine, reached } = runProgram({ 'main.ts': withHead(`${HEAVY}\n${callers.join('\n')}`) });
    expect(reached).toHaveLength(40);
    expect(machine.limitsReached.has('stepsPerFile')).toBe(false);
  });
});

describe('minified files', () => {
  const written = Array.from({ length: 200 }, (_, index) => `  const name${index} = compute(${index});`).join('\n');

  test('are known by long lines without white space', () => {
    expect(isMinified({ text: written })).toBe(false);
    expect(
      isMinified({
        text: written
          .replaceAll(/\s*\n\s*/g, '')
          .replaceAll('const ', 'var ')
          .replaceAll(' = ', '='),
      }),
    ).toBe(true);
  });

  test('are not those that hold encoded data or a long text', () => {
    expect(isMinified({ text: `export const image = '${'iVBORw0KGgo'.repeat(400)}';\n` })).toBe(false);
    expect(isMinified({ text: `export const text = '${'some words and more, '.repeat(400)}';\n` })).toBe(false);
  });

  test('are entered for a few steps only', () => {
    const calls = Array.from(
      { length: 300 },
      (_, at) => `export function f${at}(a){return f${at + 1}(a)+f${at + 2}(a)}`,
    );
    const dense = `export function same(a){return a}${calls.join('')}`;
    const { machine, reached } = runProgram({
      'main.ts': withHead("import { f0, same } from './dense.js';\nsink(f0(1));\nsink(same(source()));"),
      'dense.ts': dense,
    });
    expect(reached).toHaveLength(1);
    expect(machine.failures).toBe(0);
  });
});
