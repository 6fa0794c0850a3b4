/** express-jwt: demands a valid token, unless `credentialsRequired` is false; `unless` (express-unless) takes requests out. */
import type { LibraryModel } from '../schema.js';
import { checking } from '../tokens/model.js';

export const expressJwt = {
  packages: ['express-jwt'],
  exports: {
    expressjwt: {
      call: {
        native: 'express-jwt.make',
        sinks: [{ at: '0.secret', kind: 'credential', what: 'the key' }],
        roles: [checking('0')],
      },
    },
  },
  types: {
    Guard: {
      call: { roles: [{ role: 'auth.guard' }] },
      members: { unless: { call: { native: 'express-jwt.unless' } } },
    },
  },
} as const satisfies LibraryModel;
