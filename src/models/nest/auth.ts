/** Libraries around NestJS that tell who is calling: @nestjs/jwt, @nestjs/passport; and the throttler, which does not. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel } from '../schema.js';

const verified = [{ role: 'auth.verified', parts: { token: '0', options: '1' } }] as const;
const issue = [{ role: 'auth.issue', parts: { payload: '0', options: '1' } }] as const;

const nestJwt = {
  packages: ['@nestjs/jwt'],
  exports: {
    JwtService: { construct: { returns: 'JwtService' } },
    JwtModule: { members: { register: { call: {} }, registerAsync: { call: {} } } },
  },
  types: {
    JwtService: {
      members: {
        verify: { call: { returns: 'unknown', roles: verified } },
        verifyAsync: { call: { returns: 'Promise<unknown>', roles: verified } },
        sign: { call: { source: { kind: 'credential.issued', form: Form.String }, returns: 'string', roles: issue } },
        signAsync: {
          call: { source: { kind: 'credential.issued', form: Form.String }, returns: 'Promise<string>', roles: issue },
        },
        decode: { call: { flows: [{ from: '0', to: 'return', as: 'made' }] } },
      },
    },
  },
} as const satisfies LibraryModel;

/** `AuthGuard('jwt')` makes a class; its `canActivate` and `handleRequest` throw unless the strategy finds a user. */
const nestPassport = {
  packages: ['@nestjs/passport'],
  exports: {
    AuthGuard: { call: { returns: 'Guard' } },
    PassportModule: { members: { register: { call: {} } } },
    PassportStrategy: { call: {} },
  },
  types: { Guard: { call: { roles: [{ role: 'auth.guard' }] } } },
} as const satisfies LibraryModel;

const nestThrottler = {
  packages: ['@nestjs/throttler'],
  exports: {
    ThrottlerGuard: { construct: { returns: 'ThrottlerGuard' } },
    ThrottlerModule: { members: { forRoot: { call: {} }, forRootAsync: { call: {} } } },
    Throttle: { call: { native: 'nest.mark' } },
    SkipThrottle: { call: { native: 'nest.mark' } },
  },
  types: { ThrottlerGuard: { call: { roles: [{ role: 'rate.limit' }] } } },
} as const satisfies LibraryModel;

export const nestAuthModels: readonly LibraryModel[] = [nestJwt, nestPassport, nestThrottler];
