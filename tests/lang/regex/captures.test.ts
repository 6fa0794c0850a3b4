import fc from '../../seeded.js';
import { describe, expect, it } from 'vitest';
import { languageOfCapture } from '../../../src/lang/regex/captures.js';
import type { MatchPart } from '../../../src/lang/regex/captures.js';
import { excludes } from '../../../src/lang/regex/language.js';
import { languageOfPiece, languageOfReplacement } from '../../../src/lang/regex/replacements.js';
import {
  factOfContains,
  factOfEquals,
  factOfOneOf,
  factOfPrefix,
  factOfSuffix,
  negated,
} from '../../../src/lang/regex/templates.js';
import { randomPattern, textsUpTo } from './random-regex.js';

const texts = textsUpTo(3);
const passes = (fact: { pattern: string; flags: string } | null, text: string): boolean =>
  fact === null || new RegExp(fact.pattern, fact.flags).test(text);

describe('languageOfCapture', () => {
  it.each<[string, string, MatchPart, string]>([
    ['id=(\\d+)', '', 1, '^(?:\\d+)$'],
    ['id=(\\d+)', 'gm', 'whole', '^(?:id=(\\d+))$'],
    ['(?<scheme>[a-z]+):(?<rest>.*)', 'i', { name: 'rest' }, '^(?:.*)$'],
    ['((a)|b)(c)', '', 2, '^(?:a)$'],
    ['^(\\b\\w+$)', '', 1, '^(?:(?:)\\w+(?:))$'],
    ['([\'"])(.\\1)', '', 2, '^(?:.(?:[^]*))$'],
    ['(?i:([a-z]+))', '', 1, '^(?:(?i:[a-z]+))$'],
  ])('/%s/%s part %j is %s', (pattern, flags, part, expected) => {
    expect(languageOfCapture(pattern, flags, part)?.pattern).toBe(expected);
  });

  it.each<[string, MatchPart]>([
    ['(', 1],
    ['(a)', 2],
    ['(?!(a))b', 1],
    ['(?<x>a)', { name: 'y' }],
    ['(?:(?<x>a)|(?<x>b))', { name: 'x' }],
  ])('knows nothing of /%s/ part %j', (pattern, part) => {
    expect(languageOfCapture(pattern, '', part)).toBeNull();
  });

  it('holds for all parts of all matches', () => {
    fc.assert(
      fc.property(randomPattern, randomPattern, fc.subarray(['g', 'i', 's', 'u', 'm']), (before, inside, flags) => {
        const source = `(?:${before})(${inside})`;
        const regex = new RegExp(source, flags.join('').replace('g', ''));
        const group = languageOfCapture(source, flags.join(''), 1);
        const whole = languageOfCapture(source, flags.join(''), 'whole');
        for (const text of texts) {
          const match = regex.exec(text);
          if (match === null) continue;
          expect(passes(whole, match[0])).toBe(true);
          if (match[1] !== undefined) expect(passes(group, match[1])).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('languageOfReplacement', () => {
  it.each<[string, string, string, string]>([
    ['[^a-z0-9]', 'g', '', '^(?:[a-z0-9])*$'],
    ["'", 'g', '', "^(?:[^'])*$"],
    ["'", 'g', "''", "^(?:[^']|'')*$"],
    ['\\W+', 'gi', '-', '^(?:-)?(?:(?:[^\\W])(?:-)?)*$'],
    ['<|>', 'g', '', '^(?:(?!<|>)[^])*$'],
    ['\\$', 'g', '$$', '^(?:[^\\$]|\\$)*$'],
  ])('/%s/%s to %j gives %s', (pattern, flags, replacement, expected) => {
    expect(languageOfReplacement(pattern, flags, replacement)?.pattern).toBe(expected);
  });

  it.each<[string, string, string | null]>([
    ["'", '', ''],
    ["'", 'gy', ''],
    ['\\.\\.', 'g', ''],
    ['<[^>]*>', 'g', ''],
    ["'", 'g', null],
    ["'", 'g', '\\$&'],
    ["(')", 'g', '$1$1'],
    ["'{2,}", 'g', ''],
    ["(?<!\\\\)'", 'g', ''],
    ['[', 'g', ''],
    ['😀', 'gu', ''],
  ])('knows nothing of /%s/%s to %j', (pattern, flags, replacement) => {
    expect(languageOfReplacement(pattern, flags, replacement)).toBeNull();
  });

  it('answers whether an attack survives a removal', () => {
    const attack = { pattern: "'", flags: '', matches: true };
    const removed = languageOfReplacement("'", 'g', '');
    const doubled = languageOfReplacement("'", 'g', "''");
    expect(removed === null || excludes([removed], attack)).toBe(true);
    expect(doubled !== null && excludes([doubled], attack)).toBe(false);
    expect(doubled !== null && excludes([doubled], { ...attack, pattern: "^(?:[^']|'')*'(?!')" })).toBe(true);
  });

  it('holds for the results of the engine', () => {
    const set = fc.constantFrom('a', '[ab]', '[^a]', '\\w', '\\W', '.', '😀', "[^'b]", '(?:a|\\n)', '[a]+', '\\s+?');
    const replacement = fc.constantFrom('', 'a', "''", '😀', '$$', '[a]', '\n');
    fc.assert(
      fc.property(set, fc.subarray(['i', 's', 'u', 'm']), replacement, (source, flags, text) => {
        const all = `g${flags.join('')}`;
        const fact = languageOfReplacement(source, all, text);
        if (source !== '😀') expect(fact).not.toBeNull();
        for (const input of texts) expect(passes(fact, input.replace(new RegExp(source, all), text))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('describes the pieces of a split', () => {
    expect(languageOfPiece('[,;]', '')?.pattern).toBe('^(?:[^,;])*$');
    expect(languageOfPiece('(,)', '')).toBeNull();
    expect(languageOfPiece(', ', '')).toBeNull();
  });
});

describe('facts of plain comparisons', () => {
  it('agree with the methods of String', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', '.', '$', '\\', '/', '\n', '-', ']', '😀', '\ud83d'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(letters, letters, (text, other) => {
        expect(passes(factOfPrefix(other), text)).toBe(text.startsWith(other));
        expect(passes(factOfSuffix(other), text)).toBe(text.endsWith(other));
        expect(passes(factOfContains(other), text)).toBe(text.includes(other));
        expect(passes(factOfEquals(other), text)).toBe(text === other);
        expect(passes(factOfOneOf([other, 'x']), text)).toBe([other, 'x'].includes(text));
        expect(passes(factOfOneOf([]), text)).toBe(false);
      }),
    );
  });

  it('can be turned round', () => {
    expect(excludes([negated(factOfPrefix('//')), factOfPrefix('/')], factOfPrefix('//'))).toBe(true);
    expect(excludes([factOfPrefix('/')], factOfPrefix('//'))).toBe(false);
  });
});
