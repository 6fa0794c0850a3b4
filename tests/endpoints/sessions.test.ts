/** Who is calling, asked in handlers and in functions of other files: by libraries of sessions, or by hand. */
import { describe, expect, it } from 'vitest';
import { endpointsOf, endpointsOfProgram } from './harness.js';

/** The exported server actions of a text, each with what it does about its caller. */
function actions(imports: string, ...functions: readonly string[]): readonly string[] {
  const text = `'use server';
import { cookies } from 'next/headers';
import { PrismaClient } from '@prisma/client';
${imports}
const db = new PrismaClient();
const change = (id) => db.item.delete({ where: { id } });
${functions.map((body, index) => `export async function a${String(index)}(id) { ${body} }`).join('\n')}`;
  return endpointsOfProgram('app/actions.ts', { 'app/actions.ts': text }).map((line) => line.replace(/^ACTION /, ''));
}

describe('libraries that say who is calling', () => {
  it('Auth.js', () => {
    expect(
      actions(
        `import NextAuth, { getServerSession } from 'next-auth';\nexport const { auth } = NextAuth({});`,
        `const session = await auth(); if (!session?.user) throw new Error('no'); await change(id);`,
        `const session = await auth(); await change(id); return session?.user;`,
        `if (!(await getServerSession())) return null; await change(id);`,
      ).slice(-3),
    ).toEqual(['a0: - (verifies)', 'a1: -', 'a2: - (verifies)']);
  });

  it('Auth.js, asked by a handler of its own', () => {
    const handler = (last: string): string => `
import NextAuth from 'next-auth';
import { options, other } from './options';
const handler = async (req: Request, res: unknown) => {
  if (req.method === 'GET' && new URL(req.url).searchParams.get('error')) return Response.redirect('/');
  return ${last};
};
export { handler as GET, handler as POST };`;
    const name = 'app/api/auth/[...nextauth]/route.ts';
    const endpoints = (last: string): readonly string[] => endpointsOfProgram(name, { [name]: handler(last) });
    expect(endpoints('NextAuth(req, res, options)').at(-1)).toMatch(/issues/);
    expect(endpoints('Response.json(other(req))').at(-1)).not.toMatch(/issues/);
  });

  it('Clerk, whose answer is an object in any case', () => {
    expect(
      actions(
        `import { auth, currentUser } from '@clerk/nextjs/server';`,
        `const { userId } = await auth(); if (!userId) throw new Error('no'); await change(id);`,
        `const state = await auth(); if (!state) throw new Error('no'); await change(id);`,
        `await auth.protect(); await change(id);`,
        `const user = await currentUser(); if (!user) return { ok: false }; await change(id);`,
      ),
    ).toEqual(['a0: - (verifies)', 'a1: -', 'a2: - (verifies)', 'a3: - (verifies)']);
  });

  it('Supabase, and logins by it', () => {
    expect(
      actions(
        `import { createServerClient } from '@supabase/ssr';\nconst supabase = createServerClient('', '', {});`,
        `const { data: { user } } = await supabase.auth.getUser(); if (!user) return { error: 'x' }; await change(id);`,
        `const { data } = await supabase.auth.getUser(); if (!data) return { error: 'x' }; await change(id);`,
        `await supabase.auth.signInWithOtp({ email: id });`,
      ),
    ).toEqual(['a0: - (verifies)', 'a1: -', 'a2: - (issues)']);
  });

  it('Better Auth and logins by WebAuthn', () => {
    expect(
      actions(
        `import { betterAuth } from 'better-auth'; import { generateAuthenticationOptions } from '@simplewebauthn/server';
const auth = betterAuth({});`,
        `const session = await auth.api.getSession({ headers: {} }); if (!session) throw new Error('x'); await change(id);`,
        `await auth.api.getSession({ headers: {} }); await change(id);`,
        `return generateAuthenticationOptions({ rpID: 'x' });`,
      ),
    ).toEqual(['a0: - (verifies)', 'a1: -', 'a2: - (issues)']);
  });
});

describe('strangers', () => {
  it('are turned away by whatever answer when nothing is done for them', () => {
    expect(
      actions(
        '',
        `const sid = (await cookies()).get('sid')?.value; if (!sid) return { ok: false }; await change(id);`,
        `const theme = (await cookies()).get('theme')?.value; await change(id); return theme;`,
        `const sid = (await cookies()).get('sid')?.value; if (!sid) return { ok: false }; return { ok: true };`,
      ),
    ).toEqual(['a0: - (denies)', 'a1: -', 'a2: -']);
  });

  it('are told so, in an error or an answer', () => {
    const asks = (what: string): string => `if (!(await who())) ${what}; await change(id);`;
    expect(
      actions(
        'declare function who(): Promise<boolean>;',
        asks(`throw new Error('Unauthorized')`),
        asks(`return { error: 'You are not logged in' }`),
        asks(`throw new Error('Not found')`),
        asks(`return { error: 'No such item' }`),
      ),
    ).toEqual(['a0: - (denies)', 'a1: - (denies)', 'a2: -', 'a3: -']);
  });
});

describe('a guard that awaits a function which throws its denials', () => {
  const guard = (body: string): readonly string[] =>
    endpointsOf(`import { initTRPC, TRPCError } from '@trpc/server';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const t = initTRPC.create();
const find = async (token) => {
  const found = await db.token.findFirst({ where: { token } });
  if (!found) throw new TRPCError({ code: 'UNAUTHORIZED' });
  await db.token.findMany({});
  return found;
};
const known = t.middleware(async ({ ctx, next }) => { ${body} });
export const router = t.router({ a: t.procedure.use(known).mutation(async () => { await db.item.deleteMany({}); }) });`);

  it('is one', () => {
    expect(guard('const token = await find(ctx.token); return next({ ctx: { token } });')).toEqual([
      'MUTATION a: known',
    ]);
  });

  it('is none when it goes on all the same', () => {
    expect(guard('try { await find(ctx.token); } catch { } return next();')).toEqual(['MUTATION a: -']);
  });
});

describe('packages of the same workspace', () => {
  const files = (pattern: string, manifest: string): Readonly<Record<string, string>> => ({
    'package.json': JSON.stringify({ workspaces: [pattern] }),
    'packages/auth/package.json': manifest,
    'packages/auth/src/session.ts': `export const requireSession = async (request) => { if (!request.headers.get('x')) throw new Response(null, { status: 401 }); };`,
    'apps/web/package.json': JSON.stringify({ name: 'web', imports: { '#own/*': './src/*.js' } }),
    'apps/web/src/own.ts': `export const requireOwn = async (request) => { if (!request.headers.get('x')) throw new Response(null, { status: 403 }); };`,
    'apps/web/app/routes/items.ts': `import { json } from '@remix-run/node'; import { requireSession } from '@acme/auth/session';
import { requireOwn } from '#own/own';
export async function action({ request }) { await requireSession(request); return json({}); }
export async function loader({ request }) { await requireOwn(request); return null; }`,
  });
  const ask = (pattern: string, manifest: object): readonly string[] =>
    endpointsOfProgram('apps/web/app/routes/items.ts', files(pattern, JSON.stringify(manifest)));
  const seen = ['ANY /items: - (denies)', 'GET /items: - (denies)'];

  it('are read by their sources, also where exports name what a build makes', () => {
    expect(ask('packages/*', { name: '@acme/auth' })).toEqual(seen);
    expect(ask('packages/*', { name: '@acme/auth', exports: { './*': { types: './dist/*.d.ts' } } })).toEqual(seen);
    expect(ask('packages/**', { name: '@acme/auth', exports: { './session': './dist/esm/session.js' } })).toEqual(seen);
  });

  it('are others when their name or place is another', () => {
    expect(ask('packages/*', { name: '@acme/other' })[0]).toBe('ANY /items: -');
    expect(ask('apps/*', { name: '@acme/auth' })[0]).toBe('ANY /items: -');
  });
});

describe('guards in the schema of GraphQL', () => {
  const resolver = (settings: string): readonly string[] =>
    endpointsOf(`import { Module } from '@nestjs/common'; import { NestFactory } from '@nestjs/core';
import { GraphQLModule, Mutation, Resolver } from '@nestjs/graphql';
@Resolver() class Items { @Mutation() async remove() { return 1; } }
@Module({ imports: [GraphQLModule.forRoot({ ${settings} })], providers: [Items] }) class AppModule {}
const app = await NestFactory.create(AppModule); await app.listen(1);`);

  it('may be in force where something rebuilds the schema', () => {
    expect(resolver('autoSchemaFile: true')).toEqual(['MUTATION *: -']);
    expect(resolver('transformSchema: (schema) => secured(schema)')).toEqual(['MUTATION *: - ?']);
  });

  it('middleware of the whole application stands before operations as well', () => {
    const limited = `import rateLimit from 'express-rate-limit';
import { Module } from '@nestjs/common'; import { NestFactory } from '@nestjs/core'; import { Mutation, Resolver } from '@nestjs/graphql';
@Resolver() class Items { @Mutation() async remove() { return 1; } }
@Module({ providers: [Items] }) class AppModule {}
const app = await NestFactory.create(AppModule);
app.use((req, res, next) => { if (!req.user) return res.status(401).end(); next(); });
await app.listen(1);`;
    expect(endpointsOf(limited)).toEqual(['MUTATION *: an inline function']);
  });
});
