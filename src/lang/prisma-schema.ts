/**
 * Prisma schemas near a file: which fields each model has. They stand where `prisma generate` looks for them
 * (https://www.prisma.io/docs/orm/prisma-schema/overview/location): `prisma/schema.prisma`, `schema.prisma`, or a folder of
 * such files.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { believing } from './remembering.js';
import { upwards } from './upwards.js';

export interface PrismaModel {
  readonly fields: readonly string[];
  /** Those of the fields that are records of other models: https://www.prisma.io/docs/orm/prisma-schema/data-model/relations */
  readonly relations: readonly string[];
}

export type PrismaModels = ReadonlyMap<string, PrismaModel>;

const NONE: PrismaModels = new Map();
const PLACES = ['prisma', '.', 'src/prisma', 'prisma/schema', 'prisma/models', 'db', 'src/db'];
const MAX_UP = 8;
const MAX_BYTES = 2_000_000;

interface Described {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

function describedIn(text: string): readonly Described[] {
  const bare = text.replace(/\/\/.*$/gm, '');
  return [...bare.matchAll(/^\s*model\s+(\w+)\s*\{([^}]*)\}/gm)].map(([, name = '', body = '']) => ({
    name,
    fields: [...body.matchAll(/^\s*(\w+)\s+(\w+)/gm)].map(([, field = '', type = '']) => ({ name: field, type })),
  }));
}

/** Returns the models of the texts of a schema with the names of their fields. */
export function prismaModels(...texts: readonly string[]): PrismaModels {
  const all = texts.flatMap(describedIn);
  const names = new Set(all.map(({ name }) => name));
  return new Map(
    all.map(({ name, fields }) => [
      name,
      {
        fields: fields.map((each) => each.name),
        relations: fields.flatMap((each) => (names.has(each.type) ? [each.name] : [])),
      },
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

function read(file: string): string {
  try {
    return statSync(file).size > MAX_BYTES ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Schemas are edited while an editor's process goes on: how long what was read is believed, in milliseconds. */
const BELIEVED = 2_000;

const find = believing(BELIEVED, (folder): PrismaModels => {
  let up = 0;
  for (const each of upwards(folder)) {
    const files = schemasIn(each);
    if (files.length > 0) return prismaModels(...files.map(read));
    if (++up > MAX_UP) break;
  }
  return NONE;
});

/** Returns the models of the schema nearest to a file; none where no schema is in sight. Never throws. */
export function prismaModelsNear(fileName: string, now: number = Date.now()): PrismaModels {
  return find(path.dirname(path.resolve(fileName)), now);
}
