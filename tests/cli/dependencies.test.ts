/** The command `dependencies`, with a stub in the place of npm. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readAudit } from '../../src/cli/npm-audit.js';
import { run, sandbox } from './sandbox.js';

const CLEAN = JSON.stringify({ dependencies: { express: '^5.1.0' } });
const RISKY = `{\n  "dependencies": {\n    "express": "^5.1.0",\n    "vm2": "^3.9.0"\n  }\n}\n`;

const NOTHING = { auditReportVersion: 2, vulnerabilities: {} };
const FOUND = {
  auditReportVersion: 2,
  vulnerabilities: {
    'old-parser': {
      name: 'old-parser',
      severity: 'moderate',
      isDirect: false,
      via: [
        {
          source: 1,
          name: 'old-parser',
          title: 'It never ends',
          url: 'https://advisories.example.com/1',
          severity: 'moderate',
          range: '<2.0.0',
        },
      ],
      fixAvailable: false,
    },
    server: {
      name: 'server',
      severity: 'high',
      isDirect: true,
      via: [
        'old-parser',
        {
          source: 2,
          name: 'server',
          title: 'It opens doors',
          url: 'https://advisories.example.com/2',
          severity: 'high',
          range: '<=1.4.0',
        },
      ],
      fixAvailable: true,
    },
  },
};
/** A report as npm 7 and later print it, with every field (arborist/lib/vuln.js and audit-report.js of npm). */
const REAL = {
  auditReportVersion: 2,
  vulnerabilities: {
    'body-reader': {
      name: 'body-reader',
      severity: 'high',
      isDirect: false,
      via: [
        {
          source: 1101969,
          name: 'body-reader',
          dependency: 'body-reader',
          title: 'body-reader vulnerable to denial of service when url encoding is enabled',
          url: 'https://github.com/advisories/GHSA-xxxx-xxxx-0001',
          severity: 'high',
          cwe: ['CWE-405'],
          cvss: { score: 7.5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
          range: '<1.20.3',
        },
      ],
      effects: ['web-server'],
      range: '<1.20.3',
      nodes: ['node_modules/body-reader'],
      fixAvailable: { name: 'web-server', version: '5.0.0', isSemVerMajor: true },
    },
    'web-server': {
      name: 'web-server',
      severity: 'high',
      isDirect: true,
      via: ['body-reader'],
      effects: [],
      range: '2.0.0 - 4.19.2',
      nodes: ['node_modules/web-server'],
      fixAvailable: { name: 'web-server', version: '5.0.0', isSemVerMajor: true },
    },
    'mark-up': {
      name: 'mark-up',
      severity: 'critical',
      isDirect: true,
      via: [
        {
          source: 1094087,
          name: 'mark-up',
          dependency: 'mark-up',
          title: 'Template injection in mark-up',
          url: 'https://github.com/advisories/GHSA-xxxx-xxxx-0002',
          severity: 'critical',
          cwe: ['CWE-74'],
          cvss: { score: 9.8, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
          range: '<3.1.7',
        },
      ],
      effects: [],
      range: '<3.1.7',
      nodes: ['node_modules/mark-up'],
      fixAvailable: true,
    },
  },
  metadata: {
    vulnerabilities: { info: 0, low: 0, moderate: 0, high: 2, critical: 1, total: 3 },
    dependencies: { prod: 120, dev: 4, optional: 0, peer: 0, peerOptional: 0, total: 123 },
  },
};
const OFFLINE = { error: { code: 'ENOTFOUND', summary: 'request to the registry failed', detail: '' } };

/** Returns an environment in which `npm` is a script that prints this and notes its arguments; null: there is no npm. */
function withNpm(answer: unknown, code = 0): { readonly env: NodeJS.ProcessEnv; readonly asked: () => string | null } {
  const bin = sandbox({});
  const log = path.join(bin, 'asked.txt');
  if (answer !== null) {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    const script = `#!${process.execPath}\nrequire('node:fs').writeFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + ' in ' + process.cwd());\nprocess.stdout.write(${JSON.stringify(text)});\nprocess.exitCode = ${String(code)};\n`;
    fs.writeFileSync(path.join(bin, 'npm'), script, { mode: 0o755 });
  }
  return { env: { PATH: bin }, asked: () => (fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : null) };
}

it('finds nothing, and has asked the registry', async () => {
  const folder = sandbox({ 'package.json': CLEAN, 'package-lock.json': '{}' });
  const { env, asked } = withNpm(NOTHING);
  const { code, out, err } = await run(folder, ['dependencies'], { env });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^0 findings in package\.json \(list of \d{4}-\d\d-\d\d\), 0 advisories of the registry\.\n$/);
  expect(asked()).toBe(`audit --json in ${folder}`);
});

it('reports entries with their place, and advisories, the worst first', async () => {
  const folder = sandbox({ 'api/package.json': RISKY, 'api/package-lock.json': '{}' });
  const { env } = withNpm(FOUND, 1);
  const { code, out, err } = await run(folder, ['dependencies', 'api'], { env });
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('  api/package.json:4:12\n    `vm2` is unsafe:');
  expect(out.indexOf('high  server <=1.4.0')).toBeGreaterThan(0);
  expect(out.indexOf('moderate  old-parser <2.0.0, brought along')).toBeGreaterThan(out.indexOf('high  server'));
  expect(out).toContain('1 finding in package.json');
  expect(out).toContain('2 advisories of the registry.');
});

it('reads a whole report of npm: a package that only brings another one along is no advisory of its own', async () => {
  const folder = sandbox({ 'package.json': CLEAN, 'package-lock.json': '{}' });
  const { env } = withNpm(REAL, 1);
  const { code, out, err } = await run(folder, ['dependencies'], { env });
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out.split('\n')).toEqual([
    '  critical  mark-up <3.1.7',
    '    Template injection in mark-up. An update mends it: npm audit fix',
    '    https://github.com/advisories/GHSA-xxxx-xxxx-0002',
    '  high  body-reader <1.20.3, brought along by another package',
    '    body-reader vulnerable to denial of service when url encoding is enabled. Another major version mends it, web-server@5.0.0: npm audit fix --force',
    '    https://github.com/advisories/GHSA-xxxx-xxxx-0001',
    expect.stringMatching(/^0 findings in package\.json \(list of .*\), 2 advisories of the registry\.$/),
    '',
  ]);
  const { out: document } = await run(folder, ['dependencies', '-f', 'json'], { env });
  expect(JSON.parse(document)).toMatchObject({
    advisories: [
      { name: 'mark-up', severity: 'critical', direct: true, fixAvailable: true, breaking: null },
      { name: 'body-reader', direct: false, fixAvailable: true, breaking: 'web-server@5.0.0' },
    ],
  });
});

it('prints JSON', async () => {
  const folder = sandbox({ 'package.json': RISKY, 'package-lock.json': '{}' });
  const { env } = withNpm(FOUND, 1);
  const { code, out } = await run(folder, ['dependencies', '--format', 'json'], { env });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    summary: { findings: 1, advisories: 2, troubles: 0 },
    findings: [{ kind: 'unsafe', list: 'dependencies', name: 'vm2', file: 'package.json', line: 4, column: 12 }],
    advisories: [
      { name: 'server', severity: 'high', direct: true, fixAvailable: true, url: 'https://advisories.example.com/2' },
      { name: 'old-parser', severity: 'moderate', direct: false, fixAvailable: false },
    ],
    registry: { asked: true, reason: null },
    troubles: [],
  });
});

it.each([
  ['offline', OFFLINE, /The registry could not be asked: npm audit said "ENOTFOUND request to the registry failed"\./],
  ['no report', 'Segmentation fault', /npm audit gave no report that is understood: "Segmentation fault"\./],
  ['no npm', null, /The registry could not be asked: npm was not found\./],
])('is in trouble when the registry cannot be asked: %s', async (_name, answer, says) => {
  const folder = sandbox({ 'package.json': RISKY, 'package-lock.json': '{}' });
  const { env } = withNpm(answer, 1);
  const { code, out, err } = await run(folder, ['dependencies'], { env });
  expect(code).toBe(2);
  expect(err).toMatch(says);
  expect(out).toMatch(says);
  expect(out).toContain('vm2');
  const { out: document } = await run(folder, ['dependencies', '-f', 'json'], { env });
  expect(JSON.parse(document)).toMatchObject({ registry: { asked: false }, troubles: [{ kind: 'registry' }] });
});

it.each([
  [{}, 'there is no lock file. Make one with: npm install --package-lock-only'],
  [{ 'pnpm-lock.yaml': '' }, 'npm audit does not read pnpm-lock.yaml. Ask with: pnpm audit'],
])('says so when there is nothing to ask about: %o', async (files, says) => {
  const folder = sandbox({ 'package.json': CLEAN, ...files });
  const { env, asked } = withNpm(FOUND, 1);
  const { code, out, err } = await run(folder, ['dependencies'], { env });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`The registry was not asked: ${says}`);
  expect(asked()).toBeNull();
});

it('leaves the registry alone when it is told to', async () => {
  const folder = sandbox({ 'package.json': RISKY, 'package-lock.json': '{}' });
  const { env, asked } = withNpm(FOUND, 1);
  const { code, out } = await run(folder, ['dependencies', '--no-audit'], { env });
  expect(code).toBe(1);
  expect(out).toContain('The registry was not asked, as --no-audit demands.');
  expect(asked()).toBeNull();
});

it.each([
  [
    'a folder without package.json',
    {},
    ['dependencies'],
    /^api-security: package\.json: There is no package\.json that can be read/,
  ],
  ['broken JSON', { 'package.json': '{ nothing' }, ['dependencies'], /^api-security: package\.json: This is no JSON/],
  ['an unknown option', { 'package.json': CLEAN }, ['dependencies', '--preset', 'all'], /unknown option '--preset'/],
  ['an unknown format', { 'package.json': CLEAN }, ['dependencies', '-f', 'xml'], /Allowed choices are text, json/],
])('is in trouble about %s', async (_name, files: Readonly<Record<string, string>>, argv, says) => {
  const { code, out, err } = await run(sandbox(files), argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(says);
});

it('still scans files, with options behind the paths', async () => {
  const folder = sandbox({ 'a.ts': 'export const a = 1;\n' });
  const { code, out } = await run(folder, ['a.ts', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ summary: { files: 1 } });
});

it('reads no report of npm 6', () => {
  expect(readAudit(JSON.stringify({ advisories: {}, metadata: {} }), '')).toMatchObject({ kind: 'failed' });
  expect(readAudit(JSON.stringify(NOTHING), 'npm warn something')).toEqual({ kind: 'answered', advisories: [] });
});
