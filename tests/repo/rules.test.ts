import { describe, expect, it } from 'vitest';
import { filesBelow, repoRoot, ruleFileNames } from '../../scripts/lib/repo.js';
import { isRuleName } from '../../scripts/new-rule/templates.js';
import { cweNames } from '../../src/meta/cwe.js';
import { ruleInfo } from '../../src/meta/rule.js';
import { findTopic } from '../../src/meta/topics.js';
import { rules } from '../../src/rules/index.js';

const names = ruleFileNames(repoRoot);
const infos = Object.entries(rules).map(([name, rule]) => ({ name, rule, info: ruleInfo(rule) }));

/** The base names of the files directly in a folder, without their extension. */
function baseNames(folder: string, extension: string): readonly string[] {
  return filesBelow(repoRoot, folder, extension)
    .map((file) => file.slice(folder.length + 1, -extension.length))
    .filter((name) => !name.includes('/'));
}

describe('every rule', () => {
  it('is in the index, and the index has no other', () => {
    expect(Object.keys(rules).toSorted()).toEqual(names);
  });

  it('has a page, and every page has a rule', () => {
    expect(baseNames('docs/rules', '.md').filter((name) => name !== 'index')).toEqual(names);
  });

  it('has a test', () => {
    const tests = baseNames('tests/rules', '.test.ts');
    expect(names.filter((name) => !tests.includes(name))).toEqual([]);
  });

  it('is named as its file and as ESLint rules are', () => {
    expect(infos.filter(({ name, info }) => info.name !== name || !isRuleName(name)).map(({ name }) => name)).toEqual(
      [],
    );
  });

  it('is described by one sentence that begins with Disallow or Require and has no full stop', () => {
    const faults = infos.filter(
      ({ info, rule }) =>
        !/^(?:Disallow|Require) [^.]+(?:\.[^\s.]+[^.]*)*$/.test(info.description) ||
        rule.meta.docs?.description !== info.description,
    );
    expect(faults.map(({ info }) => `${info.name}: ${info.description}`)).toEqual([]);
  });

  it('names at least one topic and only topics of the curriculum', () => {
    const faults = infos.filter(
      ({ info }) => info.topics.length === 0 || info.topics.some((topic) => findTopic(topic) === undefined),
    );
    expect(faults.map(({ name }) => name)).toEqual([]);
  });

  it('names at least one weakness and only such that the table knows', () => {
    const faults = infos.filter(
      ({ info }) => info.cwe.length === 0 || info.cwe.some((cwe) => cweNames[cwe] === undefined),
    );
    expect(faults.map(({ name }) => name)).toEqual([]);
  });

  it('has messages and an address of its page', () => {
    const faults = infos.filter(
      ({ name, rule }) =>
        Object.keys(rule.meta.messages).length === 0 || rule.meta.docs?.url?.includes(`docs/rules/${name}.md`) !== true,
    );
    expect(faults.map(({ name }) => name)).toEqual([]);
  });
});
