/** node:util. */
import type { LibraryModel } from '../schema.js';
import { nodeUtilEncoders } from '../buffer/model.js';

export const nodeUtil: LibraryModel = {
  packages: ['node:util', 'util', 'pify'],
  exports: {
    '=': { call: { native: 'util.promisify' } },
    promisify: { call: { native: 'util.promisify' } },
    callbackify: { call: { native: 'util.callbackify' } },
    format: { call: { native: 'util.format' } },
    formatWithOptions: { call: { native: 'util.formatWithOptions' } },
    inspect: {
      call: {
        flows: [
          { from: '0', to: 'return', as: 'made', form: 1, facts: [{ pattern: '[\\r]', flags: '', matches: false }] },
        ],
        returns: 'string',
      },
    },
    isDeepStrictEqual: { call: { native: 'assert.same' } },
    deprecate: { call: { flows: [{ from: '0', to: 'return' }] } },
    stripVTControlCharacters: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1 }] } },
    debuglog: { call: { returns: 'unknown' } },
    ...nodeUtilEncoders,
    types: { members: { isDate: { call: { returns: 'boolean' } }, isPromise: { call: { returns: 'boolean' } } } },
  },
};
