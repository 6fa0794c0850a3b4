/** Folders that an expression names: relative to the file, to the folder that the program runs in, or from the root. */
import path from 'node:path';
import { ts, type TS } from './ts.js';

export interface Folder {
  readonly base: 'file' | 'cwd' | 'root';
  /** Normalized; below the base, or with `..` in front. */
  readonly path: string;
}

const STEPS = 6;

function fromText(text: string): Folder {
  return path.posix.isAbsolute(text)
    ? { base: 'root', path: path.posix.normalize(text) }
    : { base: 'cwd', path: path.posix.normalize(text) };
}

function below(folder: Folder, text: string): Folder {
  return { base: folder.base, path: path.posix.join(folder.path, text) };
}

/** The initializer of a constant of the same file. */
function initializerOf(name: TS.Identifier): TS.Expression | null {
  for (const statement of name.getSourceFile().statements) {
    if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) continue;
    for (const { name: own, initializer } of statement.declarationList.declarations)
      if (ts.isIdentifier(own) && own.text === name.text) return initializer ?? null;
  }
  return null;
}

/** Finds what an imported name stands for in the file that exports it. */
export type Lookup = (name: TS.Identifier) => TS.Expression | null;

const NOT_IMPORTED: Lookup = () => null;

/** The expression that a plain name, or a property of an object that a name stands for, was given. */
function named(node: TS.Expression, imported: Lookup): TS.Expression | null {
  if (ts.isIdentifier(node)) return initializerOf(node) ?? imported(node);
  if (!ts.isPropertyAccessExpression(node)) return null;
  let object = named(node.expression, imported);
  while (object && (ts.isAsExpression(object) || ts.isParenthesizedExpression(object))) object = object.expression;
  const own =
    object && ts.isObjectLiteralExpression(object)
      ? object.properties.find((each) => each.name?.getText() === node.name.text)
      : undefined;
  return own && ts.isPropertyAssignment(own) ? own.initializer : null;
}

/** A folder of another file, seen from this one. */
function seenFrom(folder: Folder, from: TS.SourceFile, other: TS.SourceFile): Folder {
  if (folder.base !== 'file' || from === other) return folder;
  const way = path.posix.relative(path.posix.dirname(from.fileName), path.posix.dirname(other.fileName));
  return { base: 'file', path: path.posix.join(way, folder.path) };
}

function ofCall(node: TS.CallExpression, depth: number, imported: Lookup): Folder | null {
  const callee = node.expression.getText().replace(/\s+/g, '');
  if (callee === 'process.cwd' || callee === 'cwd') return { base: 'cwd', path: '.' };
  // The folder of the file itself, as ES modules had to say it before `import.meta.dirname`.
  if (/(?:^|\.)dirname$/.test(callee))
    return /^(?:__filename|(?:url\.)?fileURLToPath\(import\.meta\.url\))$/.test(
      node.arguments[0]?.getText().replace(/\s+/g, '') ?? '',
    )
      ? { base: 'file', path: '.' }
      : null;
  if (!/(?:^|\.)(?:join|resolve)$/.test(callee)) return null;
  const [first, ...others] = node.arguments;
  let folder = first ? folderOf(first, depth + 1, imported) : { base: 'cwd' as const, path: '.' };
  for (const each of others) {
    const next = folderOf(each, depth + 1, imported);
    if (!folder || next?.base === 'file' || !next) return null;
    folder = next.base === 'root' && callee.endsWith('resolve') ? next : below(folder, next.path);
  }
  return folder;
}

/**
 * Returns the folder that an expression names, or null when that is not plain: constants, `__dirname`,
 * `import.meta.dirname`, `process.cwd()`, and what `path.join` and `path.resolve` make of them
 * (https://nodejs.org/api/path.html).
 */
export function folderOf(node: TS.Expression, depth = 0, imported: Lookup = NOT_IMPORTED): Folder | null {
  if (depth > STEPS) return null;
  if (ts.isStringLiteralLike(node)) return fromText(node.text);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return folderOf(node.expression, depth + 1, imported);
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'import.meta.dirname')
    return { base: 'file', path: '.' };
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
    const own = named(node, imported);
    const folder = own && folderOf(own, depth + 1, imported);
    if (folder) return seenFrom(folder, node.getSourceFile(), own.getSourceFile());
    return node.getText() === '__dirname' ? { base: 'file', path: '.' } : null;
  }
  if (ts.isCallExpression(node)) return ofCall(node, depth, imported);
  if (ts.isTemplateExpression(node) && node.head.text === '') {
    const [span, ...more] = node.templateSpans;
    const front = span && more.length === 0 ? folderOf(span.expression, depth + 1, imported) : null;
    return front && span ? below(front, span.literal.text) : null;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const front = folderOf(node.left, depth + 1, imported);
    return front && ts.isStringLiteralLike(node.right) ? below(front, node.right.text) : null;
  }
  return null;
}

/** True when one folder is the other, or lies below it. */
export function isWithin(inner: Folder, outer: Folder): boolean {
  if (inner.base !== outer.base) return false;
  const way = path.posix.relative(outer.path, inner.path);
  return way === '' || (!way.startsWith('..') && !path.posix.isAbsolute(way));
}
