import fc from '../../seeded.js';
import { describe, expect, it } from 'vitest';
import { CountingMatcher } from '../../../src/lang/regex/backtrack.js';
import { randomFlags, randomPattern, textsUpTo } from './random-regex.js';

const STEPS = 100_000;
const matches = (pattern: string, flags: string, text: string): boolean | null | undefined =>
  CountingMatcher.of(pattern, flags)?.count(text, STEPS).matched;

describe('CountingMatcher', () => {
  it.each<[RegExp, string]>([
    [/^(a|ab)(c|bcd)(d*)$/, 'abcd'],
    [/(a*)b\1$/, 'aabaa'],
    [/(a*)b\1$/, 'aabaaa'],
    [/^(?:(a)|b)*\1$/, 'ab'],
    [/(?<x>'|").*?\k<x>/, `"a'b"`],
    [/^(z)((a+)?(b+)?(c))*$/, 'zaacbbbcac'],
    [/(?<=(\d+)(\d+))$/, '1053'],
    [/(?<=\1(a))b/, 'aab'],
    [/^(?:a?){3}$/, 'aa'],
    [/^(?:a*?){2,5}$/, 'aaaa'],
    [/\bfoo\b/, 'a foo b'],
    [/^a.c$/s, 'a\nc'],
    [/^b$/m, 'a\nb'],
    [/^\u{1f600}{2}$/u, '😀😀'],
    [/(?!(a))\1b/, 'b'],
    [/^(?:(?=(a+))a)+$/, 'aaa'],
    [/STRASSE/i, 'strasse'],
    [/(a)\1/i, 'aA'],
    [/^(?:a{2}){2,3}$/, 'aaaaa'],
    [/b/y, 'ab'],
    [/^[]|[^]$/, 'x'],
  ])('%s on %j as the engine', (regex, text) => {
    expect(matches(regex.source, regex.flags, text)).toBe(regex.test(text));
  });

  it('reads the sets and strings of the flag v', () => {
    expect(matches('^[\\q{abc|d}]$', 'v', 'abc')).toBe(true);
    expect(matches('^[\\q{abc|d}]$', 'v', 'ab')).toBe(false);
    expect(matches('^[[a-z]--[b]]+$', 'v', 'abc')).toBe(false);
  });

  it('refuses what is no pattern', () => {
    expect(CountingMatcher.of('(', '')).toBeNull();
    expect(CountingMatcher.of('a', 'q')).toBeNull();
  });

  it('stops when its steps have run out', () => {
    const replay = CountingMatcher.of('^(a+)+$', '')?.count(`${'a'.repeat(40)}!`, 5_000);
    expect(replay).toEqual({ steps: 5_000, matched: null });
  });

  it('counts more steps for more text', () => {
    const matcher = CountingMatcher.of('^(?:a|a)*$', '');
    const steps = [4, 8, 12].map((length) => matcher?.count(`${'a'.repeat(length)}!`, STEPS).steps ?? 0);
    expect((steps[2] ?? 0) / (steps[1] ?? 1)).toBeGreaterThan(8);
    expect((steps[1] ?? 0) / (steps[0] ?? 1)).toBeGreaterThan(8);
  });

  it('agrees with the engine', () => {
    const texts = textsUpTo(3);
    const withReferences = fc.tuple(randomPattern, randomPattern).map(([one, two]) => `(?:(${one})${two}|a)*\\1`);
    fc.assert(
      fc.property(fc.oneof(randomPattern, withReferences), randomFlags, (pattern, flags) => {
        const matcher = CountingMatcher.of(pattern, flags);
        for (const text of texts) {
          const regex = new RegExp(pattern, flags);
          // V8 also tries patterns inside surrogate pairs, see `program.ts`.
          if (flags.includes('u') && /[\ud800-\udfff]/.test(text)) continue;
          const matched = matcher?.count(text, STEPS).matched;
          if (matched !== null) expect([text, matched]).toEqual([text, regex.test(text)]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
