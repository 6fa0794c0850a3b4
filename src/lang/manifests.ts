/** The package.json files around a source file, and the workspaces that they declare. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { believing } from './remembering.js';
import { upwards } from './upwards.js';

/** What a package.json says; nothing in it is known to have the shape that it should. */
export type Manifest = Readonly<Record<string, unknown>>;

/** A package of the repository. */
export interface LocalPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** How long what was read is believed, in milliseconds. */
export const BELIEVED = 10_000;

/** True for what is an object with names, as JSON knows it. */
export function isRecord(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(file: string, how: (text: string) => unknown): Manifest | null {
  try {
    const value = how(readFileSync(file, 'utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Returns what a package.json says; null when it is not there, cannot be read or is no object. Never throws. */
export const manifestAt = believing(BELIEVED, (file) => read(file, (text) => JSON.parse(text) as unknown));

/** Returns the package that a folder belongs to: that of the nearest package.json; null when there is none. */
export function packageAround(folder: string): LocalPackage | null {
  for (const each of upwards(folder)) {
    const manifest = manifestAt(path.join(each, 'package.json'));
    if (manifest) return { folder: each, manifest };
  }
  return null;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/**
 * Returns the patterns of the folders that are packages of a workspace whose root a folder is; null when it is none
 * (https://pnpm.io/pnpm-workspace_yaml, https://docs.npmjs.com/cli/v11/configuring-npm/package-json#workspaces). Never throws.
 */
export function workspacePatterns(folder: string): readonly string[] | null {
  const pnpm = path.join(folder, 'pnpm-workspace.yaml');
  if (existsSync(pnpm)) return textsOf(read(pnpm, (text) => parse(text) as unknown)?.['packages']);
  const declared = manifestAt(path.join(folder, 'package.json'))?.['workspaces'];
  if (declared === undefined) return null;
  return textsOf(isRecord(declared) ? declared['packages'] : declared);
}
