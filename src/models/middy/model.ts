/** Middy (https://middy.js.org/docs/intro/getting-started): middleware around handlers of AWS Lambda; and what serves an application there. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const wraps: MemberSpec = { call: { native: 'middy.wrap', returns: 'Middy' } };

export const middy = {
  packages: ['@middy/core'],
  exports: { default: wraps },
  types: {
    Middy: {
      declared: ['@middy/core#MiddyfiedHandler'],
      members: {
        use: { call: { native: 'middy.use' } },
        before: { call: { native: 'middy.before' } },
        after: { call: { native: 'middy.after' } },
        onError: { call: { native: 'middy.after' } },
        handler: { call: { native: 'middy.handler' } },
      },
    },
  },
} as const satisfies LibraryModel;

const plugin: MemberSpec = { call: { returns: 'Plugin' } };

/** Middleware that turns nobody away who has the right to come. */
export const middyPlugins = {
  packages: [
    '@middy/http-content-negotiation',
    '@middy/http-cors',
    '@middy/http-error-handler',
    '@middy/http-event-normalizer',
    '@middy/http-header-normalizer',
    '@middy/http-multipart-body-parser',
    '@middy/http-response-serializer',
    '@middy/http-security-headers',
    '@middy/http-urlencode-body-parser',
    '@middy/http-urlencode-path-parser',
    '@middy/input-output-logger',
    '@middy/validator',
    '@middy/warmup',
    '@middy/do-not-wait-for-empty-event-loop',
  ],
  exports: { default: plugin },
  types: { Plugin: { call: {} } },
} as const satisfies LibraryModel;

/** The body is what was parsed from then on (https://middy.js.org/docs/middlewares/http-json-body-parser). */
export const middyJson = {
  packages: ['@middy/http-json-body-parser'],
  exports: { default: { call: { returns: 'JsonBodyParser' } } },
  types: { JsonBodyParser: { call: {} } },
} as const satisfies LibraryModel;

const serves: MemberSpec = { call: { native: 'served.arguments', returns: 'unknown' } };

/** https://github.com/dougmoscrop/serverless-http */
export const serverlessHttp = {
  packages: ['serverless-http'],
  exports: { '=': serves, default: serves },
} as const satisfies LibraryModel;
