/**
 * Files of packages that stand in the same repository, by the names that imports call them: those of a workspace, which an
 * installation links, and what a package calls its own files (https://nodejs.org/api/packages.html#exports and
 * https://nodejs.org/api/packages.html#subpath-imports). The sources are looked for, also where `exports` names what a build
 * makes of them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { upwards } from './upwards.js';

type Manifest = Readonly<Record<string, unknown>>;

interface LocalPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

function isRecord(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function read(file: string, how: (text: string) => unknown): Manifest | null {
  try {
    const value = how(readFileSync(file, 'utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function manifestIn(folder: string): Manifest | null {
  return read(path.join(folder, 'package.json'), (text) => JSON.parse(text) as unknown);
}

/** The patterns of folders that are packages of a workspace whose root a folder is; null when it is none. */
function patternsIn(folder: string): readonly string[] | null {
  const pnpm = path.join(folder, 'pnpm-workspace.yaml');
  if (existsSync(pnpm)) return textsOf(read(pnpm, (text) => parse(text) as unknown)?.['packages']);
  const declared = manifestIn(folder)?.['workspaces'];
  if (declared === undefined) return null;
  return textsOf(isRecord(declared) ? declared['packages'] : declared);
}

/** How deep `**` looks for packages. */
const MAX_DEPTH = 4;
const SKIPPED = /^(?:\.|node_modules$|dist$|build$)/;

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() && !SKIPPED.test(each.name) ? [path.join(folder, each.name)] : [],
    );
  } catch {
    return [];
  }
}

function expanded(folder: string, segments: readonly string[], depth = 0): readonly string[] {
  const [first, ...rest] = segments;
  if (first === undefined) return [folder];
  if (first === '**') {
    const deeper = depth < MAX_DEPTH ? foldersIn(folder).flatMap((each) => expanded(each, segments, depth + 1)) : [];
    return [...expanded(folder, rest, depth), ...deeper];
  }
  if (!first.includes('*')) return expanded(path.join(folder, first), rest, depth);
  const [head = '', tail = ''] = first.split('*');
  return foldersIn(folder)
    .filter((each) => path.basename(each).startsWith(head) && path.basename(each).endsWith(tail))
    .flatMap((each) => expanded(each, rest, depth));
}

/** The packages of a workspace by name. */
function packagesOf(root: string, patterns: readonly string[]): ReadonlyMap<string, LocalPackage> {
  const found = new Map<string, LocalPackage>();
  const folders = patterns
    .filter((each) => !each.startsWith('!'))
    .flatMap((each) =>
      expanded(
        root,
        each.split('/').filter((part) => part !== '' && part !== '.'),
      ),
    );
  for (const folder of [...folders, root]) {
    const manifest = manifestIn(folder);
    const name = manifest?.['name'];
    if (manifest && typeof name === 'string' && !found.has(name)) found.set(name, { folder, manifest });
  }
  return found;
}

const workspaces = new Map<string, ReadonlyMap<string, LocalPackage> | null>();

/** The packages of the workspace that a folder stands in; what is found is kept for the life of the process. */
function workspaceAround(folder: string): ReadonlyMap<string, LocalPackage> | null {
  const known = workspaces.get(folder);
  if (known !== undefined) return known;
  let found: ReadonlyMap<string, LocalPackage> | null = null;
  for (const each of upwards(folder)) {
    const patterns = patternsIn(each);
    if (patterns === null) continue;
    found = packagesOf(each, patterns);
    break;
  }
  workspaces.set(folder, found);
  return found;
}

/** All paths that an entry of `exports` or `imports` may lead to, whatever the conditions. */
function leaves(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry];
  if (Array.isArray(entry)) return entry.flatMap(leaves);
  return isRecord(entry) ? Object.values(entry).flatMap(leaves) : [];
}

/** What a table of subpaths says of one; the longest pattern counts. */
function mapped(table: Manifest, subpath: string): readonly string[] {
  if (table[subpath] !== undefined) return leaves(table[subpath]);
  const [best] = Object.keys(table)
    .flatMap((pattern) => {
      const star = pattern.indexOf('*');
      if (star < 0) return [];
      const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
      const fits = subpath.startsWith(head) && subpath.endsWith(tail) && subpath.length >= head.length + tail.length;
      return fits ? [{ pattern, middle: subpath.slice(head.length, subpath.length - tail.length) }] : [];
    })
    .sort((a, b) => b.pattern.length - a.pattern.length);
  return best ? leaves(table[best.pattern]).map((each) => each.replaceAll('*', best.middle)) : [];
}

/** A path into what a build makes, and the source that it may be made of. */
function sourcesFor(target: string): readonly string[] {
  const stem = target.replace(/\.d\.[cm]?ts$|\.[cm]?[jt]sx?$/, '');
  const built = /^(?:\.\/)?(?:dist|build|lib|out)\/(?:(?:esm|cjs|types|src|es)\/)?(.*)$/.exec(stem)?.[1];
  const own = /\.d\.[cm]?ts$/.test(target) ? stem : target;
  return built === undefined ? [own] : [`src/${built}`, built, own];
}

function entriesOf({ manifest }: LocalPackage, subpath: string): readonly string[] {
  const { exports } = manifest;
  const isTable = isRecord(exports) && Object.keys(exports).some((each) => each.startsWith('.'));
  const listed = isTable ? mapped(exports, subpath) : subpath === '.' ? leaves(exports) : [];
  const fields = ['source', 'types', 'module', 'main'].flatMap((field) => leaves(manifest[field]));
  const plain = subpath.slice(2);
  const places = subpath === '.' ? [...fields, 'src/index', 'index'] : [plain, `src/${plain}`];
  return [...new Set([...listed, ...places].flatMap(sourcesFor))];
}

function nearestManifest(folder: string): LocalPackage | null {
  for (const each of upwards(folder)) {
    const manifest = manifestIn(each);
    if (manifest) return { folder: each, manifest };
  }
  return null;
}

/**
 * Returns where the source may stand that an import names by a package of the same workspace, or by a subpath of its own
 * package (`#lib/db`); the likeliest place first, without a promise that anything is there. Empty for other packages.
 */
export function localSources(folder: string, specifier: string): readonly string[] {
  if (specifier.startsWith('#')) {
    const own = nearestManifest(folder);
    const table = own?.manifest['imports'];
    return own && isRecord(table)
      ? mapped(table, specifier)
          .flatMap(sourcesFor)
          .map((each) => path.resolve(own.folder, each))
      : [];
  }
  const packages = workspaceAround(folder);
  if (!packages) return [];
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
  const found = packages.get(name);
  return found ? entriesOf(found, rest === '' ? '.' : `./${rest}`).map((each) => path.resolve(found.folder, each)) : [];
}
