/** @nestjs/config: values come from the environment; the second argument of `get` is what holds when there is none. */
import type { LibraryModel } from '../schema.js';

/** https://docs.nestjs.com/techniques/configuration */
export const nestConfig = {
  packages: ['@nestjs/config'],
  exports: {
    ConfigService: { construct: { returns: 'ConfigService' } },
    registerAs: { call: { flows: [{ from: '1', to: 'return' }] } },
  },
  types: {
    ConfigService: {
      members: {
        get: { call: { native: 'nest-config.get' } },
        getOrThrow: { call: { native: 'nest-config.get' } },
      },
    },
    ConfigType: { made: true },
  },
} as const satisfies LibraryModel;
