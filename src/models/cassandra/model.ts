/** cassandra-driver (https://docs.datastax.com/en/developer/nodejs-driver/): CQL is text, parameters travel beside it. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { members, password, PROMISED, sqlText } from '../stores/parts.js';
import { FAILURE } from '../shared/errors.js';

const what = 'the CQL text';
const execute: CallSpec = {
  sinks: [{ ...sqlText(), what }],
  callbacks: ['1', '2', '3', '4'].map((at) => ({ at, args: [FAILURE, null] })),
  returns: 'Promise<unknown>',
};

const names: Readonly<Record<string, MemberSpec>> = {
  Client: { construct: { sinks: password('0.credentials.password'), returns: 'Client' } },
  auth: { members: { PlainTextAuthProvider: { construct: { sinks: password('1'), returns: 'unknown' } } } },
};

export const cassandra = {
  packages: ['cassandra-driver'],
  exports: { default: { members: names }, ...names },
  types: {
    Client: {
      members: {
        ...members('execute eachRow stream', { call: execute }),
        batch: {
          call: {
            sinks: [
              { at: '0[]', kind: 'sql', what },
              { at: '0[].query', kind: 'sql', what },
            ],
            callbacks: [{ at: '2', args: [FAILURE, null] }],
            returns: 'Promise<unknown>',
          },
        },
        ...members('connect shutdown', PROMISED),
      },
    },
  },
} as const satisfies LibraryModel;
