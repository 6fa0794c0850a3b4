/** Where libraries take the options of TLS, and models that say so. */
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec } from '../schema.js';
import { plainOptions, plainWithout, tlsOptions } from './options.js';

type Places = Readonly<Record<string, readonly string[]>>;

const LAST_OF_THREE = ['0.tls', '1.tls', '2.tls'];
const MYSQL: Places = { createConnection: ['0.ssl'], createPool: ['0.ssl'] };
const SEQUELIZE = ['0', '1', '2', '3'].map((at) => `${at}.dialectOptions.ssl`);
const MONGO = ['1'];
const REQUEST = ['0', '1'];
const LDAP = ['0.tlsOptions'];
/** Verbs of needle take their options second, or third behind a body. */
const NEEDLE: Places = {
  '=': ['1', '2', '3'],
  request: ['3'],
  get: ['1'],
  head: ['1'],
  post: ['2'],
  put: ['2'],
  patch: ['2'],
  delete: ['2'],
};
const GOT: Places = Object.fromEntries(
  ['=', 'get', 'post', 'put', 'patch', 'delete', 'head', 'stream', 'extend'].map((name) => [
    name,
    name === 'extend' ? ['0.https'] : ['0.https', '1.https'],
  ]),
);
const BROWSER: Places = { launch: ['0'] };

/** By package, then by what it exports (`=` for the module itself): the places of the options, as their documentation says. */
export const TLS_PLACES: Readonly<Record<string, Places>> = {
  mysql: MYSQL,
  mysql2: MYSQL,
  'mysql2/promise': MYSQL,
  mariadb: MYSQL,
  postgres: { '=': ['0.ssl', '1.ssl'] },
  slonik: { createPool: ['1.ssl'] },
  typeorm: { DataSource: ['0.ssl', '0.extra.ssl', '0.extra', '0.options', '0'] },
  sequelize: { '=': SEQUELIZE, Sequelize: SEQUELIZE },
  knex: { '=': ['0.connection.ssl'], knex: ['0.connection.ssl'] },
  mssql: { connect: ['0.options'], ConnectionPool: ['0.options'] },
  mongodb: { MongoClient: MONGO, 'MongoClient.connect': MONGO },
  mongoose: { connect: MONGO, createConnection: MONGO },
  ioredis: { '=': LAST_OF_THREE, Redis: LAST_OF_THREE, Cluster: ['1.redisOptions.tls'] },
  redis: { createClient: ['0.socket'] },
  'cassandra-driver': { Client: ['0.sslOptions'] },
  kafkajs: { Kafka: ['0.ssl'] },
  amqplib: { connect: ['1'] },
  '@elastic/elasticsearch': { Client: ['0.tls', '0.ssl'] },
  ldapjs: { createClient: LDAP },
  ldapts: { Client: LDAP },
  nodemailer: { createTransport: ['0.tls'] },
  ws: { WebSocket: ['1', '2'], '=': ['1', '2'] },
  undici: {
    Agent: ['0.connect'],
    Client: ['1.connect'],
    Pool: ['1.connect'],
    ProxyAgent: ['0.requestTls', '0.proxyTls'],
  },
  got: GOT,
  needle: NEEDLE,
  request: { '=': REQUEST, defaults: ['0'], get: REQUEST, post: REQUEST, put: REQUEST, delete: REQUEST },
  puppeteer: BROWSER,
};

/**
 * The same for connections whose options name the host and say whether to encrypt: `ssl: false` of drivers, and the
 * `ignoreTLS` of https://nodemailer.com/smtp/.
 */
const SSL = [plainOptions('0.host', { off: '0.ssl' })];
const PLAIN: Readonly<Record<string, Readonly<Record<string, readonly RoleSpec[]>>>> = {
  pg: { Pool: SSL, Client: SSL, '=': SSL },
  'pg-pool': { '=': SSL },
  mariadb: { createConnection: SSL, createPool: SSL },
  postgres: { '=': SSL },
  typeorm: { DataSource: SSL },
  knex: {
    '=': [plainOptions('0.connection.host', { off: '0.connection.ssl' })],
    knex: [plainOptions('0.connection.host', { off: '0.connection.ssl' })],
  },
  sequelize: Object.fromEntries(
    ['=', 'Sequelize'].map((name) => [
      name,
      ['0', '3'].map((at) => plainOptions(`${at}.host`, { off: `${at}.dialectOptions.ssl` })),
    ]),
  ),
  // `new Redis(port, host, options)`, `new Redis({ host, tls })` (https://github.com/redis/ioredis#tls-options).
  ioredis: Object.fromEntries(
    ['=', 'Redis'].map((name) => [
      name,
      [plainWithout('0.host', '0.tls'), plainWithout('1', '2.tls'), plainWithout('1.host', '1.tls')],
    ]),
  ),
  // https://github.com/redis/node-redis/blob/master/docs/client-configuration.md: `socket.tls` is off unless asked for.
  redis: { createClient: [plainWithout('0.socket.host', '0.socket.tls')] },
  nodemailer: { createTransport: [plainOptions('0.host', { waived: '0.ignoreTLS' })] },
};

function withRoles(spec: CallSpec, roles: readonly RoleSpec[]): CallSpec {
  return { ...spec, roles: [...(spec.roles ?? []), ...roles] };
}

/** The member with the roles added wherever it is called or constructed, at the end of a path of names. */
function marked(member: MemberSpec, [name, ...rest]: readonly string[], roles: readonly RoleSpec[]): MemberSpec {
  if (name !== undefined) {
    const own = member.members?.[name];
    return own ? { ...member, members: { ...member.members, [name]: marked(own, rest, roles) } } : member;
  }
  return {
    ...member,
    ...(member.call ? { call: withRoles(member.call, roles) } : {}),
    ...(member.construct ? { construct: withRoles(member.construct, roles) } : {}),
  };
}

function markedAll(model: LibraryModel, table: Readonly<Record<string, readonly RoleSpec[]>>): LibraryModel {
  const exports: Record<string, MemberSpec> = { ...model.exports };
  for (const [name, roles] of Object.entries(table)) {
    const [first = '', ...rest] = name.split('.');
    const whole = first === '=' ? ['=', 'default'] : [first];
    for (const each of whole) if (exports[each]) exports[each] = marked(exports[each], rest, roles);
    if (first !== '=')
      for (const each of ['default', '='])
        if (exports[each]) exports[each] = marked(exports[each], [first, ...rest], roles);
  }
  return { ...model, exports };
}

/** Returns a model whose calls say where they take the options of TLS; the very same when its packages take none. */
export function securing(model: LibraryModel): LibraryModel {
  return model.packages.reduce((known, name) => {
    const places = Object.entries(TLS_PLACES[name] ?? {}).map(([each, at]) => [each, [tlsOptions(...at)]] as const);
    const checked = places.length > 0 ? markedAll(known, Object.fromEntries(places)) : known;
    const plain = PLAIN[name];
    return plain ? markedAll(checked, plain) : checked;
  }, model);
}
