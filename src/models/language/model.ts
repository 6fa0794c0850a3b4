/** What the language itself offers an attacker: a text that becomes a pattern (https://tc39.es/ecma262/#sec-regexp-constructor). */
import type { CallSpec, LibraryModel } from '../schema.js';

const pattern: CallSpec = { sinks: [{ at: '0', kind: 'pattern' }] };

export const language = {
  packages: [],
  exports: {},
  globals: { RegExp: { call: pattern, construct: pattern } },
} as const satisfies LibraryModel;
