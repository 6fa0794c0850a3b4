/** h3 1 (https://v1.h3.dev/utils): event handlers, what they read of a request and how they answer, apps and routers. */
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { COOKIES, HOST_TEXT, source, TARGET_TEXT } from '../shared/client.js';
import { secretAt } from '../shared/credentials.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `h3.${name}` } });
const named = (names: string, spec: MemberSpec): Readonly<Record<string, MemberSpec>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, spec]));

/** `setHeader(event, name, value)`, and the same for an object of them. */
const setsHeader: MemberSpec = {
  call: {
    sinks: [
      { at: '1', kind: 'header-name', shape: true },
      { at: '2', kind: 'cookie', when: [{ at: '1', matches: '^[Ss][Ee][Tt]-[Cc][Oo][Oo][Kk][Ii][Ee]$' }] },
    ],
    native: 'h3.setHeader',
    roles: [{ role: 'answer.header', parts: { name: '1', value: '2' } }],
  },
};
const proxies: MemberSpec = { call: { sinks: [{ at: '1', kind: 'address' }], returns: 'Promise<unknown>' } };
const sealed = secretAt('the password of the session', '1.password');
/** The session is an object in any case, and empty for strangers; its cookie is careful (DEFAULT_COOKIE of h3). */
const sessions: MemberSpec = {
  call: {
    sinks: sealed,
    native: 'sessions.parts',
    roles: [
      {
        role: 'cookie.session',
        parts: { options: '1.cookie' },
        defaults: { httpOnly: true, secure: true },
      },
    ],
  },
};
const verbs = named('get post put patch delete head options connect trace', native('route'));

export const h3 = {
  packages: ['h3', '#imports'],
  exports: {
    ...named('defineEventHandler eventHandler', native('handler')),
    ...named('defineRequestMiddleware', { call: { flows: [{ from: '0', to: 'return', as: 'same' }] } }),
    ...named('lazyEventHandler defineLazyEventHandler', native('lazy')),
    createApp: { call: { returns: 'App' } },
    createRouter: { call: { returns: 'Router' } },
    useBase: native('useBase'),
    toNodeListener: { call: { native: 'served.arguments', returns: 'unknown' } },
    toWebHandler: { call: { native: 'served.arguments', returns: 'unknown' } },
    getQuery: native('query'),
    getValidatedQuery: native('validatedQuery'),
    getRouterParams: native('params'),
    getValidatedRouterParams: native('validatedParams'),
    getRouterParam: native('param'),
    readBody: native('body'),
    readValidatedBody: native('validatedBody'),
    readRawBody: native('rawBody'),
    readFormData: { call: { returns: 'Promise<@web/request:FormData>' } },
    readMultipartFormData: { call: { returns: 'Promise<Part[]>' } },
    ...named('getHeaders getRequestHeaders', native('headers')),
    ...named('getHeader getRequestHeader', native('header')),
    getCookie: native('cookie'),
    parseCookies: { call: { source: COOKIES, presents: true } },
    getRequestHost: { call: { source: HOST_TEXT, presents: true } },
    getRequestPath: native('path'),
    getRequestURL: native('requestUrl'),
    getRequestIP: { call: { returns: 'string' } },
    getMethod: native('method'),
    getRequestProtocol: { call: { returns: 'string' } },
    ...named('isMethod isPreflightRequest', { call: { returns: 'boolean' } }),
    assertMethod: { call: { presents: true, returns: 'void' } },
    toWebRequest: { call: { returns: '@web/request:Request' } },
    setCookie: {
      call: {
        sinks: [
          { at: '1', kind: 'header-name', what: 'the name of a cookie' },
          { at: '2', kind: 'cookie', when: [{ at: '3.encode', truthy: true }] },
        ],
        roles: [
          {
            role: 'cookie.set',
            parts: { name: '1', value: '2', options: '3' },
            defaults: { httpOnly: false, secure: false },
          },
        ],
      },
    },
    deleteCookie: { call: { roles: [{ role: 'cookie.clear', parts: { name: '1' } }] } },
    ...named(
      'setHeader setHeaders setResponseHeader setResponseHeaders appendHeader appendHeaders appendResponseHeader appendResponseHeaders',
      setsHeader,
    ),
    defaultContentType: native('type'),
    setResponseStatus: { call: { roles: [{ role: 'answer.status', parts: { status: '1' } }] } },
    sendRedirect: {
      call: { sinks: [{ at: '1', kind: 'redirect' }], roles: [{ role: 'answer.redirect' }], returns: 'Promise<Sent>' },
    },
    sendNoContent: {
      call: { roles: [{ role: 'answer.status', parts: { status: '1' } }], returns: 'Sent' },
    },
    send: { call: { sinks: [answerSink('1')], native: 'h3.send' } },
    ...named('sendProxy proxyRequest', proxies),
    createError: {
      call: {
        sinks: ['0.message', '0.statusMessage', '0.data'].map((at) => ({ ...answerSink(at), thrown: true })),
        roles: [{ role: 'error.status', parts: { status: '0.statusCode', code: '0.status' } }],
        returns: 'H3Error',
      },
    },
    ...named('useSession getSession', sessions),
    ...named('updateSession clearSession sealSession', { call: { sinks: sealed, returns: 'Promise<unknown>' } }),
  },
  types: {
    H3Event: {
      members: {
        node: { type: 'NodeEventContext' },
        req: { type: 'node:http:IncomingMessage' },
        res: { type: 'node:http:ServerResponse' },
        context: { type: 'Context' },
        path: source(TARGET_TEXT),
        method: { type: 'string' },
        headers: { type: '@web/request:Headers' },
      },
    },
    NodeEventContext: {
      members: { req: { type: 'node:http:IncomingMessage' }, res: { type: 'express:Response' } },
    },
    /** Programs leave on it what they like. */
    Context: {
      declared: ['h3#H3EventContext'],
      members: { params: source({ kind: 'http.params', form: Form.Object | Form.Nullish, child: Form.String }) },
    },
    App: { members: { use: native('use'), handler: { call: {} } } },
    Router: {
      members: { ...verbs, use: native('all'), add: native('all'), handler: { call: {} } },
    },
    /** What a client has uploaded. */
    Part: {
      declared: ['h3#MultiPartData'],
      members: {
        data: source({ kind: 'http.body', form: Form.Object }),
        ...named('name filename type', source({ kind: 'http.files', form: Form.String | Form.Nullish })),
      },
    },
    H3Error: {},
    /** An answer that is on its way: nothing is left to be sent. */
    Sent: {},
    EventHandler: { parameters: ['H3Event'] },
  },
} as const satisfies LibraryModel;
