/** Services of AWS that run a text of the caller: SQL of Athena, Redshift, Aurora and Timestream, and scripts of Systems Manager. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { PROMISED, sqlText } from '../stores/parts.js';

interface Service {
  readonly package: string;
  readonly client: string;
  /** Operations and the places of their texts. */
  readonly operations: Readonly<Record<string, readonly SinkSpec[]>>;
}

const sql = (...slots: readonly string[]): readonly SinkSpec[] => slots.map((at) => sqlText(at));

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/: the inputs of the commands. */
const SERVICES: readonly Service[] = [
  {
    package: '@aws-sdk/client-athena',
    client: 'Athena',
    operations: {
      StartQueryExecution: sql('0.QueryString'),
      CreatePreparedStatement: sql('0.QueryStatement'),
      CreateNamedQuery: sql('0.QueryString'),
    },
  },
  {
    package: '@aws-sdk/client-rds-data',
    client: 'RDSData',
    operations: {
      ExecuteStatement: sql('0.sql'),
      BatchExecuteStatement: sql('0.sql'),
      ExecuteSql: sql('0.sqlStatements'),
    },
  },
  {
    package: '@aws-sdk/client-redshift-data',
    client: 'RedshiftData',
    operations: { ExecuteStatement: sql('0.Sql'), BatchExecuteStatement: sql('0.Sqls[]') },
  },
  {
    package: '@aws-sdk/client-timestream-query',
    client: 'TimestreamQuery',
    operations: { Query: sql('0.QueryString'), PrepareQuery: sql('0.QueryString') },
  },
  {
    package: '@aws-sdk/client-ssm',
    client: 'SSM',
    // AWS-RunShellScript writes the lines into a script (https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html#aws-runShellScript).
    operations: {
      SendCommand: [{ at: '0.Parameters.commands[]', kind: 'command', what: 'the remote command' }],
    },
  },
];

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const call = (sinks: readonly SinkSpec[], returns: string): CallSpec => ({ sinks, returns });

function library({ package: specifier, client, operations }: Service): LibraryModel {
  const type = `${client}Client`;
  const opens: MemberSpec = { construct: { returns: type } };
  const each = Object.entries(operations);
  return {
    packages: [specifier],
    exports: {
      [type]: opens,
      [client]: opens,
      ...Object.fromEntries(each.map(([name, sinks]) => [`${name}Command`, { construct: call(sinks, 'unknown') }])),
    },
    types: {
      [type]: {
        declared: [`${specifier}#${client}`],
        members: {
          send: PROMISED,
          ...Object.fromEntries(each.map(([name, sinks]) => [lower(name), { call: call(sinks, 'Promise<unknown>') }])),
        },
      },
    },
  };
}

export const STATEMENT_MODELS: readonly LibraryModel[] = SERVICES.map(library);

/** The same services of the second major version, by the names that they have there. */
const OLDER: Readonly<Record<string, string>> = {
  Athena: 'Athena',
  RDSDataService: 'RDSData',
  RedshiftData: 'RedshiftData',
  TimestreamQuery: 'TimestreamQuery',
  SSM: 'SSM',
};

/** Returns the types of those services, with methods that the given function makes of a call. */
export function olderServices(request: (call: CallSpec) => MemberSpec): NonNullable<LibraryModel['types']> {
  return Object.fromEntries(
    Object.entries(OLDER).map(([name, client]) => {
      const operations = SERVICES.find((each) => each.client === client)?.operations ?? {};
      return [
        name,
        {
          members: Object.fromEntries(
            Object.entries(operations).map(([operation, sinks]) => [lower(operation), request({ sinks })]),
          ),
        },
      ];
    }),
  );
}
