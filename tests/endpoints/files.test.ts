import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';
import { guardOf } from '../../src/endpoints/index.js';
import { matcherMatches } from '../../src/endpoints/next.js';

const root = mkdtempSync(path.join(os.tmpdir(), 'endpoints-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Writes a project and returns what stands before the endpoints of one of its files. */
function guardsIn(name: string, files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(path.join(root, 'p-'));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const { file, application } = analyseText(path.join(folder, name), files[name] ?? '');
  return application()
    .endpoints.filter((each) => each.node.getSourceFile() === file)
    .map((each) => `${each.method} ${each.path ?? '*'}: ${guardOf(each)?.name ?? '-'}${each.understood ? '' : ' ?'}`);
}

const guard = 'export const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };';
const routes = `import { Router } from 'express'; export const router = Router(); router.post('/', (req, res) => { res.end(); });`;

describe('files of an application', () => {
  it('are those that import the file, wherever they are below the package', () => {
    const main = (lines: string): string =>
      `import express from 'express'; import { guard } from './guard.js'; import { router } from './deep/routes/items.js'; const app = express(); ${lines}`;
    expect(
      guardsIn('src/deep/routes/items.ts', {
        'src/guard.ts': guard,
        'src/deep/routes/items.ts': routes,
        'src/app.ts': main(`app.use(guard); app.use('/items', router);`),
      }),
    ).toEqual(['POST /items: guard']);
    expect(
      guardsIn('src/deep/routes/items.ts', {
        'src/guard.ts': guard,
        'src/deep/routes/items.ts': routes,
        'src/app.ts': main(`app.use('/items', router); app.use(guard);`),
      }),
    ).toEqual(['POST /items: -']);
  });

  it('do not hold tests', () => {
    const test = `import express from 'express'; import { router } from './items.js'; const app = express(); app.use('/open', router);`;
    expect(guardsIn('src/items.ts', { 'src/items.ts': routes, 'src/items.test.ts': test })).toEqual(['POST /: - ?']);
    const helper = `import { before } from 'node:test'; ${test}`;
    expect(guardsIn('src/items.ts', { 'src/items.ts': routes, 'src/helper.ts': helper })).toEqual(['POST /: - ?']);
    expect(guardsIn('src/items.ts', { 'src/items.ts': routes, 'src/helper.ts': test })).toEqual(['POST /open: -']);
  });

  it('are not read again for a test, which has endpoints of its own only', () => {
    const test = `import express from 'express'; import { router } from './items.js'; const app = express(); app.use('/open', router); app.post('/own', (req, res) => { res.end(); });`;
    const files = { 'src/items.ts': routes, 'src/items.test.ts': test };
    expect(guardsIn('src/items.test.ts', files)).toEqual(['POST /own: -']);
    expect(guardsIn('src/items.ts', files)).toEqual(['POST /: - ?']);
  });

  it('hold the middleware of Next.js, which nothing imports', () => {
    const middleware = `import { NextResponse } from 'next/server';
export function middleware(request) { if (!request.cookies.get('s')) return NextResponse.json({}, { status: 401 }); return NextResponse.next(); }
export const config = { matcher: ['/api/:path*'] };`;
    const route = `export async function POST() { return new Response(null); }`;
    expect(guardsIn('app/api/a/route.ts', { 'middleware.ts': middleware, 'app/api/a/route.ts': route })).toEqual([
      'POST /api/a: middleware',
    ]);
    expect(guardsIn('app/open/route.ts', { 'middleware.ts': middleware, 'app/open/route.ts': route })).toEqual([
      'POST /open: -',
    ]);
  });
});

describe('folders of plugins that @fastify/autoload registers', () => {
  const app = (
    options: string,
  ): string => `import path from 'node:path'; import Fastify from 'fastify'; import autoload from '@fastify/autoload';
const app = Fastify(); app.register(autoload, { dir: path.join(import.meta.dirname, 'routes')${options} }); app.listen({ port: 1 });`;
  const hook = `export default async function (app: import("fastify").FastifyInstance) { app.addHook('onRequest', async (req, reply) => { if (!req.headers.cookie) return reply.code(401).send(); }); }`;
  const route = `export default async function (app: import("fastify").FastifyInstance) { app.post('/', async () => 'ok'); app.get('/:id', async () => 'ok'); }`;
  const files = (options: string): Readonly<Record<string, string>> => ({
    'src/app.ts': app(options),
    'src/routes/open.ts': route,
    'src/routes/api/autohooks.ts': hook,
    'src/routes/api/index.ts': route,
    'src/routes/api/ignored.ts': route,
    'src/routes/api/items/index.ts': route,
    'src/elsewhere/items.ts': route,
  });
  const hooked = ', autoHooks: true, cascadeHooks: true, options: { prefix: "/v1" }';

  it('are reached under the names of their folders, with the hooks of these', () => {
    expect(guardsIn('src/routes/open.ts', files(hooked))).toEqual(['POST /v1: -', 'GET /v1/:id: -']);
    const guarded = (at: string): readonly string[] => [
      `POST ${at}: an inline function`,
      `GET ${at}/:id: an inline function`,
    ];
    expect(guardsIn('src/routes/api/index.ts', files(hooked))).toEqual(guarded('/v1/api'));
    expect(guardsIn('src/routes/api/items/index.ts', files(hooked))).toEqual(guarded('/v1/api/items'));
    expect(guardsIn('src/elsewhere/items.ts', files(hooked))).toEqual([]);
  });

  it('inherit hooks only when the call says so', () => {
    expect(guardsIn('src/routes/api/items/index.ts', files(', autoHooks: true'))).toEqual([
      'POST /api/items: -',
      'GET /api/items/:id: -',
    ]);
    expect(guardsIn('src/routes/api/index.ts', files(''))).toEqual(['POST /api: -', 'GET /api/:id: -']);
  });
});

describe('patterns of @fastify/autoload', () => {
  const route = `export default async function (app: import("fastify").FastifyInstance) { app.post('/', async () => 'ok'); }`;
  const files = (options: string): Readonly<Record<string, string>> => ({
    'src/app.ts': `import path from 'node:path'; import Fastify from 'fastify'; import autoload from '@fastify/autoload';
const app = Fastify(); app.register(autoload, { dir: path.join(import.meta.dirname, 'modules')${options} }); app.listen({ port: 1 });`,
    'src/modules/items/items.plugin.ts': `import routes from './items.routes'; export default async function (app: import("fastify").FastifyInstance) { app.register(routes); }`,
    'src/modules/items/items.routes.ts': route,
    'src/modules/items/notes.ts': route,
  });

  it('leave files out, and say which one stands for a folder', () => {
    expect(guardsIn('src/modules/items/items.routes.ts', files(''))).toHaveLength(2);
    const ignored = files(', ignorePattern: /\\.routes\\.ts$/');
    expect(guardsIn('src/modules/items/items.routes.ts', ignored)).toHaveLength(1);
    expect(guardsIn('src/modules/items/notes.ts', ignored)).toHaveLength(1);
    const indexed = files(', indexPattern: /plugin\\.ts$/');
    expect(guardsIn('src/modules/items/items.routes.ts', indexed)).toHaveLength(1);
    expect(guardsIn('src/modules/items/notes.ts', indexed)).toEqual([]);
  });
});

describe('matchers of Next.js', () => {
  it.each([
    ['/api/:path*', '/api', true],
    ['/api/:path*', '/api/a/b', true],
    ['/api/:path+', '/api', false],
    ['/api/:id', '/api/[id]', true],
    ['/((?!api|_next).*)', '/api/a', false],
    ['/((?!api|_next).*)', '/account', true],
    ['/account', '/accounts', false],
  ])('%s and %s: %s', (matcher, address, expected) => {
    expect(matcherMatches(matcher, address)).toBe(expected);
  });
});
