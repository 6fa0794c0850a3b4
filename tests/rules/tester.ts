import { RuleTester, type RunTests } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import type { ApiSecurityRule } from '../../src/meta/rule.js';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester();

/**
 * Runs the cases of a rule without types, so that a file may have any name. Names are relative: ESLint's `cwd` is then the
 * folder of the tests' process, and the places in messages are the same on every machine.
 */
export const ruleTester = {
  run: (name: string, rule: ApiSecurityRule, tests: RunTests<string, readonly unknown[]>): void => {
    tester.run(name, rule, tests);
  },
};
