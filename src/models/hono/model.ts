/** Hono 4: apps, contexts, requests, validators (https://hono.dev/docs/api/context). */
import { HEADER_SINKS, LOCATION_SINK } from '../shared/headers.js';
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import {
  BODY_TEXT,
  COOKIE_TEXT,
  FORM_BODY,
  JSON_BODY,
  PATH_TEXT,
  promises,
  source,
  URL_TEXT,
} from '../shared/client.js';
import { CLEARS_COOKIE, SETS_COOKIE, SETS_HEADER } from '../shared/roles.js';
import type { LibraryModel, MemberSpec } from '../schema.js';
import { passwordAt, secretAt } from '../shared/credentials.js';

const native = (name: string): MemberSpec => ({ call: { native: `hono.${name}` } });
const verbs = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'delete', 'options', 'all'].map((verb) => [verb, native('route')]),
);
const app: MemberSpec = { construct: { returns: 'Hono', native: 'hono.make' } };

export const hono = {
  packages: ['hono', 'hono/tiny', 'hono/quick', '@hono/zod-openapi'],
  exports: {
    Hono: app,
    OpenAPIHono: { construct: { returns: 'OpenAPIHono', native: 'hono.make' } },
    createRoute: { call: { flows: [{ from: '0', to: 'return', as: 'same' }] } },
    default: app,
  },
  types: {
    Hono: {
      declared: ['hono#HonoBase'],
      members: {
        ...verbs,
        use: native('use'),
        on: native('on'),
        route: native('mount'),
        basePath: native('basePath'),
        mount: { call: { returns: 'this' } },
        onError: {
          call: { callbacks: [{ at: '0', args: ['source:error.caught', 'Context'], when: 'later' }], returns: 'this' },
        },
        notFound: { call: { callbacks: [{ at: '0', args: ['Context'], when: 'later' }], returns: 'this' } },
        fetch: { call: { returns: 'unknown' } },
        request: { call: { returns: 'unknown' } },
      },
    },
    OpenAPIHono: { extends: 'Hono', members: { openapi: native('openapi'), doc: native('doc'), doc31: native('doc') } },
    Context: {
      members: {
        req: { type: 'HonoRequest' },
        var: { type: 'object' },
        // Secrets among the bindings are texts, services are objects of many kinds: only the whole is of interest here
        // (https://hono.dev/docs/api/context#env).
        env: { source: { kind: 'process.env', form: Form.Object, parts: '(?!)', own: true }, type: 'object' },
        set: native('set'),
        get: native('get'),
        html: { call: { sinks: [{ at: '0', kind: 'html' }, answerSink('0')], returns: 'Response' } },
        redirect: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'Response' } },
        json: {
          call: {
            sinks: [answerSink('0')],
            returns: 'Response',
            roles: [{ role: 'answer.status', parts: { status: '1', options: '1.status' } }],
          },
        },
        text: {
          call: {
            sinks: [answerSink('0')],
            returns: 'Response',
            roles: [{ role: 'answer.status', parts: { status: '1', options: '1.status' } }],
          },
        },
        body: {
          call: {
            native: 'hono.body',
            returns: 'Response',
            roles: [{ role: 'answer.status', parts: { status: '1', options: '1.status' } }],
          },
        },
        newResponse: {
          call: {
            native: 'hono.body',
            returns: 'Response',
            roles: [{ role: 'answer.status', parts: { status: '1', options: '1.status' } }],
          },
        },
        notFound: { call: { returns: 'Response' } },
        render: { call: { returns: 'Response' } },
        header: {
          call: {
            sinks: [{ at: '1', kind: 'header' }, LOCATION_SINK, ...HEADER_SINKS],
            native: 'hono.header',
            roles: [SETS_HEADER],
          },
        },
        status: { call: { roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
      },
    },
    HonoRequest: {
      members: {
        query: native('query'),
        queries: native('queries'),
        param: native('param'),
        header: native('requestHeader'),
        json: promises(JSON_BODY),
        text: promises(BODY_TEXT),
        parseBody: promises(FORM_BODY),
        formData: { call: { returns: 'Promise<@web/request:FormData>' } },
        arrayBuffer: promises({ kind: 'http.body', form: Form.Object }),
        blob: promises({ kind: 'http.body', form: Form.Object }),
        valid: native('valid'),
        url: source(URL_TEXT),
        path: source(PATH_TEXT),
        method: { type: 'string' },
        raw: { type: '@web/request:Request' },
      },
    },
    Response: {},
    Next: { call: { returns: 'Promise<void>' } },
    Handler: { parameters: ['Context', 'Next'] },
    MiddlewareHandler: { parameters: ['Context', 'Next'] },
  },
} as const satisfies LibraryModel;

export const honoFactory = {
  packages: ['hono/factory'],
  exports: {
    createMiddleware: { call: { native: 'hono.middleware' } },
    createFactory: { call: { returns: 'Factory' } },
    Factory: { construct: { returns: 'Factory' } },
  },
  types: {
    Factory: {
      declared: ['hono#Factory'],
      members: {
        createMiddleware: { call: { native: 'hono.middleware' } },
        createHandlers: { call: { native: 'hono.handlers' } },
        createApp: { call: { returns: 'hono:Hono' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** The tag escapes what is put in, `raw` keeps it as it is (https://hono.dev/docs/helpers/html). */
export const honoHtml = {
  packages: ['hono/html'],
  exports: {
    html: { call: { returns: 'unknown' } },
    raw: { call: { sinks: [{ at: '0', kind: 'html' }], returns: 'unknown' } },
  },
} as const satisfies LibraryModel;

export const honoCookie = {
  packages: ['hono/cookie'],
  exports: {
    getCookie: {
      call: {
        source: { ...COOKIE_TEXT, form: Form.String | Form.Nullish | Form.Object, child: Form.String },
        roles: [{ role: 'cookie.read', parts: { name: '1' } }],
      },
    },
    getSignedCookie: {
      call: {
        sinks: secretAt('the signing secret', '1'),
        returns: 'Promise<string>',
        roles: [{ role: 'cookie.read', parts: { name: '2' } }],
      },
    },
    setCookie: { call: { roles: [{ ...SETS_COOKIE, parts: { name: '1', value: '2', options: '3' } }] } },
    setSignedCookie: {
      call: {
        sinks: secretAt('the signing secret', '3'),
        roles: [{ ...SETS_COOKIE, parts: { name: '1', value: '2', options: '4' } }],
      },
    },
    deleteCookie: { call: { roles: [{ ...CLEARS_COOKIE, parts: { name: '1' } }] } },
  },
} as const satisfies LibraryModel;

export const honoValidator = {
  packages: ['hono/validator'],
  exports: { validator: { call: { native: 'hono.validator' } } },
} as const satisfies LibraryModel;

const schemaValidator: MemberSpec = { call: { native: 'hono.schemaValidator' } };

export const honoSchemaValidators = {
  packages: ['@hono/zod-validator', '@hono/valibot-validator', '@hono/standard-validator'],
  exports: {
    zValidator: schemaValidator,
    vValidator: schemaValidator,
    sValidator: schemaValidator,
  },
} as const satisfies LibraryModel;

export const honoException = {
  packages: ['hono/http-exception'],
  exports: {
    HTTPException: {
      construct: {
        sinks: [{ ...answerSink('1.message'), thrown: true }],
        returns: 'HTTPException',
        roles: [{ role: 'error.status', parts: { status: '0' } }],
      },
    },
  },
  types: { HTTPException: {} },
} as const satisfies LibraryModel;

const middleware: MemberSpec = { call: { returns: 'Plugin' } };
const guard: MemberSpec = { call: { returns: 'Guard' } };

/** https://github.com/honojs/node-server */
export const honoNodeServer = {
  packages: ['@hono/node-server'],
  exports: { serve: { call: { native: 'served.arguments', returns: 'node:http:Server' } } },
} as const satisfies LibraryModel;

export const honoMiddleware = {
  packages: [
    'hono/csrf',
    'hono/bearer-auth',
    'hono/basic-auth',
    'hono/body-limit',
    'hono/timeout',
    'hono/compress',
    'hono/etag',
    'hono/cache',
    'hono/context-storage',
    'hono/language',
    'hono/powered-by',
    'hono/pretty-json',
    'hono/request-id',
    'hono/timing',
    'hono/trailing-slash',
  ],
  exports: {
    ...Object.fromEntries(
      [
        'timeout',
        'compress',
        'etag',
        'cache',
        'contextStorage',
        'languageDetector',
        'poweredBy',
        'prettyJSON',
        'requestId',
        'timing',
        'trimTrailingSlash',
        'appendTrailingSlash',
      ].map((name) => [name, middleware]),
    ),
    /** https://hono.dev/docs/middleware/builtin/body-limit */
    bodyLimit: { call: { ...middleware.call, sinks: [{ at: '0.maxSize', kind: 'body-limit' }] } },
    csrf: { call: { returns: 'Protection', roles: [{ role: 'csrf.made', parts: { skip: '0.origin' } }] } },
    bearerAuth: { call: { ...guard.call, sinks: secretAt('the token', '0.token', '0.token[]') } },
    basicAuth: { call: { ...guard.call, sinks: passwordAt('the password', '0.password') } },
  },
  types: {
    Plugin: { call: {} },
    Protection: { call: { roles: [{ role: 'csrf.check' }] } },
    Guard: { call: { roles: [{ role: 'auth.guard' }] } },
  },
} as const satisfies LibraryModel;
