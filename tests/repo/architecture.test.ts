import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repoRoot } from '../../scripts/lib/repo.js';

const page = readFileSync(path.join(repoRoot, 'docs/internals/architecture.md'), 'utf8');
const lintRule = readFileSync(path.join(repoRoot, 'tools/eslint/layers.js'), 'utf8');

/** The rows of the page's tables whose first cell is code: its text and the last cell's. */
const rows = page.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => cell.trim());
  const name = /^`(.+)`$/.exec(cells[1] ?? '')?.[1];
  return name === undefined ? [] : [{ name, last: cells.at(-2) ?? '' }];
});
const layers = rows.filter(({ name }) => !name.includes('/'));

function names(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').flatMap((each) => /[a-z]+/.exec(each)?.[0] ?? []);
}

/** What the lint rule allows, in the words of the page. */
const allowed = new Map(
  [...lintRule.matchAll(/^ {2}(\w+): \{ values: \[(.*?)\](?:, types: \[(.*?)\])? \},$/gm)].map(
    ([, layer = '', values, types]) => [
      layer,
      [...names(values), ...names(types).map((each) => `${each} (types)`)].join(', ') || 'nothing',
    ],
  ),
);

function foldersIn(folder: string): readonly string[] {
  return readdirSync(path.join(repoRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

describe('the architecture page', () => {
  it('names every layer of src and no other', () => {
    expect(layers.map(({ name }) => name).sort()).toEqual(['index', ...foldersIn('src')].sort());
  });

  it('allows the imports that the lint rule allows', () => {
    expect(allowed.size).toBe(layers.length);
    expect(new Map(layers.map(({ name, last }) => [name, last]))).toEqual(
      new Map(layers.map(({ name }) => [name, allowed.get(name)])),
    );
  });

  it('names every folder inside a layer but those of single libraries', () => {
    const found = foldersIn('src').flatMap((layer) => foldersIn(`src/${layer}`).map((folder) => `${layer}/${folder}`));
    const named = rows.map(({ name }) => name).filter((name) => name.includes('/'));
    expect(named.filter((name) => !found.includes(name))).toEqual([]);
    expect(found.filter((name) => !name.startsWith('models/') && !named.includes(name))).toEqual([]);
  });
});
