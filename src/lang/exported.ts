/** Where a file says what it exports under a name. */
import type { Project } from './project.js';
import { ts, type TS } from './ts.js';

function initializerOf(file: TS.SourceFile, name: string): TS.Expression | null {
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const each of statement.declarationList.declarations)
      if (ts.isIdentifier(each.name) && each.name.text === name) return each.initializer ?? null;
  }
  return null;
}

/** `exports.name = value`, `module.exports.name = value` */
function assignedTo(statement: TS.Statement, name: string): TS.Expression | null {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return null;
  const { left, right, operatorToken } = statement.expression;
  return operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(left) &&
    left.name.text === name &&
    /^(?:module\.)?exports$/.test(left.expression.getText())
    ? right
    : null;
}

/** Returns the expression that a file gives an export of its own; null for functions, classes and what it passes on from others. */
export function exportedExpression(file: TS.SourceFile, name: string): TS.Expression | null {
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement)) {
      if (name !== 'default') continue;
      const { expression } = statement;
      return ts.isIdentifier(expression) ? initializerOf(file, expression.text) : expression;
    }
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (moduleSpecifier || !exportClause || !ts.isNamedExports(exportClause)) continue;
      const own = exportClause.elements.find((each) => each.name.text === name);
      if (own) return initializerOf(file, (own.propertyName ?? own.name).text);
      continue;
    }
    const assigned = assignedTo(statement, name);
    if (assigned) return assigned;
  }
  return initializerOf(file, name);
}

/** `const { name } = require('./file')`, `const name = require('./file').name` */
function requiredAs(file: TS.SourceFile, name: string): readonly [specifier: string, name: string] | null {
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: own, initializer } of statement.declarationList.declarations) {
      const member = initializer && ts.isPropertyAccessExpression(initializer) ? initializer : null;
      const call = member ? member.expression : initializer;
      const [first] =
        call && ts.isCallExpression(call) && call.expression.getText() === 'require' ? call.arguments : [];
      if (!first || !ts.isStringLiteralLike(first)) continue;
      if (ts.isIdentifier(own) && own.text === name) return [first.text, member?.name.text ?? '='];
      if (!ts.isObjectBindingPattern(own)) continue;
      const part = own.elements.find((each) => ts.isIdentifier(each.name) && each.name.text === name);
      if (part) return [first.text, (part.propertyName ?? part.name).getText()];
    }
  }
  return null;
}

function importedAs(file: TS.SourceFile, name: string): readonly [specifier: string, name: string] | null {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteralLike(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    if (importClause?.name?.text === name) return [moduleSpecifier.text, 'default'];
    const bindings = importClause?.namedBindings;
    const own =
      bindings && ts.isNamedImports(bindings) ? bindings.elements.find((each) => each.name.text === name) : undefined;
    if (own) return [moduleSpecifier.text, (own.propertyName ?? own.name).text];
  }
  return null;
}

/** `module.exports = value` */
function wholeExport(file: TS.SourceFile): TS.Expression | null {
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right } = statement.expression;
    if (left.getText() === 'module.exports') return ts.isIdentifier(right) ? initializerOf(file, right.text) : right;
  }
  return null;
}

/** Returns the expression that an imported or required name was given in the file that exports it; null when nothing plain is. */
export function importedExpression(project: Project, node: TS.Identifier): TS.Expression | null {
  const file = node.getSourceFile();
  const [specifier, name] = importedAs(file, node.text) ?? requiredAs(file, node.text) ?? [];
  if (specifier === undefined || name === undefined) return null;
  const target = project.resolve(file, specifier);
  if (target.kind !== 'source') return null;
  if (name === '=') return wholeExport(target.file);
  const whole = wholeExport(target.file);
  const part =
    whole && ts.isObjectLiteralExpression(whole)
      ? whole.properties.find((each) => each.name?.getText() === name)
      : undefined;
  if (part && ts.isPropertyAssignment(part)) return part.initializer;
  return exportedExpression(target.file, name);
}
