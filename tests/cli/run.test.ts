import { describe, expect, it } from 'vitest';
import { run, sandbox } from './sandbox.js';

const flawed = "import { sink } from './db';\n\nexport const handler = (req: Request) => {\n\tsink(req.url);\n};\n";

describe('runCli', () => {
  it('needs no configuration: prints category, place, frame, flow, quick fix and documentation, and exits 1', async () => {
    const folder = sandbox({ 'src/users.ts': flawed });
    const { code, out, err } = await run(folder);
    expect(err).toBe('');
    expect(out).toBe(`API8 Security Misconfiguration (1)

  src/users.ts:4:7  api-security/no-flow  CWE-89, CWE-20
    User input reaches the SQL text of \`Pool.query\`. Use a placeholder.

      3 | export const handler = (req: Request) => {
    > 4 |  sink(req.url);
        |       ^^^^^^^
      5 | };

    Flow:
      1. src/users.ts:4:7  \`req.url\` (User input)
      2. src/db.ts:4:3     \`findUser\`
      3. src/users.ts:4:7  the SQL text of \`Pool.query\`
    Quick fix: Use a constant
    https://example.test/rules/no-flow

1 finding in 1 file (API8: 1).
1 file scanned with preset recommended: 1 without types (no tsconfig.json found).
`);
    expect(code).toBe(1);
  });

  it('tells of a place of another file once, with every call that leads there', async () => {
    const folder = sandbox({ 'src/a.ts': 'farSink(first);\n', 'src/b.ts': 'sink(own);\nfarSink(req.body.second);\n' });
    const { out } = await run(folder);
    expect(out).toContain(
      '      3. src/db.ts:9:1  the SQL text of `Pool.query`\n    1 more call leads to the same place:\n',
    );
    expect(out).toContain('\n      src/b.ts:2:9  `req.body.second`\n');
    expect(out.match(/^ {2}src.*no-flow/gm)).toHaveLength(2);
    expect(out).toContain(
      '3 findings in 2 files (API8: 3).\n2 of them lead to 1 place of other files: look there first.\n',
    );
  });

  it('groups by category in the order of the Top Ten', async () => {
    const folder = sandbox({ 'a.ts': 'sink(input);\nflaw();\n', 'b.js': 'flaw();\n' });
    const { out } = await run(folder);
    expect(out.match(/^API.*$/gm)).toEqual(['API2 Broken Authentication (2)', 'API8 Security Misconfiguration (1)']);
    expect(out).toContain('The pattern `\\d+` is a flaw.');
    expect(out).toContain('3 findings in 2 files (API2: 2, API8: 1).');
  });

  it('exits 0 on clean code', async () => {
    const { code, out, err } = await run(sandbox({ 'a.ts': 'export const a: number = 1;\n' }));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^No findings\.\n1 file scanned with preset recommended/);
  });

  it("leaves the user's own ESLint configuration alone", async () => {
    const folder = sandbox({ 'eslint.config.mjs': 'throw new Error("was read");\n', 'a.ts': 'flaw();\n' });
    const { code, out } = await run(folder, ['a.ts']);
    expect(code).toBe(1);
    expect(out).toContain('a.ts:1:1');
  });

  it('honours eslint-disable comments about its rules and is silent about all others', async () => {
    const folder = sandbox({
      'a.ts': `/* eslint foo/bar: "error", no-undef: "error", no-console: nonsense */
/* eslint api-security/renamed: "error", no-undef: "error" */
// eslint-disable-next-line other-plugin/some-rule, api-security/no-plain -- reviewed
flaw();
flaw(); // eslint-disable-line
/* eslint-disable unknown/rule */
console.log(undefinedName);
`,
    });
    const { code, out, err } = await run(folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('No findings.');
  });

  it('runs only the rules of the chosen preset', async () => {
    const folder = sandbox({ 'a.ts': 'sink(input);\nflaw();\n' });
    const { out } = await run(folder, ['--preset', 'owasp-api2']);
    expect(out).toContain('1 finding in 1 file (API2: 1).');
    expect(out).toContain('with preset owasp-api2');
  });

  it('colours and shows a progress bar on a terminal only, and neither when they are not wanted', async () => {
    const folder = sandbox({ 'a.ts': 'flaw();\n' });
    const watched = await run(folder, [], { isTTY: true });
    expect(watched.err).toContain('1/1 files');
    expect(watched.out).toContain('\u001b[');
    const quiet = await run(folder, ['--quiet-progress'], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(quiet.err).toBe('');
    expect(quiet.out).not.toContain('\u001b[');
  });

  it('prints nothing that a terminal would obey', async () => {
    const folder = sandbox({ 'a.ts': 'sink("\u001b[2J\u202e");\n' });
    const { out } = await run(folder);
    expect(out).toContain('\\u001b[2J\\u202e');
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  it('answers --help and --version with 0', async () => {
    const help = await run('.', ['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Usage: api-security [options] [command] [paths...]');
    expect(help.out).toContain('Exit codes: 0 nothing found, 1 findings, 2 trouble');
    expect(await run('.', ['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });
});
