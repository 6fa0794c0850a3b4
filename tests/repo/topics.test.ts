import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, repoRoot } from '../../scripts/lib/repo.js';
import { ruleInfo } from '../../src/meta/rule.js';
import { topics } from '../../src/meta/topics.js';
import { rules } from '../../src/rules/index.js';
import knownGaps from './known-gaps.json' with { type: 'json' };

const pages = filesBelow(repoRoot, 'docs/topics', '.md').filter((file) => file !== 'docs/topics/index.md');
const covered = new Set<string>(Object.values(rules).flatMap((rule) => ruleInfo(rule).topics));

describe('every topic', () => {
  it('has an id of its own that begins with its part', () => {
    expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
    expect(topics.filter(({ id, part }) => !id.startsWith(`${part}/`))).toEqual([]);
  });

  it('has a page, and every page a topic', () => {
    expect(pages).toEqual(topics.map(({ id }) => `docs/topics/${id}.md`).toSorted());
  });

  it('has a page that says something: prose, a limit of static rules and a reference', () => {
    const thin = pages.filter((page) => {
      const text = readFileSync(path.join(repoRoot, page), 'utf8');
      const words = text.replace(/^```[\s\S]*?^```/gm, '').split(/\s+/).length;
      return words < 150 || !/static/i.test(text) || !text.includes('](https://');
    });
    expect(thin).toEqual([]);
  });

  it('that wants a rule has one, or is a known gap', () => {
    const gaps = topics.filter(({ id, kind }) => kind === 'rule' && !covered.has(id)).map(({ id }) => id);
    expect(gaps.filter((id) => !knownGaps.includes(id))).toEqual([]);
  });

  it('that a rule covers is no longer among the known gaps', () => {
    expect(knownGaps.filter((id) => covered.has(id))).toEqual([]);
  });
});
