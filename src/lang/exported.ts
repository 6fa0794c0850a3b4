/** Where a file says what it exports under a name. */
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
