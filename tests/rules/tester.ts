import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/**
 * Runs the cases of a rule without types, so that a file may have any name. Names are relative: ESLint's `cwd` is then the
 * folder of the tests' process, and the places in messages are the same on every machine.
 */
export const ruleTester = new RuleTester();
