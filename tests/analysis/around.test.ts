/** Which files the light project takes for those of one project. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LightProject } from '../../src/lang/light-project.js';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function folderWith(...names: readonly string[]): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'around-'));
  made.push(folder);
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), 'export const x = 1;\n');
  }
  return folder;
}

function around(file: string): readonly string[] {
  const project = new LightProject();
  const near = project.setText(file, 'export const y = 2;\n');
  return project.filesAround(near).map(({ fileName }) => path.relative(os.tmpdir(), fileName));
}

it('a folder without a package.json is one with the folders below it', () => {
  const folder = folderWith('src/a.ts', 'src/deep/b.ts');
  const name = path.basename(folder);
  expect([...around(path.join(folder, 'src', 'a.ts'))].sort()).toEqual([`${name}/src/a.ts`, `${name}/src/deep/b.ts`]);
});

it('folders that only stand in the same folder of temporary files are none of its project', () => {
  const other = path.basename(folderWith('other.ts'));
  const folder = folderWith('a.ts');
  expect(around(path.join(folder, 'a.ts')).filter((each) => each.startsWith(other))).toEqual([]);
});

it('the files around are the same list until one of them changes', () => {
  const folder = folderWith('a.ts', 'deep/b.ts', 'package.json');
  const project = new LightProject();
  const a = project.setText(path.join(folder, 'a.ts'), 'export const x = 1;\n');
  const before = project.filesAround(a);
  expect(project.filesAround(before.find((each) => each !== a) ?? a)).toBe(before);
  const changed = project.setText(path.join(folder, 'a.ts'), 'export const x = 2;\n');
  const after = project.filesAround(changed);
  expect(after).toContain(changed);
  expect(after).not.toContain(a);
});

it('files that an editor has not saved stand beside those of their folder', () => {
  const folder = folderWith('a.ts', 'deep/b.ts');
  const project = new LightProject();
  const unsaved = project.setText(path.join(folder, 'new.ts'), 'export const y = 2;\n');
  const saved = project.setText(path.join(folder, 'a.ts'), 'export const x = 1;\n');
  expect(project.unsavedBeside(saved)).toEqual([unsaved]);
  expect(project.unsavedBeside(project.setText(path.join(folder, 'deep/b.ts'), 'export const x = 1;\n'))).toEqual([]);
});
