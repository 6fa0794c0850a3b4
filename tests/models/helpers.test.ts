/** Libraries that stand beside a framework: validators, plugins, settings, loggers, identifiers, static folders. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'mercurius: resolvers of a plugin, and its context',
  `
import { exec } from 'node:child_process';
import Fastify from 'fastify';
import mercurius from 'mercurius';

const app = Fastify();
app.register(mercurius, {
  schema: 'type Query { find(name: String): String }',
  context: (request) => ({ tenant: request.headers['x-tenant'] }),
  resolvers: {
    Query: {
      find: async (parent, args, context) => {
        exec('tool ' + args.name); // sink command
        exec('tool ' + Number(args.name)); // quiet
        exec('tool ' + context.tenant); // sink command
        return 'a';
      },
    },
  },
});
`,
);

fixture(
  'Hono with a validator of zod',
  `
import { exec } from 'node:child_process';
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { z } from 'zod';

const app = new Hono();
app.post('/', zValidator('json', z.object({ name: z.string(), size: z.number() })), (c) => {
  const { name, size } = c.req.valid('json');
  exec('tool ' + name); // sink command
  exec('tool ' + size); // quiet
  return c.text('a');
});
`,
);

fixture(
  'TypeBox 1: what a check leaves possible',
  `${express}
import { exec } from 'node:child_process';
import Type from 'typebox';
import { Value } from 'typebox/value';

const Body = Type.Object({ name: Type.String(), size: Type.Integer() });
app.post('/', (req, res) => {
  const body = Value.Parse(Body, req.body);
  exec('tool ' + body.name); // sink command
  exec('tool ' + body.size); // quiet
});
`,
);

fixture(
  'Mongoose in NestJS: injected models',
  `
import { Body, Controller, Injectable, Post } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';

@Injectable()
export class Users {
  constructor(@InjectModel('User') private readonly users: Model<{ name: string }>) {}
  find(name: unknown) {
    return this.users.findOne({ name }); // sink document-query
  }
  count(name: unknown) {
    return this.users.countDocuments({ name: String(name) }); // quiet
  }
}
@Controller()
export class UsersController {
  constructor(private readonly users: Users) {}
  @Post()
  find(@Body() body: any) {
    this.users.count(body.name);
    return this.users.find(body.name);
  }
}
`,
);

fixture(
  'sqlite with promises, and static folders',
  `${express}
import serveStatic from 'serve-static';
import { open } from 'sqlite';
import sqlite3 from 'sqlite3';

app.use(serveStatic('/srv'));
app.get('/', async (req, res) => {
  const name = String(req.query.name);
  const db = await open({ filename: '/srv/a.db', driver: sqlite3.Database });
  await db.all('SELECT 1 FROM ' + name); // sink sql
  await db.all('SELECT 1 FROM t WHERE a = ?', name); // quiet
  await db.exec('DROP TABLE ' + name); // sink sql
});
`,
);

fixture(
  'consola, loglevel and tslog print lines, debug for whoever asks',
  `${express}
import { consola } from 'consola';
import createDebug from 'debug';
import log from 'loglevel';
import { Logger } from 'tslog';

const debug = createDebug('app');
const typed = new Logger();
app.get('/', (req, res) => {
  const q = String(req.query.q);
  consola.info('seen ' + q); // sink log
  consola.info('seen ' + Number(q)); // quiet
  log.warn('seen ' + q); // sink log
  log.getLogger('a').warn('seen ' + q); // sink log
  log.warn('seen'); // quiet
  typed.error('seen ' + q); // sink log
  typed.error('seen'); // quiet
  debug('seen ' + q); // quiet
  debug('seen'); // quiet
});
`,
);

fixture(
  'identifiers of the program, promises of Bluebird, settings',
  `${express}
import { exec } from 'node:child_process';
import Bluebird from 'bluebird';
import dotenv from 'dotenv';
import { nanoid } from 'nanoid';
import { ulid } from 'ulid';

dotenv.config();
app.get('/', async (req, res) => {
  exec('tool ' + nanoid()); // quiet
  exec('tool ' + ulid()); // quiet
  exec('tool ' + req.query.id); // sink command
  await Bluebird.map(req.body.list, (each) => exec('tool ' + each)); // sink command
  await Bluebird.map(['a'], (each) => exec('tool ' + each)); // quiet
});
`,
);

fixture(
  'Fastify: files and fields of forms',
  `
import { exec } from 'node:child_process';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';

const app = Fastify();
app.register(multipart);
app.post('/', async (request, reply) => {
  const data = await request.file();
  exec('tool ' + data.filename); // sink command
  exec('tool a'); // quiet
});
`,
);

fixture(
  'functions of Vercel and Cloudflare',
  `
import { exec } from 'node:child_process';
import type { VercelRequest, VercelResponse } from '@vercel/node';

export default function handler(req: VercelRequest, res: VercelResponse) {
  exec('tool ' + req.query.name); // sink command
  exec('tool ' + Number(req.query.size)); // quiet
  exec('tool ' + req.headers['x-name']); // sink command
  res.redirect(String(req.query.to)); // sink redirect
  res.redirect('/a'); // quiet
  res.status(200).send('<p>' + req.body.name + '</p>'); // sink html
}
export const worker = {
  async fetch(request: Request, env: unknown) {
    const { searchParams } = new URL(request.url);
    exec('tool ' + searchParams.get('name')); // sink command
    exec('tool ' + Number(searchParams.get('size'))); // quiet
    exec('tool ' + (await request.text())); // sink command
    return Response.redirect(searchParams.get('to') ?? '/'); // sink redirect
  },
};
`,
);
