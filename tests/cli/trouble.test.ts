import { describe, expect, it } from 'vitest';
import { run, sandbox } from './sandbox.js';

describe('trouble', () => {
  it('reports a syntax error with its place, goes on with the rest and exits 2', async () => {
    const folder = sandbox({ 'src/bad.ts': 'const = 1;\n', 'src/good.ts': 'flaw();\n' });
    const { code, out, err } = await run(folder);
    expect(code).toBe(2);
    expect(out).toContain('src/good.ts:1:1');
    expect(out).toContain('1 file could not be analysed.');
    expect(err).toMatch(
      /^api-security: src\/bad\.ts:1:\d: Syntax error: Variable declaration expected\. Mend it; this file was not analysed\.\n$/,
    );
  });

  it('reports a syntax error once in a file with types, too', async () => {
    const folder = sandbox({ 'tsconfig.json': '{ "include": ["*.ts"] }', 'bad.ts': 'const = 1;\n' });
    const { code, err } = await run(folder);
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n')).toEqual([expect.stringMatching(/^api-security: bad\.ts:1:\d: Syntax error: /)]);
  });

  it('names a missing path, scans nothing and exits 2', async () => {
    const folder = sandbox({ 'a.ts': 'flaw();\n' });
    const { code, out, err } = await run(folder, ['a.ts', 'srcs', 'b.ts']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      `api-security: srcs: No such file or folder. Name paths relative to the current folder.
api-security: b.ts: No such file or folder. Name paths relative to the current folder.
`,
    );
  });

  it('does not pass a folder without sources off as clean', async () => {
    const folder = sandbox({ 'docs/readme.md': '# Nothing\n' });
    const { code, err } = await run(folder, ['docs']);
    expect(code).toBe(2);
    expect(err).toMatch(/^api-security: docs: No TypeScript or JavaScript file to scan here\. Name the folder/);
  });

  it.each([
    [
      'an unknown preset',
      ['--preset', 'owasp-api11'],
      /'owasp-api11' is invalid\. Allowed choices are recommended, strict, all, owasp-api1,/,
    ],
    ['an unknown format', ['--format', 'xml'], /'xml' is invalid\. Allowed choices are text, json\./],
    ['an unknown option', ['--presets', 'all'], /unknown option '--presets'[^]*Did you mean --preset\?/],
    [
      'a preset that the plugin lacks',
      ['--preset', 'strict'],
      /There is no preset "strict"\. Choose one of recommended, all, owasp-api2/,
    ],
  ])('exits 2 on %s and names the choices', async (_name, argv, message) => {
    const { code, out, err } = await run(sandbox({ 'a.ts': '' }), argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it.each([
    ['text that is no JSON', '{ "compilerOptions": ', /tsconfig\.json/],
    ['a base that does not exist', '{ "extends": "./base.json" }', /base\.json/],
    ['a base in a package that is not installed', '{ "extends": "@acme/base/tsconfig.json" }', /@acme\/base/],
  ])('warns once of a tsconfig.json with %s, names the way out, and scans', async (_name, config, message) => {
    const folder = sandbox({ 'tsconfig.json': config, 'a.ts': 'flaw();\n', 'b.ts': '' });
    const { code, out, err } = await run(folder);
    expect(code).toBe(1);
    expect(out).toContain('a.ts:1:1');
    expect(out).toContain('2 files scanned');
    expect(out).not.toContain('could not be analysed');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toMatch(/^api-security: tsconfig\.json: /);
    expect(err).toMatch(message);
    expect(err).toMatch(/run with --no-typed\.\n$/);
    expect(await run(folder, ['--no-typed'])).toMatchObject({ code: 1, err: '' });
  });

  it('takes types from what a tsconfig.json says beside a base that is missing, and ends well without findings', async () => {
    const config = '{ "extends": "@acme/base/tsconfig.json", "compilerOptions": { "types": [] } }';
    const folder = sandbox({ 'tsconfig.json': config, 'a.ts': 'export {};\n' });
    const { code, out } = await run(folder);
    expect(code).toBe(0);
    expect(out).toContain('1 file scanned with preset recommended: 1 with types.');
  });

  it('contains a rule that throws, names file and rule and goes on', async () => {
    const folder = sandbox({ 'a.ts': 'explode;\n', 'b.ts': 'flaw();\n' });
    const { code, out, err } = await run(folder);
    expect(code).toBe(2);
    expect(out).toContain('b.ts:1:1');
    expect(err).toMatch(
      /^api-security: a\.ts: A rule failed on this file; please report it\. boom.*api-security\/no-crash.*\n$/,
    );
  });

  it('does not pass a file off as clean when the analysis failed on it', async () => {
    const folder = sandbox({ 'a.ts': 'stumble;\n', 'b.ts': 'flaw();\n' });
    const { code, out, err } = await run(folder);
    expect(code).toBe(2);
    expect(out).toContain('b.ts:1:1');
    expect(err).toBe(
      'api-security: a.ts: One part of the analysis failed and may have missed flaws (lost). ' +
        'This is a defect of api-security: please report what it prints with DEBUG=api-security.\n',
    );
  });
});
