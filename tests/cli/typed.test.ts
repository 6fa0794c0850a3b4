import { describe, expect, it } from 'vitest';
import { run, sandbox } from './sandbox.js';

const project = {
  'tsconfig.json': '{ "compilerOptions": { "types": [] }, "include": ["src"] }',
  'src/a.ts': 'export const a = 1;\n',
  'src/script.js': 'export const b = 1;\n',
  'scripts/tool.ts': 'export const c = 1;\n',
};

async function typedFiles(files: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  const folder = sandbox(files);
  const { out, err } = await run(folder, ['--preset', 'owasp-api9', ...argv]);
  const found = [...out.matchAll(/^ {2}(\S+?):1:1 /gm)].map((match) => match[1]);
  return { found, err, summary: out.trimEnd().split('\n').at(-1) };
}

describe('types', () => {
  it('are used where a tsconfig.json includes the file; the others are scanned without, and the summary says so', async () => {
    expect(await typedFiles(project)).toEqual({
      found: ['src/a.ts'],
      err: '',
      summary:
        '3 files scanned with preset owasp-api9: 1 with types, 2 without types (in no project of a tsconfig.json).',
    });
  });

  it('are used for JavaScript that the project allows', async () => {
    const config = '{ "compilerOptions": { "allowJs": true, "types": [] }, "include": ["src"] }';
    const { found } = await typedFiles({ ...project, 'tsconfig.json': config });
    expect(found).toEqual(['src/a.ts', 'src/script.js']);
  });

  it('come from the nearest project of each package', async () => {
    const { found, summary } = await typedFiles({
      'packages/one/tsconfig.json': '{ "compilerOptions": { "types": [] } }',
      'packages/one/index.ts': 'export {};\n',
      'packages/two/index.ts': 'export {};\n',
    });
    expect(found).toEqual(['packages/one/index.ts']);
    expect(summary).toContain('1 with types, 1 without types (no tsconfig.json found).');
  });

  it('are found through the references of a solution', async () => {
    const { found } = await typedFiles({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': '{ "compilerOptions": { "composite": true, "types": [] }, "include": ["src"] }',
      'src/a.ts': 'export {};\n',
    });
    expect(found).toEqual(['src/a.ts']);
  });

  it('are left aside by --no-typed', async () => {
    expect(await typedFiles(project, '--no-typed')).toMatchObject({
      found: [],
      summary: '3 files scanned with preset owasp-api9: 3 without types (--no-typed).',
    });
  });
});
