import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

const controllers = (body: string, options = 'controllers: [Items]', imports = ''): readonly string[] =>
  endpointsOf(`import { Action, Authorized, Body, Controller, createExpressServer, CurrentUser, Delete, Get, JsonController, Method, Middleware, Param, Post, QueryParam, UnauthorizedError, UseBefore, useExpressServer } from 'routing-controllers';
import express from 'express';
import jwt from 'jsonwebtoken';
${imports}
${body}
createExpressServer({ ${options} }).listen(3000);`);

const items = (own: string, more = ''): string => `
${more} @JsonController('/items')
class Items {
  ${own}
}`;
const checks = `authorizationChecker: async (action: Action, roles: string[]) => {
  const token = action.request.headers['authorization'];
  if (!token) return false;
  const user = jwt.verify(token, process.env.KEY);
  return roles.length === 0 || roles.includes(user.role);
}`;

describe('routing-controllers', () => {
  it('has paths of the server, the class and the method', () => {
    expect(
      controllers(
        items(
          `@Get() all() { return []; } @Get('/:id') one(@Param('id') id: string) { return id; } @Method('purge', '/x') purge() {}`,
        ),
        `routePrefix: '/api', controllers: [Items]`,
      ),
    ).toEqual(['GET /api/items: -', 'GET /api/items/:id: -', 'PURGE /api/items/x: -']);
  });

  it('serves classes that the server names, and all when it names folders', () => {
    const two = `${items('@Get() a() {}')} @Controller() class Other { @Get('/other') b() {} }`;
    expect(controllers(two)).toEqual(['GET /items: -', 'GET /other: - ?']);
    expect(controllers(two, `controllers: [__dirname + '/controllers/*.js']`)).toEqual([
      'GET /items: -',
      'GET /other: -',
    ]);
  });

  it('asks the checker for @Authorized of class and method', () => {
    const two = items(`@Get() a() {} @Authorized('admin') @Delete('/:id') b() {}`);
    expect(controllers(two, `controllers: [Items], ${checks}`)).toEqual([
      'GET /items: -',
      'DELETE /items/:id: authorizationChecker',
    ]);
    expect(controllers(items('@Get() a() {}', '@Authorized()'), `controllers: [Items], ${checks}`)).toEqual([
      'GET /items: authorizationChecker',
    ]);
  });

  it('takes a checker that lets everybody pass for none', () => {
    const one = items('@Authorized() @Get() a() {}');
    expect(controllers(one, 'controllers: [Items], authorizationChecker: () => true')).toEqual(['GET /items: -']);
    expect(controllers(one, 'controllers: [Items], authorizationChecker: async () => { return true; }')).toEqual([
      'GET /items: -',
    ]);
    expect(controllers(one, 'controllers: [Items]')).toEqual(['GET /items: @Authorized']);
  });

  it('knows a user who must be there', () => {
    expect(
      controllers(
        items('@Get() a(@CurrentUser({ required: true }) user: any) {} @Post() b(@CurrentUser() user?: any) {}'),
      ),
    ).toEqual(['GET /items: @CurrentUser', 'POST /items: -']);
  });

  it('runs functions and classes of @UseBefore', () => {
    const guard = `class Guard { use(req: any, res: any, next: any) { if (!req.user) throw new UnauthorizedError(); next(); } }
class Logs { use(req: any, res: any, next: any) { console.log(1); next(); } }
const check = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };`;
    expect(
      controllers(
        guard +
          items(
            '@UseBefore(Guard) @Get() a() {} @UseBefore(Logs) @Post() b() {} @UseBefore(Logs, check) @Delete() c() {}',
          ),
      ),
    ).toEqual(['GET /items: Guard', 'POST /items: -', 'DELETE /items: check']);
  });

  it('has middleware of all, and what the application had before', () => {
    const guard = `@Middleware({ type: 'before' }) class Guard { use(req, res, next) { if (!req.user) return res.sendStatus(401); next(); } }
@Middleware({ type: 'after' }) class After { use(req, res, next) { if (!req.user) return res.sendStatus(401); next(); } }`;
    expect(controllers(guard + items('@Get() a() {}'), 'controllers: [Items], middlewares: [Guard]')).toEqual([
      'GET /items: Guard',
    ]);
    expect(controllers(guard + items('@Get() a() {}'), 'controllers: [Items], middlewares: [After]')).toEqual([
      'GET /items: -',
    ]);
    const use = (lines: string): readonly string[] =>
      endpointsOf(`import { Get, JsonController, useExpressServer } from 'routing-controllers'; import express from 'express';
const check = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };
${items('@Get() a() {}')}
const app = express(); ${lines} app.listen(1);`);
    expect(use('app.use(check); useExpressServer(app, { controllers: [Items] });')).toEqual(['GET /items: check']);
    expect(use('useExpressServer(app, { controllers: [Items] }); app.use(check);')).toEqual(['GET /items: -']);
  });

  it('is not understood where no server is in sight', () => {
    expect(
      endpointsOf(
        `import { Authorized, Get, JsonController } from 'routing-controllers'; ${items('@Get() a() {} @Authorized() @Get("/b") b() {}')}`,
      ),
    ).toEqual(['GET /items: - ?', 'GET /items/b: @Authorized ?']);
  });

  it('says nothing of decorators of the same name', () => {
    expect(endpointsOf(`import { Get, JsonController } from './own'; ${items('@Get() a() {}')}`)).toEqual([]);
  });
});

const schema = (body: string, options = 'resolvers: [Items]'): readonly string[] =>
  endpointsOf(`import { Arg, Args, Authorized, buildSchema, Ctx, FieldResolver, MiddlewareFn, Mutation, Query, Resolver, Root, UseMiddleware } from 'type-graphql';
${body}
export const schema = await buildSchema({ ${options} });`);
const resolver = (own: string, more = ''): string => `${more} @Resolver(() => Object) class Items { ${own} }`;
const auth = `const requireUser: MiddlewareFn<any> = async ({ context }, next) => { if (!context.user) throw new Error('not signed in'); return next(); };
const logs: MiddlewareFn<any> = async ({ info }, next) => { console.log(info); return next(); };
const isAuth: MiddlewareFn<any> = ({ context }, next) => { if (!context.user) { throw new AuthenticationError('no'); } return next(); };`;

describe('TypeGraphQL', () => {
  it('has queries and mutations by name', () => {
    expect(
      schema(
        resolver(
          `@Query(() => [Object]) all() {} @Mutation(() => Object, { name: 'addItem' }) add(@Arg('x') x: string) {} @FieldResolver() owner(@Root() item: any) {}`,
        ),
      ),
    ).toEqual(['QUERY all: -', 'MUTATION addItem: -']);
  });

  it('asks the checker of the schema for @Authorized', () => {
    const two = resolver('@Query() a() {} @Authorized("ADMIN") @Mutation() b() {}');
    expect(
      schema(
        two,
        'resolvers: [Items], authChecker: ({ context }, roles) => context.user != null && roles.includes(context.user.role)',
      ),
    ).toEqual(['QUERY a: -', 'MUTATION b: authChecker']);
    expect(schema(two, 'resolvers: [Items], authChecker: () => true')).toEqual(['QUERY a: -', 'MUTATION b: -']);
    expect(
      schema(
        resolver('@Query() a() {}', '@Authorized()'),
        `resolvers: [Items], authChecker: ({ context }) => !!context.user`,
      ),
    ).toEqual(['QUERY a: authChecker']);
    expect(
      schema(
        `class Checks { check({ context }, roles) { return Boolean(context.user); } } ${resolver('@Authorized() @Query() a() {}')}`,
        'resolvers: [Items], authChecker: Checks',
      ),
    ).toEqual(['QUERY a: Checks']);
  });

  it('runs middleware of the method, the class and the schema', () => {
    const denial = `import { AuthenticationError } from 'type-graphql';${auth}`;
    expect(
      schema(
        `${denial} ${resolver('@UseMiddleware(isAuth) @Query() a() {} @UseMiddleware(logs) @Query() b() {} @UseMiddleware([logs, isAuth]) @Query() c() {}')}`,
      ),
    ).toEqual(['QUERY a: isAuth', 'QUERY b: -', 'QUERY c: isAuth']);
    expect(
      schema(`${denial} ${resolver('@Query() a() {}')}`, 'resolvers: [Items], globalMiddlewares: [isAuth]'),
    ).toEqual(['QUERY a: isAuth']);
  });

  it('knows middleware that insists on somebody in the context', () => {
    expect(schema(`${auth} ${resolver('@UseMiddleware(requireUser) @Query() a() {}')}`)).toEqual([
      'QUERY a: requireUser',
    ]);
  });

  it('knows what resolvers do about the caller by themselves', () => {
    expect(
      schema(
        resolver(`@Query() a(@Ctx() ctx: any) { if (!ctx.req.session.userId) throw new Error('no'); return load(ctx.req.session.userId); }
@Query() b(@Ctx() ctx: any) { return load(1); } @Query() c(@Ctx('user') user: any) { if (!user) throw new Error('no'); return load(user.id); }`),
      ),
    ).toEqual(['QUERY a: - (verifies)', 'QUERY b: -', 'QUERY c: - (verifies)']);
  });
});
