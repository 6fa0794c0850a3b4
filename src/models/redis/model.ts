/** redis and ioredis: commands take their arguments apart; scripts are code. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { CHAIN, connectionString, members, password, PROMISED } from '../stores/parts.js';

const script = (at: string): MemberSpec => ({
  call: { sinks: [{ at, kind: 'query-code', what: 'the script' }], returns: 'Promise<unknown>' },
});
const command = (at: string): MemberSpec => ({
  call: { sinks: [{ at, kind: 'query-code', what: 'the command name' }], returns: 'Promise<unknown>' },
});
/** A value that no option lets end (`EX`, `PX`, `expiration`). */
const kept: MemberSpec = {
  call: { sinks: [{ at: '1', kind: 'kept', when: [{ at: '2', absent: true }] }], returns: 'Promise<unknown>' },
};
/** `on('message', (channel, message) => ...)`: whoever may publish chooses what arrives (https://redis.io/docs/latest/develop/pubsub/). */
const listens: MemberSpec = { call: { native: 'messages.published' } };
const subscribes: MemberSpec = { call: { native: 'messages.subscribed' } };

const create: CallSpec = { sinks: [...connectionString('0.url'), ...password('0.password')], returns: 'RedisClient' };

export const redis = {
  packages: ['redis', '@redis/client'],
  exports: {
    default: { members: { createClient: { call: create } } },
    createClient: { call: create },
    ...members('createCluster createSentinel createClientPool', {
      call: {
        sinks: password('0.defaults.password', '0.nodeClientOptions.password', '0.password'),
        returns: 'RedisClient',
      },
    }),
    defineScript: { call: { sinks: [{ at: '0.SCRIPT', kind: 'query-code', what: 'the script' }], returns: 'unknown' } },
  },
  types: {
    RedisClient: {
      declared: ['redis#RedisClientType', '@redis/client#RedisClientType', '@redis/client#RedisClient'],
      members: {
        ...members('set SET', kept),
        ...members('eval EVAL evalRo EVAL_RO scriptLoad SCRIPT_LOAD', script('0')),
        functionLoad: script('0'),
        sendCommand: command('0.0'),
        connect: { call: { returns: 'Promise<this>' } },
        ...members('duplicate', CHAIN),
        ...members('multi MULTI', { call: { returns: 'Multi' } }),
        on: listens,
        once: listens,
        ...members('subscribe SUBSCRIBE pSubscribe', subscribes),
      },
      anyMember: PROMISED,
    },
    RedisClientType: { extends: 'RedisClient', anyMember: PROMISED },
    Multi: {
      members: {
        ...members('exec execTyped', PROMISED),
        ...members('eval EVAL', {
          call: { sinks: [{ at: '0', kind: 'query-code', what: 'the script' }], returns: 'this' },
        }),
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;

const open: CallSpec = {
  sinks: [...connectionString('0'), ...password('0.password', '1.password', '2.password')],
  returns: 'Redis',
};
const Cluster: MemberSpec = { construct: { sinks: password('1.redisOptions.password'), returns: 'Redis' } };
const Redis: MemberSpec = { construct: open, call: open, members: { Cluster } };

export const ioredis = {
  packages: ['ioredis'],
  exports: { '=': Redis, default: Redis, Redis, Cluster },
  types: {
    Redis: {
      declared: ['ioredis#Cluster', 'ioredis#Commander'],
      members: {
        set: kept,
        ...members('eval eval_ro', script('0')),
        script: { call: { sinks: [{ at: '1', kind: 'query-code', what: 'the script' }], returns: 'Promise<unknown>' } },
        defineCommand: { call: { sinks: [{ at: '1.lua', kind: 'query-code', what: 'the script' }], returns: 'void' } },
        call: command('0'),
        duplicate: CHAIN,
        ...members('multi pipeline', { call: { returns: 'Pipeline' } }),
        on: listens,
        once: listens,
      },
      anyMember: PROMISED,
    },
    Pipeline: {
      members: {
        exec: PROMISED,
        ...members('eval', { call: { sinks: [{ at: '0', kind: 'query-code', what: 'the script' }], returns: 'this' } }),
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;
