import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesToScan, isScanned } from '../../src/cli/files.js';
import { displayPath } from '../../src/report/place.js';
import { git, run, sandbox } from './sandbox.js';

const sources = {
  'src/a.ts': '',
  'src/b.tsx': '',
  'src/c.mts': '',
  'src/d.cts': '',
  'src/e.js': '',
  'src/f.mjs': '',
  'src/g.cjs': '',
  'src/h.jsx': '',
};

const others = {
  'README.md': '',
  'src/types.d.ts': '',
  'src/types.d.mts': '',
  'src/style.d.css.ts': '',
  'src/vendor.min.js': '',
  'src/data.json': '',
  'node_modules/x/index.js': '',
  'packages/p/dist/index.js': '',
  'build/a.js': '',
  'coverage/a.js': '',
  '.next/a.js': '',
};

function scanned(folder: string, ...paths: readonly string[]): readonly string[] {
  return filesToScan(folder, paths).map((file) => displayPath(folder, file));
}

describe('filesToScan', () => {
  it('walks a folder outside git: every source extension, no output, no declarations, no minified files', () => {
    expect(scanned(sandbox({ ...sources, ...others }))).toEqual(Object.keys(sources));
  });

  it('leaves out what .gitignore lists in a git work tree, at every level, and keeps new files', () => {
    const folder = sandbox({
      ...sources,
      ...others,
      '.gitignore': 'generated/\n',
      'generated/a.ts': '',
      'src/.gitignore': 'local.ts\n',
      'src/local.ts': '',
      'src/ünïcode name.ts': '',
    });
    git(folder, 'init', '--quiet');
    git(folder, 'add', 'src/a.ts');
    expect(scanned(folder)).toEqual([...Object.keys(sources), 'src/ünïcode name.ts']);
    expect(scanned(folder, 'src')).toEqual([...Object.keys(sources), 'src/ünïcode name.ts']);
  });

  it('takes files that are named, skips those that are no sources, and lists none twice', () => {
    const folder = sandbox({ ...sources, ...others });
    expect(scanned(folder, 'src/a.ts', 'src', './src/a.ts', 'README.md', 'build/a.js', 'src/types.d.ts')).toEqual(
      Object.keys(sources),
    );
    expect(scanned(folder, 'README.md')).toEqual([]);
  });

  it('follows no symbolic link', () => {
    const folder = sandbox({ 'src/a.ts': '', 'elsewhere/b.ts': '' });
    fs.symlinkSync(path.join(folder, 'elsewhere/b.ts'), path.join(folder, 'src/b.ts'));
    fs.symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'src/elsewhere'));
    expect(scanned(folder, 'src')).toEqual(['src/a.ts']);
    git(folder, 'init', '--quiet');
    expect(scanned(folder, 'src')).toEqual(['src/a.ts']);
  });

  it('scans a folder that is named although its name is one of those left out', () => {
    const folder = sandbox({ 'build/tools/a.ts': '' });
    expect(scanned(folder, 'build/tools')).toEqual(['build/tools/a.ts']);
  });
});

describe('isScanned', () => {
  it('judges by name and folders', () => {
    expect(isScanned('src/app.ts')).toBe(true);
    expect(isScanned('src/distance/app.ts')).toBe(true);
    expect(isScanned('src/d.ts')).toBe(true);
    expect(isScanned('src\\dist\\app.ts')).toBe(false);
    expect(isScanned('app.vue')).toBe(false);
  });
});

describe('files on the command line', () => {
  it('leaves minified text out whatever its name', async () => {
    const folder = sandbox({ 'vendor.js': `flaw();${'a+b;'.repeat(3_000)}\n`, 'own.js': 'flaw();\n'.repeat(900) });
    const { out } = await run(folder, ['--format', 'json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly { readonly file: string }[] };
    expect(new Set(findings.map((finding) => finding.file))).toEqual(new Set(['own.js']));
  });

  it('scans outside the current folder, with every place relative to it', async () => {
    const folder = sandbox({ 'here/a.ts': '', 'there/b.ts': 'sink(req.body);\n' });
    const { code, out } = await run(path.join(folder, 'here'), ['../there', '--format', 'json']);
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { readonly findings: readonly Record<string, unknown>[] };
    expect(findings[0]).toMatchObject({
      file: '../there/b.ts',
      message: expect.stringContaining('(../there/b.ts:1:6)') as string,
      trail: { source: { place: { file: '../there/b.ts', line: 1, column: 6 } } },
    });
  });
});
