/** Every acceptance case, typed and untyped. What is not met stands in known-gaps.json, which may only become shorter. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { casesFolder, casesOf } from './cases.js';
import { disputes, gapsOf, knownGaps, sorted } from './gaps.js';

const GROUPS = ['flow', 'guards', 'endpoints'] as const;

interface Figures {
  cases: number;
  passed: number;
  expected: number;
  found: number;
  unexpected: number;
}

const table: Record<string, Figures> = {};
afterAll(() => {
  const rows = Object.entries(table).map(
    ([group, { cases, passed, expected, found, unexpected }]) =>
      `${group}: ${String(passed)}/${String(cases)} cases, ${String(found)}/${String(expected)} reports, ${String(unexpected)} unexpected`,
  );
  process.stdout.write(`${rows.join('\n')}\n`);
});

for (const group of GROUPS) {
  describe.each([
    ['untyped', false],
    ['typed', true],
  ])(`${group} %s`, (kind, typed) => {
    const cases = casesOf(group);
    const figures: Figures = { cases: 0, passed: 0, expected: 0, found: 0, unexpected: 0 };
    table[`${group} ${kind}`] = figures;

    test.each(cases.map((each) => [each.name, each] as const))('%s', (_, one) => {
      const files = new Set(one.files.map((each) => path.relative(casesFolder, each.file).split(path.sep).join('/')));
      const { gaps, failures, verdict } = gapsOf(one, typed);
      figures.cases++;
      if (gaps.length === 0) figures.passed++;
      figures.expected += verdict.expected;
      figures.found += verdict.found;
      figures.unexpected += verdict.unexpected.length;
      expect(failures).toEqual([]);
      expect(gaps).toEqual(sorted(knownGaps.filter((gap) => gap.typed === typed && files.has(gap.file))));
    });

    test('figures', () => {
      const open = knownGaps.filter((gap) => gap.group === group && gap.typed === typed);
      const argued = disputes.filter((each) => each.case.startsWith(`${group}/`)).length;
      const missing = open.filter((gap) => gap.kind === 'missing').length;
      expect(figures.cases).toBe(cases.length);
      expect(figures.expected).toBeGreaterThan(0);
      expect(figures.expected - figures.found).toBeGreaterThanOrEqual(missing);
      expect(figures.expected - figures.found).toBeLessThanOrEqual(missing + argued);
      expect(figures.unexpected).toBeGreaterThanOrEqual(open.length - missing);
      expect(figures.unexpected).toBeLessThanOrEqual(open.length - missing + argued);
    });
  });
}

describe('the lists', () => {
  test('gaps are sorted, each stands once and names a file that exists', () => {
    expect(knownGaps).toEqual(sorted(knownGaps));
    expect(new Set(knownGaps.map((gap) => JSON.stringify(gap))).size).toBe(knownGaps.length);
    expect(knownGaps.filter((gap) => !existsSync(path.join(casesFolder, gap.file)))).toEqual([]);
    expect(knownGaps.filter((gap) => !gap.file.startsWith(`${gap.group}/`))).toEqual([]);
  });

  test('every dispute names a case and says why', () => {
    for (const each of disputes) {
      expect(existsSync(path.join(casesFolder, each.case))).toBe(true);
      expect(each.reason.length).toBeGreaterThan(20);
    }
  });
});
