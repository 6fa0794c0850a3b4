/** The workflow of docs/ci.md: its form is checked, and its lint command is run in a folder like a user's. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { sandbox } from '../cli/sandbox.js';
import {
  cleanSource,
  eslintConfig,
  flawedSource,
  importTypeScript,
  nodeModules,
  packageRoot,
  ruleId,
} from './subject.js';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

const page = fs.readFileSync(path.join(packageRoot, 'docs/ci.md'), 'utf8');
const workflow = parse(/^```yaml\n(.*?)^```$/ms.exec(page)?.[1] ?? '') as Workflow;
const commands = workflow.jobs['eslint']?.steps.flatMap(({ run }) => run ?? []) ?? [];

function lint(source: string): { readonly status: number | null; readonly stdout: string } {
  const folder = sandbox({ 'eslint.config.mjs': eslintConfig, 'package.json': '{}', 'src/users.ts': source });
  fs.mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true });
  fs.symlinkSync(path.join(nodeModules, '.bin/eslint'), path.join(folder, 'node_modules/.bin/eslint'));
  const env = { ...process.env, NODE_OPTIONS: importTypeScript.join(' ') };
  const command = commands.at(-1) ?? 'false';
  return spawnSync('/bin/sh', ['-c', command], { cwd: folder, encoding: 'utf8', env });
}

it('runs on every pull request and may only read', () => {
  expect(Object.keys(workflow.on)).toContain('pull_request');
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(commands).toEqual(['npm ci', 'npx eslint .']);
});

it('fails on a flaw and passes clean code', () => {
  const flawed = lint(flawedSource);
  expect(flawed.stdout).toContain(ruleId);
  expect(flawed.status).toBe(1);
  expect(lint(cleanSource)).toMatchObject({ status: 0, stdout: '' });
}, 60_000);
