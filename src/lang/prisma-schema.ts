/**
 * Prisma schemas near a file: which fields each model has. They stand where `prisma generate` looks for them
 * (https://www.prisma.io/docs/orm/prisma-schema/overview/location): `prisma/schema.prisma`, `schema.prisma`, or a folder of
 * such files.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { believing } from './remembering.js';
import { upwards } from './upwards.js';

export type PrismaModels = ReadonlyMap<string, readonly string[]>;

const NONE: PrismaModels = new Map();
const PLACES = ['prisma', '.', 'src/prisma', 'prisma/schema', 'prisma/models', 'db', 'src/db'];
const MAX_UP = 8;
const MAX_BYTES = 2_000_000;

/** Returns the models of the text of a schema with the names of their fields. */
export function prismaModels(text: string): PrismaModels {
  const bare = text.replace(/\/\/.*$/gm, '');
  return new Map(
    [...bare.matchAll(/^\s*model\s+(\w+)\s*\{([^}]*)\}/gm)].map(([, name = '', body = '']) => [
      name,
      [...body.matchAll(/^\s*(\w+)\s+\w/gm)].map(([, field = '']) => field),
    ]),
  );
}

function schemasIn(folder: string): readonly string[] {
  return PLACES.flatMap((place) => {
    const inside = path.join(folder, place);
    try {
      return readdirSync(inside).flatMap((name) => (name.endsWith('.prisma') ? [path.join(inside, name)] : []));
    } catch {
      return [];
    }
  });
}

function read(file: string): PrismaModels {
  try {
    return statSync(file).size > MAX_BYTES ? NONE : prismaModels(readFileSync(file, 'utf8'));
  } catch {
    return NONE;
  }
}

/** Schemas are edited while an editor's process goes on: how long what was read is believed, in milliseconds. */
const BELIEVED = 2_000;

const find = believing(BELIEVED, (folder): PrismaModels => {
  let up = 0;
  for (const each of upwards(folder)) {
    const files = schemasIn(each);
    if (files.length > 0) return new Map(files.flatMap((file) => [...read(file)]));
    if (++up > MAX_UP) break;
  }
  return NONE;
});

/** Returns the models of the schema nearest to a file; none where no schema is in sight. Never throws. */
export function prismaModelsNear(fileName: string, now: number = Date.now()): PrismaModels {
  return find(path.dirname(path.resolve(fileName)), now);
}
