/** Whether code stands in a branch that only tests or a developer's machine take. */
import { leaves, variablesAround } from './branches.js';
import { ts, type TS } from './ts.js';

const OUTSIDE: ReadonlySet<string> = new Set(['test', 'testing', 'development', 'dev', 'local']);
const INSIDE: ReadonlySet<string> = new Set(['production', 'prod']);
/**
 * A read of the variable that says which environment it is, also out of a configuration that is named like it; and of any
 * other variable of the environment, since the word that it is compared with says what it is about: `STAGE`, `APP_ENV`, and of
 * what a configuration calls its environment: `config.env`, `config.get('app.environment')`.
 */
const ENVIRONMENT_NAME = /\bNODE_ENV\b|\bprocess\.env\b|env(?:ironment)?(?:['"`]?[\])])?$/i;
/** A setting that says by itself whether it is production: `process.env.PRODUCTION`, `config.get('PRODUCTION')`, `environment.production`. */
const PRODUCTION_FLAG =
  /\b(?:process\.env|\w*(?:env(?:ironment)?|config(?:uration|service)?|settings))\b.*\b(?:is_?)?prod(?:uction)?(?:['"`][\])]+)?$/is;
const YES: ReadonlySet<string> = new Set(['true', '1']);
const NO: ReadonlySet<string> = new Set(['false', '0']);
const MAX_VARIABLES = 4;

function isEquality(kind: TS.SyntaxKind): boolean | null {
  if (kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken) return true;
  return kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken
    ? false
    : null;
}

function comparesEnvironment(left: TS.Expression, right: TS.Expression, equal: boolean): boolean {
  return [
    [left, right],
    [right, left],
  ].some(
    ([one, other]) =>
      one !== undefined &&
      other !== undefined &&
      ts.isStringLiteralLike(other) &&
      (equal ? OUTSIDE : INSIDE).has(other.text) &&
      namesEnvironment(one, 0),
  );
}

function isProductionFlag(node: TS.Expression): boolean {
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) &&
    PRODUCTION_FLAG.test(node.getText())
  );
}

/** What a setting that says whether it is production must be for `flag === 'true'` to hold; null for other comparisons. */
function flagWanted(left: TS.Expression, right: TS.Expression): boolean | null {
  const [flag, word] = isProductionFlag(left) ? [left, right] : [right, left];
  if (!isProductionFlag(flag)) return null;
  const text = ts.isStringLiteralLike(word) ? word.text : word.getText();
  return YES.has(text) ? true : NO.has(text) ? false : null;
}

function initializerOf(name: TS.Identifier): TS.Expression | null {
  const declared = variablesAround(name).filter((each) => ts.isIdentifier(each.name) && each.name.text === name.text);
  const [only] = declared;
  return declared.length === 1 && only?.initializer ? only.initializer : null;
}

function namesEnvironment(node: TS.Expression, depth: number): boolean {
  if (ENVIRONMENT_NAME.test(node.getText())) return true;
  const initializer = depth < MAX_VARIABLES && ts.isIdentifier(node) ? initializerOf(node) : null;
  return initializer !== null && namesEnvironment(initializer, depth + 1);
}

/** True when a condition with this truth says that it is not production; variables count as what they were made of. */
function excludesProduction(condition: TS.Expression, truth: boolean, imported: Imported, depth = 0): boolean {
  if (ts.isParenthesizedExpression(condition)) return excludesProduction(condition.expression, truth, imported, depth);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken)
    return excludesProduction(condition.operand, !truth, imported, depth);
  if (ts.isBinaryExpression(condition)) {
    const { left, right, operatorToken } = condition;
    const isAnd = operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isAnd || operatorToken.kind === ts.SyntaxKind.BarBarToken) {
      const sides = [left, right].map((each) => excludesProduction(each, truth, imported, depth));
      return isAnd === truth ? sides.includes(true) : !sides.includes(false);
    }
    const equality = isEquality(operatorToken.kind);
    if (equality === null) return false;
    const wanted = flagWanted(left, right);
    return wanted === null ? comparesEnvironment(left, right, equality === truth) : wanted !== (equality === truth);
  }
  if (isProductionFlag(condition)) return !truth;
  if (ts.isCallExpression(condition) && ts.isPropertyAccessExpression(condition.expression)) {
    const { expression: list, name } = condition.expression;
    const [asked] = condition.arguments;
    return (
      truth &&
      name.text === 'includes' &&
      ts.isArrayLiteralExpression(list) &&
      list.elements.every((each) => ts.isStringLiteralLike(each) && OUTSIDE.has(each.text)) &&
      asked !== undefined &&
      namesEnvironment(asked, 0)
    );
  }
  if (!ts.isIdentifier(condition) || depth >= MAX_VARIABLES) return false;
  const initializer = initializerOf(condition) ?? imported(condition);
  return initializer !== null && excludesProduction(initializer, truth, imported, depth + 1);
}

/** Statements before a node that leave its block in production: `if (production) return;`. */
function leftInProduction(block: TS.Block | TS.SourceFile, child: TS.Node, imported: Imported): boolean {
  return block.statements.some(
    (each) =>
      each.pos < child.pos &&
      ts.isIfStatement(each) &&
      leaves(each.thenStatement) &&
      excludesProduction(each.expression, false, imported),
  );
}

/** The expression that an imported name stands for, where its file writes it down. */
type Imported = (name: TS.Identifier) => TS.Expression | null;

/** True when a condition around the node compares NODE_ENV so that production never gets there. */
export function outsideProduction(node: TS.Node, imported: Imported = () => null): boolean {
  if (ts.isSourceFile(node)) return false;
  for (let child: TS.Node = node, { parent } = node; ; child = parent, { parent } = parent) {
    if (
      (ts.isConditionalExpression(parent) &&
        child !== parent.condition &&
        excludesProduction(parent.condition, child === parent.whenTrue, imported)) ||
      (ts.isIfStatement(parent) &&
        child !== parent.expression &&
        excludesProduction(parent.expression, child === parent.thenStatement, imported)) ||
      (ts.isBinaryExpression(parent) &&
        child === parent.right &&
        ((parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
          excludesProduction(parent.left, true, imported)) ||
          (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken &&
            excludesProduction(parent.left, false, imported)))) ||
      ((ts.isBlock(parent) || ts.isSourceFile(parent)) && leftInProduction(parent, child, imported))
    )
      return true;
    if (ts.isSourceFile(parent)) return false;
  }
}

const TEST_ENDING =
  /\.(?:(?:api|browser|client|e2e|int|integration|node|server|type|ui|unit)?[-_]?(?:test|spec)|test-d)\.[cm]?[jt]sx?$/;

/** True for files whose name ends as those of test runners do. */
export function hasTestName(fileName: string): boolean {
  return TEST_ENDING.test(fileName);
}

/** What a file uses that runs tests, or that sends requests to an application in them. */
const TEST_RUNNER =
  /\b(?:from|require\()\s*['"](?:node:test|bun:test|vitest|@jest\/globals|mocha|ava|tap|tape|uvu|supertest|@cucumber\/cucumber|cucumber|chai|@playwright\/test)['"]/;
/** Runners that put their functions into the global scope (https://mochajs.org/#interfaces, https://jestjs.io/docs/api). */
const TEST_CALL = /^(?:describe|suite|test|it)(?:\.\w+)*\(\s*['"`]/m;

const testCode = new WeakMap<object, boolean>();

/** True for files that a test runner runs: by the ending of their name, by a runner that they import, or by its global functions. */
export function isTestCode(file: { readonly fileName: string; readonly text: string }): boolean {
  let known = testCode.get(file);
  if (known === undefined) {
    known = hasTestName(file.fileName) || TEST_RUNNER.test(file.text) || TEST_CALL.test(file.text);
    testCode.set(file, known);
  }
  return known;
}

/** Files beside tests that only tests use, by the usual names: `test-fixtures.ts`, `test-utils.ts`, `jest.setup.ts`. */
const TEST_HELPER =
  /(?:^|[\\/])(?:(?:e2e|tests?)[-_.](?:data|fixtures?|helpers?|mocks?|setup|utils?)|(?:jest|vitest|playwright|cypress)[-_.](?:config|setup|global-?setup))(?:\.[\w-]+)*\.[cm]?[jt]sx?$/;

/** True for files in folders of examples: to be read and copied, not to be run for anybody. */
export function isExampleFile(fileName: string): boolean {
  return /(?:^|[\\/])(?:examples?|samples?|demos?)[\\/]/.test(fileName);
}

/** True for files that hold tests, fixtures or examples, by the usual folders and endings. */
export function isTestFile(fileName: string): boolean {
  return (
    hasTestName(fileName) ||
    TEST_HELPER.test(fileName) ||
    /(?:^|[\\/])(?:(?:[a-z0-9]+[-_])?tests?|test-(?:helpers?|support|utils?)|__tests__|__mocks__|mocks|fixtures?|e2e|spec|benchmarks?)[\\/]|\.(?:e2e|fixture|mock)\.[cm]?[jt]sx?$/.test(
      fileName,
    )
  );
}
