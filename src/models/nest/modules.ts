/**
 * Dynamic modules of NestJS that hand their options on to a library: `forRoot(options)` takes them at once, and
 * `forRootAsync({ useFactory })` from a factory (https://docs.nestjs.com/fundamentals/dynamic-modules).
 */
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall } from '../../flow/calls.js';
import { partsOf, reachSinks, valuesOf } from '../../flow/modelled.js';
import { awaited } from '../../flow/promises.js';
import type { Native } from '../../flow/semantics.js';
import { UNDEFINED, UNKNOWN } from '../../flow/value.js';
import { argument } from '../kit.js';
import type { CallSpec, LibraryModel, Natives, SinkSpec } from '../schema.js';
import { passwordAt, secretAt } from '../shared/credentials.js';
import { connectionString, password } from '../stores/parts.js';
import { tlsOptions } from '../tls/options.js';

interface Module {
  readonly package: string;
  readonly name: string;
  /** The method that takes the options; the one with `Async` behind takes the factory. */
  readonly method: string;
  readonly call: CallSpec;
  /** Where the factory's options differ from the arguments. */
  readonly later?: CallSpec;
}

const address: readonly SinkSpec[] = connectionString('0.uri');
const jwtKeys = secretAt('the signing secret', '0.secret', '0.privateKey');

const MODULES: readonly Module[] = [
  // https://docs.nestjs.com/techniques/database
  {
    package: '@nestjs/typeorm',
    name: 'TypeOrmModule',
    method: 'forRoot',
    call: {
      sinks: [...password('0.password'), ...connectionString('0.url')],
      roles: [
        tlsOptions('0.ssl', '0.extra.ssl', '0.extra', '0.options', '0'),
        { role: 'debug.switch', parts: { on: '0.logging' } },
      ],
    },
  },
  {
    package: '@nestjs/sequelize',
    name: 'SequelizeModule',
    method: 'forRoot',
    call: {
      sinks: [...password('0.password'), ...address],
      roles: [tlsOptions('0.dialectOptions.ssl'), { role: 'debug.switch', parts: { on: '0.logging' } }],
    },
  },
  // https://docs.nestjs.com/techniques/mongodb: the factory names the address `uri`.
  {
    package: '@nestjs/mongoose',
    name: 'MongooseModule',
    method: 'forRoot',
    call: { sinks: [...connectionString('0'), ...password('1.pass', '1.auth.password')], roles: [tlsOptions('1')] },
    later: { sinks: [...address, ...password('0.pass', '0.auth.password')], roles: [tlsOptions('0')] },
  },
  // https://docs.nestjs.com/techniques/queues
  {
    package: '@nestjs/bull',
    name: 'BullModule',
    method: 'forRoot',
    call: { sinks: [...password('0.redis.password'), ...connectionString('0.redis')] },
  },
  {
    package: '@nestjs/bullmq',
    name: 'BullModule',
    method: 'forRoot',
    call: { sinks: password('0.connection.password') },
  },
  // https://nest-modules.github.io/mailer/docs/mailer
  {
    package: '@nestjs-modules/mailer',
    name: 'MailerModule',
    method: 'forRoot',
    call: {
      sinks: [...passwordAt('the password', '0.transport.auth.pass'), ...connectionString('0.transport')],
      roles: [tlsOptions('0.transport.tls')],
    },
  },
  // https://docs.nestjs.com/graphql/quick-start: what the module does not know goes to the driver.
  {
    package: '@nestjs/graphql',
    name: 'GraphQLModule',
    method: 'forRoot',
    call: { roles: [{ role: 'graphql.server', parts: { options: '0' } }] },
  },
  // https://github.com/nestjs/jwt
  {
    package: '@nestjs/jwt',
    name: 'JwtModule',
    method: 'register',
    call: {
      sinks: jwtKeys,
      roles: [{ role: 'auth.issuer', parts: { expiresIn: '0.signOptions.expiresIn' } }],
    },
  },
];

/** Gives what the factory makes to the description of a call that takes it at once. */
function later(spec: CallSpec): Native {
  return (m, call) => {
    const factory = getProperty(m, argument(call, 0), 'useFactory', call.node);
    if (!call.entity) return UNKNOWN;
    // Options of a class (`useClass`) are of nobody's knowledge, and recorded as such.
    const options =
      factory.refs.length === 0 ? UNKNOWN : awaited(callValue(m, factory, entryCall(call.node, UNDEFINED)));
    const own = { ...call, args: [options], argNodes: [], restFrom: null, spec };
    m.record(call.entity, own, partsOf(m, own, spec), valuesOf(m, own, spec));
    reachSinks(m, call.entity, own, spec);
    return UNKNOWN;
  };
}

function nativeName({ package: name, name: module }: Module): string {
  return `${name}.${module}.later`;
}

export const nestModules: readonly LibraryModel[] = MODULES.map((each) => ({
  packages: [each.package],
  exports: {
    [each.name]: {
      members: {
        [each.method]: { call: each.call },
        [`${each.method}Async`]: { call: { native: nativeName(each) } },
      },
    },
  },
}));

export const nestModuleNatives: Natives = Object.fromEntries(
  MODULES.map((each) => [nativeName(each), later(each.later ?? each.call)]),
);
