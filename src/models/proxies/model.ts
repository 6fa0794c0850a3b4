/** Proxies: where requests are passed on to, and functions that choose it for each of them. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

const targets = (at: string): readonly SinkSpec[] =>
  ['target', 'forward'].map((name) => ({ at: `${at}.${name}`, kind: 'address' }));

/** https://github.com/chimurai/http-proxy-middleware: what `router` answers takes the place of `target`. */
const middleware: MemberSpec = {
  call: {
    sinks: targets('0'),
    callbacks: [{ at: '0.router', args: ['express:Request'], when: 'later', sink: { kind: 'address' } }],
    returns: 'Middleware',
  },
};
export const proxyMiddleware = {
  packages: ['http-proxy-middleware'],
  exports: { createProxyMiddleware: middleware, legacyCreateProxyMiddleware: middleware },
  types: { Middleware: { call: {} } },
} as const satisfies LibraryModel;

const makes: MemberSpec = { call: { sinks: targets('0'), returns: 'Server' } };
/** https://github.com/http-party/node-http-proxy: a method's own options go before those of the server. */
export const httpProxy = {
  packages: ['http-proxy'],
  exports: {
    default: { members: { createProxyServer: makes, createServer: makes, createProxy: makes } },
    createProxyServer: makes,
    createServer: makes,
    createProxy: makes,
  },
  types: {
    Server: {
      declared: ['http-proxy#Server', 'http-proxy#ProxyServer'],
      members: {
        web: { call: { sinks: targets('2'), returns: 'void' } },
        ws: { call: { sinks: targets('3'), returns: 'void' } },
        on: { call: { callbacks: [{ at: '1', args: [null, null, null], when: 'later' }], returns: 'this' } },
      },
    },
  },
} as const satisfies LibraryModel;
