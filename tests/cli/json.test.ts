import { describe, expect, it } from 'vitest';
import { run, sandbox } from './sandbox.js';

describe('--format json', () => {
  it('prints the documented schema', async () => {
    const folder = sandbox({ 'src/a.ts': 'sink(req.url);\nflaw();\n', 'src/bad.ts': 'let let = 1 +;\n' });
    const { code, out } = await run(folder, ['--format', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      summary: { preset: 'recommended', files: 2, typedFiles: 0, untypedFiles: 2, findings: 2, troubles: 1 },
      findings: [
        {
          rule: 'api-security/no-flow',
          owasp: 'API8',
          cwe: [89, 20],
          url: 'https://example.test/rules/no-flow',
          message:
            'User input from `req.url` (src/a.ts:1:6) reaches the SQL text of `Pool.query` through `findUser` (src/db.ts:4:3). Use a placeholder.',
          file: 'src/a.ts',
          line: 1,
          column: 6,
          endLine: 1,
          endColumn: 13,
          trail: {
            source: { kind: 'User input', text: 'req.url', place: { file: 'src/a.ts', line: 1, column: 6 } },
            steps: [{ name: 'findUser', place: { file: 'src/db.ts', line: 4, column: 3 } }],
            sink: 'the SQL text of `Pool.query`',
            sinkPlace: null,
            remedy: 'Use a placeholder.',
          },
          suggestions: [{ description: 'Use a constant', edit: { start: 5, end: 12, text: "'safe'" } }],
        },
        {
          rule: 'api-security/no-plain',
          owasp: 'API2',
          cwe: [],
          url: 'https://example.test/rules/no-plain',
          message: 'The pattern `\\d+` is a flaw.',
          file: 'src/a.ts',
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 7,
          trail: null,
          suggestions: [],
        },
      ],
      troubles: [
        {
          kind: 'syntax',
          message: expect.stringMatching(/^Syntax error: .+ Mend it; this file was not analysed\.$/) as string,
          file: 'src/bad.ts',
          line: 1,
          column: expect.any(Number) as number,
        },
      ],
    });
  });

  it('is alone on stdout', async () => {
    const { out, err } = await run(sandbox({ 'a.ts': 'const = 1;\n' }), ['--format', 'json'], { isTTY: true });
    expect(JSON.parse(out)).toMatchObject({ findings: [], troubles: [{ file: 'a.ts' }] });
    expect(err).toContain('a.ts:1:');
  });
});
