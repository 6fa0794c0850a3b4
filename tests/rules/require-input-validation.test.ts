import rule from '../../src/rules/require-input-validation.js';
import { ruleTester } from './tester.js';

ruleTester.run('require-input-validation', rule, {
  valid: [],
  invalid: [],
});
