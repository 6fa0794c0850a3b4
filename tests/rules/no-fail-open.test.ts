import rule from '../../src/rules/no-fail-open.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-fail-open', rule, {
  valid: [],
  invalid: [],
});
