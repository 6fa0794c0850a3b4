/**
 * pg-promise (https://vitaly-t.github.io/pg-promise/): the library itself puts values into the text, quoted, unless the
 * placeholder asks for them raw; tasks and transactions hand over a database of their own.
 */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import {
  bound,
  boundValues,
  byStatement,
  connectionString,
  LIMIT_VALUES,
  members,
  password,
  PROMISED,
  record,
  SQL_ESCAPE,
  SQL_LIST,
  sqlText,
  stored,
} from '../stores/parts.js';

/** `$1:raw`, `$1^`: a value that stands in the text as it is (https://vitaly-t.github.io/pg-promise/formatting.html). */
const RAW_VALUES: readonly SinkSpec[] = [
  { ...sqlText('1'), what: 'the raw value', when: [{ at: '0', matches: '\\$1(?::raw|\\^)' }] },
  ...[1, 2, 3, 4, 5, 6].map((place): SinkSpec => ({
    ...sqlText(`1.${String(place - 1)}`),
    what: 'the raw value',
    when: [{ at: '0', matches: `\\$${String(place)}(?::raw|\\^)` }],
  })),
];

const query: CallSpec = {
  sinks: [
    { ...sqlText(), rewrite: { to: 'numbered' } },
    sqlText('0.text'),
    ...RAW_VALUES,
    ...LIMIT_VALUES,
    ...bound('1', '0.values'),
    ...boundValues('1', '0.values'),
  ],
  roles: [...SQL_LIST.roles, ...byStatement('0', '1')],
  callbacks: [{ at: '2', args: [null, null, null] }],
  returns: 'Promise<unknown>',
};
const named: MemberSpec = { call: { sinks: [...bound('1'), ...boundValues('1')], returns: 'Promise<unknown>' } };
const task: MemberSpec = {
  call: {
    callbacks: ['0', '1'].map((at) => ({ at, args: ['ITask'], returns: 'promise' as const })),
    returns: 'Promise<unknown>',
  },
};
const protocol: Readonly<Record<string, MemberSpec>> = {
  ...members('query none one oneOrNone many manyOrNone any result multiResult multi map each', { call: query }),
  ...members('func proc', named),
  ...members('task taskIf tx txIf', task),
  stream: PROMISED,
};

/** Text with its placeholders filled: as safe as the text was. */
const format: MemberSpec = {
  call: { sinks: RAW_VALUES, flows: [{ from: '0', to: 'return', as: 'text' }], returns: 'string' },
};
/** Texts that are made of an object, all of whose properties become columns unless a list of them is given. */
const written: MemberSpec = {
  call: { ...SQL_ESCAPE, sinks: [stored('0'), record('0', { when: [{ at: '1', truthy: false }] })] },
};
const main: MemberSpec = { call: { returns: 'IMain' } };

export const pgPromise = {
  packages: ['pg-promise'],
  exports: { '=': main, default: main },
  types: {
    IMain: {
      call: {
        sinks: [...connectionString('0', '0.connectionString'), ...password('0.password')],
        returns: 'IDatabase',
      },
      members: {
        as: { type: 'IFormatting' },
        helpers: { type: 'IHelpers' },
        end: { call: { returns: 'void' } },
      },
    },
    IFormatting: { members: { format, ...members('name value text csv json alias', { call: SQL_ESCAPE }) } },
    IHelpers: { members: { ...members('insert update values sets', written) } },
    IBaseProtocol: { members: protocol },
    IDatabase: {
      extends: 'IBaseProtocol',
      members: { connect: { call: { returns: 'Promise<IConnected>' } } },
    },
    ITask: { extends: 'IBaseProtocol' },
    IConnected: { extends: 'IBaseProtocol', members: { done: { call: { returns: 'Promise<void>' } } } },
  },
} as const satisfies LibraryModel;
