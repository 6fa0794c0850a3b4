/** Which version of a package a file gets: what is installed for it, or else what the project declares. */
import path from 'node:path';
import { BELIEVED, isRecord, manifestAt, type Manifest } from './manifests.js';
import { believing } from './remembering.js';
import { upwards } from './upwards.js';

/** Major, minor and patch (https://semver.org); what is not said is 0. */
export type Version = readonly [major: number, minor: number, patch: number];

const LISTS = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const;

const NUMBER = String.raw`v?(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][\w.+-]*)?`;
const SINGLE = new RegExp(`^${NUMBER}$`);
const COMPARATOR = new RegExp(`^(<=|>=|<|>|=|\\^|~)?\\s*${NUMBER}$`);

function part(text: string | undefined): number {
  const number = Number(text ?? 0);
  return Number.isNaN(number) ? 0 : number;
}

/** Returns what a version says in numbers; null for everything that is none. Prereleases count as what they lead to. */
export function parseVersion(text: string): Version | null {
  const match = SINGLE.exec(text.trim());
  return match ? [part(match[1]), part(match[2]), part(match[3])] : null;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** True when a version lies in a range of comparators: `<4`, `>=3.1 <5`, `<2 || >=3`. */
export function satisfies(version: Version, range: string): boolean {
  return range.split('||').some((all) =>
    all
      .trim()
      .split(/\s+/)
      .every((each) => holds(version, each)),
  );
}

function holds(version: Version, comparator: string): boolean {
  const match = COMPARATOR.exec(comparator);
  const bound = match ? parseVersion(comparator.replace(/^\D+/, '')) : null;
  if (!match || !bound) return false;
  const order = compare(version, bound);
  switch (match[1]) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return order === 0;
  }
}

/** The lowest version of one alternative of a declared range, and the major below which it stays. */
function boundsOf(range: string): { readonly low: Version; readonly below: number } | null {
  const text = range.trim().replace(/(<=|>=|<|>|=|\^|~)\s+/g, '$1');
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const words = hyphen ? [`>=${hyphen[1] ?? ''}`, `<=${hyphen[2] ?? ''}`] : text.split(/\s+/);
  let low: Version | null = null;
  let below: number | null = null;
  for (const word of words) {
    const match = COMPARATOR.exec(word);
    const bound = match ? parseVersion(word.replace(/^(?:[<>=^~]|\s)+/, '')) : null;
    if (!match || !bound) return null;
    const [, operator = ''] = match;
    if (operator.startsWith('<'))
      below = operator === '<' && bound[1] === 0 && bound[2] === 0 ? bound[0] : bound[0] + 1;
    else {
      low = bound;
      if (!operator.startsWith('>')) below = bound[0] + 1;
    }
  }
  return low === null || below === null ? null : { low, below };
}

/**
 * Returns the lowest version that a declared range lets in; null when it says none (`*`, tags, addresses, other packages)
 * or reaches over several majors: which of them it will be is then not known.
 */
export function lowestOf(range: string): Version | null {
  let lowest: Version | null = null;
  for (const each of range.replace(/^workspace:/, '').split('||')) {
    const bounds = boundsOf(each);
    if (!bounds || bounds.below > bounds.low[0] + 1) return null;
    if (lowest && lowest[0] !== bounds.low[0]) return null;
    if (!lowest || compare(bounds.low, lowest) < 0) lowest = bounds.low;
  }
  return lowest;
}

function declaredIn(manifest: Manifest, name: string): string | null {
  for (const list of LISTS) {
    const own = manifest[list];
    const range = isRecord(own) && Object.hasOwn(own, name) ? own[name] : undefined;
    if (typeof range === 'string') return range;
  }
  return null;
}

function find(folder: string, name: string, now: number): Version | null {
  for (const each of upwards(folder)) {
    const installed = manifestAt(path.join(each, 'node_modules', name, 'package.json'), now)?.['version'];
    if (typeof installed === 'string') return parseVersion(installed);
  }
  for (const each of upwards(folder)) {
    const manifest = manifestAt(path.join(each, 'package.json'), now);
    const range = manifest ? declaredIn(manifest, name) : null;
    if (range !== null) return lowestOf(range);
  }
  return null;
}

const found = believing(BELIEVED, (key, now) => {
  const [folder = '', name = ''] = key.split('\0');
  return find(folder, name, now);
});

/**
 * Returns the version of a package that a file gets: of the nearest `node_modules` that holds it (the way Node looks,
 * https://nodejs.org/api/modules.html#loading-from-node_modules-folders), or else the lowest version that the nearest
 * package.json declaring it lets in; null when neither says one. Never throws; answers are kept for a moment.
 */
export function versionFor(fileName: string, name: string, now: number = Date.now()): Version | null {
  const folder = path.dirname(path.resolve(fileName));
  return found(`${folder}\0${name}`, now);
}
