/** The console: what it prints are lines of a log. */
import { LOGGED } from '../stores/parts.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const print: MemberSpec = {
  call: {
    sinks: [LOGGED],
    native: 'console.print',
    presents: true,
    roles: [{ role: 'log.write', parts: { message: '0', values: '*' } }],
  },
};
const inspect: MemberSpec = {
  call: { sinks: [LOGGED], returns: 'void', roles: [{ role: 'log.write', parts: { message: '0', values: '*' } }] },
};

const members: Readonly<Record<string, MemberSpec>> = {
  ...Object.fromEntries(
    ['log', 'info', 'warn', 'error', 'debug', 'trace', 'group', 'groupCollapsed'].map((name) => [name, print]),
  ),
  ...Object.fromEntries(
    ['dir', 'table', 'time', 'timeEnd', 'count', 'groupEnd', 'assert'].map((name) => [name, inspect]),
  ),
};

export const nodeConsole: LibraryModel = {
  packages: ['node:console'],
  exports: { ...members, Console: { construct: { returns: 'Console' } } },
  globals: { console: { members } },
  types: { Console: { declared: ['global#Console', 'node#Console', 'typescript#Console'], members } },
};
