import rule from '../../src/rules/no-sensitive-static-files.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'problem' as const }];

function serve(args: string): string {
  return `import path from 'node:path';
import express from 'express';
import { folder } from './config.js';
const ROOT = process.cwd();
const app = express();
app.use('/files', express.static(${args}));`;
}

function honoServe(args: string): string {
  return `import { Hono } from 'hono';
import { serveStatic } from 'hono/bun';
const app = new Hono();
app.use(${args});`;
}

ruleTester.run('no-sensitive-static-files', rule, {
  valid: [
    serve(`'public'`),
    serve(`path.join(__dirname, '..', 'public')`),
    serve(`path.resolve('dist/client')`),
    serve(`'public/.well-known'`),
    serve(`path.join(ROOT, 'public')`),
    serve('folder'),
    serve(`'public', { dotfiles: 'ignore' }`),
    // Hono looks below the root for the whole path: only `static/` can be reached.
    honoServe(`'/static/*', serveStatic({ root: './' })`),
    honoServe(`'*', serveStatic({ root: './public' })`),
    honoServe(
      `'/static/*', serveStatic({ root: './', rewriteRequestPath: (path) => path.replace('/static', '/files') })`,
    ),
  ],
  invalid: [
    {
      code: serve(`'.'`),
      errors: [
        {
          messageId: 'problem',
          line: 6,
          column: 19,
          data: {
            message:
              '`express.static` serves the folder of the program itself: its sources, configuration and whatever else lies there. Serve a folder that holds public files and nothing else.',
          },
        },
      ],
    },
    { code: serve('__dirname'), errors: one },
    { code: serve(`path.join(__dirname, '..')`), errors: one },
    { code: serve('process.cwd()'), errors: one },
    { code: serve('ROOT'), errors: one },
    { code: serve(`'./node_modules'`), errors: one },
    { code: serve(`'/etc'`), errors: one },
    { code: serve(`'public', { dotfiles: 'allow' }`), errors: one },
    {
      name: 'Fastify',
      code: `import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
const app = Fastify();
app.register(fastifyStatic, { root: import.meta.dirname });`,
      errors: one,
    },
    { code: honoServe(`'*', serveStatic({ root: './' })`), errors: one },
    { code: honoServe(`serveStatic({ root: './' })`), errors: one },
    { code: honoServe(`'/node_modules/*', serveStatic({ root: './' })`), errors: one },
    {
      name: 'a listing',
      code: `import express from 'express';
import serveIndex from 'serve-index';
express().use('/files', serveIndex('files'));`,
      errors: one,
    },
  ],
});
