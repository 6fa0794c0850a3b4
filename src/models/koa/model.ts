/** Koa 2 and 3 with @koa/router, koa-bodyparser and @koa/multer (https://koajs.com). */
import { checking } from '../tokens/model.js';
import { HEADER_SINKS, LOCATION_SINK } from '../shared/headers.js';
import { Form } from '../../flow/forms.js';
import {
  COOKIE_TEXT,
  FILES,
  FLAT_QUERY,
  HEADER_TEXT,
  HEADERS,
  HOST_TEXT,
  JSON_BODY,
  PARAMS,
  TARGET_TEXT,
  QUERY_TEXT,
  reads,
  source,
  URL_TEXT,
} from '../shared/client.js';
import { SETS_COOKIE_WITH_CARE, SETS_HEADER } from '../shared/roles.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { secretAt } from '../shared/credentials.js';

const native = (name: string): MemberSpec => ({ call: { native: `koa.${name}` } });
const verbs = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'link', 'unlink'].map((verb) => [
    verb,
    native('route'),
  ]),
);

/** What requests have, and contexts delegate to. */
const requestMembers: Readonly<Record<string, MemberSpec>> = {
  query: source(FLAT_QUERY),
  querystring: source(QUERY_TEXT),
  search: source(QUERY_TEXT),
  headers: source(HEADERS),
  header: source(HEADERS),
  url: source(TARGET_TEXT),
  originalUrl: source(TARGET_TEXT),
  href: source(URL_TEXT),
  path: source(TARGET_TEXT),
  host: source(HOST_TEXT),
  hostname: source(HOST_TEXT),
  origin: source(HOST_TEXT),
  subdomains: source({ kind: 'http.host', form: Form.Array, child: Form.String }),
  URL: { type: '@web/request:RequestUrl' },
  get: reads(HEADER_TEXT),
  is: { call: { returns: 'string' } },
  accepts: { call: { returns: 'string' } },
  ip: { type: 'string' },
  method: { type: 'string' },
  protocol: { type: 'string' },
};

/** What responses have, and contexts delegate to. */
const responseMembers: Readonly<Record<string, MemberSpec>> = {
  body: { assigned: { native: 'koa.body' } },
  status: { type: 'number', assigned: { roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
  type: { assigned: { native: 'koa.type' } },
  redirect: { call: { sinks: [{ at: '0', kind: 'redirect' }] } },
  back: { call: { sinks: [{ at: '0', kind: 'redirect' }] } },
  set: {
    call: {
      sinks: [{ at: '1', kind: 'header' }, LOCATION_SINK, ...HEADER_SINKS],
      native: 'koa.header',
      roles: [SETS_HEADER],
    },
  },
  append: { call: { sinks: [{ at: '1', kind: 'header' }, LOCATION_SINK, ...HEADER_SINKS] } },
  attachment: { call: {} },
};

const MAKES_APPLICATION: CallSpec = {
  returns: 'Application',
  flows: [{ from: '0.proxy', to: 'return.proxy' }],
};

export const koa = {
  packages: ['koa'],
  exports: {
    '=': { construct: MAKES_APPLICATION },
    default: { construct: MAKES_APPLICATION },
  },
  types: {
    Application: {
      declared: ['koa#Koa'],
      members: {
        use: native('use'),
        on: { call: { callbacks: [{ at: '1', args: [null, 'Context'], when: 'later' }], returns: 'this' } },
        listen: { call: { native: 'served.this', callbacks: [{ at: '1', args: [] }] } },
        callback: { call: { native: 'served.this' } },
        context: { type: 'object' },
        keys: { type: 'unknown', assigned: { sinks: secretAt('a signing secret', '0[]') } },
        proxy: { type: 'boolean' },
      },
    },
    Context: {
      declared: ['koa#ParameterizedContext', 'koa#ExtendableContext', 'koa#BaseContext', '@koa/router#RouterContext'],
      members: {
        ...requestMembers,
        ...responseMembers,
        request: { type: 'Request' },
        response: { type: 'Response' },
        params: source(PARAMS),
        captures: source({ kind: 'http.params', form: Form.Array, child: Form.String }),
        req: { type: 'node:http:IncomingMessage' },
        res: { type: 'node:http:ServerResponse' },
        state: { type: 'object' },
        app: { type: 'Application' },
        cookies: { type: 'Cookies' },
        session: { type: 'session:Session' },
        throw: { call: { native: 'shared.throws', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
        assert: {
          call: { native: 'shared.asserts', roles: [{ role: 'answer.asserts', parts: { status: '1' } }] },
          members: { equal: { call: {} }, strictEqual: { call: {} } },
        },
        file: source(FILES),
        files: source(FILES),
        render: { call: { sinks: [{ at: '0', kind: 'path' }], native: 'templates.view' } },
      },
    },
    ParameterizedContext: { extends: 'Context' },
    RouterContext: { extends: 'Context' },
    Request: {
      members: {
        ...requestMembers,
        body: source(JSON_BODY),
        rawBody: source({ kind: 'http.body', form: Form.String }),
        files: source(FILES),
        file: source(FILES),
        ctx: { type: 'Context' },
      },
    },
    Response: { members: responseMembers },
    Cookies: {
      members: { get: reads(COOKIE_TEXT), set: { call: { returns: 'this', roles: [SETS_COOKIE_WITH_CARE] } } },
    },
    Next: { call: { returns: 'Promise<unknown>' } },
    Middleware: { parameters: ['Context', 'Next'] },
  },
} as const satisfies LibraryModel;

const routerExports: Readonly<Record<string, MemberSpec>> = {
  '=': {
    construct: { native: 'koa.newRouter', returns: 'Router' },
    call: { native: 'koa.newRouter', returns: 'Router' },
  },
  default: {
    construct: { native: 'koa.newRouter', returns: 'Router' },
    call: { native: 'koa.newRouter', returns: 'Router' },
  },
  Router: { construct: { native: 'koa.newRouter', returns: 'Router' } },
  SwaggerRouter: { construct: { native: 'koa.newRouter', returns: 'Router' } },
};

export const koaRouter = {
  // The router of koa-swagger-decorator 1 is one that describes itself as well.
  packages: ['@koa/router', 'koa-router', 'koa-swagger-decorator'],
  exports: routerExports,
  types: {
    Router: {
      declared: ['@koa/router#RouterImplementation', '@koa/router#RouterInstance', 'koa-router#Router'],
      members: {
        ...verbs,
        use: native('use'),
        register: native('registerRoute'),
        prefix: native('prefix'),
        routes: { call: { returns: 'this' } },
        middleware: { call: { returns: 'this' } },
        allowedMethods: { call: { returns: 'koa-bodyparser:Plugin' } },
        param: native('param'),
        redirect: { call: { returns: 'this' } },
      },
    },
    RouterContext: { extends: 'koa:Context' },
    IRouterContext: { extends: 'koa:Context' },
    RouterMiddleware: { parameters: ['koa:Context', 'koa:Next'] },
    Middleware: { parameters: ['koa:Context', 'koa:Next'] },
    IMiddleware: { parameters: ['koa:Context', 'koa:Next'] },
  },
} as const satisfies LibraryModel;

const LIMITS = ['jsonLimit', 'formLimit', 'textLimit', 'xmlLimit'];
const plugin: MemberSpec = {
  call: { sinks: LIMITS.map((name) => ({ at: `0.${name}`, kind: 'body-limit' })), returns: 'Plugin' },
};

export const koaPlugins = {
  packages: ['koa-bodyparser', '@koa/bodyparser', 'koa-body', 'koa-compress'],
  exports: { '=': plugin, default: plugin, bodyParser: plugin, koaBody: plugin },
  types: { Plugin: { call: {} } },
} as const satisfies LibraryModel;

const jwtKeys = secretAt('the key', '0.secret', '0.secret[]');

const jwtGuard: MemberSpec = {
  call: {
    native: 'koa-jwt.make',
    sinks: jwtKeys,
    roles: [checking('0')],
  },
};

/** koa-jwt: demands a valid token, unless `passthrough` is set; `unless` (koa-unless) takes requests out. */
export const koaJwt = {
  packages: ['koa-jwt'],
  exports: {
    '=': jwtGuard,
    default: jwtGuard,
  },
  types: {
    Guard: { call: { roles: [{ role: 'auth.guard' }] }, members: { unless: { call: { native: 'koa-jwt.unless' } } } },
  },
} as const satisfies LibraryModel;
