/** Libraries around NestJS that tell who is calling: @nestjs/jwt, @nestjs/passport; and the throttler, which does not. */
import { Form } from '../../flow/forms.js';
import { applySpec } from '../../flow/modelled.js';
import { soleText, UNKNOWN } from '../../flow/value.js';
import { argument } from '../kit.js';
import { comesBack, takesPassword } from '../passport/strategies.js';
import type { LibraryModel, Natives } from '../schema.js';
import { checking } from '../tokens/model.js';
import { secretAt } from '../shared/credentials.js';

const verified = [{ role: 'auth.verified', parts: { token: '0', options: '1' } }, checking('1')] as const;
const issue = [
  { role: 'auth.issue', parts: { payload: '0', options: '1', exp: '0.exp', expiresIn: '1.expiresIn', issuer: 'this' } },
] as const;
/** https://github.com/nestjs/jwt: the module's options, and those of a single call. */
const moduleKeys = secretAt('the signing secret', '0.secret', '0.privateKey');
const callKeys = secretAt('the key', '1.secret', '1.privateKey');

const nestJwt = {
  packages: ['@nestjs/jwt'],
  exports: {
    JwtService: { construct: { sinks: moduleKeys, returns: 'JwtService' } },
  },
  types: {
    JwtService: {
      members: {
        verify: { call: { native: 'tokens.verify', sinks: callKeys, roles: verified } },
        verifyAsync: { call: { native: 'tokens.verifyLater', sinks: callKeys, roles: verified } },
        sign: {
          call: {
            source: { kind: 'credential.issued', form: Form.String },
            sinks: callKeys,
            returns: 'string',
            roles: issue,
          },
        },
        signAsync: {
          call: {
            source: { kind: 'credential.issued', form: Form.String },
            sinks: callKeys,
            returns: 'Promise<string>',
            roles: issue,
          },
        },
        decode: { call: { native: 'tokens.decode', roles: [{ role: 'auth.decoded', parts: { token: '0' } }] } },
      },
    },
  },
} as const satisfies LibraryModel;

/** `AuthGuard('jwt')` makes a class; its `canActivate` and `handleRequest` throw unless the strategy finds a user. */
const nestPassport = {
  packages: ['@nestjs/passport'],
  exports: {
    AuthGuard: { call: { native: 'nest-passport.guard', returns: 'Guard' } },
    PassportModule: { members: { register: { call: {} } } },
    PassportStrategy: { call: { flows: [{ from: '0', to: 'return' }] } },
  },
  types: {
    Guard: { call: { roles: [{ role: 'auth.guard' }] } },
    LoginGuard: { call: { roles: [{ role: 'auth.guard' }, { role: 'auth.login' }] } },
    ReturnGuard: { call: { roles: [{ role: 'auth.guard' }, { role: 'auth.returned' }] } },
  },
} as const satisfies LibraryModel;

const nestThrottler = {
  packages: ['@nestjs/throttler'],
  exports: {
    ThrottlerGuard: { construct: { returns: 'ThrottlerGuard' } },
    ThrottlerModule: { members: { forRoot: { call: {} }, forRootAsync: { call: {} } } },
    Throttle: { call: { native: 'nest.mark' } },
    SkipThrottle: { call: { native: 'nest.mark' } },
  },
  types: {
    ThrottlerGuard: {
      call: { roles: [{ role: 'rate.limit' }] },
      members: { canActivate: { call: { roles: [{ role: 'rate.limit' }], returns: 'Promise<unknown>' } } },
    },
  },
} as const satisfies LibraryModel;

export const nestAuthModels: readonly LibraryModel[] = [nestJwt, nestPassport, nestThrottler];

export const nestAuthNatives: Natives = {
  'nest-passport.guard': (m, call) => {
    const name = soleText(argument(call, 0));
    const returns = takesPassword(name) ? 'LoginGuard' : comesBack(name) ? 'ReturnGuard' : 'Guard';
    return call.entity && call.spec ? applySpec(m, call.entity, call, { ...call.spec, returns }) : UNKNOWN;
  },
};
