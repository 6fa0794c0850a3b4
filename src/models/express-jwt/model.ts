/** express-jwt: demands a valid token, unless `credentialsRequired` is false; `unless` (express-unless) takes requests out. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { checking } from '../tokens/model.js';

const make: MemberSpec = {
  call: {
    native: 'express-jwt.make',
    sinks: [{ at: '0.secret', kind: 'credential', what: 'the key' }],
    roles: [
      checking('0'),
      // Since version 6 there is no guard without algorithms (CVE-2020-15084).
      {
        role: 'auth.any-algorithm',
        when: [
          { package: 'express-jwt', versions: '<6' },
          { at: '0.algorithms', absent: true },
        ],
      },
    ],
  },
};

/** The module itself is the function up to version 6, a named export since 7. */
export const expressJwt = {
  packages: ['express-jwt'],
  exports: { '=': make, default: make, expressjwt: make },
  types: {
    Guard: {
      call: { roles: [{ role: 'auth.guard' }] },
      members: { unless: { call: { native: 'express-jwt.unless' } } },
    },
  },
} satisfies LibraryModel;
