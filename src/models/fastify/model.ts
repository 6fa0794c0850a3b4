/** Fastify 4 and 5 (https://fastify.dev/docs/latest/Reference/): instances, requests, replies, plugins. */
import { REMOVES } from './bodies.js';
import { checking } from '../tokens/model.js';
import { HEADER_SINKS, LOCATION_SINK } from '../shared/headers.js';
import { Form } from '../../flow/forms.js';
import {
  COOKIES,
  FILES,
  FLAT_QUERY,
  HEADERS,
  HOST_TEXT,
  JSON_BODY,
  PARAMS,
  TARGET_TEXT,
  promises,
  source,
} from '../shared/client.js';
import { CLEARS_COOKIE, SETS_COOKIE, SETS_HEADER } from '../shared/roles.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec, RoleSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `fastify.${name}` } });
const limited = (at: string): Pick<CallSpec, 'sinks'> => ({ sinks: [{ at, kind: 'body-limit' }] });
const MAKES_INSTANCE: CallSpec = {
  ...limited('0.bodyLimit'),
  returns: 'FastifyInstance',
  flows: [
    { from: '0.trustProxy', to: 'return.%trustProxy' },
    { from: '0.ajv.customOptions.removeAdditional', to: `return.${REMOVES}` },
  ],
};
const chainable: MemberSpec = { call: { returns: 'this' } };
const plugin: MemberSpec = { call: { returns: 'Plugin' }, members: { default: { call: { returns: 'Plugin' } } } };

/** A plugin that parses bodies of more types. */
function parsing(name: string, role: string): LibraryModel {
  const made: CallSpec = { returns: 'unknown', roles: [{ role }] };
  return { packages: [name], exports: { '=': { call: made }, default: { call: made } } };
}

/** `redirect(url, code)` of Fastify 5, `redirect(code, url)` of Fastify 4. */
const redirect: CallSpec = {
  sinks: [
    { at: '0', kind: 'redirect' },
    { at: '1', kind: 'redirect' },
  ],
  native: 'fastify.sent',
};

const verbs = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'propfind', 'search', 'trace'].map((verb) => [
    verb,
    { call: { ...limited('1.bodyLimit'), native: 'fastify.route' } },
  ]),
);

/** The folder of a file in place of the plugin's own; inside it, `@fastify/static` refuses paths that leave it. */
const otherRoot: readonly SinkSpec[] = ['1.root', '2.root'].map((at) => ({ at, kind: 'path' }));

export const fastify = {
  packages: ['fastify'],
  exports: {
    '=': { call: MAKES_INSTANCE },
    default: { call: MAKES_INSTANCE },
    fastify: { call: MAKES_INSTANCE },
  },
  types: {
    FastifyInstance: {
      augmented: true,
      members: {
        ...verbs,
        route: { call: { ...limited('0.bodyLimit'), native: 'fastify.routeObject' } },
        register: native('register'),
        addHook: native('addHook'),
        decorate: native('decorate'),
        decorateRequest: native('decorateRequest'),
        decorateReply: native('decorateReply'),
        setErrorHandler: native('setting'),
        setNotFoundHandler: native('notFound'),
        setValidatorCompiler: native('setting'),
        setSerializerCompiler: native('setting'),
        addSchema: native('addSchema'),
        addContentTypeParser: native('parser'),
        jwt: { type: 'FastifyJwt' },
        log: { type: 'pino:Logger' },
        // What plugins for databases add: https://github.com/fastify/fastify-postgres, -mysql and -mongodb.
        pg: { type: 'Postgres' },
        mysql: { type: 'mysql2:Pool' },
        mongo: { type: 'Mongo' },
        auth: native('auth'),
        graphql: { type: 'mercurius:MercuriusPlugin' },
        /** @fastify/csrf-protection: a hook; registering the plugin puts it before nothing. */
        csrfProtection: { call: { roles: [{ role: 'csrf.check' }] } },
        withTypeProvider: chainable,
        after: { call: { callbacks: [{ at: '0', args: [null] }], returns: 'this' } },
        ready: { call: { callbacks: [{ at: '0', args: [null] }], returns: 'this' } },
        listen: { call: { native: 'served.this' } },
      },
    },
    Postgres: {
      extends: 'pg:Pool',
      members: { transact: { call: { callbacks: [{ at: '0', args: ['pg:Client'] }] } } },
    },
    Mongo: { members: { db: { type: 'mongodb:Db' }, client: { type: 'mongodb:MongoClient' } } },
    FastifyRequest: {
      augmented: true,
      members: {
        query: source(FLAT_QUERY),
        params: source(PARAMS),
        body: source(JSON_BODY),
        headers: source(HEADERS),
        cookies: source(COOKIES),
        url: source(TARGET_TEXT),
        originalUrl: source(TARGET_TEXT),
        hostname: source(HOST_TEXT),
        host: source(HOST_TEXT),
        raw: { type: 'node:http:IncomingMessage' },
        ip: { type: 'string' },
        method: { type: 'string' },
        server: { type: 'FastifyInstance' },
        log: { type: 'pino:Logger' },
        session: { type: 'session:Session' },
        file: { call: { returns: 'Promise<MultipartFile>' } },
        files: { call: { returns: 'AsyncIterable<MultipartFile>' } },
        parts: { call: { returns: 'AsyncIterable<MultipartFile>' } },
        saveRequestFiles: { call: { returns: 'Promise<MultipartFile[]>' } },
        /**
         * @fastify/jwt: rejects without a valid token, with an error that its README hands to `reply.send`; leaves the payload
         * in `request.user` (https://github.com/fastify/fastify-jwt#requestjwtverify-options-callback).
         */
        jwtVerify: {
          call: {
            returns: 'Promise<unknown>',
            presents: true,
            roles: [{ role: 'auth.verified', defaults: { leaves: 'user' } }],
          },
        },
        jwtDecode: { call: { native: 'tokens.decodeLater' } },
        unsignCookie: { call: { returns: 'object' } },
      },
    },
    FastifyJwt: {
      declared: ['@fastify/jwt#JWT'],
      members: {
        sign: {
          call: {
            source: { kind: 'credential.issued', form: Form.String },
            returns: 'string',
            roles: [
              {
                role: 'auth.issue',
                parts: { payload: '0', exp: '0.exp', expiresIn: '1.expiresIn', usual: 'this.%expiresIn' },
              },
            ],
          },
        },
        verify: {
          call: { native: 'tokens.verify', roles: [{ role: 'auth.verified', parts: { token: '0' } }, checking('1')] },
        },
        decode: { call: { native: 'tokens.decode' } },
      },
    },
    MultipartFile: {
      declared: ['@fastify/multipart#MultipartFile', '@fastify/multipart#SavedMultipartFile'],
      members: {
        filename: source({ kind: 'http.files', form: Form.String }),
        mimetype: source({ kind: 'http.files', form: Form.String }),
        fieldname: source({ kind: 'http.files', form: Form.String }),
        value: source({ kind: 'http.files', form: Form.String }),
        fields: source(FILES),
        toBuffer: promises({ kind: 'http.files', form: Form.Object }),
        file: { type: 'FileStream' },
      },
    },
    FileStream: {
      extends: 'node:stream:Readable',
      declared: ['@fastify/multipart#BusboyFileStream'],
      members: { '[]': { source: { kind: 'http.files', form: Form.String } }, truncated: { type: 'boolean' } },
    },
    FastifyReply: {
      augmented: true,
      members: {
        redirect: { call: redirect },
        send: { call: { native: 'fastify.send', sinks: [{ at: '0', kind: 'answer', deep: true }] } },
        code: { call: { returns: 'this', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
        status: { call: { returns: 'this', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
        unauthorized: { call: { native: 'fastify.sent', roles: [{ role: 'answer.denies' }] } },
        forbidden: { call: { native: 'fastify.sent', roles: [{ role: 'answer.denies' }] } },
        type: native('type'),
        header: {
          call: {
            sinks: [{ at: '1', kind: 'header' }, LOCATION_SINK, ...HEADER_SINKS],
            native: 'fastify.header',
            roles: [SETS_HEADER],
          },
        },
        headers: {
          call: {
            sinks: [
              { at: '0', kind: 'header', deep: true },
              { at: '0.location', kind: 'redirect' },
              { at: '0.Location', kind: 'redirect' },
            ],
            returns: 'this',
          },
        },
        removeHeader: chainable,
        setCookie: { call: { returns: 'this', roles: [SETS_COOKIE] } },
        cookie: { call: { returns: 'this', roles: [SETS_COOKIE] } },
        clearCookie: { call: { returns: 'this', roles: [CLEARS_COOKIE] } },
        /** @fastify/jwt: the options of the plugin say what the call does not (https://github.com/fastify/fastify-jwt#replyjwtsignpayload-options-callback). */
        jwtSign: {
          call: {
            source: { kind: 'credential.issued', form: Form.String },
            returns: 'Promise<string>',
            roles: [
              {
                role: 'auth.issue',
                by: '@fastify/jwt',
                parts: {
                  payload: '0',
                  exp: '0.exp',
                  expiresIn: '1.expiresIn',
                  usual: '1.sign.expiresIn',
                  issuer: 'this',
                },
              },
            ],
          },
        },
        hijack: chainable,
        callNotFound: native('sent'),
        sendFile: {
          call: {
            sinks: [{ at: '1', kind: 'path', when: [{ at: '1', form: Form.String }] }, ...otherRoot],
            native: 'fastify.sent',
          },
        },
        download: { call: { sinks: otherRoot, native: 'fastify.sent' } },
        view: { call: { sinks: [{ at: '0', kind: 'path' }], native: 'fastify.sent' } },
        viewAsync: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'Promise<string>' } },
        log: { type: 'pino:Logger' },
        raw: { type: 'node:http:ServerResponse' },
        request: { type: 'FastifyRequest' },
        server: { type: 'FastifyInstance' },
      },
    },
    Plugin: { call: {} },
    FastifyPluginCallback: { parameters: ['FastifyInstance', null, null] },
    FastifyPluginAsync: { parameters: ['FastifyInstance', null] },
    FastifyPlugin: { parameters: ['FastifyInstance', null] },
    FastifyPluginAsyncTypebox: {
      parameters: ['FastifyInstance', null],
      declared: ['@fastify/type-provider-typebox#FastifyPluginAsyncTypebox'],
    },
    RouteHandler: { parameters: ['FastifyRequest', 'FastifyReply'] },
    RouteHandlerMethod: { parameters: ['FastifyRequest', 'FastifyReply'] },
    preHandlerHookHandler: { parameters: ['FastifyRequest', 'FastifyReply', 'Done'] },
    onRequestHookHandler: { parameters: ['FastifyRequest', 'FastifyReply', 'Done'] },
    preValidationHookHandler: { parameters: ['FastifyRequest', 'FastifyReply', 'Done'] },
    preHandlerAsyncHookHandler: { parameters: ['FastifyRequest', 'FastifyReply'] },
    onRequestAsyncHookHandler: { parameters: ['FastifyRequest', 'FastifyReply'] },
    Done: { call: {} },
  },
} as const satisfies LibraryModel;

export const fastifyPlugin = {
  packages: ['fastify-plugin'],
  exports: {
    '=': { call: { native: 'fastify.plugin' } },
    default: { call: { native: 'fastify.plugin' } },
    fastifyPlugin: { call: { native: 'fastify.plugin' } },
  },
} as const satisfies LibraryModel;

export const fastifyAutoload = {
  packages: ['@fastify/autoload'],
  exports: {
    '=': { call: { native: 'fastify.autoload' } },
    default: { call: { native: 'fastify.autoload' } },
    fastifyAutoload: { call: { native: 'fastify.autoload' } },
  },
} as const satisfies LibraryModel;

/** Plugins that add nothing to the scope that a rule asks about, and those that parse bodies. */
export const fastifyPlugins: readonly LibraryModel[] = [
  {
    packages: [
      '@fastify/csrf-protection',
      '@fastify/view',
      '@fastify/auth',
      '@fastify/swagger',
      '@fastify/sensible',
      '@fastify/websocket',
    ],
    exports: { '=': plugin, default: plugin },
    types: { Plugin: { call: {} } },
  },
  parsing('@fastify/formbody', 'body.form'),
  // https://github.com/fastify/fastify-multipart#parse-all-fields-and-assign-them-to-the-body: into the body on request only
  parsing('@fastify/multipart', 'body.parts'),
];

/**
 * https://github.com/fastify/session#cookie-options and https://github.com/fastify/fastify-secure-session#options: what is
 * switched off there is off; about what is not given these plugins decide themselves.
 */
const SESSION_COOKIE: RoleSpec = {
  role: 'cookie.session',
  parts: { options: '1.cookie' },
  defaults: { httpOnly: true, secure: true, sameSite: true },
};

/** A plugin is called with an instance and its options (https://fastify.dev/docs/latest/Reference/Plugins/). */
function signedBy(name: string, ...secrets: readonly string[]): LibraryModel {
  const made: MemberSpec = {
    call: {
      ...(name === '@fastify/jwt' ? { native: 'fastify-jwt.plugin' } : {}),
      sinks: secrets.map((at) => ({ at: `1.${at}`, kind: 'credential', what: 'the signing secret' })),
      returns: 'unknown',
      ...(name.includes('session') ? { roles: [{ role: 'session.plugin' }, SESSION_COOKIE] } : {}),
      ...(name === '@fastify/jwt'
        ? { roles: [{ role: 'auth.issuer', parts: { expiresIn: '1.sign.expiresIn' } }] }
        : {}),
    },
  };
  return { packages: [name], exports: { '=': made, default: made } };
}

/** Plugins whose options hold a secret, as their typings name it. */
export const signingPlugins: readonly LibraryModel[] = [
  signedBy('@fastify/cookie', 'secret', 'secret[]'),
  signedBy('@fastify/jwt', 'secret', 'secret.key', 'secret.private', 'secret.private.key'),
  signedBy('@fastify/session', 'secret', 'secret[]'),
  signedBy('@fastify/secure-session', 'secret', 'key'),
];
