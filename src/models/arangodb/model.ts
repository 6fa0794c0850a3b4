/** ArangoDB (https://arangodb.github.io/arangojs/): the tag `aql` binds its values, a text is the query itself. */
import type { CallSpec, LibraryModel } from '../schema.js';
import { members, password, PROMISED, sqlText } from '../stores/parts.js';

const what = 'the AQL text';
const query: CallSpec = {
  sinks: [
    { ...sqlText(), what },
    { ...sqlText('0.query'), what },
  ],
  returns: 'Promise<unknown>',
};
const opens = { call: { sinks: password('0.auth.password'), returns: 'Database' } } as const;

export const arangodb = {
  packages: ['arangojs', 'arangojs/aql', 'arangojs/databases'],
  exports: {
    arangojs: opens,
    default: opens,
    Database: { construct: { sinks: password('0.auth.password'), returns: 'Database' } },
    aql: { call: { returns: 'AqlQuery' } },
    /** A part of a query that is not bound. */
    literal: { call: { sinks: [{ ...sqlText(), what }], returns: 'AqlQuery' } },
    join: { call: { returns: 'AqlQuery' } },
  },
  types: {
    Database: {
      members: {
        ...members('query explain parse', { call: query }),
        collection: { call: { returns: 'unknown' } },
        beginTransaction: { call: { returns: 'Promise<unknown>' } },
        ...members('login close', PROMISED),
      },
    },
    AqlQuery: {},
  },
} as const satisfies LibraryModel;
