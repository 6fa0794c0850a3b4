import { expect, test } from 'vitest';
import { programsFrom, type Fuzzed } from './fuzz-programs.js';
import { fuzz } from './fuzzing.js';

const programOf = programsFrom();

function programs(from: number, count: number): readonly Fuzzed[] {
  return Array.from({ length: count }, (_, index) => programOf(from + index));
}

test('a program is made of its number alone', () => {
  expect([1, 2, 3].map(programOf)).toEqual([1, 2, 3].map(programOf));
  expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => programOf(seed).text)).size).toBe(6);
});

test('no rule fails on random programs, and each gives the same answer again', () => {
  const { parsed, again, reports, failures } = fuzz(programs(1, 150), { again: (seed) => seed % 5 === 0 });
  expect(failures.map(({ seed, error }) => `${String(seed)}: ${error}`)).toEqual([]);
  expect(parsed).toBeGreaterThan(75);
  expect(again).toBeGreaterThan(10);
  expect(reports).toBeGreaterThan(20);
});

test('nor with types', () => {
  const { typed, again, failures } = fuzz(programs(1_001, 12), {
    typed: () => true,
    again: (seed) => seed % 4 === 0,
  });
  expect(failures.map(({ seed, error }) => `${String(seed)}: ${error}`)).toEqual([]);
  expect(typed).toBeGreaterThan(4);
  expect(again).toBeGreaterThan(0);
});

test('no rule fails on programs that made one fail before', () => {
  // 502479: an object that came to be a copy of itself.
  for (const seed of [502_479]) expect(fuzz(programs(seed, 1)).failures).toEqual([]);
});
