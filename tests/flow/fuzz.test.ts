import { expect, test } from 'vitest';
import { fuzz, programOf } from './fuzzing.js';

test('a program is made of its number alone', () => {
  expect([1, 2, 3].map(programOf)).toEqual([1, 2, 3].map(programOf));
  expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => programOf(seed).text)).size).toBe(6);
});

test('no rule fails on random programs', () => {
  const { parsed, reports, failures } = fuzz(1, 150);
  expect(failures.map(({ seed, error }) => `${String(seed)}: ${error}`)).toEqual([]);
  expect(parsed).toBeGreaterThan(75);
  expect(reports).toBeGreaterThan(20);
});

test('no rule fails on programs that made one fail before', () => {
  // 502479: an object that came to be a copy of itself.
  for (const seed of [502_479]) expect(fuzz(seed, 1).failures).toEqual([]);
});
