/** Password hashing: bcrypt, bcryptjs, argon2. Whoever compares or hashes a password takes credentials in. */
import type { CallSpec, LibraryModel, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const compare: CallSpec = {
  roles: [{ role: 'auth.password', parts: { password: '0', hash: '1' } }, { role: 'auth.checked' }],
  callbacks: [{ at: '2', args: [FAILURE, 'boolean'] }],
  returns: 'Promise<boolean>',
};
const password: SinkSpec = { at: '0', kind: 'slow-hash', what: 'the password' };
const hash: CallSpec = {
  sinks: [password],
  roles: [
    { role: 'auth.password', parts: { password: '0' } },
    { role: 'password.bcrypt', parts: { cost: '1' } },
  ],
  callbacks: [{ at: '2', args: [FAILURE, 'string'] }],
  returns: 'Promise<string>',
};
const bcryptMembers = {
  compare: { call: compare },
  compareSync: { call: { roles: compare.roles ?? [], returns: 'boolean' } },
  hash: { call: hash },
  hashSync: { call: { sinks: [password], roles: hash.roles ?? [], returns: 'string' } },
  genSalt: {
    call: {
      roles: [{ role: 'password.bcrypt', parts: { cost: '0' } }],
      callbacks: [{ at: '1', args: [FAILURE, 'string'] }],
      returns: 'Promise<string>',
    },
  },
  genSaltSync: { call: { roles: [{ role: 'password.bcrypt', parts: { cost: '0' } }], returns: 'string' } },
} as const;
const argonMembers = {
  verify: {
    call: {
      roles: [{ role: 'auth.password', parts: { hash: '0', password: '1' } }, { role: 'auth.checked' }],
      returns: 'Promise<boolean>',
    },
  },
  hash: {
    call: {
      sinks: [
        { at: '0', kind: 'slow-hash', what: 'the password' },
        { at: '1.salt', kind: 'salt' },
      ],
      roles: [
        { role: 'auth.password', parts: { password: '0', options: '1' } },
        {
          role: 'password.argon2',
          parts: { memory: '1.memoryCost', time: '1.timeCost', parallelism: '1.parallelism', salt: '1.salt' },
        },
        // Before 0.30 the default was 4 MiB with three rounds (ranisalt/node-argon2, pull request 360).
        {
          role: 'password.cheap-default',
          when: [
            { package: 'argon2', versions: '<0.30' },
            { at: '1.memoryCost', absent: true },
          ],
          parts: { time: '1.timeCost' },
          defaults: { memory: 4096, time: 3 },
        },
      ],
      returns: 'Promise<string>',
    },
  },
} as const;

export const bcrypt = {
  packages: ['bcrypt', 'bcryptjs'],
  exports: { ...bcryptMembers, default: { members: bcryptMembers } },
} as const satisfies LibraryModel;
export const argon2 = {
  packages: ['argon2', '@node-rs/argon2'],
  exports: { ...argonMembers, default: { members: argonMembers } },
} as const satisfies LibraryModel;
