/** Where imports lead: relative paths, path mapping, packages of the same workspace and others. Nothing of node_modules is looked at. */
import path from 'node:path';
import { builtinModules } from 'node:module';
import { generatedAlias } from './generated-aliases.js';
import { localSources } from './packages.js';
import { EXTENSIONS } from './sources-below.js';
import type { TS } from './ts.js';

/** Where an import specifier leads. Packages keep their specifier as written, `node:` added for Node's own. */
export type ModuleTarget =
  | { readonly kind: 'source'; readonly file: TS.SourceFile }
  | { readonly kind: 'package'; readonly specifier: string }
  | { readonly kind: 'none' };

const SWAPPED: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
const BUILTINS: ReadonlySet<string> = new Set(builtinModules);
/** An import that leads nowhere. */
export const NONE: ModuleTarget = { kind: 'none' };

function candidates(base: string): readonly string[] {
  const extension = path.extname(base);
  const swapped = SWAPPED[extension];
  const stem = swapped ? base.slice(0, -extension.length) : base;
  return [
    ...(swapped ?? []).map((each) => stem + each),
    ...((EXTENSIONS as readonly string[]).includes(extension) ? [base] : []),
    ...EXTENSIONS.map((each) => base + each),
    ...EXTENSIONS.map((each) => path.join(base, `index${each}`)),
  ];
}

/** Returns the package specifier in canonical form: `fs` becomes `node:fs`. */
function canonicalSpecifier(specifier: string): string {
  return !specifier.startsWith('node:') && BUILTINS.has(specifier) ? `node:${specifier}` : specifier;
}

/** Follows specifiers; what led somewhere once is known. */
export interface Resolver {
  readonly known: (from: TS.SourceFile, specifier: string) => ModuleTarget | undefined;
  readonly resolve: (from: TS.SourceFile, specifier: string) => ModuleTarget;
}

/** Returns a resolver over files that `load` gives, by the path mapping of the options that hold for the importing file. */
export function makeResolver(
  load: (fileName: string) => TS.SourceFile | undefined,
  optionsFor: (file: TS.SourceFile) => TS.CompilerOptions,
): Resolver {
  const cache = new Map<string, ModuleTarget>();
  // Names are read far more often than imports lead to new files: a specifier's own text is a quick key.
  const byFile = new WeakMap<TS.SourceFile, Map<string, ModuleTarget>>();
  const find = (base: string): TS.SourceFile | undefined => {
    for (const candidate of candidates(base)) {
      const file = load(candidate);
      if (file && !file.isDeclarationFile) return file;
    }
    return undefined;
  };
  const aliased = (from: TS.SourceFile, specifier: string): TS.SourceFile | undefined => {
    const options = optionsFor(from);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- TypeScript 5, which is supported, still resolves by it
    const { baseUrl } = options;
    if (options.paths === undefined && baseUrl === undefined) return undefined;
    const root = baseUrl ?? (options['pathsBasePath'] as string | undefined) ?? path.dirname(from.fileName);
    for (const [pattern, targets] of Object.entries(options.paths ?? {})) {
      const star = pattern.indexOf('*');
      const [head, tail] = star < 0 ? [pattern, ''] : [pattern.slice(0, star), pattern.slice(star + 1)];
      if (star < 0 ? specifier !== pattern : !(specifier.startsWith(head) && specifier.endsWith(tail))) continue;
      const middle = star < 0 ? '' : specifier.slice(head.length, specifier.length - tail.length);
      for (const target of targets) {
        const file = find(path.resolve(root, target.replace('*', middle)));
        if (file) return file;
      }
    }
    return baseUrl === undefined ? undefined : find(path.resolve(baseUrl, specifier));
  };
  const local = (from: TS.SourceFile, specifier: string): TS.SourceFile | undefined => {
    for (const base of localSources(path.dirname(from.fileName), specifier)) {
      const file = find(base);
      if (file) return file;
    }
    return undefined;
  };
  const found = (from: TS.SourceFile, specifier: string): ModuleTarget => {
    const key = `${path.dirname(from.fileName)}\0${specifier}`;
    const known = cache.get(key);
    if (known) return known;
    let target: ModuleTarget = NONE;
    if (specifier.startsWith('.') || path.isAbsolute(specifier)) {
      const file = find(path.resolve(path.dirname(from.fileName), specifier));
      if (file) target = { kind: 'source', file };
    } else {
      const canonical = canonicalSpecifier(specifier);
      const generated = generatedAlias(from.fileName, specifier);
      const file = canonical.startsWith('node:')
        ? undefined
        : (aliased(from, specifier) ?? (generated === null ? undefined : find(generated)) ?? local(from, specifier));
      target = file ? { kind: 'source', file } : { kind: 'package', specifier: canonical };
    }
    // What is not there may come: only the project knows when to look again.
    if (target.kind !== 'none') cache.set(key, target);
    return target;
  };
  const known: Resolver['known'] = (from, specifier) => byFile.get(from)?.get(specifier);
  return {
    known,
    resolve: (from, specifier) => {
      const before = known(from, specifier);
      if (before) return before;
      const target = found(from, specifier);
      if (target.kind === 'none') return target;
      const own = byFile.get(from);
      if (own) own.set(specifier, target);
      else byFile.set(from, new Map([[specifier, target]]));
      return target;
    },
  };
}

/** A target as the project holds it now: a file that was found before may have been read anew, or be gone. */
export function current(
  { sourceFile }: { readonly sourceFile: (fileName: string) => TS.SourceFile | undefined },
  target: ModuleTarget,
): ModuleTarget {
  if (target.kind !== 'source') return target;
  const file = sourceFile(target.file.fileName);
  if (file === target.file) return target;
  return file ? { kind: 'source', file } : NONE;
}
