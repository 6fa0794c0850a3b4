/** Middleware and plugins that set protective headers (OWASP HTTP Security Response Headers Cheat Sheet). */
import type { LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

/** What is in force before a route where it stands in a chain. */
const SETS: RoleSpec = { role: 'headers.secure' };

function configured(options: string): RoleSpec {
  return { role: 'headers.configured', parts: { options } };
}

const single: MemberSpec = { call: { returns: 'Protection' } };
const PARTS = [
  'contentSecurityPolicy',
  'crossOriginEmbedderPolicy',
  'crossOriginOpenerPolicy',
  'crossOriginResourcePolicy',
  'dnsPrefetchControl',
  'expectCt',
  'featurePolicy',
  'frameguard',
  'hidePoweredBy',
  'hsts',
  'hpkp',
  'ieNoOpen',
  'noCache',
  'noSniff',
  'originAgentCluster',
  'permittedCrossDomainPolicies',
  'referrerPolicy',
  'strictTransportSecurity',
  'xContentTypeOptions',
  'xDnsPrefetchControl',
  'xDownloadOptions',
  'xFrameOptions',
  'xPermittedCrossDomainPolicies',
  'xPoweredBy',
  'xXssProtection',
  'xssFilter',
];
const members = Object.fromEntries(PARTS.map((name) => [name, single] as const));
/** Since 4.0.0 the policy is among the defaults (https://helmetjs.github.io/faq/helmet-4-upgrade/). */
const WITHOUT_POLICY: RoleSpec = {
  role: 'headers.without-policy',
  when: [
    { package: 'helmet', versions: '<4' },
    { at: '0.contentSecurityPolicy', absent: true },
  ],
};
const all: MemberSpec = { call: { returns: 'Protection', roles: [configured('0'), WITHOUT_POLICY] }, members };

/** https://helmetjs.github.io, and koa-helmet, which wraps it. */
export const helmet = {
  packages: ['helmet', 'koa-helmet'],
  exports: { '=': all, default: all, ...members },
  types: { Protection: { call: { roles: [SETS] } } },
} satisfies LibraryModel;

const csrf = { call: { returns: 'CsrfProtection' } };

/** https://github.com/krakenjs/lusca: its parts are middleware of their own. */
export const lusca = {
  packages: ['lusca'],
  exports: {
    '=': single,
    default: {
      ...single,
      members: {
        ...Object.fromEntries(
          ['csp', 'xframe', 'p3p', 'hsts', 'xssProtection', 'nosniff'].map((name) => [name, single]),
        ),
        csrf,
      },
    },
    csrf,
  },
  types: {
    Protection: { call: { roles: [SETS] } },
    CsrfProtection: { call: { roles: [{ role: 'csrf.check' }] } },
  },
} satisfies LibraryModel;

const plugin: MemberSpec = { call: { roles: [SETS, configured('1')], returns: 'unknown' } };

/** A plugin is called with an instance and its options. */
export const fastifyHelmet = {
  packages: ['@fastify/helmet', 'fastify-helmet'],
  exports: { '=': plugin, default: plugin, fastifyHelmet: plugin },
} satisfies LibraryModel;

/** https://hono.dev/docs/middleware/builtin/secure-headers */
export const honoSecureHeaders = {
  packages: ['hono/secure-headers'],
  exports: { secureHeaders: { call: { returns: 'Protection', roles: [configured('0')] } } },
  types: { Protection: { call: { roles: [SETS] } } },
} satisfies LibraryModel;

export const HEADER_LIBRARIES: readonly LibraryModel[] = [fastifyHelmet, helmet, honoSecureHeaders, lusca];
