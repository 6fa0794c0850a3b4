/** Password hashing: bcrypt, bcryptjs, argon2. Whoever compares or hashes a password takes credentials in. */
import type { CallSpec, LibraryModel } from '../schema.js';

const compare: CallSpec = {
  roles: [{ role: 'auth.password', parts: { password: '0', hash: '1' } }, { role: 'auth.checked' }],
  callbacks: [{ at: '2', args: [null, 'boolean'] }],
  returns: 'Promise<boolean>',
};
const hash: CallSpec = {
  roles: [{ role: 'auth.password', parts: { password: '0', cost: '1' } }],
  callbacks: [{ at: '2', args: [null, 'string'] }],
  returns: 'Promise<string>',
};
const bcryptMembers = {
  compare: { call: compare },
  compareSync: { call: { roles: compare.roles ?? [], returns: 'boolean' } },
  hash: { call: hash },
  hashSync: { call: { roles: hash.roles ?? [], returns: 'string' } },
} as const;
const argonMembers = {
  verify: {
    call: {
      roles: [{ role: 'auth.password', parts: { hash: '0', password: '1' } }, { role: 'auth.checked' }],
      returns: 'Promise<boolean>',
    },
  },
  hash: {
    call: { roles: [{ role: 'auth.password', parts: { password: '0', options: '1' } }], returns: 'Promise<string>' },
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
