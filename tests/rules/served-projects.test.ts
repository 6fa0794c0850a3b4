/** Each quiet line beside its reporting twin: what was wrongly reported of projects with Next.js, tRPC, GraphQL, SvelteKit and Workers. */
import { describe, expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';
import { linesIn } from './project.js';

marked(
  'no-open-redirect',
  'the path of a URL that was made of a path is that path; nobody makes a browser send another cookie',
  `import { NextRequest, NextResponse } from 'next/server';
export function middleware(req: NextRequest) {
  const to = new URL('/search', new URL(req.url).origin);
  to.searchParams.set('q', req.nextUrl.searchParams.get('q') ?? '');
  if (req.nextUrl.pathname === '/a') return NextResponse.redirect(to.pathname + to.search); // quiet
  if (req.nextUrl.pathname === '/b') return NextResponse.redirect('/' + req.cookies.get('locale')?.value); // quiet
  return NextResponse.redirect('/' + req.nextUrl.searchParams.get('locale')); // report
}`,
  'src/middleware.ts',
);

marked(
  'no-open-redirect',
  'SvelteKit has matched the path that a route sees, and not what a hook sees',
  `import { redirect } from '@sveltejs/kit';
export const load = async ({ url }) => {
  if (url.searchParams.has('to')) redirect(302, url.searchParams.get('to')); // report
  redirect(302, \`\${url.pathname}/members\`); // quiet
};`,
  'src/routes/groups/[id]/+page.server.ts',
);

marked(
  'no-client-supplied-identity',
  'a member of the organization of the caller; an organization by its own key',
  `import { PrismaClient } from '@prisma/client';
import { verify } from './auth.js';
const prisma = new PrismaClient();
export async function POST(request: Request) {
  const auth = await verify(request.headers.get('authorization'));
  if (!auth.valid) return new Response('', { status: 401 });
  const body = await request.json();
  await prisma.membership.create({ data: { orgId: auth.orgId, userId: body.userId } }); // quiet
  await prisma.membership.create({ data: { orgId: body.orgId, userId: body.userId } }); // report
  await prisma.organization.findFirst({ where: { orgId: body.orgId } }); // quiet
  await prisma.invoice.findFirst({ where: { orgId: body.orgId } }); // report
  return Response.json({});
}`,
  'app/members/route.ts',
);

marked(
  'no-log-injection',
  'parsed addresses hold no line break, decoded parameters do; nobody attacks a developer',
  `import { env } from './env.js';
export const GET = async (request: Request) => {
  const url = new URL(request.url);
  console.warn('a', \`\${url.host}:\${url.pathname}\`); // quiet
  console.warn('b', decodeURIComponent(url.pathname)); // report
  console.warn('c', url.searchParams.get('q')); // report
  if ('development' === env.NODE_ENV) console.warn('d', url.searchParams.get('q')); // quiet
  return new Response('');
};`,
  'app/items/route.ts',
);

marked(
  'no-log-injection',
  'the envelope of a mail is a line of SMTP, its headers are not',
  `export default {
  async email(message: ForwardableEmailMessage) {
    console.log('from ' + message.from); // quiet
  },
  async fetch(request: Request) {
    console.log('body ' + (await request.text())); // report
    return new Response('');
  },
};`,
  'src/worker.ts',
);

marked(
  'no-code-injection',
  'a module of data is no code',
  `export const GET = async (request: Request) => {
  const locale = new URL(request.url).searchParams.get('locale');
  const texts = await import(\`./messages/\${locale}.json\`); // quiet
  const code = await import(\`./messages/\${locale}.js\`); // report
  return Response.json({ texts, code });
};`,
  'app/items/route.ts',
);

marked(
  'require-response-validation',
  'an answer that the program makes is its own',
  `import { NextResponse } from 'next/server';
const unpack = async (bytes: Uint8Array) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
export const GET = async () => NextResponse.json({ text: await unpack(new Uint8Array()) }); // quiet
export const PUT = async () => NextResponse.json(await (await fetch('https://other.example.com')).json()); // report
`,
  'app/items/route.ts',
);

marked(
  'no-type-confusion',
  'a form that a parser of the program reads',
  `import { initTRPC } from '@trpc/server';
const t = initTRPC.create();
const form = (input: any) => { const files = input.getAll('files'); return files.length > 1 ? files : files[0]; }; // quiet
export const app = t.router({
  add: t.procedure.input(form).mutation(({ input }) => input), // quiet
  check: t.procedure.input((value: any) => value).mutation(({ input }) => input.name.length > 20 ? null : String(input.name)), // report
});`,
);

marked(
  'no-redos',
  'the square of the head of a request is little, that of a body is not',
  `export const POST = async (request: Request) => {
  const short = new URL(request.url).pathname.replace(/\\/+$/, ''); // quiet
  const long = (await request.text()).replace(/[/]+$/, ''); // report
  return Response.json({ short, long });
};`,
  'app/items/route.ts',
);

marked(
  'no-ssrf',
  'an agent that looks at the addresses of hosts before it connects',
  `import { isIP } from 'node:net';
import { Agent, fetch } from 'undici';
const lookup = (host, options, done) => (isIP(host) ? done(new Error('no')) : done(null, host, 4));
const agent = new Agent({ connect: { lookup } });
const plain = new Agent({ connect: { timeout: 1000 } });
export const POST = async (request: Request) => {
  const { url } = await request.json();
  await fetch(url, { dispatcher: agent }); // quiet
  await fetch(url, { dispatcher: plain }); // report
  await fetch(url); // report
  return new Response('');
};`,
  'app/items/route.ts',
);

marked(
  'no-ssrf',
  'a host whose addresses are asked for to look at them',
  `import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
export const POST = async (request: Request) => {
  const { url } = await request.json();
  const found = await lookup(new URL(url).hostname); // quiet
  if (isIP(found.address) && found.address.startsWith('10.')) throw new Error('no');
  await fetch(url); // report
  return new Response('');
};`,
  'app/items/route.ts',
);

marked(
  'no-path-traversal',
  'an id under which a record was found, and a name that its client gave it',
  `import { readFile } from 'node:fs/promises';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const POST = async (request: Request) => {
  const { id, name } = await request.json();
  if (!(await prisma.asset.findUnique({ where: { id } }))) throw new Error('none');
  if (!(await prisma.asset.findUnique({ where: { name } }))) throw new Error('none');
  await readFile('assets/' + id); // quiet
  await readFile('assets/' + name); // report
  return new Response('');
};`,
  'app/items/route.ts',
);

marked(
  'no-insecure-random',
  'a MAC makes a token of the time unguessable',
  `import { createHmac } from 'node:crypto';
export function signed(secret: string) {
  const payload = JSON.stringify({ expires: Date.now() + 1000 });
  const token = payload + createHmac('sha256', secret).update(payload).digest('hex'); // quiet
  return token;
}
export function guessed() {
  const token = 'a' + Date.now(); // report
  return token;
}`,
);

marked(
  'no-hardcoded-secrets',
  'the prefix of a key is no key',
  `import OpenAI from 'openai';
export const a = new OpenAI({ apiKey: 'sk-' }); // quiet
export const b = new OpenAI({ apiKey: 'open sesame' }); // report
`,
);

describe('tests', () => {
  const code = `import http from 'node:http';
export const server = http.createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => res.end(Buffer.concat(chunks)));
});`;
  it.each([
    ['src/server.ts', 1],
    ['src/server.spec.ts', 0],
    ['tests/server.ts', 1],
  ])('strangers send nothing to what tests start: %s', (name, count) => {
    expect(reportsOf('require-body-limit', code, name)).toHaveLength(count);
  });
});

marked(
  'no-state-change-on-get',
  'the way back from a provider begins a session',
  `import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
export async function GET(request: Request) { // quiet
  const code = new URL(request.url).searchParams.get('code');
  const user = await (await fetch('https://provider.example.com/token', { method: 'POST', body: code })).json();
  await db.user.upsert({ where: { id: user.id }, create: { id: user.id }, update: { name: user.name } });
  (await cookies()).set('session', randomBytes(20).toString('hex'));
  return new Response('');
}
export async function HEAD(request: Request) { // report
  await db.user.deleteMany({ where: { id: new URL(request.url).searchParams.get('id') } });
  return new Response('');
}`,
  'app/callback/route.ts',
);

describe('GraphQL', () => {
  const files = (schema: string) => ({
    'src/schema.ts': `import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import gql from 'graphql-tag';
import { MongoClient } from 'mongodb';
const db = new MongoClient('').db();
const load = (name: string) => gql(readFileSync(name).toString());
export const server = new ApolloServer({
  typeDefs: [load('items.graphql')],
  resolvers: { Query: { item: (_: unknown, { key }) => db.collection('items').findOne({ key }) } },
});`,
    'src/items.graphql': schema,
  });
  it.each([
    ['type Query { item(key: ID!): String }', []],
    ['scalar Key\ntype Query { item(key: Key!): String }', []],
    ['scalar JSON\ntype Query { item(key: JSON!): String }', [9]],
  ])('reads a schema that is loaded from a file: %s', (schema, lines) => {
    expect(linesIn('no-nosql-injection', 'src/schema.ts', files(schema))).toEqual(lines);
  });
});

marked(
  'require-authorization',
  'a refusal that is a word of its own',
  `'use server';
import { PrismaClient } from '@prisma/client';
import { who } from '@repo/auth';
const db = new PrismaClient();
export async function add(text: string) { const me = await who(); if (!me?.id) return 'unauthorized'; await db.note.create({ data: { text } }); } // quiet
export async function guarded(text: string) { const me = await who(); if (!me?.id) throw new Error('Unauthorized'); await db.note.create({ data: { text } }); } // quiet
export async function open(text: string) { await db.note.create({ data: { text } }); return 'done'; } // report
`,
  'app/actions.ts',
);

describe('tRPC', () => {
  const schema = `model Group { id Int @id
  userId Int
  name String }
model Member { userId Int
  groupId Int
  @@id([groupId, userId]) }`;
  it('sees the look-up of the membership in a middleware', () => {
    const lines = linesIn('require-object-ownership', 'src/app.ts', {
      'prisma/schema.prisma': schema,
      'src/app.ts': `import { TRPCError, initTRPC } from '@trpc/server';
import { PrismaClient } from '@prisma/client';
import { z } from 'zod';
const db = new PrismaClient();
export const createContext = async () => ({ session: null as null | { id: number }, db });
const t = initTRPC.context<typeof createContext>().create();
const known = t.procedure.use(({ ctx, next }) => { if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED' }); return next({ ctx: { user: ctx.session } }); });
const group = z.object({ groupId: z.number() });
const member = known.input(group).use(async ({ ctx, input: { groupId }, next }) => {
  if (!(await ctx.db.member.findFirst({ where: { groupId, userId: ctx.user.id } }))) throw new TRPCError({ code: 'FORBIDDEN' });
  return next();
});
export const app = t.router({
  own: member.input(group).mutation(({ ctx, input }) => ctx.db.group.update({ where: { id: input.groupId }, data: { name: '' } })),
  any: known.input(group).mutation(({ ctx, input }) => ctx.db.group.update({ where: { id: input.groupId }, data: { name: '' } })),
});`,
    });
    expect(lines).toEqual([15]);
  });
  it('knows the fields of a model that begins with a small letter', () => {
    const app = `import { TRPCError, initTRPC } from '@trpc/server';
import { PrismaClient } from '@prisma/client';
const db = new PrismaClient();
const t = initTRPC.context<{ session: null | { id: number } }>().create();
const known = t.procedure.use(({ ctx, next }) => { if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED' }); return next({ ctx: { user: ctx.session } }); });
export const app = t.router({
  note: known.input(Number).mutation(({ input }) => db.notes.delete({ where: { id: input } })),
  word: known.input(Number).mutation(({ input }) => db.words.delete({ where: { id: input } })),
});`;
    const models = 'model notes { id Int @id\n  user_id Int }\nmodel words { id Int @id\n  text String }';
    const lines = linesIn('require-object-ownership', 'src/app.ts', {
      'prisma/schema.prisma': models,
      'src/app.ts': app,
    });
    expect(lines).toEqual([7]);
  });
});

marked(
  'require-rate-limit',
  'whoever answers 429 counts requests; administrators need not repeat them',
  `import { initTRPC, TRPCError } from '@trpc/server';
import nodemailer from 'nodemailer';
import { count } from './counter.js';
const mail = nodemailer.createTransport({});
const t = initTRPC.context<{ user: { role: string } | null }>().create();
const limited = async ({ path, next }) => { if (!(await count(path))) throw new TRPCError({ code: 'TOO_MANY_REQUESTS' }); return next(); };
const admin = t.procedure.use(({ ctx, next }) => { if (ctx.user?.role !== 'admin') throw new TRPCError({ code: 'FORBIDDEN' }); return next(); });
export const app = t.router({
  a: t.procedure.use(limited).mutation(() => mail.sendMail({ to: 'a@example.com', text: 'a' })), // quiet
  b: admin.mutation(() => mail.sendMail({ to: 'a@example.com', text: 'a' })), // quiet
  c: t.procedure.mutation(() => mail.sendMail({ to: 'a@example.com', text: 'a' })), // report
});`,
);

marked(
  'require-authorization',
  'signatures that are compared by hand, tokens in the body, sessions that begin, answers for what is not there',
  `import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { jwt } from 'hono/jwt';
import { Jwt } from 'hono/utils/jwt';
import { randomBytes } from 'node:crypto';
import { save, isRight } from './db.js';
const app = new Hono<{ Bindings: { SECRET: string; DB: D1Database } }>();
app.post('/items', jwt({ secret: 'x', alg: 'HS256' }), (c) => c.json({}));
app.post('/hook', async (c) => { // quiet
  const { data, hash } = await c.req.json();
  if (createHmac('sha256', c.env.SECRET).update(data).digest('hex') != hash) throw new Error('bad');
  await c.env.DB.prepare('INSERT INTO a VALUES (?)').bind(data).run();
  return c.json({});
});
app.post('/external', async (c) => { // quiet
  const { token, data } = await c.req.json();
  await Jwt.verify(token, c.env.SECRET, 'HS256');
  await c.env.DB.prepare('INSERT INTO a VALUES (?)').bind(data).run();
  return c.json({});
});
app.post('/enter', async (c) => { // quiet
  const { name, word } = await c.req.json();
  if (!(await isRight(name, word))) return c.json({}, 400);
  const session = randomBytes(20).toString('hex');
  await c.env.DB.prepare('INSERT INTO sessions VALUES (?)').bind(session).run();
  setCookie(c, 'session', session);
  return c.json({});
});
app.post('/open', async (c) => { // report
  const { data } = await c.req.json();
  await c.env.DB.prepare('INSERT INTO a VALUES (?)').bind(data).run();
  return c.json({});
});
app.all('/*', (c) => c.text('Not Found', 404)); // quiet
export default app;`,
);
