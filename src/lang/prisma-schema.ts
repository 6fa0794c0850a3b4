/**
 * Prisma schemas near a file: which fields each model has. They stand where `prisma generate` looks for them
 * (https://www.prisma.io/docs/orm/prisma-schema/overview/location): `prisma/schema.prisma`, `schema.prisma`, or a folder of
 * such files.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
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

/** In an editor schemas are edited while the process goes on: what was read is believed for this long. */
const BELIEVED = 2_000;
const MAX_KNOWN = 10_000;
const known = new Map<string, { readonly at: number; readonly models: PrismaModels }>();

function find(folder: string): PrismaModels {
  let up = 0;
  for (const each of upwards(folder)) {
    const files = schemasIn(each);
    if (files.length > 0) return new Map(files.flatMap((file) => [...read(file)]));
    if (++up > MAX_UP) break;
  }
  return NONE;
}

/** Returns the models of the schema nearest to a file; none where no schema is in sight. Never throws. */
export function prismaModelsNear(fileName: string, now: number = Date.now()): PrismaModels {
  const folder = path.dirname(path.resolve(fileName));
  const before = known.get(folder);
  if (before && now - before.at < BELIEVED) return before.models;
  const models = find(folder);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(folder, { at: now, models });
  return models;
}
