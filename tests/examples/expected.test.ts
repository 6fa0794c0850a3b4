import { describe, expect, it } from 'vitest';
import { expectedReports } from './expected.js';

const RULES = [
  'no-argument-injection',
  'no-command-injection',
  'no-dynamic-regexp',
  'no-fallback-secret',
  'no-hardcoded-secrets',
  'no-open-redirect',
  'no-redos',
  'no-shell',
  'no-sql-injection',
  'require-authorization',
];

describe('the table of flaws', () => {
  it('names exactly one line for each flaw', async () => {
    const vague = (await expectedReports()).filter(({ lines }) => lines.length !== 1);
    expect(vague).toEqual([]);
  });

  it('has every kind of flaw', async () => {
    const rules = new Set((await expectedReports()).map(({ rule }) => rule));
    expect([...rules].toSorted()).toEqual(RULES);
  });
});
