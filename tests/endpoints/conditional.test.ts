import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

const EXPRESS = `import express from 'express'; const app = express();
const requireUser = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
const log = (req, res, next) => { console.log(req.url); next(); };
const ok = (req, res) => { res.json({}); };\n`;
const FASTIFY = `import Fastify from 'fastify'; const app = Fastify();
const requireUser = async (req, reply) => { if (!req.user) return reply.code(401).send(); };\n`;
const KOA = `import Koa from 'koa'; import Router from '@koa/router'; const app = new Koa(); const r = new Router();
const requireUser = async (ctx, next) => { if (!ctx.state.user) ctx.throw(401); await next(); };
const log = async (ctx, next) => { console.log(1); await next(); };\n`;
const HONO = `import { Hono } from 'hono'; const app = new Hono();
const requireUser = async (c, next) => { if (!c.get('user')) return c.json({}, 401); await next(); };\n`;
const NEST = `import { Controller, Get, Module, UseGuards, UnauthorizedException } from '@nestjs/common'; import { NestFactory } from '@nestjs/core';
class Auth { canActivate(c) { if (!c.switchToHttp().getRequest().user) throw new UnauthorizedException(); return true; } }
@Controller('a') class A { @Get() a() {} } @Module({ controllers: [A] }) class M {}\n`;

describe('guards that are in force only sometimes', () => {
  it.each([
    ['Express: a branch', `${EXPRESS}if (process.env.AUTH) app.use(requireUser); app.get('/a', ok);`, 'GET /a: - ?'],
    ['Express: an operator', `${EXPRESS}process.env.AUTH && app.use(requireUser); app.get('/a', ok);`, 'GET /a: - ?'],
    ['Express: one of two', `${EXPRESS}app.get('/a', process.env.AUTH ? requireUser : log, ok);`, 'GET /a: - ?'],
    [
      'Express: from a factory',
      `${EXPRESS}function guard() { if (process.env.X) return log; return requireUser; } app.get('/a', guard(), ok);`,
      'GET /a: - ?',
    ],
    [
      'Fastify: a hook',
      `${FASTIFY}if (process.env.AUTH) app.addHook('onRequest', requireUser); app.get('/a', async () => 1);`,
      'GET /a: - ?',
    ],
    [
      'Fastify: an option',
      `${FASTIFY}app.get('/a', { preHandler: process.env.X ? requireUser : undefined }, async () => 1);`,
      'GET /a: - ?',
    ],
    [
      'Koa',
      `${KOA}r.get('/a', process.env.X ? requireUser : log, (ctx) => { ctx.body = 1; }); app.use(r.routes());`,
      'GET /a: - ?',
    ],
    ['Hono', `${HONO}if (process.env.X) app.use(requireUser); app.get('/a', (c) => c.json(1));`, 'GET /a: - ?'],
    [
      'Nest',
      `${NEST}NestFactory.create(M).then((app) => { if (process.env.X) app.useGlobalGuards(new Auth()); return app.listen(1); });`,
      'GET /a: - ?',
    ],
  ])('%s', (_, text, expected) => {
    expect(endpointsOf(text)).toEqual([expected]);
  });

  it.each([
    [
      'both branches',
      `${EXPRESS}if (process.env.AUTH) app.use(requireUser); else app.use((req, res, next) => requireUser(req, res, next)); app.get('/a', ok);`,
      'GET /a: - ?',
    ],
    [
      'one of two guards',
      `${EXPRESS}const other = (req, res, next) => req.user ? next() : res.sendStatus(403); app.get('/a', process.env.X ? requireUser : other, ok);`,
      'GET /a: requireUser',
    ],
    [
      'a branch with the route in it',
      `${EXPRESS}if (process.env.AUTH) { app.use(requireUser); app.get('/a', ok); }`,
      'GET /a: requireUser',
    ],
    [
      'a condition that is known',
      `${EXPRESS}const make = (guard) => { const r = express.Router(); if (guard) r.use(guard); r.get('/a', ok); return r; }; app.use(make(requireUser));`,
      'GET /a: requireUser',
    ],
    [
      'no guard at all',
      `${EXPRESS}const make = (guard?) => { const r = express.Router(); r.get('/a', ...(guard ? [guard] : []), ok); return r; }; app.use(make());`,
      'GET /a: -',
    ],
    ['middleware that guards nothing', `${EXPRESS}if (process.env.AUTH) app.use(log); app.get('/a', ok);`, 'GET /a: -'],
  ])('are told from those that hold: %s', (_, text, expected) => {
    expect(endpointsOf(text)).toEqual([expected]);
  });
});

describe('routes that only pass requests on', () => {
  it('are no endpoints, and stand before those that follow', () => {
    expect(
      endpointsOf(
        `${EXPRESS}app.get('/a', requireUser); app.get('/a', ok); app.post('/b', log); app.get('/c', log, log);`,
      ),
    ).toEqual(['GET /a: requireUser']);
    expect(
      endpointsOf(`${KOA}r.get('/a', log); r.get('/a', (ctx) => { ctx.body = 1; }); app.use(r.routes());`),
    ).toEqual(['GET /a: -']);
    expect(endpointsOf(`${HONO}app.get('/a', requireUser); app.get('/a', (c) => c.json(1));`)).toEqual([
      'GET /a: requireUser',
    ]);
  });

  it('are told from those that answer some requests', () => {
    expect(
      endpointsOf(`${EXPRESS}app.get('/a', (req, res, next) => { if (req.query.x) return next(); res.json(1); });
app.get('/b', (req, res, next) => { load().then((x) => res.json(x)).catch(next); }); app.get('/c', (req, res, next) => { try { res.sendFile('/x'); } catch (e) { next(e); } });`),
    ).toEqual(['GET /a: -', 'GET /b: -', 'GET /c: -']);
  });
});

describe('documents that a library serves', () => {
  it('are endpoints', () => {
    expect(
      endpointsOf(
        `import { OpenAPIHono } from '@hono/zod-openapi'; const app = new OpenAPIHono(); app.doc('/doc', {}); app.get('/x', (c) => c.json(1));`,
      ),
    ).toEqual(['GET /doc: -', 'GET /x: -']);
  });
});

describe('lists of paths', () => {
  it('are several prefixes', () => {
    expect(
      endpointsOf(
        `${EXPRESS}const r = express.Router(); r.get('/c', ok); app.use('/v2', requireUser); app.use(['/v1', '/v2'], r); app.get(['/x', '/y'], ok);`,
      ),
    ).toEqual(['GET /v1/c: -', 'GET /v2/c: requireUser', 'GET /x: -', 'GET /y: -']);
  });
});

describe('functions that deny only who shows something', () => {
  it.each([
    [
      'a token that is there and wrong',
      `const guard = (req, res, next) => { const token = req.headers.authorization; if (token) { if (!known.has(token)) return res.sendStatus(401); } next(); };`,
      '-',
    ],
    [
      'a header of another kind',
      `const guard = (req, res, next) => { if (req.get('x-as') && req.method !== 'GET') return res.sendStatus(403); next(); };`,
      '-',
    ],
    [
      'a token that must be there',
      `const guard = (req, res, next) => { const token = req.headers.authorization; if (!token || !known.has(token)) return res.sendStatus(401); next(); };`,
      'guard',
    ],
    [
      'a cookie that must be there',
      `const guard = (req, res, next) => { if (!req.cookies.session) return res.sendStatus(401); next(); };`,
      'guard',
    ],
    [
      'a token that is read by its parts',
      `const guard = (req, res, next) => { const [, token] = (req.headers.authorization ?? '').split(' '); if (!known.has(token)) return res.sendStatus(401); next(); };`,
      'guard',
    ],
    [
      'somebody on the request',
      `const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };`,
      'guard',
    ],
    [
      'a key in the query',
      `const guard = (req, res, next) => { if (req.query.key !== process.env.KEY) return res.sendStatus(401); next(); };`,
      'guard',
    ],
  ])('%s', (_, guard, expected) => {
    expect(endpointsOf(`${EXPRESS}const known = new Set(load()); ${guard} app.get('/a', guard, ok);`)).toEqual([
      `GET /a: ${expected}`,
    ]);
  });

  it('hold for guards of NestJS as well', () => {
    const nest = (body: string): readonly string[] =>
      endpointsOf(`import { Controller, Get, Module, UseGuards, ForbiddenException } from '@nestjs/common'; import { NestFactory } from '@nestjs/core';
const KEY = 'X-As'; class Own { canActivate(c) { const request = c.switchToHttp().getRequest(); ${body} } }
@UseGuards(Own) @Controller('a') class A { @Get() a() {} } @Module({ controllers: [A] }) class M {} NestFactory.create(M).then((app) => app.listen(1));`);
    expect(nest(`if (!request.headers?.[KEY.toLowerCase()]) return true; throw new ForbiddenException();`)).toEqual([
      'GET /a: -',
    ]);
    expect(nest(`if (request.headers?.[KEY.toLowerCase()]) return true; throw new ForbiddenException();`)).toEqual([
      'GET /a: Own',
    ]);
  });
});

describe('guards of a library that ask nobody who he is', () => {
  it('guard nothing when a class of the program extends them', () => {
    const nest = (body: string): readonly string[] =>
      endpointsOf(`import { Controller, Get, Module, UseGuards, ForbiddenException } from '@nestjs/common'; import { NestFactory } from '@nestjs/core'; import { ThrottlerGuard } from '@nestjs/throttler';
class Own extends ThrottlerGuard { async canActivate(c) { ${body} return super.canActivate(c); } }
@UseGuards(Own) @Controller('a') class A { @Get() a() {} } @Module({ controllers: [A] }) class M {} NestFactory.create(M).then((app) => app.listen(1));`);
    expect(nest('if (process.env.OFF) return true;')).toEqual(['GET /a: -']);
    expect(nest('if (!c.switchToHttp().getRequest().user) throw new ForbiddenException();')).toEqual(['GET /a: Own']);
  });
});

describe('applications of NestJS', () => {
  it('that are closed again serve nothing', () => {
    const two = (first: string): readonly string[] =>
      endpointsOf(`${NEST}async function main() { const early = await NestFactory.create(M); early.get(Object); ${first}
const app = await NestFactory.create(M); app.setGlobalPrefix('api'); await app.listen(1); } main();`);
    expect(two('await early.close();')).toEqual(['GET /api/a: -']);
    expect(two('await early.listen(2);')).toEqual(['GET /a: -', 'GET /api/a: -']);
  });
});
