/** hapi 20 and 21: servers, requests, the response toolkit (https://hapi.dev/api). */
import { Form } from '../../flow/forms.js';
import { secretAt } from '../shared/credentials.js';
import { HEADER_SINKS, LOCATION_SINK } from '../shared/headers.js';
import { COOKIES, FLAT_QUERY, HEADERS, HOST_TEXT, JSON_BODY, PARAMS, TARGET_TEXT, source } from '../shared/client.js';
import { SETS_HEADER } from '../shared/roles.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `hapi.${name}` } });
const chainable: MemberSpec = { call: { returns: 'this' } };
const limits: CallSpec = {
  sinks: [{ at: '0.routes.payload.maxBytes', kind: 'body-limit' }],
  returns: 'Server',
  native: 'cors.hapi',
};
const server: MemberSpec = { call: limits, construct: limits };

/**
 * Secrets in the options of strategies: @hapi/cookie (https://hapi.dev/module/cookie/api/), @hapi/jwt
 * (https://hapi.dev/module/jwt/api/) and @hapi/bell (https://hapi.dev/module/bell/api/).
 */
const STRATEGY_SECRETS = ['2.cookie.password', '2.keys', '2.keys[]', '2.keys.key', '2.password', '2.clientSecret'];
/** @hapi/yar (https://hapi.dev/module/yar/api/), in the options that a plugin is registered with. */
const PLUGIN_PASSWORDS = ['0.options.cookieOptions.password', '0[].options.cookieOptions.password'];

/** `server.state(name, options)`: nothing is switched off unless asked for (https://hapi.dev/api/#-serverstatename-options). */
const DEFINES_COOKIE: RoleSpec = {
  role: 'cookie.defined',
  parts: { name: '0', options: '1' },
  defaults: { httpOnly: true, secure: true, sameSite: 'Strict' },
};

/** `h.state(name, value, options)`, and the same of an answer: what is not said is as it was defined, or as hapi's defaults are. */
const ANSWERS_COOKIE: MemberSpec['call'] = {
  returns: 'this',
  roles: [
    {
      role: 'cookie.set',
      parts: { name: '0', value: '1', options: '2' },
      defaults: { httpOnly: true, secure: true, sameSite: 'Strict' },
    },
  ],
};

/**
 * The cookie of the scheme `cookie`: what is switched off there is off, about the rest the plugin decides itself
 * (https://hapi.dev/module/cookie/api/).
 */
const STRATEGY_COOKIE: RoleSpec = {
  role: 'cookie.session',
  when: [{ at: '1', is: ['cookie'] }],
  parts: { options: '2.cookie' },
  defaults: { httpOnly: true, secure: true, sameSite: true },
};

/**
 * What tokens are checked for beyond the signature: `verify: false` switches off that check, too
 * (https://hapi.dev/module/jwt/api/); the plugin hapi-auth-jwt2 has a scheme of the same name
 * (https://github.com/dwyl/hapi-auth-jwt2#useful-things-to-know).
 */
const STRATEGY_TOKENS: RoleSpec = {
  role: 'auth.token-options',
  when: [{ at: '1', is: ['jwt'] }],
  parts: {
    ignoreExpiration: '2.verifyOptions.ignoreExpiration',
    checksExpiration: '2.verify.exp',
    maximumAge: '2.verify.maxAgeSec',
    verification: '2.verify',
    algorithm: '2.verifyOptions.algorithms[]',
  },
};

function keyed(name: string, ...secrets: readonly string[]): MemberSpec {
  return { call: { ...native(name).call, sinks: secretAt('the secret', ...secrets) } };
}

export const hapi = {
  packages: ['@hapi/hapi'],
  exports: { server, Server: server, default: { members: { server, Server: server } } },
  types: {
    Server: {
      members: {
        route: {
          call: {
            sinks: ['0', '0[]'].map((at) => ({ at: `${at}.options.payload.maxBytes`, kind: 'body-limit' })),
            native: 'hapi.route',
          },
        },
        ext: native('ext'),
        register: keyed('register', ...PLUGIN_PASSWORDS),
        /** https://hapi.dev/api/#-serverstatename-options: iron seals with the password, `sign` signs with it. */
        state: {
          call: {
            sinks: secretAt('the password of the cookie', '1.password', '1.sign.password'),
            roles: [DEFINES_COOKIE],
          },
        },
        auth: { type: 'ServerAuth' },
        decorate: { call: {} },
        method: { call: {} },
        start: { call: { native: 'served.this', returns: 'Promise<void>' } },
        events: { type: 'object' },
        app: { type: 'object' },
      },
    },
    ServerAuth: {
      members: {
        strategy: {
          call: { ...keyed('authStrategy', ...STRATEGY_SECRETS).call, roles: [STRATEGY_COOKIE, STRATEGY_TOKENS] },
        },
        default: native('authDefault'),
        scheme: native('authScheme'),
      },
    },
    Request: {
      members: {
        query: source(FLAT_QUERY),
        params: source(PARAMS),
        paramsArray: source({ kind: 'http.params', form: Form.Array, child: Form.String }),
        raw: { members: { req: { type: 'node:http:IncomingMessage' }, res: { type: 'node:http:ServerResponse' } } },
        payload: source(JSON_BODY),
        headers: source(HEADERS),
        state: source(COOKIES),
        path: source(TARGET_TEXT),
        url: { type: '@web/request:RequestUrl' },
        info: { type: 'RequestInfo' },
        server: { type: 'Server' },
        method: { type: 'string' },
        app: { type: 'object' },
      },
    },
    RequestInfo: {
      members: {
        host: source(HOST_TEXT),
        hostname: source(HOST_TEXT),
        referrer: source({ kind: 'http.headers', form: 1 }),
        remoteAddress: { type: 'string' },
      },
    },
    ResponseToolkit: {
      members: {
        redirect: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'ResponseObject' } },
        response: native('response'),
        view: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'ResponseObject' } },
        file: {
          call: {
            // Confined is what stays below the folder that is named (https://github.com/hapijs/inert#hfilepath-options).
            sinks: [
              { at: '0', kind: 'path', when: [{ at: '1.confine', absent: true }] },
              { at: '0', kind: 'path', when: [{ at: '1.confine', is: [false] }] },
            ],
            returns: 'ResponseObject',
          },
        },
        authenticated: { call: { returns: 'object' } },
        unauthenticated: { call: { returns: 'object' } },
        state: { call: { ...ANSWERS_COOKIE, returns: 'void' } },
        unstate: { call: {} },
      },
    },
    ResponseObject: {
      members: {
        code: { call: { ...chainable.call, roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
        type: native('type'),
        header: {
          call: {
            sinks: [{ at: '1', kind: 'header' }, LOCATION_SINK, ...HEADER_SINKS],
            native: 'hapi.header',
            roles: [SETS_HEADER],
          },
        },
        location: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'this' } },
        redirect: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'this' } },
        takeover: chainable,
        state: { call: ANSWERS_COOKIE },
        temporary: chainable,
        permanent: chainable,
      },
    },
    Lifecycle: {},
    HandlerDecorationMethod: { parameters: ['Request', 'ResponseToolkit'] },
    'Lifecycle.Method': { parameters: ['Request', 'ResponseToolkit'] },
  },
} as const satisfies LibraryModel;
