import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lowestOf, parseVersion, satisfies, versionFor } from '../../src/lang/versions.js';

describe('ranges of comparators', () => {
  it.each([
    ['3.14.1', '<4', true],
    ['4.0.0', '<4', false],
    ['4.2.1', '<4.2.2', true],
    ['4.2.2', '<4.2.2', false],
    ['4.5.0', '>=4 <5', true],
    ['5.0.0', '>=4 <5', false],
    ['1.0.0', '<2 || >=3', true],
    ['2.9.9', '<2 || >=3', false],
    ['3.0.0', 'latest', false],
  ])('%s lies in %s: %s', (version, range, expected) => {
    expect(satisfies(parseVersion(version) ?? [0, 0, 0], range)).toBe(expected);
  });
});

describe('the lowest version of a declared range', () => {
  it.each([
    ['^3.13.0', [3, 13, 0]],
    ['~8.5', [8, 5, 0]],
    ['4', [4, 0, 0]],
    ['4.x', [4, 0, 0]],
    ['=1.2.3', [1, 2, 3]],
    ['v1.2.3', [1, 2, 3]],
    ['>=4.1 <5', [4, 1, 0]],
    ['3.1 - 3.9', [3, 1, 0]],
    ['^4.2.0 || ^4.1.0', [4, 1, 0]],
    ['5.0.0-beta.3', [5, 0, 0]],
    ['workspace:^1.2.0', [1, 2, 0]],
  ])('%s: %s', (range, expected) => {
    expect(lowestOf(range)).toEqual(expected);
  });

  it.each([
    '*',
    'latest',
    '>=3',
    '^3 || ^4',
    '3 - 5',
    '<4',
    '',
    'npm:other@^1.0.0',
    'git+ssh://host/a.git',
    'catalog:',
  ])('is not known for %s', (range) => {
    expect(lowestOf(range)).toBeNull();
  });
});

describe('the version that a file gets', () => {
  let root = '';
  const write = (file: string, value: unknown): void => {
    const whole = path.join(root, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, typeof value === 'string' ? value : JSON.stringify(value));
  };
  const at = (file: string, name: string, now?: number) => versionFor(path.join(root, file), name, now);

  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'versions-'));
    write('package.json', { dependencies: { far: '^1.1.0', both: '^1.0.0' }, devDependencies: { tool: '~2.3.4' } });
    write('node_modules/both/package.json', { version: '1.9.2' });
    write('node_modules/@scope/one/package.json', { version: '7.0.1' });
    write('packages/a/package.json', { dependencies: { both: '^2.0.0', near: '3.1.0' } });
    write('packages/a/node_modules/own/package.json', { version: '4.0.0' });
    write('packages/b/package.json', '{ this is no JSON');
    write('packages/b/node_modules/own/package.json', '[]');
    write('packages/c/package.json', { dependencies: ['near'], devDependencies: { near: 3 } });
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('is the installed one, wherever above it lies', () => {
    expect(at('packages/a/src/app.ts', 'both')).toEqual([1, 9, 2]);
    expect(at('packages/a/src/app.ts', 'own')).toEqual([4, 0, 0]);
    expect(at('packages/a/src/app.ts', '@scope/one')).toEqual([7, 0, 1]);
  });

  it('is what the nearest package.json declares that names it, when nothing is installed', () => {
    expect(at('packages/a/src/app.ts', 'near')).toEqual([3, 1, 0]);
    expect(at('packages/a/src/app.ts', 'far')).toEqual([1, 1, 0]);
    expect(at('src/app.ts', 'tool')).toEqual([2, 3, 4]);
  });

  it('is not known where nothing can be read', () => {
    expect(at('src/app.ts', 'near')).toBeNull();
    expect(at('packages/b/app.ts', 'own')).toBeNull();
    expect(at('packages/c/app.ts', 'near')).toBeNull();
    expect(versionFor('nowhere/at/all.ts', 'no-such-package')).toBeNull();
  });

  it('is looked up again after a moment', () => {
    const now = Date.now();
    expect(at('src/late.ts', 'late', now)).toBeNull();
    write('node_modules/late/package.json', { version: '2.0.0' });
    expect(at('src/late.ts', 'late', now + 1)).toBeNull();
    expect(at('src/late.ts', 'late', now + 60_000)).toEqual([2, 0, 0]);
  });
});
