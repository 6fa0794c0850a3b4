/** Whether code stands in a branch that only tests or a developer's machine take. */
import { ts, type TS } from './ts.js';

const OUTSIDE_PRODUCTION =
  /NODE_ENV\s*(?:===?|\]\s*===?)\s*['"](?:test|development|dev|local)['"]|NODE_ENV\s*!==?\s*['"]production['"]/;

/** True when a condition around the node compares NODE_ENV so that production never gets there. */
export function outsideProduction(node: TS.Node): boolean {
  for (
    let child = node, parent: TS.Node = node.parent;
    !ts.isSourceFile(child);
    child = parent, parent = child.parent
  ) {
    if (ts.isSourceFile(parent)) return false;
    if (
      ts.isConditionalExpression(parent) &&
      child === parent.whenTrue &&
      OUTSIDE_PRODUCTION.test(parent.condition.getText())
    )
      return true;
    if (
      ts.isIfStatement(parent) &&
      child === parent.thenStatement &&
      OUTSIDE_PRODUCTION.test(parent.expression.getText())
    )
      return true;
  }
  return false;
}

const TEST_ENDING =
  /\.(?:(?:api|browser|client|e2e|int|integration|node|server|type|ui|unit)?[-_]?(?:test|spec)|test-d)\.[cm]?[jt]sx?$/;

/** True for files whose name ends as those of test runners do. */
export function hasTestName(fileName: string): boolean {
  return TEST_ENDING.test(fileName);
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
    /(?:^|[\\/])(?:(?:[a-z0-9]+-)?tests?|__tests__|__mocks__|fixtures?|e2e|spec)[\\/]|\.(?:e2e|fixture|mock)\.[cm]?[jt]sx?$/.test(
      fileName,
    )
  );
}
