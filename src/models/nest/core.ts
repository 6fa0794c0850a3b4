/** @nestjs/core: the application that `NestFactory` makes, and the tokens of its global enhancers. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const chainable: MemberSpec = { call: { returns: 'this' } };
const enhancers = Object.fromEntries(['useGlobalPipes', 'useGlobalGuards', 'useGlobalInterceptors', 'useGlobalFilters', 'setGlobalPrefix', 'enableCors', 'enableVersioning', 'enableShutdownHooks'].map((name) => [name, chainable]));

export const nestCore = {
  packages: ['@nestjs/core'],
  exports: {
    NestFactory: {
      members: {
        create: { call: { returns: 'Promise<INestApplication>' } },
        createMicroservice: { call: { returns: 'Promise<INestApplication>' } },
        createApplicationContext: { call: { returns: 'Promise<INestApplication>' } },
      },
    },
    APP_PIPE: {},
    APP_GUARD: {},
    APP_INTERCEPTOR: {},
    APP_FILTER: {},
  },
  types: {
    INestApplication: {
      declared: ['@nestjs/common#INestApplication', '@nestjs/common#NestExpressApplication', '@nestjs/platform-express#NestExpressApplication'],
      members: {
        ...enhancers,
        use: { call: { returns: 'this' } },
        listen: { call: { returns: 'Promise<unknown>' } },
        init: { call: { returns: 'Promise<this>' } },
        close: { call: { returns: 'Promise<void>' } },
        get: { call: { returns: 'unknown' } },
      },
    },
  },
} as const satisfies LibraryModel;
