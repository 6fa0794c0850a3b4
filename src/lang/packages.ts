/**
 * Files of packages that stand in the same repository, by the names that imports call them: those of a workspace, which an
 * installation links, and what a package calls its own files (https://nodejs.org/api/packages.html#exports and
 * https://nodejs.org/api/packages.html#subpath-imports). The sources are looked for, also where `exports` names what a build
 * makes of them.
 */
import path from 'node:path';
import { BELIEVED, isRecord, manifestAt, packageAround, workspacePatterns } from './manifests.js';
import type { LocalPackage, Manifest } from './manifests.js';
import { believing } from './remembering.js';
import { ts } from './ts.js';
import { upwards } from './upwards.js';

/** Folders in which no package of the repository is looked for. */
const SKIPPED = ['**/node_modules', '**/.*', '**/dist', '**/build'];
/** How deep `**` looks for packages. */
const MAX_DEPTH = 6;

type Packages = ReadonlyMap<string, LocalPackage>;

/** The packages of the workspace whose root a folder is, by name; null when it is the root of none. */
const packagesOf = believing(BELIEVED, (root, now): Packages | null => {
  const patterns = workspacePatterns(root);
  if (patterns === null) return null;
  const wanted = patterns
    .filter((each) => !each.startsWith('!'))
    .map((each) => `${each.replace(/\/+$/, '')}/package.json`);
  const below = wanted.length === 0 ? [] : ts.sys.readDirectory(root, ['.json'], SKIPPED, wanted, MAX_DEPTH);
  const found = new Map<string, LocalPackage>();
  for (const file of [...below, path.join(root, 'package.json')]) {
    const manifest = manifestAt(file, now);
    const name = manifest?.['name'];
    if (manifest && typeof name === 'string' && !found.has(name))
      found.set(name, { folder: path.dirname(file), manifest });
  }
  return found;
});

/** The packages of the workspace that a folder stands in; null outside of one. */
const packagesAround = believing(BELIEVED, (folder, now): Packages | null => {
  for (const each of upwards(folder)) {
    const packages = packagesOf(each, now);
    if (packages) return packages;
  }
  return null;
});

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

/**
 * Returns where the source may stand that an import names by a package of the same workspace, or by a subpath of its own
 * package (`#lib/db`); the likeliest place first, without a promise that anything is there. Empty for other packages.
 */
export function localSources(folder: string, specifier: string): readonly string[] {
  if (specifier.startsWith('#')) {
    const own = packageAround(folder);
    const table = own?.manifest['imports'];
    return own && isRecord(table)
      ? mapped(table, specifier)
          .flatMap(sourcesFor)
          .map((each) => path.resolve(own.folder, each))
      : [];
  }
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
  const found = packagesAround(folder)?.get(name);
  return found ? entriesOf(found, rest === '' ? '.' : `./${rest}`).map((each) => path.resolve(found.folder, each)) : [];
}
