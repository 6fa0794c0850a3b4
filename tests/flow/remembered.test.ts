import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'remembered-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const LEVELS = 5;

/** A chain of files, each of which calls the function of the one before twice; the first writes to the log. */
function chain(): string {
  writeFileSync(path.join(folder, 'package.json'), '{}');
  writeFileSync(path.join(folder, 'f0.ts'), `export function f0() { console.log('begun'); }`);
  for (let level = 1; level <= LEVELS; level++) {
    const [own, below] = [`f${String(level)}`, `f${String(level - 1)}`];
    const text = `import { ${below} } from './${below}';\nexport function ${own}() { ${below}(); ${below}(); }`;
    writeFileSync(path.join(folder, `${own}.ts`), text);
  }
  return `f${String(LEVELS)}`;
}

it('notes once what a remembered call has seen, however often it is called', () => {
  const last = chain();
  const text = `import { ${last} } from './${last}';\n${last}();\n${last}();\n`;
  const { result } = analyseText(path.join(folder, 'main.ts'), text);
  const written = result.log.records.filter(({ entity }) => entity.name.endsWith('log'));
  expect(written.length).toBe(1);
});
