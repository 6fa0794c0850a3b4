/** Limiters of requests: middleware of Express, Koa and Hono, the plugin of Fastify, and limiters that a handler asks. */
import type { LibraryModel, MemberSpec } from '../schema.js';

/** Who is counted is decided by a function of the program. */
const keyed = (context: readonly string[]): MemberSpec => ({
  call: {
    callbacks: [{ at: '0.keyGenerator', args: context, when: 'now', sink: { kind: 'limit-key' } }],
    returns: 'Limiter',
    flows: [{ from: '0.keyGenerator', to: 'return.keyGenerator' }],
  },
});
const make = keyed(['express:Request', 'express:Response']);
const LIMITS = [{ role: 'rate.limit' }] as const;

/**
 * What they make is a middleware; they turn nobody away who has the right to come, so they are no guards. Without a function
 * of the program they count by the address that the framework gives (https://express-rate-limit.mintlify.app/reference/configuration#keygenerator).
 */
export const limitingMiddleware = {
  packages: ['express-rate-limit', 'express-slow-down', 'koa-ratelimit', 'hono-rate-limiter'],
  exports: { '=': make, default: make, rateLimit: make, slowDown: make, rateLimiter: keyed(['hono:Context']) },
  types: {
    Limiter: {
      call: {
        roles: LIMITS,
        sinks: [{ at: '0.ip', kind: 'limit-key', when: [{ at: 'this.keyGenerator', absent: true }] }],
      },
    },
  },
} as const satisfies LibraryModel;

/** Fastify's plugin is itself what is registered (https://github.com/fastify/fastify-rate-limit). */
const registered: MemberSpec = {
  call: {
    callbacks: [{ at: '1.keyGenerator', args: ['fastify:FastifyRequest'], when: 'now', sink: { kind: 'limit-key' } }],
    roles: LIMITS,
  },
};
export const fastifyRateLimit = {
  packages: ['@fastify/rate-limit'],
  exports: { '=': registered, default: registered },
} as const satisfies LibraryModel;

const kept: MemberSpec = { construct: { returns: 'Store' } };
const asked: MemberSpec = { call: { roles: LIMITS, returns: 'Promise<unknown>' } };

/** Limiters that are asked: rejected, or told, when the points are used up. */
export const askedLimiters = {
  packages: ['rate-limiter-flexible', '@upstash/ratelimit', 'async-ratelimiter'],
  exports: {
    '=': kept,
    default: kept,
    ...Object.fromEntries(
      [
        'RateLimiterMemory',
        'RateLimiterRedis',
        'RateLimiterMongo',
        'RateLimiterMySQL',
        'RateLimiterPostgres',
        'RateLimiterPrisma',
        'RateLimiterCluster',
        'RateLimiterMemcache',
        'RateLimiterUnion',
        'BurstyRateLimiter',
        'Ratelimit',
      ].map((name) => [name, kept]),
    ),
  },
  types: {
    Store: {
      declared: ['rate-limiter-flexible#RateLimiterAbstract', '@upstash/ratelimit#Ratelimit'],
      members: { consume: asked, limit: asked, get: asked },
    },
  },
} as const satisfies LibraryModel;
