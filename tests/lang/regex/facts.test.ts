/** Facts where paths meet: a question is asked of every alternative, and the order of paths does not matter. */
import fc from '../../seeded.js';
import { describe, expect, test } from 'vitest';
import { eitherFacts, filterFacts, provesBy, sameFacts, unionFacts } from '../../../src/lang/regex/facts.js';
import { exampleText, excludes, type TextFact } from '../../../src/lang/regex/language.js';

const is = (regex: RegExp): TextFact => ({ pattern: regex.source, flags: regex.flags, matches: true });
const isNot = (regex: RegExp): TextFact => ({ ...is(regex), matches: false });
const DIGITS = is(/^\d+$/);
const LETTERS = is(/^[a-z]+$/i);
const SHORT = is(/^.{1,8}$/);
const PLAIN = isNot(/['"]/);
const QUOTE = is(/'/);

describe('one of two lists', () => {
  test('rules out what both rule out, and nothing that one allows', () => {
    const either = eitherFacts([DIGITS], [LETTERS]);
    expect(excludes(either, QUOTE)).toBe(true);
    expect(excludes(either, is(/\d/))).toBe(false);
    expect(excludes(either, is(/[a-z]/))).toBe(false);
    expect(excludes(either, is(/\d[a-z]/))).toBe(true);
    expect(excludes(eitherFacts([DIGITS], [SHORT]), QUOTE)).toBe(false);
    expect(exampleText(eitherFacts([DIGITS], [SHORT]), QUOTE)).toContain("'");
    expect(eitherFacts([DIGITS], [])).toEqual([]);
  });

  test('keeps apart what both know', () => {
    expect(eitherFacts([SHORT, DIGITS], [LETTERS, SHORT])[0]).toEqual(SHORT);
    expect(eitherFacts([SHORT, DIGITS], [SHORT])).toEqual([SHORT]);
  });

  test('a later check counts in each of them', () => {
    const either = unionFacts(eitherFacts([SHORT], [LETTERS]), [PLAIN]);
    expect(excludes(either, QUOTE)).toBe(true);
    expect(excludes(eitherFacts([SHORT], [LETTERS]), QUOTE)).toBe(false);
  });

  test('has a limit beyond which only what all say is left', () => {
    const many = Array.from({ length: 17 }, (_, index) => [SHORT, is(new RegExp(`^${String(index)}$`))]);
    const sum = (lists: readonly TextFact[][]): readonly TextFact[] =>
      lists.reduce<readonly TextFact[]>(eitherFacts, lists[0] ?? []);
    expect(excludes(sum(many.slice(0, 16)), QUOTE)).toBe(true);
    expect(sum(many)).toEqual([SHORT]);
  });

  test('is the same in any order and grouping', () => {
    const list = fc.subarray([DIGITS, LETTERS, SHORT, PLAIN]);
    fc.assert(
      fc.property(list, list, list, (a, b, c) => {
        const one = eitherFacts(eitherFacts(a, b), c);
        expect(sameFacts(one, eitherFacts(c, eitherFacts(b, a)))).toBe(true);
        expect(sameFacts(one, eitherFacts(one, b))).toBe(true);
        expect(sameFacts(eitherFacts(a, a), a)).toBe(true);
      }),
    );
  });
});

test('a test of single facts must hold in each alternative', () => {
  const either = eitherFacts([DIGITS, SHORT], [LETTERS]);
  const bounded = (fact: TextFact): boolean => fact.pattern.startsWith('^');
  expect(provesBy(either, bounded)).toBe(true);
  expect(provesBy(either, (fact) => fact === SHORT)).toBe(false);
  expect(provesBy(either, (fact) => fact.pattern.includes('+'))).toBe(true);
  expect(filterFacts(either, bounded)).toEqual(either);
  expect(filterFacts(either, (fact) => fact === SHORT)).toEqual([]);
});
