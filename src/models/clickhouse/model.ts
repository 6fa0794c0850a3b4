/** @clickhouse/client (https://clickhouse.com/docs/integrations/javascript): query texts take `{name: Type}` parameters; names of tables are text. */
import type { CallSpec, LibraryModel } from '../schema.js';
import { connectionString, members, password, PROMISED, sqlText } from '../stores/parts.js';

const query: CallSpec = { sinks: [sqlText('0.query')], returns: 'Promise<ResultSet>' };

export const clickhouse = {
  packages: ['@clickhouse/client', '@clickhouse/client-web', '@clickhouse/client-common'],
  exports: {
    createClient: {
      call: { sinks: [...password('0.password'), ...connectionString('0.url')], returns: 'ClickHouseClient' },
    },
  },
  types: {
    ClickHouseClient: {
      declared: ['@clickhouse/client-common#ClickHouseClient'],
      members: {
        ...members('query command exec', { call: query }),
        insert: { call: { sinks: [sqlText('0.table')], returns: 'Promise<unknown>' } },
        ...members('ping close', PROMISED),
      },
    },
    NodeClickHouseClient: { extends: 'ClickHouseClient' },
    ResultSet: { members: members('json text', PROMISED) },
  },
} as const satisfies LibraryModel;
