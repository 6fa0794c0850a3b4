/**
 * Modules that a program requires by computed names: every file of a folder, or a constant path that is put together
 * (`fs.readdirSync(__dirname).forEach((file) => require(path.join(__dirname, file)))`).
 */
import path from 'node:path';
import { folderOf } from './folders.js';
import type { Project } from './project.js';
import { ts, type TS } from './ts.js';

/** A program that lists a folder to load it has far fewer files in it. */
const MAX_FILES = 60;
const STEPS = 4;
const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;
const INDEX = /^index\.[cm]?[jt]s$/;
/** Only who lists a folder loads it whole. */
const LISTS = /\breaddir|\bglob\b|\bwalk/;

interface Required {
  /** Absolute. */
  readonly path: string;
  /** The path is that of a folder, and the name behind it is not constant. */
  readonly whole: boolean;
}

/** The expression that a constant of a block around a node was declared with. */
function declaredAs(name: TS.Identifier): TS.Expression | null {
  for (let at: TS.Node = name; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isBlock(at.parent) && !ts.isSourceFile(at.parent)) continue;
    for (const statement of at.parent.statements)
      if (ts.isVariableStatement(statement))
        for (const { name: own, initializer } of statement.declarationList.declarations)
          if (ts.isIdentifier(own) && own.text === name.text) return initializer ?? null;
  }
  return null;
}

function absolute(file: TS.SourceFile, node: TS.Expression): string | null {
  const folder = folderOf(node);
  const own = path.dirname(file.fileName);
  if (folder?.base === 'root') return folder.path;
  if (folder?.base === 'file') return path.resolve(own, folder.path);
  // What `require` is given is relative to the file, unlike the paths of everything else.
  return ts.isStringLiteralLike(node) && /^\.\.?\//.test(node.text) ? path.resolve(own, node.text) : null;
}

function requiredPath(file: TS.SourceFile, node: TS.Expression, depth = 0): Required | null {
  if (depth > STEPS) return null;
  const exact = absolute(file, node);
  if (exact !== null) return { path: exact, whole: false };
  const behind = (front: string | null): Required | null => (front === null ? null : { path: front, whole: true });
  if (ts.isIdentifier(node)) {
    const declared = declaredAs(node);
    return declared ? requiredPath(file, declared, depth + 1) : null;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const front = /[/\\]['"`]$/.test(node.left.getText()) ? node.left : null;
    return front ? behind(absolute(file, front)) : null;
  }
  if (ts.isTemplateExpression(node)) {
    const { head, templateSpans } = node;
    if (/^\.\.?\/(?:[\w.-]+\/)*$/.test(head.text)) return behind(path.resolve(path.dirname(file.fileName), head.text));
    const [first] = templateSpans;
    if (head.text !== '' || first === undefined || templateSpans.length !== 2) return null;
    const front = absolute(file, first.expression);
    return front !== null && /^\/(?:[\w.-]+\/)*$/.test(first.literal.text)
      ? behind(path.join(front, first.literal.text))
      : null;
  }
  if (!ts.isCallExpression(node) || !/(?:^|\.)(?:join|resolve)$/.test(node.expression.getText())) return null;
  const parts = node.arguments.slice(0, -1);
  const [first, ...others] = parts;
  const front = first ? absolute(file, first) : null;
  if (front === null || !others.every(ts.isStringLiteralLike)) return null;
  return behind(path.join(front, ...others.map((each) => (ts.isStringLiteralLike(each) ? each.text : ''))));
}

function inFolder(project: Project, file: TS.SourceFile, folder: string): readonly TS.SourceFile[] {
  const found = project.filesAround(file).filter((each) => {
    const { dir, base } = path.parse(path.resolve(each.fileName));
    if (each === file || !SCRIPT.test(base)) return false;
    return dir === folder || (INDEX.test(base) && path.dirname(dir) === folder);
  });
  return found.length > MAX_FILES ? [] : found;
}

/** Returns the files that a call of `require` with a computed name may load; empty when that is not plain. */
export function requiredBy(project: Project, call: TS.CallExpression): readonly TS.SourceFile[] {
  const [argument] = call.arguments;
  const file = call.getSourceFile();
  if (!argument || ts.isStringLiteralLike(argument)) return [];
  const required = requiredPath(file, argument);
  if (!required) return [];
  if (required.whole) return LISTS.test(file.text) ? inFolder(project, file, required.path) : [];
  const relative = path.relative(path.dirname(file.fileName), required.path).split(path.sep).join('/');
  const target = project.resolve(file, relative.startsWith('.') ? relative : `./${relative}`);
  return target.kind === 'source' ? [target.file] : [];
}

/** A library may load a file as `require` does: `sequelize.import(path.join(__dirname, file))`. */
const COMPUTED = /\b(?:require|\w\.import)\(\s*(?!['"])/;

function loads(callee: TS.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'import';
}

/** Returns the files that a file loads by computed names. */
export function loadedBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  if (!COMPUTED.test(file.text)) return [];
  const found = new Set<TS.SourceFile>();
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) && loads(node.expression))
      for (const each of requiredBy(project, node)) found.add(each);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found];
}
