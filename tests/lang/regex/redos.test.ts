import { readFileSync } from 'node:fs';
import fc from '../../seeded.js';
import { describe, expect, it } from 'vitest';
import { CountingMatcher } from '../../../src/lang/regex/backtrack.js';
import { analyseRegex, attackText, describeGrowth } from '../../../src/lang/regex/redos.js';
import type { RedosResult } from '../../../src/lang/regex/redos.js';
import { randomFlags, randomPattern } from './random-regex.js';
import { REDOS_PATTERNS } from './redos-patterns.js';

const analyse = (regex: RegExp): RedosResult => analyseRegex(regex.source, regex.flags);

const MOST_STEPS = 3_000_000;

/** Steps of an attack with two numbers of repetitions. */
function stepsOf(regex: RegExp, result: RedosResult, counts: readonly [number, number]): readonly number[] {
  if (result.kind !== 'vulnerable') return [];
  const matcher = CountingMatcher.of(regex.source, regex.flags);
  return counts.map((count) => matcher?.count(attackText(result, count), MOST_STEPS).steps ?? 0);
}

describe('analyseRegex', () => {
  it.each([
    /^(a+)+$/,
    /^(?:a|a)*$/,
    /^(a|aa)+$/,
    /^(?:a?b?)*$/,
    /^(a*)*$/,
    /(x+x+)+y/,
    /^(\w+\s?)*$/,
    /^(?:(?:25[0-5]|\d+)\.?)+$/,
    /(?=(a+)+b)x/,
    /(?<!^(?:a|a)+b)$/,
    /^(?:\p{L}+[ '-]?)+$/u,
    /^(?:a|A)*$/i,
    /^(?:.|\s)*x$/,
    /^(?:(a+)b?|\1)*$/,
  ])('calls %s exponential', (regex) => {
    const result = analyse(regex);
    expect(result).toMatchObject({ kind: 'vulnerable', growth: 'exponential' });
    const [few = 0, more = 0] = stepsOf(regex, result, [6, 12]);
    expect(more).toBeGreaterThan(few * 8);
  });

  it.each<[RegExp, number, boolean]>([
    [/\s+$/, 2, true],
    [/^\s+|\s+$/g, 2, true],
    [/a+b/, 2, true],
    [/^\s*a*\s*$/, 2, false],
    [/^[^@]+@[^@]+\.[^@]+$/, 2, false],
    [/^.*<script.*>.*$/, 3, false],
    [/^(?:(?=a*b)a)*$/, 2, false],
    [/(?<=\s+)\w/, 2, true],
    [/\bselect\b.*\bfrom\b/i, 2, true],
    [/^\s*#.*$/gm, 2, true],
    [/(?!.*\.\.)[\w.]+/, 2, true],
  ])('calls %s polynomial of degree %i', (regex, degree, bySearch) => {
    const result = analyse(regex);
    expect(result).toMatchObject({ kind: 'vulnerable', growth: 'polynomial', degree, bySearch });
    const [few = 0, more = 0] = stepsOf(regex, result, [40, 80]);
    expect(more).toBeGreaterThan(few * 2.6);
  });

  it.each([
    /^\d+$/,
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    /^(?:[a-z]+,)*[a-z]+$/,
    /^(?:a{1,50}){1,50}$/,
    /^"(?:[^"\\]|\\.)*"$/,
    /^(?:foo|bar|baz)*$/,
    /^[^.]+\.(?:jpe?g|png)$/i,
    /\bfoo\b/,
    /x+$/y,
    /^(?:a|b)*c/,
    /^[\w.+-]+@(?:[a-z0-9]+\.)+[a-z]{2,}$/,
  ])('calls %s safe', (regex) => {
    expect(analyse(regex)).toEqual({ kind: 'safe' });
  });

  it.each([/\s+/g, /\b\w+\b/g, /'.*'/, /^(?:\/?[^/]*)+$/, /(.+)\1/])('does not call %s vulnerable', (regex) => {
    expect(analyse(regex).kind).not.toBe('vulnerable');
  });

  it('gives up on what it cannot analyse', () => {
    expect(analyseRegex('(', '')).toEqual({ kind: 'unknown', reason: 'the pattern is not valid' });
    expect(analyseRegex('a'.repeat(5_000), '')).toEqual({ kind: 'unknown', reason: 'the pattern is too long' });
    expect(analyseRegex(`(?:${'(a?){99}'.repeat(99)})*`, '').kind).not.toBe('safe');
  });

  it('points at the repetition', () => {
    const spot = (regex: RegExp): string => {
      const result = analyse(regex);
      return result.kind === 'vulnerable' ? regex.source.slice(result.hotspot.start, result.hotspot.end) : '';
    };
    expect(spot(/^id:(a+)+;$/)).toBe('(a+)+');
    expect(spot(/^x(?:a|a)*y$/)).toBe('(?:a|a)*');
    expect(spot(/foo\s+$/)).toBe('');
    expect(spot(/\s+$/)).toBe('\\s+');
    expect(spot(/^a\d*b?\d*$/)).toBe('\\d*b?\\d*');
  });

  it('describes the growth and builds attacks', () => {
    const exponential = analyse(/^(a+)+$/);
    const quadratic = analyse(/\s+$/);
    const cubic = analyse(/^.*<script.*>.*$/);
    const words = [exponential, quadratic, cubic].map((result) =>
      result.kind === 'vulnerable' ? describeGrowth(result) : '',
    );
    expect(words).toEqual(['exponential', 'quadratic', 'cubic']);
    expect(describeGrowth({ ...quadratic, degree: 5 } as RedosResult & { kind: 'vulnerable' })).toBe(
      'polynomial (degree 5)',
    );
    expect(exponential.kind === 'vulnerable' && attackText(exponential, 3)).toMatch(/^a{4}[^a]$/);
  });

  it('confirms what it reports of random patterns', () => {
    fc.assert(
      fc.property(randomPattern, randomFlags, (pattern, flags) => {
        const result = analyseRegex(pattern, flags);
        if (result.kind !== 'vulnerable') return;
        const exponential = result.growth === 'exponential';
        const [few = 0, more = 0] = stepsOf(new RegExp(pattern, flags), result, exponential ? [5, 12] : [128, 512]);
        expect(more).toBeGreaterThan(Math.min(few * (exponential ? 3 : 5), MOST_STEPS - 1));
      }),
      { numRuns: 150 },
    );
  });

  it('calls no random pattern safe that short pumps can slow down', () => {
    const pumps = ['a', 'b', "'", '\n', 'ab', 'aa', "a'", 'b\n', '😀', 'a\n', 'bb'];
    fc.assert(
      fc.property(randomPattern, randomFlags, (pattern, flags) => {
        if (analyseRegex(pattern, flags).kind !== 'safe') return;
        const matcher = CountingMatcher.of(pattern, flags);
        for (const pump of pumps) {
          for (const [before, after] of [
            ['', '!'],
            ["'b", ''],
            ['a', '\n!'],
          ] as const) {
            const [few = 0, more = 0] = [40, 80].map(
              (count) => matcher?.count(before + pump.repeat(count) + after, 1_000_000).steps ?? 0,
            );
            expect([pump, more <= few * 2.7]).toEqual([pump, true]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

interface Verdict {
  readonly pattern: string;
  readonly flags: string;
  readonly status: string;
  readonly growth: string;
}

describe('the corpus', () => {
  const corpus = JSON.parse(readFileSync(new URL('redos-corpus.json', import.meta.url), 'utf8')) as readonly Verdict[];

  /** The comparison at every length that recheck counts is one that engines leave out, as the text left is too short. */
  const NOT_SLOW = ['(.+)\\1'];

  it('holds the verdicts on all patterns', () => {
    expect(corpus.map(({ pattern, flags }) => ({ pattern, flags }))).toEqual(REDOS_PATTERNS);
    expect(corpus.length).toBeGreaterThanOrEqual(300);
  });

  it('has no pattern that recheck finds vulnerable and this analysis does not', () => {
    const missed = corpus
      .filter(({ pattern, status }) => status === 'vulnerable' && !NOT_SLOW.includes(pattern))
      .filter(({ pattern, flags, growth }) => {
        const result = analyseRegex(pattern, flags);
        return result.kind !== 'vulnerable' || result.growth !== growth;
      });
    expect(missed).toEqual([]);
  });

  it('has no pattern that recheck finds safe and this analysis does not', () => {
    const wrong = corpus
      .filter(({ status }) => status === 'safe')
      .filter(({ pattern, flags }) => analyseRegex(pattern, flags).kind === 'vulnerable');
    expect(wrong).toEqual([]);
  });

  it('leaves few patterns undecided', () => {
    const unknown = corpus.filter(({ pattern, flags }) => analyseRegex(pattern, flags).kind === 'unknown');
    expect(unknown.length).toBeLessThanOrEqual(25);
  });
});
