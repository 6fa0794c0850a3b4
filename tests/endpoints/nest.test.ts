import { describe, expect, it } from 'vitest';
import { applicationOf, endpointsOf } from './harness.js';

const HEAD = `
import { applyDecorators, CanActivate, Controller, ExecutionContext, Injectable, Module, Post, Get, SetMetadata, UnauthorizedException, UseGuards } from '@nestjs/common';
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { ThrottlerGuard } from '@nestjs/throttler';
@Injectable() class Signed implements CanActivate { canActivate(context: ExecutionContext) { if (!context.switchToHttp().getRequest().user) throw new UnauthorizedException(); return true; } }
`;

function one(classes: string, controller: string, module = ''): readonly string[] {
  return endpointsOf(`${HEAD}${classes}
@Controller('things') class Things { ${controller} }
@Module({ controllers: [Things], ${module} }) class App {}
NestFactory.create(App).then((app) => app.listen(1));`);
}

describe('NestJS', () => {
  it('knows guards of methods, and none', () => {
    expect(one('', '@UseGuards(Signed) @Post() a() {} @Post("b") b() {}')).toEqual([
      'POST /things: Signed',
      'POST /things/b: -',
    ]);
  });

  it.each([
    ['what passport makes', 'class G extends AuthGuard("jwt") {}', 'G'],
    [
      'passport with a check of its own in front',
      'class G extends AuthGuard("jwt") { canActivate(c) { if (c.open) return true; return super.canActivate(c); } }',
      'G',
    ],
    [
      'passport whose errors are swallowed',
      'class G extends AuthGuard("jwt") { handleRequest(error, user) { return user; } }',
      '-',
    ],
    [
      'passport whose errors are thrown',
      'class G extends AuthGuard("jwt") { handleRequest(error, user) { if (!user) throw new UnauthorizedException(); return user; } }',
      'G',
    ],
    ['one that lets all pass', 'class G implements CanActivate { canActivate() { return true; } }', '-'],
    [
      'one that answers a promise of a question',
      'class G implements CanActivate { async canActivate(c: ExecutionContext) { return c.switchToHttp().getRequest().ok; } }',
      'G',
    ],
    ['the throttler', 'class G extends ThrottlerGuard {}', '-'],
  ])('judges guards by what they do: %s', (_, guard, expected) => {
    expect(one(`@Injectable() ${guard}`, '@UseGuards(G) @Post() a() {}')).toEqual([`POST /things: ${expected}`]);
  });

  it.each([
    ['a key', 'const Public = () => SetMetadata("public", true); const KEY = "public";', '@Public()'],
    ['a decorator without call', 'const Public = SetMetadata("public", true); const KEY = "public";', '@Public'],
    [
      'a decorator of the reflector',
      'const Public = Reflector.createDecorator<boolean>(); const KEY = Public;',
      '@Public(true)',
    ],
    [
      'a decorator of the reflector with a key of its own',
      'const Public = Reflector.createDecorator<boolean>({ key: "public" }); const KEY = "public";',
      '@Public(true)',
    ],
    [
      'a decorator of the reflector that makes something of what it is given',
      'const Public = Reflector.createDecorator<string, boolean>({ transform: (word) => word === "yes" }); const KEY = Public;',
      '@Public("yes")',
    ],
    [
      'a composed decorator',
      'const Public = () => applyDecorators(SetMetadata("public", true)); const KEY = "public";',
      '@Public()',
    ],
  ])('runs a global guard with the metadata of the route: %s', (_, declared, mark) => {
    const guard = `@Injectable() class Global implements CanActivate { constructor(private readonly reflector: Reflector) {}
canActivate(c: ExecutionContext) { if (this.reflector.getAllAndOverride(KEY, [c.getHandler(), c.getClass()])) return true; throw new UnauthorizedException(); } }`;
    expect(
      one(
        `${declared}${guard}`,
        `${mark} @Post() a() {} @Post('b') b() {}`,
        'providers: [{ provide: APP_GUARD, useClass: Global }]',
      ),
    ).toEqual(['POST /things: -', 'POST /things/b: Global']);
  });

  it('knows guards that are provided and stand before nothing', () => {
    const { endpoints, spare } = applicationOf(`${HEAD}@Controller() class A { @Post() a() {} }
@Module({ controllers: [A], providers: [Signed] }) class App {} NestFactory.create(App);`);
    expect(endpoints.map((each) => each.steps)).toEqual([[]]);
    expect(spare.map((each) => each.name)).toEqual(['Signed']);
  });

  it('puts the global prefix in front and the global guards before', () => {
    const text = `${HEAD}@Controller('a') class A { @Post('b') b() {} }
@Module({ controllers: [A] }) class App {}
async function main() { const app = await NestFactory.create(App); app.setGlobalPrefix('api'); app.useGlobalGuards(new Signed()); await app.listen(1); } main();`;
    expect(endpointsOf(text)).toEqual(['POST /api/a/b: Signed']);
  });

  it('takes controllers that no application in sight reaches for served by one that is not: only what they say holds', () => {
    const alone = '@Controller("a") class A { @Post() a() {} @UseGuards(Signed) @Post("b") b() {} }';
    expect(endpointsOf(`${HEAD}${alone}`)).toEqual(['POST /a: - ?', 'POST /a/b: Signed ?']);
    expect(
      endpointsOf(
        `${HEAD}${alone} @Controller('c') class C { @Post() c() {} } @Module({ controllers: [C] }) class App {} NestFactory.create(App);`,
      ),
    ).toEqual(['POST /c: -', 'POST /a: - ?', 'POST /a/b: Signed ?']);
    expect(endpointsOf(`${HEAD}@Controller() abstract class A { @Post() a() {} } class B { @Post() b() {} }`)).toEqual(
      [],
    );
  });
});

describe('NestJS: messages', () => {
  const messages = `${HEAD}
import { EventPattern, GrpcMethod, MessagePattern } from '@nestjs/microservices';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
`;

  it('knows handlers of messages and of connections, and their guards', () => {
    expect(
      endpointsOf(`${messages}
@Controller() class Sums {
  @UseGuards(Signed) @MessagePattern({ cmd: 'sum' }) a(data) { return 1; }
  @EventPattern('made') b(data) {}
  @GrpcMethod('Sums', 'Add') c(data) {}
}
@WebSocketGateway() class Chat { @UseGuards(Signed) @SubscribeMessage('say') d(client, data) {} @SubscribeMessage('ask') e(client, data) {} }
@WebSocketGateway() class Checked { handleConnection(client) { client.disconnect(); } @SubscribeMessage('tell') f(client, data) {} }
@Module({ controllers: [Sums], providers: [Chat, Checked] }) class App {}
NestFactory.createMicroservice(App, {});`),
    ).toEqual([
      "MESSAGE { cmd: 'sum' }: Signed",
      'EVENT made: -',
      'GRPC Sums.Add: -',
      'SOCKET say: Signed',
      'SOCKET ask: -',
      'SOCKET tell: - ?',
    ]);
  });
});

describe('TypeORM: what runs when an entity is stored', () => {
  const entities = `
import bcrypt from 'bcrypt';
import { Body } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { BeforeInsert, BeforeRemove, Entity, EventSubscriber, Repository } from 'typeorm';
@Entity() class Account { password: string; @BeforeInsert() async hash() { if (this.password) this.password = await bcrypt.hash(this.password, 12); } }
@Entity() class User { password: string; }
@EventSubscriber() class Hashing { listenTo() { return User; } beforeInsert(event) { if (event.entity.password) event.entity.password = bcrypt.hashSync(event.entity.password, 12); } }
@Entity() class Note { password: string; @BeforeRemove() async gone() { await bcrypt.hash(this.password, 12); } }
`;

  it.each([
    ['a listener of the entity', 'Account', 'rows.save(rows.create({ password: body.password }))', ' (issues)'],
    ['a subscriber', 'User', 'rows.insert({ password: body.password })', ' (issues)'],
    [
      'a listener of one that was found before',
      'Account',
      'rows.findOneBy({ id: body.id }).then((row) => this.rows.save(row))',
      '',
    ],
    ['neither', 'Note', 'rows.save({ password: body.password })', ''],
    ['a listener of something else', 'Account', 'rows.delete({ id: body.id })', ''],
  ])('%s', (_, entity, code, own) => {
    expect(
      one(
        entities,
        `constructor(@InjectRepository(${entity}) private rows: Repository<${entity}>) {} @Post() a(@Body() body: any) { return this.${code.replace('(rows', '(this.rows')}; }`,
      ),
    ).toEqual([`POST /things: -${own}`]);
  });
});

describe('middleware of a module under a global prefix', () => {
  const withPrefix = (routes: string): readonly string[] =>
    endpointsOf(`${HEAD.replace('Module,', 'MiddlewareConsumer, Module, RequestMethod,')}
class Signing { use(req, res, next) { if (!req.user) throw new UnauthorizedException(); next(); } }
@Controller() class Things { @Post('things') a() {} @Get('things') b() {} }
@Module({ controllers: [Things] }) class App { configure(consumer: MiddlewareConsumer) { consumer.apply(Signing).forRoutes(${routes}); } }
NestFactory.create(App).then((app) => { app.setGlobalPrefix('api'); return app.listen(1); });`);

  it.each([
    ['a path', `'things'`, ['POST /api/things: Signing', 'GET /api/things: Signing']],
    [
      'a path and a method',
      `{ path: 'things', method: RequestMethod.POST }`,
      ['POST /api/things: Signing', 'GET /api/things: -'],
    ],
    ['all paths', `'*'`, ['POST /api/things: Signing', 'GET /api/things: Signing']],
    [
      'a path with the prefix, which is put before it once more',
      `'api/things'`,
      ['POST /api/things: -', 'GET /api/things: -'],
    ],
  ])('stands before %s', (_, routes, expected) => {
    expect(withPrefix(routes)).toEqual(expected);
  });
});
