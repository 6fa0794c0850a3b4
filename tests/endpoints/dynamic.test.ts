/** Registrations that a program works out: loops over tables, factories, bound methods, composed decorators. */
import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

const EXPRESS = `import express, { Router } from 'express';
const app = express();
const signed = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
`;

describe('registration that is worked out', () => {
  it.each([
    [
      'a loop over a table of routes',
      `const table = [['post', '/a', signed], ['delete', '/b']];
for (const [method, path, ...guards] of table) app[method](path, ...guards, (req, res) => { res.end(); });`,
      // The rest of a row is one object in every round: the guard of the first row may be in force for the second one.
      ['POST /a: signed', 'DELETE /b: -'],
    ],
    [
      'a loop over a table whose rows say whether they are guarded',
      `const table = [['post', '/a', [signed]], ['delete', '/b', []]];
for (const [method, path, guards] of table) app[method](path, guards, (req, res) => { res.end(); });`,
      ['POST /a: signed', 'DELETE /b: -'],
    ],
    [
      'a list of objects, with forEach',
      `const table = [{ method: 'post', path: '/a', handlers: [signed] }, { method: 'put', path: '/b', handlers: [] }];
table.forEach(({ method, path, handlers }) => app[method](path, handlers, (req, res) => { res.end(); }));`,
      ['POST /a: signed', 'PUT /b: -'],
    ],
    [
      'the entries of an object',
      `const table = { '/a': (req, res) => { res.end(); }, '/b': (req, res) => { res.end(); } };
for (const [path, handler] of Object.entries(table)) app.post(path, signed, handler);`,
      ['POST /a: signed', 'POST /b: signed'],
    ],
    [
      'methods bound to a controller',
      `class Items { constructor() { this.remove = this.remove.bind(this); } create(req, res) { if (!req.user) return res.sendStatus(401); res.end(); } remove(req, res) { res.end(); } update = (req, res) => { res.end(); }; }
const items = new Items();
app.post('/a', items.create.bind(items)); app.delete('/b', items.remove); app.put('/c', items.update); app.patch('/d', (req, res) => items.update(req, res));`,
      ['POST /a: - (denies)', 'DELETE /b: -', 'PUT /c: -', 'PATCH /d: -'],
    ],
    [
      'routers made by a factory',
      `function routerFor(name, guards) { const router = Router(); if (guards) router.use(guards); router.post('/' + name, (req, res) => { res.end(); }); return router; }
app.use('/x', routerFor('a', signed)); app.use('/y', routerFor('b'));`,
      ['POST /x/a: signed', 'POST /y/b: -'],
    ],
    [
      'a class that registers its routes',
      `class Api { router = Router(); constructor(guard) { this.router.use(guard); this.routes(); } routes() { this.router.post('/a', this.create); } create = (req, res) => { res.end(); }; }
app.use('/v1', new Api(signed).router);`,
      ['POST /v1/a: signed'],
    ],
  ])('knows %s', (_, text, expected) => {
    expect(endpointsOf(`${EXPRESS}${text}\napp.listen(1);`)).toEqual(expected);
  });
});

const NEST = `import { applyDecorators, CanActivate, Controller, Module, Post, SetMetadata, UnauthorizedException, UseGuards } from '@nestjs/common';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
class Signed implements CanActivate { canActivate(context) { if (!context.switchToHttp().getRequest().user) throw new UnauthorizedException(); return true; } }
`;

describe('decorators that are composed', () => {
  it('are taken apart, also when composed of composed ones and when they name the route', () => {
    expect(
      endpointsOf(`${NEST}
const Auth = (...roles) => applyDecorators(SetMetadata('roles', roles), UseGuards(Signed));
const Admin = () => applyDecorators(Auth('admin'));
const Create = (path) => applyDecorators(Post(path), Auth());
@Controller() class A { @Admin() @Post('a') a() {} @Create('b') b() {} @Post('c') c() {} }
@Module({ controllers: [A] }) class App {} NestFactory.create(App);`),
    ).toEqual(['POST /a: Signed', 'POST /b: Signed', 'POST /c: -']);
  });

  it('tell a global guard which routes it lets pass, of the class and of the method', () => {
    expect(
      endpointsOf(`${NEST}
const Public = () => SetMetadata('public', true);
class Global implements CanActivate { constructor(private readonly reflector: Reflector) {}
  canActivate(context) { if (this.reflector.getAllAndOverride('public', [context.getHandler(), context.getClass()])) return true; throw new UnauthorizedException(); } }
@Controller('o') @Public() class Open { @Post() a() {} @SetMetadata('public', false) @Post('b') b() {} }
@Controller('c') class Closed { @Post() c() {} @Public() @Post('d') d() {} }
@Module({ controllers: [Open, Closed], providers: [{ provide: APP_GUARD, useClass: Global }] }) class App {} NestFactory.create(App);`),
    ).toEqual(['POST /o: -', 'POST /o/b: Global', 'POST /c: Global', 'POST /c/d: -']);
  });
});
