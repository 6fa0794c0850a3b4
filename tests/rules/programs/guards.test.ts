/** Guards in other files and in forms that are less usual, and what only looks like one. */
import { describe } from 'vitest';
import { markedFiles } from '../marked-files.js';

const POOL = `import { Pool } from 'pg';
export const pool = new Pool();
`;

describe('guards that let pass', () => {
  markedFiles('a check of another file that nobody waits for', {
    'pool.ts': POOL,
    'access.ts': `import type { Request } from 'express';
import createError from 'http-errors';
import { pool } from './pool';
export async function assertKnown(req: Request) {
  const { rows } = await pool.query('select id from sessions where id = $1', [req.get('x-session')]);
  if (rows.length === 0) throw createError(401);
}
export async function note(req: Request) {
  await pool.query('insert into visits(path) values ($1)', [req.path]);
}
`,
    'app.ts': `import express from 'express';
import { assertKnown, note } from './access';
import { pool } from './pool';
async function handler(req: express.Request, res: express.Response) {
  await assertKnown(req);
  res.end();
}
async function main() {
  const app = express();
  app.post('/a', async (req, res) => {
    assertKnown(req); // report no-fail-open
    await pool.query('delete from a');
    res.end();
  });
  app.post('/b', async (req, res) => {
    await assertKnown(req);
    note(req);
    await pool.query('delete from b');
    res.end();
  });
  app.post('/c', handler);
  app.listen(3000);
}
void main();
`,
  });

  markedFiles('an authorizer that allows when its check fails', {
    'check.ts': `import { jwtVerify } from 'jose';
const key = new TextEncoder().encode(process.env.TOKEN_KEY);
export const check = async (text: string) => String((await jwtVerify(text, key, { algorithms: ['HS256'] })).payload.sub);
export const policy = (principalId: string, Effect: 'Allow' | 'Deny', Resource: string) => ({
  principalId,
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
});
`,
    'strict.ts': `import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { check, policy } from './check';
export async function handler(event: APIGatewayTokenAuthorizerEvent) {
  try {
    return policy(await check(event.authorizationToken), 'Allow', event.methodArn);
  } catch {
    return policy('none', 'Deny', event.methodArn);
  }
}
`,
    'lenient.ts': `import type { APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { check, policy } from './check';
export async function handler(event: APIGatewayTokenAuthorizerEvent) {
  try {
    return policy(await check(event.authorizationToken), 'Allow', event.methodArn);
  } catch (error) {
    console.error(error);
    return policy('none', 'Allow', event.methodArn); // report no-fail-open
  }
}
`,
    'simple-strict.ts': `import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { check } from './check';
export async function strict(event: APIGatewayRequestAuthorizerEvent) {
  try {
    await check(event.headers?.authorization ?? '');
    return { isAuthorized: true };
  } catch {
    return { isAuthorized: false };
  }
}
`,
    'simple-lenient.ts': `import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { check } from './check';
export async function lenient(event: APIGatewayRequestAuthorizerEvent) {
  try {
    await check(event.headers?.authorization ?? '');
    return { isAuthorized: true };
  } catch {
    return { isAuthorized: true }; // report no-fail-open
  }
}
`,
  });
});

describe('guards of frameworks', () => {
  markedFiles('middleware of Koa that is composed', {
    'pool.ts': POOL,
    'known.ts': `import type { Middleware } from 'koa';
import compose from 'koa-compose';
import { pool } from './pool';
const identify: Middleware = async (ctx, next) => {
  const { rows } = await pool.query('select id from accounts where key = $1', [ctx.get('x-api-key')]);
  ctx.state.account = rows[0];
  await next();
};
const demand: Middleware = async (ctx, next) => {
  ctx.assert(ctx.state.account, 401);
  await next();
};
export const known = compose([identify, demand]);
export const maybe = compose([identify]);
`,
    'app.ts': `import Koa from 'koa';
import Router from '@koa/router';
import { known, maybe } from './known';
import { pool } from './pool';
const router = new Router();
router.put('/name', known, async (ctx) => { await pool.query('update accounts set name = $1', [ctx.query.name]); });
router.delete('/accounts', maybe, async () => { await pool.query('delete from accounts'); }); // report require-authorization
const app = new Koa();
app.use(router.routes());
app.listen(3000);
`,
  });

  markedFiles('metadata of NestJS under a symbol', {
    'open.ts': `import { SetMetadata } from '@nestjs/common';
export const OPEN = Symbol('open');
export const OTHER = Symbol('open');
export const Open = () => SetMetadata(OPEN, true);
export const Other = () => SetMetadata(OTHER, true);
`,
    'guard.ts': `import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { OPEN } from './open';
@Injectable()
export class Guard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true;
    if (!context.switchToHttp().getRequest().session?.user) throw new UnauthorizedException();
    return true;
  }
}
`,
    'pool.ts': POOL,
    'main.ts': `import { Controller, Module, Post } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { Guard } from './guard';
import { Open, Other } from './open';
import { pool } from './pool';
@Controller('notes')
class Notes {
  @Post('a') async a() { await pool.query('delete from a'); }
  @Open() @Post('b') async b() { await pool.query('delete from b'); } // report require-authorization
  @Other() @Post('c') async c() { await pool.query('delete from c'); }
}
@Module({ controllers: [Notes], providers: [{ provide: APP_GUARD, useClass: Guard }] })
class App {}
void NestFactory.create(App).then((app) => app.listen(3000));
`,
  });

  markedFiles('directives that mercurius-auth carries out', {
    'pool.ts': POOL,
    'app.ts': `import Fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusAuth from 'mercurius-auth';
import { pool } from './pool';
const app = Fastify();
const schema = \`
  directive @auth on FIELD_DEFINITION
  type Query { ok: Boolean }
  type Mutation {
    "Only for members: @auth"
    add(text: String!): Boolean @auth
    drop(id: Int!): Boolean
    # @auth
    clear: Boolean
  }
\`;
const resolvers = {
  Mutation: {
    add: async (_: unknown, { text }: { text: string }) => { await pool.query('insert into words(text) values ($1)', [text]); return true; },
    drop: async (_: unknown, { id }: { id: number }) => { await pool.query('delete from words where id = $1', [id]); return true; }, // report require-authorization
    clear: async () => { await pool.query('delete from words'); return true; }, // report require-authorization
  },
};
app.register(mercurius, { schema, resolvers });
app.register(mercuriusAuth, { applyPolicy: async (policy, parent, args, context) => context.user != null, authDirective: 'auth' });
void app.listen({ port: 3000 });
`,
  });

  markedFiles('that read who is calling by a type that may be undefined', {
    'pool.ts': POOL,
    'app.ts': `import express, { type RequestHandler } from 'express';
import { pool } from './pool';
interface User { id: string }
const known: RequestHandler = (req, res, next) => {
  const user = res.locals.user as User | undefined;
  if (!user) return res.sendStatus(401);
  next();
};
const present: RequestHandler = (req, res, next) => {
  const user = res.locals.user as User | null;
  if (user === null) return res.sendStatus(401);
  next();
};
const looking: RequestHandler = (req, res, next) => {
  const user = res.locals.user as User | undefined;
  if (user) console.log(user.id);
  next();
};
const app = express();
app.post('/a', known, async (req, res) => { await pool.query('delete from a'); res.end(); });
app.post('/b', present, async (req, res) => { await pool.query('delete from b'); res.end(); });
app.post('/c', looking, async (req, res) => { await pool.query('delete from c'); res.end(); }); // report require-authorization
app.listen(3000);
`,
  });

  markedFiles('permissions that are bits of a number', {
    'auth.ts': `import type { RequestHandler } from 'express';
export enum Permission { ADMIN = 2, MANAGE = 8 }
const has = (wanted: Permission, all: number) => (all & Permission.ADMIN) !== 0 || (all & wanted) !== 0;
export const isAuthenticated = (permission?: Permission): RequestHandler => (req, res, next) => {
  if (!req.session.person || (permission !== undefined && !has(permission, req.session.person.permissions))) {
    res.status(403).json({ error: 'denied' });
  } else {
    next();
  }
};
`,
    'app.ts': `import express from 'express';
import session from 'express-session';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { isAuthenticated, Permission } from './auth';
@Entity() class Wish { @PrimaryGeneratedColumn() id!: number; @Column() ownerId!: number }
const wishes = new DataSource({ type: 'postgres', entities: [Wish] }).getRepository(Wish);
const app = express();
app.use(session({ secret: process.env.SESSION_KEY! }));
app.delete('/any/:id', isAuthenticated(Permission.MANAGE), async (req, res) => { await wishes.delete({ id: Number(req.params.id) }); res.end(); });
app.delete('/own/:id', isAuthenticated(), async (req, res) => { await wishes.delete({ id: Number(req.params.id) }); res.end(); }); // report require-object-ownership
app.listen(3000);
`,
  });

  markedFiles('of recovery, in a repository', {
    'users.ts': `import { Schema, model } from 'mongoose';
const User = model('User', new Schema({ passwordHash: String, resetToken: String, resetExpires: Date }));
export const users = {
  byReset: (resetToken: string) => User.findOne({ resetToken }),
  setPassword: (id: string, passwordHash: string) => User.updateOne({ _id: id }, { passwordHash }),
  clearReset: (id: string) => User.updateOne({ _id: id }, { $unset: { resetToken: 1 } }),
};
`,
    'app.ts': `import express from 'express';
import bcrypt from 'bcrypt';
import { users } from './users';
const app = express();
app.use(express.json());
app.post('/password/reset', async (req, res) => {
  const user = await users.byReset(String(req.body.token));
  if (!user || user.resetExpires < new Date()) return res.sendStatus(400);
  await users.setPassword(user.id, await bcrypt.hash(String(req.body.password), 12));
  await users.clearReset(user.id);
  res.end();
});
app.post('/password/reset-late', async (req, res) => {
  const user = await users.byReset(String(req.body.token)); // report no-reset-weakness
  if (!user) return res.sendStatus(400);
  await users.setPassword(user.id, await bcrypt.hash(String(req.body.password), 12));
  await users.clearReset(user.id);
  res.end();
});
app.post('/password/reset-again', async (req, res) => {
  const user = await users.byReset(String(req.body.token)); // report no-reset-weakness
  if (!user || user.resetExpires < new Date()) return res.sendStatus(400);
  await users.setPassword(user.id, await bcrypt.hash(String(req.body.password), 12));
  res.end();
});
app.listen(3000);
`,
  });
});
