/** Ways that untrusted data takes through clients, schemas and built-ins, found with programs in the style of services. */
import { describe } from 'vitest';
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

describe('GraphQL', () => {
  fixture(
    'arguments are what the text of the schema says',
    `
import { ApolloServer } from '@apollo/server';
import gql from 'graphql-tag';
import { MongoClient } from 'mongodb';
import { Pool } from 'pg';
const pool = new Pool();
const notes = new MongoClient(process.env.M).db().collection('notes');
const typeDefs = gql\`
  "Sorts"
  enum Sort { NEW OLD }
  input Filter { owner: ID!, tags: [String!], inner: Filter, meta: JSON }
  scalar JSON
  # type Query { hidden(id: Int): Int }
  type Query {
    note(id: Int!, name: String, sort: Sort = NEW @deprecated(reason: "x: Int"), where: JSON): Note
    notes(filter: Filter!): [Note]
  }
  extend type Mutation { rename(name: String!): Note }
\`;
const resolvers = {
  Query: {
    note: async (_, { id, name, sort, where, other }) => {
      await pool.query('SELECT ' + id); // quiet
      await pool.query('SELECT ' + name); // sink sql
      await pool.query('SELECT ' + sort); // quiet
      await notes.findOne({ name }); // quiet
      await notes.findOne({ name: where }); // sink document-query
      await notes.findOne({ name: other }); // quiet
    },
    notes: async (_, { filter }) => {
      await notes.findOne({ owner: filter.owner, tag: filter.tags[0] }); // quiet
      await notes.findOne({ owner: filter.inner.inner.owner }); // quiet
      await notes.findOne({ owner: filter.inner.meta }); // sink document-query
    },
    hidden: (_, { id }) => notes.findOne({ id }), // sink document-query
  },
  Mutation: { rename: (_, { name }) => pool.query('SELECT ' + name) }, // sink sql
};
export const server = new ApolloServer({ typeDefs, resolvers });
`,
  );

  fixture(
    'subscriptions: filters and what answers an event are given the arguments',
    `
import { makeExecutableSchema } from '@graphql-tools/schema';
import { withFilter } from 'graphql-subscriptions';
import { Pool } from 'pg';
const pool = new Pool();
export const schema = makeExecutableSchema({
  typeDefs: ['type Subscription { changed(name: String): Int, counted(n: Int!, name: String): Int }'],
  resolvers: {
    Subscription: {
      changed: {
        subscribe: withFilter(() => feed(), (payload, variables) => {
          void pool.query('SELECT ' + payload.name); // quiet
          return pool.query('SELECT ' + variables.name); // sink sql
        }),
      },
      counted: {
        subscribe: () => feed(),
        resolve: (payload, { n, name }) => {
          void pool.query('SELECT ' + n); // quiet
          return pool.query('SELECT ' + name); // sink sql
        },
      },
    },
  },
});
`,
  );
});

describe('clients', () => {
  fixture(
    'HttpService of NestJS and Wreck',
    `${express}
import { HttpService } from '@nestjs/axios';
import Wreck from '@hapi/wreck';
import { firstValueFrom, map } from 'rxjs';
import { writeFile } from 'node:fs/promises';
class Service {
  constructor(private readonly http: HttpService) {}
  async load(address: string, q: string) {
    await firstValueFrom(this.http.get(address)); // sink address
    await firstValueFrom(this.http.get('https://api.example.com', { params: { q } })); // quiet
    this.http.post(address, {}).pipe(map((answer) => answer.data)).subscribe(); // sink address
    await this.http.axiosRef.get(address); // sink address
    await Wreck.get(address); // sink address
    await Wreck.request('GET', address); // sink address
    await Wreck.get('/a', { baseUrl: address }); // sink address
    await Wreck.get('https://api.example.com/?q=' + q); // quiet
  }
}
const service = new Service(new HttpService());
app.get('/', (req) => service.load(String(req.query.a), encodeURIComponent(String(req.query.q))));
`,
  );

  fixture(
    'the text of parameters keeps the names in it',
    `${express}
import querystring from 'node:querystring';
app.post('/', async (req) => {
  const { key, q } = req.body;
  const one = new URLSearchParams({ q: String(q), api_key: String(key) });
  await fetch(\`https://api.example.com/?\${one}\`); // sink credential-sent
  await fetch('https://api.example.com/?' + one.toString()); // sink credential-sent
  const two = new URLSearchParams();
  two.append('q', String(q));
  await fetch('https://api.example.com/?' + two); // quiet
  two.set('client_secret', String(key));
  await fetch('https://api.example.com/?' + two); // sink credential-sent
  await fetch('https://api.example.com/?' + querystring.stringify({ q, api_key: key })); // sink credential-sent
  await fetch('https://api.example.com/?' + querystring.stringify({ q, lang: key })); // quiet
});
`,
  );
});

describe('answers', () => {
  fixture(
    'the tag of Hono escapes, raw does not',
    `
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
const app = new Hono();
app.get('/', (c) => {
  const banner = c.req.query('banner') ?? '';
  return c.html(html\`<p>\${raw(banner)}</p>\`); // sink html
});
app.get('/b', (c) => c.html(html\`<p>\${c.req.query('banner')}</p>\`)); // quiet
`,
  );
});

describe('stores', () => {
  fixture(
    'patterns and code in filters of MongoDB',
    `${express}
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
const rows = new MongoClient(process.env.M).db().collection('rows');
const Row = mongoose.model('Row', new mongoose.Schema({ name: String }));
app.get('/', async (req) => {
  const q = String(req.query.q);
  const plain = q.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&');
  await rows.find({ name: { $regex: q } }).toArray(); // sink pattern
  await rows.find({ $or: [{ name: { $regex: '^' + q, $options: 'i' } }] }).toArray(); // sink pattern
  await rows.aggregate([{ $match: { name: { $regex: q } } }]).toArray(); // sink pattern
  await rows.find({ name: { $regex: plain } }).toArray(); // quiet
  await Row.find({ name: { $regex: q } }); // sink pattern
  await Row.find({ name: q }); // quiet
  await Row.find({ $where: 'this.name == ' + q }); // sink query-code
});
`,
  );

  fixture(
    'columns of Supabase, and queries deep inside of a search',
    `${express}
import { createClient } from '@supabase/supabase-js';
import { Client } from '@opensearch-project/opensearch';
const supabase = createClient('https://x.supabase.co', process.env.K);
const search = new Client({ node: 'https://search.example.com' });
app.get('/', async (req) => {
  const q = String(req.query.q);
  await supabase.from('rows').select(q); // sink query-text
  await supabase.from('rows').select('id, name').eq('name', q); // quiet
  await supabase.from('rows').select('id').filter(q, 'eq', 1); // sink query-text
  await supabase.from('rows').select('id').not('name', 'eq', q); // quiet
  const body = (clause: object) => ({ query: { bool: { must: [clause] } } });
  await search.search({ index: 'a', body: body({ query_string: { query: q } }) }); // sink query-text
  await search.search({ index: 'a', body: body({ match: { title: q } }) }); // quiet
});
`,
  );

  fixture(
    'both records of an upsert of Prisma',
    `${express}
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
app.post('/', async (req) => {
  const name = String(req.body.name);
  await prisma.row.upsert({ where: { id: 1 }, update: { name }, create: { id: 1 } }); // sink stored
  await prisma.row.upsert({ where: { id: 1 }, update: { id: 1 }, create: { name } }); // sink stored
  await prisma.row.upsert({ where: { name }, update: { id: 1 }, create: { id: 1 } }); // quiet
});
`,
  );
});

describe('platforms', () => {
  fixture(
    'delays of timers and lengths of lists',
    `${express}
import { scheduler, setTimeout as sleep } from 'node:timers/promises';
import { setTimeout as later } from 'node:timers';
app.get('/', async (req) => {
  const n = Number(req.query.n);
  await sleep(n); // sink delay
  await sleep(Math.min(n, 100)); // quiet
  await scheduler.wait(n); // sink delay
  later(() => undefined, n); // sink delay
  later(() => undefined, 10, n); // quiet
  Array.from({ length: n }); // sink size
  Array.from({ length: Math.min(n, 5) }, () => 0); // quiet
  Array.from([n]); // quiet
});
`,
  );

  fixture(
    'what pako and fflate unpack has no bound and is still the data of the client',
    `${express}
import pako from 'pako';
import { gunzipSync, gzipSync } from 'fflate';
import { execSync } from 'node:child_process';
app.post('/', async (req) => {
  execSync(pako.inflate(req.body.text, { to: 'string' })); // sink command compressed
  gunzipSync(req.body.bytes); // sink compressed
  gzipSync(req.body.bytes); // quiet
});
`,
  );

  fixture(
    'handlers of Workers without annotations',
    `
import { Pool } from 'pg';
const pool = new Pool();
export default {
  async fetch(request, env) {
    const { searchParams } = new URL(request.url);
    await pool.query('SELECT ' + searchParams.get('q')); // sink sql
    await pool.query('SELECT ' + env.TABLE); // quiet
    return new Response('ok');
  },
  queue: async (batch) => {
    for (const message of batch.messages) await pool.query('SELECT ' + message.body.name); // sink sql
  },
  other(request) {
    return pool.query('SELECT ' + request.url); // quiet
  },
} satisfies ExportedHandler;
`,
  );

  fixture(
    'handlers of Lambda that are assigned to exports in TypeScript',
    `
import { Pool } from 'pg';
const pool = new Pool();
exports.handler = async (event: any) => {
  await pool.query('SELECT ' + event.queryStringParameters.q); // sink sql
  await pool.query('SELECT $1', [event.queryStringParameters.q]); // quiet
  return { statusCode: 200 };
};
`,
  );
});
