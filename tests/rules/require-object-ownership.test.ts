import rule from '../../src/rules/require-object-ownership.js';
import { ruleTester } from './tester.js';

ruleTester.run('require-object-ownership', rule, {
  valid: [],
  invalid: [],
});
