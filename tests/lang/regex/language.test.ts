import fc from '../../seeded.js';
import { describe, expect, it } from 'vitest';
import { exampleText, excludes } from '../../../src/lang/regex/language.js';
import type { TextFact } from '../../../src/lang/regex/language.js';
import { randomFlags, randomPattern, textsUpTo } from './random-regex.js';

const is = (regex: RegExp): TextFact => ({ pattern: regex.source, flags: regex.flags, matches: true });
const isNot = (regex: RegExp): TextFact => ({ ...is(regex), matches: false });
const holds = (fact: TextFact, text: string): boolean =>
  new RegExp(fact.pattern, fact.flags).test(text) === fact.matches;

describe('excludes', () => {
  it.each<[string, TextFact[], RegExp]>([
    ['a full class', [is(/^[a-z0-9_]+$/i)], /['"`;]/],
    ['a lookahead after the first slash', [is(/^\/(?![/\\])/)], /^\/[/\\]/],
    ['a local path against a scheme', [is(/^\/(?!\/)/)], /^[a-z]+:/i],
    ['two facts together', [is(/^[\w.-]+$/), isNot(/\.\./)], /\.\.|\//],
    ['alternatives anchored one by one', [is(/^asc$|^desc$/i)], /[^a-z]/i],
    ['a uuid', [is(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)], /[^0-9a-f-]/i],
    ['`$` before a line break at the end', [is(/^\d+$/)], /\n/],
    ['a required prefix', [is(/^https:\/\/cdn\.example\.com\//)], /^http:/],
    ['letters of all scripts', [is(/^\p{L}+$/u)], /[<>'"]/],
    ['letters in sets notation', [{ pattern: '^[\\p{L}--[a-z]]+$', flags: 'v', matches: true }], /a/],
    ['conditions as lookaheads', [is(/^(?=.*\d)(?=.*[a-z])[\w!]{8,64}$/)], /</],
    ['a lookbehind in a denied pattern', [isNot(/(?<!\\)'/)], /^'/],
    ['a sticky pattern', [is(/[a-z]+$/y)], /'/],
    ['a backreference', [is(/^(['"])[a-z]*\1$/), isNot(/'/)], /^[^'"]/],
    ['nothing can be both', [is(/^a/), is(/^b/)], /$/],
    ['long counts', [is(/^[a-z]{1,255}$/), is(/^.{2,30}$/)], /</],
    ['modifiers', [is(/^[a-z]+$/), isNot(/x/i)], /X|x/],
  ])('is true: %s', (_name, facts, attack) => {
    expect(excludes(facts, is(attack))).toBe(true);
  });

  it.each<[string, TextFact[], RegExp]>([
    ['an unanchored class', [is(/[a-z0-9]+/)], /'/],
    ['anchors that bind to one alternative each', [is(/^a|b$/)], /x/],
    ['the flag m', [is(/^[a-z]+$/m)], /</],
    ['dots inside a file name class', [is(/^[\w.-]+$/)], /\.\./],
    ['a host as a mere prefix', [is(/^https:\/\/example\.com/)], /^https:\/\/example\.com\.evil/],
    ['an unescaped dot', [is(/^https:\/\/cdn.example\.com\//)], /^https:\/\/cdn-example/],
    ['a forgotten case', [isNot(/<script/)], /<script/i],
    ['a dot that leaves out line breaks', [isNot(/'.*'/)], /'[^]*'/],
    ['a denied whole text only', [isNot(/^\.\.$/)], /\.\./],
    ['no facts', [], /'/],
    ['a half of an astral character', [is(/^[^😀]$/u)], /\ud83d/],
  ])('is false: %s', (_name, facts, attack) => {
    expect(excludes(facts, is(attack))).toBe(false);
    const example = exampleText(facts, is(attack));
    expect(example).not.toBeNull();
    expect([...facts, is(attack)].every((fact) => holds(fact, example ?? ''))).toBe(true);
  });

  it('leaves facts out that it cannot understand', () => {
    expect(excludes([{ pattern: '(', flags: '', matches: true }], is(/a/))).toBe(false);
    expect(excludes([{ pattern: '(', flags: '', matches: true }, is(/^b$/)], is(/a/))).toBe(true);
    expect(excludes([is(/^a{9000}$/), is(/^b*$/)], is(/a/))).toBe(true);
  });

  it('knows nothing about attacks that it cannot understand', () => {
    expect(excludes([is(/^a$/)], { pattern: '[', flags: '', matches: true })).toBe('unknown');
    expect(excludes([is(/^a$/)], { pattern: 'a', flags: 'gg', matches: true })).toBe('unknown');
    expect(exampleText([is(/^a$/)], { pattern: '[', flags: '', matches: true })).toBeNull();
  });

  it('does not conclude from a backreference in a denied pattern', () => {
    expect(excludes([isNot(/(.)\1/)], is(/x/))).toBe(false);
    expect(excludes([is(/^(?!(.)\1)x/)], is(/^x/))).toBe(false);
  });

  it('gives up instead of running on', () => {
    const wide = is(/(?=[^]*a[^]{14}b)(?=[^]*b[^]{13}a)[^]*c[^]{15}d/);
    expect(excludes([wide, isNot(/a[^]{12}b/)], isNot(/d[^]{16}c/))).not.toBe(true);
  });

  const texts = textsUpTo(4);
  const randomFact = fc.record({ pattern: randomPattern, flags: randomFlags, matches: fc.boolean() });

  it('agrees with the regular expressions of the engine on short texts', () => {
    fc.assert(
      fc.property(fc.array(randomFact, { maxLength: 2 }), randomFact, (facts, attack) => {
        const all = [...facts, attack].map((fact) => ({ regex: new RegExp(fact.pattern, fact.flags), fact }));
        const answer = excludes(facts, attack);
        if (answer === true) {
          const passing = texts.filter((text) =>
            all.every(({ regex, fact }) => {
              regex.lastIndex = 0;
              return regex.test(text) === fact.matches;
            }),
          );
          expect(passing).toEqual([]);
        } else if (answer === false) {
          const example = exampleText(facts, attack);
          expect(example).not.toBeNull();
          // V8 and the standard disagree on empty matches inside surrogate pairs, see `program.ts`.
          if (/^[^\ud800-\udfff]*$/.test(example ?? '')) {
            expect([...facts, attack].every((fact) => holds(fact, example ?? ''))).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
