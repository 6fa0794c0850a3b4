import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage } from '../../scripts/lib/build.js';
import { repoRoot } from '../../scripts/lib/repo.js';
import plugin from '../../src/index.js';

interface Manifest {
  readonly name: string;
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(repoRoot, 'package.json'), 'utf8')) as Manifest;
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

let base = '';
let consumer = '';
let packed: readonly string[] = [];

/**
 * Builds into a folder of its own, so that a stale or missing dist does not matter, packs that folder with npm, and
 * unpacks the archive where `npm install` would put it. Only the declared dependencies are linked beside it: an import
 * that package.json forgot fails here.
 */
beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), 'packed-'));
  const stage = path.join(base, 'stage');
  consumer = path.join(base, 'consumer');
  mkdirSync(stage);
  await buildPackage(path.join(stage, 'dist'));
  for (const file of ['package.json', ...manifest.files.filter((entry) => entry !== 'dist')]) {
    const from = path.join(repoRoot, file);
    if (existsSync(from)) cpSync(from, path.join(stage, file), { recursive: true });
  }
  const report = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', base], {
    cwd: stage,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [archive] = JSON.parse(report) as readonly { filename: string; files: readonly { path: string }[] }[];
  if (archive === undefined) throw new Error('npm pack reported no archive');
  packed = archive.files.map((file) => file.path);

  const modules = path.join(consumer, 'node_modules');
  const home = path.join(modules, manifest.name);
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(base, archive.filename), '--strip-components=1', '-C', home]);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(repoRoot, 'node_modules', name), path.join(modules, name));
  }
  writeFileSync(path.join(consumer, 'package.json'), '{ "name": "consumer", "type": "module", "private": true }');
}, 180_000);

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Runs ESLint's command line in the consumer's folder and returns the messages of one file. */
function lint(file: string): readonly { readonly ruleId: string | null; readonly message: string }[] {
  const eslint = path.join(consumer, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr } = spawnSync(process.execPath, [eslint, '--format', 'json', file], {
    cwd: consumer,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const results = JSON.parse(stdout) as readonly ESLint.LintResult[];
  return results.flatMap((result) => result.messages);
}

describe('the packed package', () => {
  it('holds the build, the pages, the licence and nothing else', () => {
    expect(packed).toEqual(
      expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'docs/rules/index.md', 'README.md', 'LICENSE']),
    );
    const strange = packed.filter(
      (file) =>
        !/^(?:dist\/|docs\/(?:rules|topics)\/|README\.md$|LICENSE$|package\.json$|\.pre-commit-hooks)/.test(file),
    );
    expect(strange).toEqual([]);
  });

  it('lints with one line of configuration', () => {
    writeFileSync(
      path.join(consumer, 'eslint.config.mjs'),
      "import apiSecurity from 'eslint-plugin-api-security';\nexport default [apiSecurity.configs.recommended];\n",
    );
    writeFileSync(
      path.join(consumer, 'flaw.js'),
      [
        "import express from 'express';",
        "import { Pool } from 'pg';",
        'const app = express();',
        'const pool = new Pool();',
        "app.get('/users', async (req, res) => {",
        "  const { rows } = await pool.query(`SELECT id FROM users WHERE name = '${req.query.name}'`);",
        '  res.json(rows);',
        '});',
        '',
      ].join('\n'),
    );
    const ids = lint('flaw.js').map((message) => message.ruleId);
    expect(ids).toEqual('no-sql-injection' in plugin.rules ? ['api-security/no-sql-injection'] : []);
  });

  it('has declarations that compile under strict settings', () => {
    writeFileSync(
      path.join(consumer, 'use.ts'),
      [
        "import apiSecurity, { type PresetConfig } from 'eslint-plugin-api-security';",
        'export const config: PresetConfig = apiSecurity.configs.recommended;',
        "export const rules: readonly string[] = Object.keys(apiSecurity.configs['owasp-api10'].rules);",
        '',
      ].join('\n'),
    );
    const args = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', 'use.ts'];
    const { stdout, status } = spawnSync(process.execPath, [tsc, ...args], { cwd: consumer, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('brings the programs that package.json names, once they are written', () => {
    const missing = Object.values(manifest.bin)
      .map((target) => path.posix.normalize(target))
      .filter((target) => !packed.includes(target));
    const unwritten = missing.filter(
      (target) => !existsSync(path.join(repoRoot, target.replace('dist/', 'src/').replace('.js', '.ts'))),
    );
    expect(missing).toEqual(unwritten);
  });
});
