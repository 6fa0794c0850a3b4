/**
 * express-validator 6 and 7 (https://express-validator.github.io/docs/): chains check and sanitize the request when they run
 * as middleware; what the checks prove holds where somebody has asked the result and left.
 */
import { withTextRules } from '../shared/text-rules.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { chainNatives } from './chains.js';
import { resultNatives } from './results.js';
import { SANITIZERS } from './sanitizers.js';
import { VALIDATORS } from '../shared/validator-js.js';

function all(names: Iterable<string>, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries([...names].map((name) => [name, { call: { native } }]));
}

const functions: Readonly<Record<string, MemberSpec>> = {
  ...all(['check', 'body', 'query', 'param', 'header', 'cookie', 'buildCheckFunction'], 'express-validator.chain'),
  checkSchema: { call: { native: 'express-validator.schema' } },
  checkExact: { call: { native: 'express-validator.group' } },
  oneOf: { call: { native: 'express-validator.oneOf' } },
  validationResult: {
    call: { native: 'express-validator.result' },
    members: { withDefaults: { call: { returns: 'ResultFactory' } } },
  },
  matchedData: { call: { native: 'express-validator.matched' } },
};

export const expressValidator = {
  packages: ['express-validator', 'express-validator/check', 'express-validator/filter'],
  exports: {
    ...functions,
    default: { members: functions },
    ExpressValidator: { construct: { returns: 'ExpressValidator' } },
  },
  types: {
    ValidationChain: {
      call: { native: 'express-validator.run' },
      members: {
        ...withTextRules(
          'steps',
          all(
            [
              ...VALIDATORS,
              ...SANITIZERS,
              'not',
              'if',
              'bail',
              'optional',
              'withMessage',
              'hide',
              'exists',
              'custom',
              'customSanitizer',
            ],
            'express-validator.step',
          ),
        ),
        run: { call: { native: 'express-validator.runNow' } },
      },
    },
    ContextRunner: { extends: 'ValidationChain' },
    Result: {
      members: {
        isEmpty: { call: { native: 'express-validator.isEmpty' } },
        array: { call: { native: 'express-validator.array' } },
        mapped: { call: { returns: 'object' } },
        throw: { call: { native: 'express-validator.throw' } },
        formatWith: { call: { returns: 'this' } },
      },
    },
    ResultFactory: { call: { native: 'express-validator.result' } },
    ExpressValidator: {
      members: { ...functions, validationResult: { call: { native: 'express-validator.result' } } },
    },
  },
} satisfies LibraryModel;

export const expressValidatorNatives: Natives = { ...chainNatives, ...resultNatives };
