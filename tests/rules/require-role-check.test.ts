import rule from '../../src/rules/require-role-check.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const pool = new Pool();
function authenticate(req: Request, res: Response, next: NextFunction) {
  try { res.locals.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY!); } catch { return res.sendStatus(401); }
  return next();
}
const requireRole = (...roles: string[]) => (_req: Request, res: Response, next: NextFunction) => {
  if (!roles.includes(res.locals.user?.role)) return res.sendStatus(403);
  return next();
};
const remove = (req: Request) => pool.query('DELETE FROM users WHERE id = $1', [req.params.id]);
const app = express();
`;
const LINE = HEAD.split('\n').length;
const END = '\napp.listen(3000);';

ruleTester.run('require-role-check', rule, {
  valid: [
    {
      name: 'a guard that compares the role',
      filename,
      code: `${HEAD}app.delete('/admin/users/:id', authenticate, requireRole('admin'), async (req, res) => { res.json(await remove(req)); });${END}`,
    },
    {
      name: 'a guard that turns away who is unknown or lacks a permission, in one condition',
      filename,
      code: `${HEAD}const has = (list: string[] = [], wanted: string) => list.includes(wanted);
const may = (wanted: string) => (_req: Request, res: Response, next: NextFunction) => {
  const { user } = res.locals;
  if (!user || !has(user.permissions, wanted)) return res.sendStatus(403);
  return next();
};
app.delete('/admin/users/:id', authenticate, may('admin'), async (req, res) => { res.json(await remove(req)); });${END}`,
    },
    {
      name: 'the handler compares the role',
      filename,
      code: `${HEAD}app.delete('/admin/users/:id', authenticate, async (req, res) => { if (res.locals.user.role !== 'admin') return res.sendStatus(403); return res.json(await remove(req)); });${END}`,
    },
    {
      name: 'a router that asks',
      filename,
      code: `${HEAD}const admin = express.Router(); admin.use(authenticate, requireRole('admin')); admin.delete('/:id', async (req, res) => { res.json(await remove(req)); }); app.use('/admin', admin);${END}`,
    },
    {
      name: 'no administration',
      filename,
      code: `${HEAD}app.patch('/me', authenticate, async (req, res) => { res.json(await pool.query('UPDATE users SET name = $1 WHERE id = $2', [req.body.name, res.locals.user.sub])); });${END}`,
    },
    {
      name: 'no guard at all is another rule',
      filename,
      code: `${HEAD}app.delete('/admin/users/:id', async (req, res) => { res.json(await remove(req)); });${END}`,
    },
    {
      name: 'what is shown depends on the role',
      filename,
      code: `${HEAD}const known = (req: Request & { user?: unknown }, res: Response, next: NextFunction) => { try { req.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY!); } catch { return res.sendStatus(401); } return next(); };
app.get('/admin/users', known, async (req: Request & { user: { role: string; team: string } }, res) => {
  const all = req.user.role === 'admin';
  res.json(all ? await pool.query('SELECT * FROM users') : await pool.query('SELECT * FROM users WHERE team = $1', [req.user.team]));
});${END}`,
    },
    {
      name: 'reads nothing but what is her own',
      filename,
      code: `${HEAD}app.get('/admin/me', authenticate, async (req, res) => { res.json(await pool.query('SELECT * FROM profiles WHERE user_id = $1', [res.locals.user.sub])); });${END}`,
    },
    {
      name: 'a constant',
      filename,
      code: `${HEAD}app.get('/admin/ping', authenticate, () => 'pong');${END}`,
    },
  ],
  invalid: [
    {
      name: 'reads what is her own, and everything else',
      filename,
      code: `${HEAD}app.get('/admin/me', authenticate, async (req, res) => { await pool.query('SELECT * FROM profiles WHERE user_id = $1', [res.locals.user.sub]); res.json(await pool.query('SELECT * FROM users WHERE id = $1', [req.query.id])); });${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'changes what is her own',
      filename,
      code: `${HEAD}app.post('/admin/me', authenticate, async (req, res) => { await pool.query('UPDATE profiles SET name = $2 WHERE user_id = $1', [res.locals.user.sub, req.body.name]); res.json({}); });${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'a condition that only logs who lacks a permission',
      filename,
      code: `${HEAD}const has = (list: string[] = [], wanted: string) => list.includes(wanted);
const may = (wanted: string) => (_req: Request, res: Response, next: NextFunction) => {
  const { user } = res.locals;
  if (!user || !has(user.permissions, wanted)) console.log('lacks', wanted);
  if (!user) return res.sendStatus(403);
  return next();
};
app.delete('/admin/users/:id', authenticate, may('admin'), async (req, res) => { res.json(await remove(req)); });${END}`,
      errors: [{ messageId: 'endpoint' }],
    },
    {
      name: 'signed in is enough',
      filename,
      code: `${HEAD}app.delete('/admin/users/:id', authenticate, async (req, res) => { res.json(await remove(req)); });${END}`,
      errors: [
        {
          messageId: 'endpoint',
          line: LINE,
          data: {
            message:
              '`DELETE /admin/users/:id` lets every signed-in user in and asks for no role. Compare the role of the caller before this handler, and turn everybody else away.',
          },
        },
      ],
    },
    {
      name: 'its sibling asks',
      filename,
      code: `${HEAD}app.post('/admin/users/:id', authenticate, requireRole('admin'), async (req, res) => { res.json(await remove(req)); });
app.delete('/admin/users/:id', authenticate, async (req, res) => { res.json(await remove(req)); });${END}`,
      errors: [
        {
          messageId: 'endpoint',
          line: LINE + 1,
          data: {
            message:
              '`DELETE /admin/users/:id` lets every signed-in user in and asks for no role; `POST /admin/users/:id` uses `requireRole` (file.ts:9). Put it, or another check of the role, before this handler.',
          },
        },
      ],
    },
    {
      name: 'changes what others need a role for, under any path',
      filename,
      code: `${HEAD}app.post('/people/:id', authenticate, requireRole('admin'), async (req, res) => { res.json(await remove(req)); });
app.delete('/people/:id', authenticate, async (req, res) => { res.json(await remove(req)); });${END}`,
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'the missing role is only noted',
      filename,
      code: `${HEAD}app.delete('/admin/users/:id', authenticate, async (req, res) => { if (res.locals.user.role !== 'admin') console.warn('no admin'); return res.json(await remove(req)); });${END}`,
      errors: [{ messageId: 'endpoint', line: LINE }],
    },
  ],
});

marked(
  'require-role-check',
  'a guard that reads the permission from the metadata of the route, and answers by the name of a status',
  `
import { CanActivate, Controller, Delete, ExecutionContext, HttpException, Injectable, Module, SetMetadata, UseGuards, Inject, Param } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { StatusCodes, getReasonPhrase } from 'http-status-codes';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const HAS_PERMISSION_KEY = 'has_permission';
function HasPermission(permission: string) { return SetMetadata(HAS_PERMISSION_KEY, permission); }
function hasPermission(aPermissions: string[] = [], aPermission: string) { return aPermissions.includes(aPermission); }
@Injectable()
export class HasPermissionGuard implements CanActivate {
  public constructor(private reflector: Reflector) {}
  public canActivate(context: ExecutionContext): boolean {
    const { user } = context.switchToHttp().getRequest();
    const requiredPermission = this.reflector.get<string>(HAS_PERMISSION_KEY, context.getHandler());
    if (!requiredPermission) { return true; }
    if (!user || !hasPermission(user.permissions, requiredPermission)) {
      throw new HttpException(getReasonPhrase(StatusCodes.FORBIDDEN), StatusCodes.FORBIDDEN);
    }
    return true;
  }
}
@Controller('admin')
export class Admin {
  @Delete('a/:id') // quiet
  @HasPermission('admin')
  @UseGuards(AuthGuard('jwt'), HasPermissionGuard)
  async a(@Param('id') id: string) { return prisma.user.deleteMany({ where: { name: String(id) } }); }
  @Delete('b/:id') // report
  @UseGuards(AuthGuard('jwt'), HasPermissionGuard)
  async b(@Param('id') id: string) { return prisma.user.deleteMany({ where: { name: String(id) } }); }
}
@Module({ controllers: [Admin] }) class App {}
NestFactory.create(App).then((app) => app.listen(1));
`,
);

marked(
  'require-role-check',
  'a flag of the caller is a role',
  `${HEAD}
const flagged = (req: Request, res: Response, next: NextFunction) => { if (!res.locals.user?.isAdmin) return res.sendStatus(403); return next(); };
const passing = (req: Request, res: Response, next: NextFunction) => { if (res.locals.user.admin) { return next(); } return res.sendStatus(403); };
const present = (req: Request, res: Response, next: NextFunction) => { if (!res.locals.user?.id) return res.sendStatus(403); return next(); };
app.delete('/admin/a/:id', authenticate, flagged, async (req, res) => { res.json(await remove(req)); }); // quiet
app.delete('/admin/b/:id', authenticate, passing, async (req, res) => { res.json(await remove(req)); }); // quiet
app.delete('/admin/c/:id', authenticate, present, async (req, res) => { res.json(await remove(req)); }); // report
app.listen(3000);`,
);

marked(
  'require-role-check',
  'a flag without which an error of the program is thrown',
  `${HEAD}
class Refused extends Error { constructor(message: string, readonly statusCode: number) { super(message); } }
class NoAdmin extends Error { readonly type = 'FORBIDDEN'; }
const thrown = (req: Request, res: Response, next: NextFunction) => { if (res.locals.user.admin) return next(); throw new Refused('no', 403); };
const typed = (req: Request, res: Response, next: NextFunction) => { if (!res.locals.user.isAdmin) { throw new NoAdmin(); } next(); };
const present = (req: Request, res: Response, next: NextFunction) => { if (res.locals.user.id) return next(); throw new Refused('no', 403); };
app.delete('/admin/a/:id', authenticate, thrown, async (req, res) => { res.json(await remove(req)); }); // quiet
app.delete('/admin/b/:id', authenticate, typed, async (req, res) => { res.json(await remove(req)); }); // quiet
app.delete('/admin/c/:id', authenticate, present, async (req, res) => { res.json(await remove(req)); }); // report
app.listen(3000);`,
);

marked(
  'require-role-check',
  'a guard of NestJS that answers with the flag',
  `
import { CanActivate, Controller, Delete, ExecutionContext, Injectable, Module, Param, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
@Injectable() class Flagged implements CanActivate {
  canActivate(context: ExecutionContext) {
    const { user } = context.switchToHttp().getRequest();
    if (!user) return false;
    return user.isAdmin;
  }
}
@Injectable() class Known implements CanActivate {
  canActivate(context: ExecutionContext) {
    const { user } = context.switchToHttp().getRequest();
    return user.id;
  }
}
@Controller('admin') class Admin {
  @Delete('a/:id') // quiet
  @UseGuards(AuthGuard('jwt'), Flagged)
  async a(@Param('id') id: string) { return prisma.user.deleteMany({ where: { name: String(id) } }); }
  @Delete('b/:id') // report
  @UseGuards(AuthGuard('jwt'), Known)
  async b(@Param('id') id: string) { return prisma.user.deleteMany({ where: { name: String(id) } }); }
}
@Module({ controllers: [Admin] }) class App {}
NestFactory.create(App).then((app) => app.listen(1));
`,
);

marked(
  'require-role-check',
  'the address of the caller is held against a setting',
  `
import { initTRPC, TRPCError } from '@trpc/server';
import { Pool } from 'pg';
import { env } from './env.js';
const pool = new Pool();
const load = () => pool.query('SELECT name FROM settings');
const t = initTRPC.context<{ user?: { email: string } }>().create();
const signedIn = t.procedure.use(({ ctx, next }) => { if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' }); return next({ ctx: { user: ctx.user } }); });
const owner = signedIn.use(({ ctx, next }) => {
  if (env.IS_CLOUD && ctx.user.email !== env.ADMIN_EMAIL) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next();
});
const configured = signedIn.use(({ ctx, next }) => {
  if (ctx.user.email !== process.env.OWNER) throw new TRPCError({ code: 'FORBIDDEN' });
  return next();
});
const named = signedIn.use(({ ctx, next }) => {
  if (ctx.user.email !== env.contact) console.log('somebody else');
  return next();
});
export const app = t.router({ admin: t.router({
  a: owner.query(() => load()), // quiet
  b: configured.query(() => load()), // quiet
  c: signedIn.query(() => load()), // report
  d: named.query(() => load()), // report
}) });
`,
);
