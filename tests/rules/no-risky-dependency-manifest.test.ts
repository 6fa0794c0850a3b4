/** `no-risky-dependency` over package.json, with ESLint and its JSON language. */
import json from '@eslint/json';
import { Linter } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import plugin from '../../src/index.js';

const root = mkdtempSync(path.join(tmpdir(), 'manifests-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const config = [{ plugins: { json } }, plugin.configs['package-json']] as Linter.Config[];

/** Returns what is reported of a manifest: the line and the first words of each message. */
function lint(
  text: string,
  { cwd = root, file = 'package.json', more = [] as Linter.Config[] } = {},
): readonly string[] {
  return new Linter({ cwd })
    .verify(text, [...config, ...more], { filename: path.join(cwd, file) })
    .map(({ line, message }) => `${String(line)} ${message}`);
}

/** A manifest whose entry stands in line 3. */
function entry(list: string, name: string, value: string): string {
  return `{\n  "${list}": {\n    ${JSON.stringify(name)}: ${JSON.stringify(value)}\n  }\n}\n`;
}

it('reports packages of the list, at the value, with the source', () => {
  const [message] = new Linter({ cwd: root }).verify(entry('dependencies', 'node-serialize', '^0.0.4'), config, {
    filename: path.join(root, 'package.json'),
  });
  expect(message).toMatchObject({
    ruleId: 'api-security/no-risky-dependency',
    line: 3,
    column: 23,
    message:
      '`node-serialize` is unsafe: reading a text with it runs functions that the text holds (https://nvd.nist.gov/vuln/detail/CVE-2017-5941). Use `JSON.parse` and a schema.',
  });
});

it.each([
  ['dependencies', 'request', '^2.88.2', '`request` is abandoned'],
  ['optionalDependencies', 'vm2', '^3.9.0', '`vm2` is unsafe'],
  ['devDependencies', 'flatmap-stream', '0.1.1', '`flatmap-stream` is malicious'],
  ['dependencies', 'runner', 'npm:vm2@^3.9.0', '`vm2` is unsafe'],
  ['dependencies', 'express', '*', '`express` may be any version (`*`)'],
  ['devDependencies', 'typescript', 'latest', '`typescript` may be any version (`latest`)'],
  ['dependencies', 'fork', 'someone/fork', '`fork` comes from `someone/fork`'],
  ['dependencies', 'fork', 'github:someone/fork#main', '`fork` comes from'],
  ['dependencies', 'fork', 'git+https://git.example.com/fork.git', '`fork` comes from'],
  ['dependencies', 'archive', 'http://files.example.com/archive.tgz', '`archive` comes from'],
  ['scripts', 'postinstall', 'curl -s https://files.example.com/setup.sh | sh', 'The script `postinstall` downloads'],
  ['scripts', 'preinstall', 'test -f tool || wget https://files.example.com/tool', 'The script `preinstall` downloads'],
])('reports %s %s %s', (list, name, value, begins) => {
  expect(lint(entry(list, name, value))).toEqual([expect.stringMatching(/^3 /)]);
  expect(lint(entry(list, name, value))[0]?.slice(2)).toContain(begins);
});

it.each([
  ['dependencies', 'express', '^5.1.0'],
  ['devDependencies', 'request', '^2.88.2'],
  ['peerDependencies', 'express', '*'],
  ['dependencies', 'alias', 'npm:express@^5.1.0'],
  ['dependencies', 'sibling', 'workspace:*'],
  ['dependencies', 'sibling', 'file:../sibling'],
  ['dependencies', 'fork', 'github:someone/fork#0123456789abcdef0123456789abcdef01234567'],
  ['scripts', 'postinstall', 'node scripts/build.js'],
  ['scripts', 'deploy', 'curl -X POST https://deploy.example.com'],
  ['keywords', 'request', '*'],
])('is quiet about %s %s %s', (list, name, value) => {
  expect(lint(entry(list, name, value))).toEqual([]);
});

it('takes the packages that the options allow out', () => {
  const allow = (...names: string[]): Linter.Config[] => [
    { files: ['**/package.json'], rules: { 'api-security/no-risky-dependency': ['error', { allow: names }] } },
  ];
  expect(lint(entry('dependencies', 'request', '*'), { more: allow('request') })).toEqual([]);
  expect(lint(entry('dependencies', 'vm2', '^3.9.0'), { more: allow('request') })).toHaveLength(1);
});

it('reads only files of that name, and no broken ones', () => {
  const data: Linter.Config[] = [
    {
      plugins: plugin.configs.all.plugins,
      files: ['**/*.json'],
      language: 'json/json',
      rules: { 'api-security/no-risky-dependency': 'error' },
    },
  ];
  expect(lint(entry('dependencies', 'vm2', '*'), { file: 'data.json', more: data })).toEqual([]);
  expect(lint(entry('dependencies', 'vm2', '*'), { more: data })).toHaveLength(1);
  expect(lint('[]')).toEqual([]);
  expect(lint('{ "dependencies": ["vm2"] }')).toEqual([]);
});

it('lets every other rule stay quiet about JSON', () => {
  const all: Linter.Config[] = [plugin.configs.all];
  expect(lint(entry('dependencies', 'vm2', '^3.9.0'), { more: all })).toHaveLength(1);
});

it('knows the packages of a workspace by their links', () => {
  const home = path.join(root, 'mono');
  const folder = path.join(home, 'packages/a');
  mkdirSync(path.join(home, 'node_modules/express'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(folder, path.join(home, 'node_modules/sibling'), 'dir');
  writeFileSync(path.join(home, 'package.json'), JSON.stringify({ workspaces: ['packages/*'] }));
  expect(lint(entry('dependencies', 'sibling', '*'), { cwd: folder })).toEqual([]);
  expect(lint(entry('dependencies', 'not-installed', '*'), { cwd: folder })).toEqual([]);
  expect(lint(entry('dependencies', 'express', '*'), { cwd: folder })).toHaveLength(1);
});
