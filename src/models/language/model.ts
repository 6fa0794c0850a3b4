/** Functions of the language whose argument is a pattern (ECMA-262, 22.2.4). What they return is the engine's own affair. */
import type { CallSpec, LibraryModel } from '../schema.js';

const pattern: CallSpec = { sinks: [{ at: '0', kind: 'pattern' }] };

export const language = {
  packages: ['ecmascript'],
  globals: { RegExp: { call: pattern, construct: pattern } },
} as const satisfies LibraryModel;
