/** Folders of plugins that @fastify/autoload registers (https://github.com/fastify/fastify-autoload). */
import path from 'node:path';
import { folderOf } from '../../lang/folders.js';
import type { Project } from '../../lang/project.js';
import { ts, type TS } from '../../lang/ts.js';

const PACKAGE = '@fastify/autoload';
const SCRIPT = /(?:^|[\\/])[^\\/]*(?<!\.d)\.[cm]?[jt]s$/;
const INDEX = /^index\.[cm]?[jt]s$/;
const HOOKS = /^_?autohooks\.[cm]?[jt]s$/i;

/** What is registered for one folder. */
export interface LoadedFolder {
  /** The path that the folder's own name and those above it stand for. */
  readonly prefix: string;
  /** Files that only add hooks, the outermost first. */
  readonly hooks: readonly TS.SourceFile[];
  readonly plugins: readonly TS.SourceFile[];
}

/** What a call says besides the folder. */
export interface LoadOptions {
  readonly hooks: boolean;
  readonly cascade: boolean;
  readonly prefixes: boolean;
  /** Names of files and folders that are left out. */
  readonly ignore: RegExp | null;
  /** The name of the file that stands for its whole folder. */
  readonly index: RegExp | null;
}

/** Longer ones are not worth the time that they may take. */
const MAX_PATTERN = 200;

/** Returns the pattern that stands in an options object under a name; null when there is none, or it is not written there. */
export function writtenPattern(options: TS.Node | undefined, name: string): RegExp | null {
  if (!options || !ts.isObjectLiteralExpression(options)) return null;
  const own = options.properties.find((each) => each.name?.getText() === name);
  const written = own && ts.isPropertyAssignment(own) ? own.initializer : null;
  if (written?.kind !== ts.SyntaxKind.RegularExpressionLiteral) return null;
  const text = written.getText();
  const end = text.lastIndexOf('/');
  if (text.length > MAX_PATTERN) return null;
  try {
    return new RegExp(text.slice(1, end), text.slice(end + 1).replace(/[gy]/g, ''));
  } catch {
    return null;
  }
}

/** Returns the folder that an options object names as `dir`, absolute; null when that is not plain. */
export function loadedDir(options: TS.Node | undefined): string | null {
  if (!options || !ts.isObjectLiteralExpression(options)) return null;
  for (const each of options.properties) {
    if (each.name?.getText() !== 'dir') continue;
    const written = ts.isPropertyAssignment(each)
      ? each.initializer
      : ts.isShorthandPropertyAssignment(each)
        ? each.name
        : null;
    const folder = written && folderOf(written);
    if (folder?.base !== 'file') return null;
    return path.resolve(path.dirname(options.getSourceFile().fileName), folder.path);
  }
  return null;
}

function below(project: Project, near: TS.SourceFile, folder: string): readonly TS.SourceFile[] {
  return project
    .filesAround(near)
    .filter(({ fileName }) => path.resolve(fileName).startsWith(folder + path.sep) && SCRIPT.test(fileName));
}

/** `_id` is a parameter when route parameters are switched on; otherwise nobody names a folder so. */
function prefixOf(relative: string): string {
  const parts = relative.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  return parts.map((part) => `/${part.replace(/^__(?=.)/, '_').replace(/^_(?=.)/, ':')}`).join('');
}

/** Returns what is registered for each folder below another, the outer ones first. */
export function loadedFolders(
  project: Project,
  near: TS.SourceFile,
  root: string,
  options: LoadOptions,
): readonly LoadedFolder[] {
  const byFolder = new Map<string, TS.SourceFile[]>([[root, []]]);
  for (const file of below(project, near, root)) {
    const names = path.relative(root, path.resolve(file.fileName)).split(path.sep);
    if (options.ignore !== null && names.some((each) => options.ignore?.test(each) === true)) continue;
    const folder = path.dirname(path.resolve(file.fileName));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  const baseOf = (file: TS.SourceFile): string => path.basename(file.fileName);
  return [...byFolder.keys()].sort().flatMap((folder) => {
    const files = [...(byFolder.get(folder) ?? [])].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
    const own = files.filter((file) => !HOOKS.test(baseOf(file)));
    // An index stands for its whole folder.
    const index = own.filter((file) => (options.index ?? INDEX).test(baseOf(file)));
    const plugins = index.length > 0 ? index : own;
    if (plugins.length === 0) return [];
    const hooking = [...byFolder.keys()]
      .filter((each) => each === folder || (options.cascade && folder.startsWith(each + path.sep)))
      .sort();
    const hooks = options.hooks
      ? hooking.flatMap((each) => (byFolder.get(each) ?? []).filter((file) => HOOKS.test(baseOf(file))))
      : [];
    return [{ prefix: options.prefixes ? prefixOf(path.relative(root, folder)) : '', hooks, plugins }];
  });
}

const edges = new WeakMap<TS.SourceFile, readonly string[]>();

/** The folders that calls in a file load: an argument of a call that is given the package's default export. */
function foldersIn(file: TS.SourceFile): readonly string[] {
  let known = edges.get(file);
  if (!known) {
    const names = new Set<string>();
    const found: string[] = [];
    const visit = (node: TS.Node): void => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        if (node.moduleSpecifier.text === PACKAGE && node.importClause) {
          const { name, namedBindings } = node.importClause;
          if (name) names.add(name.text);
          if (namedBindings && ts.isNamedImports(namedBindings))
            for (const each of namedBindings.elements) names.add(each.name.text);
        }
      } else if (ts.isCallExpression(node)) {
        const [first, second] = node.arguments;
        const dir = first && ts.isIdentifier(first) && names.has(first.text) ? loadedDir(second) : null;
        if (dir !== null) found.push(dir);
      }
      ts.forEachChild(node, visit);
    };
    if (file.text.includes(PACKAGE)) visit(file);
    known = found;
    edges.set(file, known);
  }
  return known;
}

/** Returns the files that a file has registered by their folder: nobody imports them. */
export function autoloadedBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  return foldersIn(file).flatMap((folder) => below(project, file, folder));
}
