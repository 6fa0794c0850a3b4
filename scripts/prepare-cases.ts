import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isMain, repoRoot as root } from './lib/repo.js';

/** The names of the models that a Prisma schema declares. */
function modelNames(schema: string): readonly string[] {
  return [...schema.matchAll(/^model\s+(\w+)\s*\{/gm)].flatMap((match) => match[1] ?? []);
}

/** True when the generated client declares every model of the schema. */
function clientHolds(declarations: string, models: readonly string[]): boolean {
  if (!existsSync(declarations)) return false;
  const text = readFileSync(declarations, 'utf8');
  return models.every((model) => text.includes(`export type ${model} = `));
}

/**
 * Generates the Prisma client that the acceptance cases import, unless it is there already.
 * Works offline: Prisma 7 generates in JavaScript and only checks that a schema engine exists, so any executable will do.
 * @returns what was done.
 * @throws when `prisma generate` fails.
 */
export function prepareCases(): 'absent' | 'present' | 'generated' {
  const schema = path.join(root, 'tests/cases/prisma/schema.prisma');
  if (!existsSync(schema)) return 'absent';
  const declarations = path.join(root, 'node_modules/.prisma/client/index.d.ts');
  if (clientHolds(declarations, modelNames(readFileSync(schema, 'utf8')))) return 'present';
  const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
  execFileSync(
    process.execPath,
    [path.join(path.dirname(manifest), 'build/index.js'), 'generate', '--schema', schema],
    {
      cwd: root,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return 'generated';
}

if (isMain(import.meta.url)) {
  console.log(`Prisma client of the acceptance cases: ${prepareCases()}`);
}
