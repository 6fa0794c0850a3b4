import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { importTypeScript, packageRoot } from '../delivery/subject.js';
import { sandbox } from './sandbox.js';

function bin(cwd: string, ...argv: readonly string[]) {
  const command = [...importTypeScript, path.join(packageRoot, 'src/cli/bin.ts'), ...argv];
  return spawnSync(process.execPath, command, { cwd, encoding: 'utf8' });
}

it('is the program that package.json names, over the real plugin', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly bin: unknown;
  };
  expect(manifest.bin).toEqual({ 'api-security': './dist/cli/bin.js' });
  expect(bin('.', '--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
}, 60_000);

it('passes the exit code on', () => {
  const folder = sandbox({ 'a.ts': 'export const a = 1;\n' });
  expect(bin(folder)).toMatchObject({ status: 0, stderr: '' });
  expect(bin(folder, 'missing')).toMatchObject({ status: 2, stdout: '' });
}, 60_000);
