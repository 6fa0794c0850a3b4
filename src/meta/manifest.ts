/** What is wrong with the dependencies that a package.json declares (https://docs.npmjs.com/cli/v11/configuring-npm/package-json). */
import { RISKY_PACKAGES, type RiskyPackage } from './risky-packages.js';

/** malicious, unsafe, abandoned: as in the list; unpinned: any version or any content; script: an install script that downloads. */
export type ManifestKind = RiskyPackage['kind'] | 'unpinned' | 'script';

export interface ManifestProblem {
  /** Where in the file: the list or `scripts`, and the name there. */
  readonly path: readonly [list: string, name: string];
  readonly kind: ManifestKind;
  readonly message: string;
}

export interface ManifestOptions {
  /** Packages of which nothing is said. */
  readonly allow: readonly string[];
  /** True for names that a workspace of the same repository provides, or may provide. */
  readonly isLocal: (name: string) => boolean;
}

const BY_NAME: ReadonlyMap<string, RiskyPackage> = new Map(RISKY_PACKAGES.map((each) => [each.name, each]));

/** What is installed with the service; of the other lists only what does harm by being installed counts. */
const SHIPPED: ReadonlySet<string> = new Set(['dependencies', 'optionalDependencies', 'peerDependencies']);
const LISTS = [...SHIPPED, 'devDependencies'];
/** Scripts that npm runs when the package, or the project itself, is installed. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

const DOWNLOADS = /(?:^|[\s;&|("'`])(?:curl|wget|iwr|Invoke-WebRequest)(?:\.exe)?\s/i;
/** A repository or an archive: what stands there can change. A full commit hash cannot. */
const REMOTE = /^(?:git(?:\+\w+)?:|git@|github:|gitlab:|bitbucket:|gist:|https?:)|^[\w-][\w.-]*\/[\w.-]+(?:#.*)?$/;
const COMMIT = /#[0-9a-f]{40}$/;
const ANY_VERSION = /^(?:|\*|x|X|latest|next|>=?\s*0(?:\.0)*)$/;

/** Returns a package of the list by its name; undefined for all others. */
export function riskyPackage(name: string): RiskyPackage | undefined {
  return BY_NAME.get(name);
}

/** Returns what a message says of such a package. */
export function describeRisk({ name, kind, why, source, instead }: RiskyPackage): string {
  return `\`${name}\` is ${kind}: ${why} (${source}). ${instead}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `npm:real@^1` installs another package than the name says. */
function installedName(name: string, range: string): string {
  return /^npm:((?:@[^/@]+\/)?[^@]+)/.exec(range)?.[1] ?? name;
}

function judgeRange(list: string, name: string, range: string, isLocal: ManifestOptions['isLocal']): string | null {
  const text = range.trim();
  if (REMOTE.test(text) && !COMMIT.test(text))
    return `\`${name}\` comes from \`${text}\`, where the content can change under the same name. Use a version of the registry, or a full commit hash.`;
  if (list !== 'peerDependencies' && ANY_VERSION.test(text) && !isLocal(name))
    return `\`${name}\` may be any version (\`${text}\`), also one that somebody publishes after an account was taken over. Name a range, and commit the lock file.`;
  return null;
}

function ofList(list: string, entries: unknown, { allow, isLocal }: ManifestOptions): readonly ManifestProblem[] {
  if (!isRecord(entries)) return [];
  return Object.entries(entries).flatMap(([name, range]): readonly ManifestProblem[] => {
    if (typeof range !== 'string' || allow.includes(name)) return [];
    const real = installedName(name, range);
    const risk = allow.includes(real) ? undefined : riskyPackage(real);
    if (risk && (risk.kind === 'malicious' || SHIPPED.has(list)))
      return [{ path: [list, name], kind: risk.kind, message: describeRisk(risk) }];
    const message = judgeRange(list, name, range, isLocal);
    return message === null ? [] : [{ path: [list, name], kind: 'unpinned', message }];
  });
}

/** Returns the problems of a parsed package.json, in the order of its lists; nothing for what is no object. */
export function manifestProblems(manifest: unknown, options: ManifestOptions): readonly ManifestProblem[] {
  if (!isRecord(manifest)) return [];
  const { scripts } = manifest;
  const lists = LISTS.flatMap((list) => ofList(list, manifest[list], options));
  const downloads = INSTALL_SCRIPTS.flatMap((name): readonly ManifestProblem[] => {
    const text = isRecord(scripts) ? scripts[name] : undefined;
    return typeof text === 'string' && DOWNLOADS.test(text)
      ? [
          {
            path: ['scripts', name],
            kind: 'script',
            message: `The script \`${name}\` downloads something that no lock file knows whenever the package is installed. Install it as a dependency with a fixed version.`,
          },
        ]
      : [];
  });
  return [...lists, ...downloads];
}
