import path from 'node:path';
import { expect, test } from 'vitest';
import { Machine } from '../../src/flow/machine.js';
import { runFile } from '../../src/flow/run.js';
import { LightProject } from '../../src/lang/light-project.js';
import { semantics } from '../../src/models/index.js';
import { fileEndpoint } from '../../src/models/next/files.js';
import { allRegistered } from '../../src/models/shared/registration.js';

const folder = path.resolve(import.meta.dirname, '../cases/flow');

function registered(text: string): readonly string[] {
  const project = new LightProject();
  const machine = new Machine(project, semantics());
  runFile(machine, project.setText(path.join(folder, 'registrations.ts'), text));
  return allRegistered(machine).flatMap(({ layer, child }) =>
    child
      ? []
      : [`${layer.framework} ${layer.kind} ${layer.method} ${String(layer.path)} ${String(layer.handlers.length)}`],
  );
}

test('every framework keeps its registrations in one form', () => {
  expect(
    registered(`
      import express from 'express';
      const app = express();
      const router = express.Router();
      app.use(express.json());
      router.get('/items/:id', (req, res, next) => next(), (req, res) => res.json({}));
      app.use('/v1', router);
    `),
  ).toEqual(['express use all / 1', 'express route get /items/:id 2', 'express use all /v1 1']);
  expect(
    registered(`
      import Fastify from 'fastify';
      const app = Fastify();
      app.addHook('onRequest', async () => {});
      app.register(async (inner) => { inner.get('/items', async () => []); }, { prefix: '/v1' });
      app.route({ method: ['PUT', 'PATCH'], url: '/items/:id', handler: async () => ({}) });
    `),
  ).toEqual([
    'fastify hook onRequest / 1',
    'fastify mount all /v1 1',
    'fastify route get /items 1',
    'fastify route put /items/:id 1',
    'fastify route patch /items/:id 1',
  ]);
  expect(
    registered(`
      import Koa from 'koa';
      import Router from '@koa/router';
      const app = new Koa();
      const router = new Router({ prefix: '/v1' });
      app.use(async (ctx, next) => next());
      router.post('/items', async (ctx) => {});
      app.use(router.routes());
    `),
  ).toEqual(['koa use all / 1', 'koa route post /v1/items 1', 'koa use all / 1']);
  expect(
    registered(`
      import { Hono } from 'hono';
      const app = new Hono();
      const items = new Hono();
      items.get('/:id', (c) => c.json({}));
      app.use('/v1/*', async (c, next) => next());
      app.route('/v1', items);
    `),
  ).toEqual(['hono route get /:id 1', 'hono use all /v1/* 1', 'hono mount all /v1 0']);
  expect(
    registered(`
      import Hapi from '@hapi/hapi';
      const server = Hapi.server({});
      server.auth.default('session');
      server.route({ method: 'GET', path: '/items', handler: () => [] });
    `),
  ).toEqual(['hapi hook auth.default / 0', 'hapi route get /items 1']);
  expect(
    registered(`
      import { initTRPC } from '@trpc/server';
      const t = initTRPC.create();
      const checked = t.procedure.use(({ next }) => next());
      t.router({ list: checked.query(() => []), add: t.procedure.mutation(() => 1) });
    `),
  ).toEqual(['trpc route query list 2', 'trpc route mutation add 1']);
});

test('files of Next.js name their endpoints', () => {
  expect(fileEndpoint('/srv/src/app/(shop)/items/[id]/route.ts', 'POST')).toEqual({
    kind: 'route',
    method: 'post',
    path: '/items/[id]',
  });
  expect(fileEndpoint('/srv/src/app/items/route.ts', 'helper')).toBeNull();
  expect(fileEndpoint('/srv/pages/api/items/index.ts', 'default')).toEqual({
    kind: 'api',
    method: 'all',
    path: '/api/items',
  });
  expect(fileEndpoint('/srv/lib/items.ts', 'GET')).toBeNull();
});
