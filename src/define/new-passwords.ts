/** Whether the password that a schema takes is a new one, by what is done behind it: it is hashed, and compared with none. */
import type { Endpoint, FileAnalysis } from '../analysis/analysis.js';
import { isPasswordName } from '../lang/secrets/names.js';
import { ts, type TS } from '../lang/ts.js';
import { functionsOf } from './functions.js';

/** The name of the schema or class that a field stands in, where a file keeps such things: at its top. */
function schemaName(field: TS.Node): string | null {
  for (let node = field; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isClassDeclaration(node)) return node.name?.text ?? null;
    if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) ? node.name.text : null;
    if (ts.isBinaryExpression(node) && ts.isPropertyAccessExpression(node.left)) {
      // `exports.signup = ...`, and not `module.exports = { signup: ... }`, whose property has the name.
      if (/^(?:module\.)?exports$/.test(node.left.expression.getText())) return node.left.name.text;
    }
    if (ts.isPropertyAssignment(node) && isWholeExport(node.parent)) return node.name.getText();
    if (ts.isFunctionLike(node)) return null;
  }
  return null;
}

/** `module.exports = { ... }` */
function isWholeExport({ parent }: TS.ObjectLiteralExpression): boolean {
  return ts.isBinaryExpression(parent) && parent.left.getText() === 'module.exports';
}

function mentions(node: TS.Node, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) === true;
}

/** What belongs to one endpoint alone: arguments of its registration, its method with its parameters, its handler. */
function partsOf({ node, handler }: Endpoint): readonly TS.Node[] {
  const parts: TS.Node[] = [...functionsOf(handler)];
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCallExpression(at)) return [...parts, ...at.arguments];
    if (ts.isMethodDeclaration(at)) return [...parts, at];
    if (ts.isStatement(at)) break;
  }
  return parts;
}

/** The statement loads a file of the name of this one. */
function loads(statement: TS.Statement, home: TS.SourceFile): boolean {
  const stem = /([^/]+?)\.[cm]?[jt]sx?$/.exec(home.fileName)?.[1];
  const visit = (node: TS.Node): boolean =>
    ts.isStringLiteralLike(node)
      ? stem !== undefined && new RegExp(`(?:^|/)${stem.replace(/\W/g, '\\$&')}(?:\\.[cm]?[jt]sx?)?$`).test(node.text)
      : ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return (ts.isImportDeclaration(statement) || ts.isVariableStatement(statement)) && visit(statement);
}

/** The file itself, or one that imports something of this name. */
function knowsName(file: TS.SourceFile, name: string, home: TS.SourceFile): boolean {
  return (
    file === home ||
    file.statements.some(
      (each) =>
        (ts.isImportDeclaration(each) && each.importClause !== undefined && mentions(each.importClause, name)) ||
        (/\brequire\(|^import\b/.test(each.getText()) && loads(each, home)),
    )
  );
}

/** It makes the hash of a password and checks none: nobody is let in by what she sent. */
function setsPassword({ handling }: Endpoint): boolean {
  const { shown } = handling();
  const roles = (shown?.calls ?? []).map(({ call }) => (call.spec?.roles ?? []).map(({ role }) => role));
  const hashes =
    roles.some((each) => each.includes('auth.password') && !each.includes('auth.checked')) ||
    (shown?.roles.has('password.hashed') === true && shown.checks.length === 0);
  return hashes && !roles.some((each) => each.includes('auth.checked') || each.includes('auth.verified'));
}

/** The number that an expression is written as, there or in a constant of the file. */
function written(node: TS.Expression): number | null {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (!ts.isIdentifier(node)) return null;
  for (const statement of node.getSourceFile().statements) {
    if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (ts.isIdentifier(name) && name.text === node.text && initializer && ts.isNumericLiteral(initializer))
        return Number(initializer.text);
  }
  return null;
}

/** `password.length < 6`: how many characters are enough; null for other expressions. */
function leastIn(node: TS.Node): number | null {
  if (!ts.isBinaryExpression(node) || !ts.isPropertyAccessExpression(node.left)) return null;
  const { expression, name } = node.left;
  const of = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  if (name.text !== 'length' || !isPasswordName(of)) return null;
  const number = written(node.right);
  if (number === null) return null;
  if (node.operatorToken.kind === ts.SyntaxKind.LessThanToken) return number;
  return node.operatorToken.kind === ts.SyntaxKind.LessThanEqualsToken ? number + 1 : null;
}

/** A length that is checked by hand. */
export interface LengthCheck {
  readonly node: TS.Node;
  readonly least: number;
}

/** Returns where the handler of an endpoint that sets a password asks by itself how long that is. */
export function lengthChecks(endpoint: Endpoint): readonly LengthCheck[] {
  const found: LengthCheck[] = [];
  const visit = (node: TS.Node): void => {
    const least = leastIn(node);
    if (least !== null && least > 0) found.push({ node, least });
    ts.forEachChild(node, visit);
  };
  for (const own of functionsOf(endpoint.handler)) visit(own);
  return found.length > 0 && setsPassword(endpoint) ? found : [];
}

/** True when an endpoint that a schema stands before sets the password that the schema takes. */
export function isSetBehind(analysis: FileAnalysis, field: TS.Node): boolean {
  const name = schemaName(field);
  if (name === null) return false;
  return analysis
    .applicationAround()
    .endpoints.some(
      (endpoint) =>
        knowsName(endpoint.node.getSourceFile(), name, analysis.file) &&
        partsOf(endpoint).some((each) => mentions(each, name)) &&
        setsPassword(endpoint),
    );
}
