import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { filesBelow, repoRoot } from './repo.js';

const ENTRIES = ['index.js', 'cli/bin.js'];
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * Builds the package into an empty folder: declarations and modules by TypeScript, whose modules are then joined into one
 * file for each entry and one for each part that only some of them load. Node.js spends longer on finding and opening
 * hundreds of files than on running them. Dependencies stay outside; names and structure of the code stay as they are.
 * @throws when TypeScript reports an error.
 */
export async function buildPackage(outDir: string): Promise<void> {
  rmSync(outDir, { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir], {
    cwd: repoRoot,
    stdio: 'inherit',
  });
  const { outputFiles } = await build({
    entryPoints: ENTRIES.map((entry) => path.join(outDir, entry)),
    outbase: outDir,
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    chunkNames: 'parts/[name]-[hash]',
    write: false,
    logLevel: 'warning',
  });
  for (const file of filesBelow(outDir, '.', '.js')) rmSync(path.join(outDir, file));
  for (const { path: file, contents } of outputFiles) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  chmodSync(path.join(outDir, 'cli/bin.js'), 0o755);
}
