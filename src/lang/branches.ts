/** Whether code runs always or only under a condition, as the text of a function shows it. */
import { ts, type TS } from './ts.js';

/** The conditions that must hold for a node to be reached within its own function, the nearest first. */
export function conditionsAround(node: TS.Node): readonly TS.Expression[] {
  const found: TS.Expression[] = [];
  for (let child: TS.Node = node; !ts.isSourceFile(child); child = child.parent) {
    const { parent } = child;
    if (ts.isIfStatement(parent) && child !== parent.expression) found.push(parent.expression);
    else if (ts.isConditionalExpression(parent) && child !== parent.condition) found.push(parent.condition);
    else if (ts.isBinaryExpression(parent) && child === parent.right && isLogical(parent)) found.push(parent.left);
    else if (ts.isSwitchStatement(parent) && child === parent.caseBlock) found.push(parent.expression);
    else if (ts.isBlock(parent) || ts.isSourceFile(parent)) found.push(...leftBefore(parent, child));
    if (ts.isSourceFile(parent)) break;
  }
  return found;
}

/** Returns the function that a node stands in, or its file. */
export function enclosingFunction(node: TS.Node): TS.Node {
  let current = node.parent;
  while (!ts.isSourceFile(current) && !ts.isFunctionLike(current)) current = current.parent;
  return current;
}

function isLogical(node: TS.BinaryExpression): boolean {
  return [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(node.operatorToken.kind);
}

/** Conditions of statements before a node that leave the block: `if (production) return;`. */
function leftBefore(block: TS.Block | TS.SourceFile, child: TS.Node): readonly TS.Expression[] {
  return block.statements
    .filter((each) => each.pos < child.pos)
    .flatMap((each) => (ts.isIfStatement(each) && leaves(each.thenStatement) ? [each.expression] : []));
}

/** True when a statement is certainly left by return, throw or continue. */
export function leaves(statement: TS.Statement): boolean {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && leaves(last);
  }
  return ts.isReturnStatement(statement) || ts.isThrowStatement(statement) || ts.isContinueStatement(statement);
}

/** Reads of the environment: `process.env` (Node.js), `import.meta.env` (bundlers). */
const ENVIRONMENT = /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b/;

function importedNames(file: TS.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.importClause) continue;
    const { name, namedBindings } = statement.importClause;
    if (name) names.add(name.text);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const each of namedBindings.elements) names.add(each.name.text);
  }
  return names;
}

function identifiersIn(node: TS.Node): readonly string[] {
  const names: string[] = [];
  const visit = (each: TS.Node): void => {
    if (ts.isIdentifier(each)) names.push(each.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}

/** Variables whose declarations a node can see: those of the blocks around it and of the file. */
export function variablesAround(node: TS.Node): readonly TS.VariableDeclaration[] {
  const found: TS.VariableDeclaration[] = [];
  for (let around = node; ; around = around.parent) {
    if (ts.isBlock(around) || ts.isSourceFile(around))
      for (const each of around.statements)
        if (ts.isVariableStatement(each)) found.push(...each.declarationList.declarations);
    if (ts.isSourceFile(around)) return found;
  }
}

/**
 * True when a condition asks how the program was configured: it reads the environment, or a variable that was made of it,
 * or something imported. What is imported cannot be told from a configuration by its text, so it counts.
 */
export function asksConfiguration(condition: TS.Expression): boolean {
  if (ENVIRONMENT.test(condition.getText())) return true;
  const names = identifiersIn(condition);
  const imported = importedNames(condition.getSourceFile());
  if (names.some((name) => imported.has(name))) return true;
  return variablesAround(condition).some(
    ({ name, initializer }) =>
      initializer !== undefined &&
      identifiersIn(name).some((each) => names.includes(each)) &&
      (ENVIRONMENT.test(initializer.getText()) || identifiersIn(initializer).some((each) => imported.has(each))),
  );
}
