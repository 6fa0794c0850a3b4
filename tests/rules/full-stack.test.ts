/** Programs of the full-stack frameworks that are no flaw, beside nearly the same ones that are. */
import { expect, it } from 'vitest';
import { marked } from './marked.js';
import { linesIn } from './project.js';

const DICTIONARIES = `const dictionaries = {
  en: () => import('./en.json').then((each) => each.default),
  de: () => import('./de.json').then((each) => each.default),
};
export const getDictionary = async (locale) => dictionaries[locale]?.() ?? dictionaries.en();
`;
const PAGE = `import { getDictionary } from '../../lib/dictionary';
export default async function Page({ params }) {
  const words = await getDictionary(params.lang);
  return <h1>{words.title}</h1>;
}
`;
const ROUTE = `import { getDictionary } from '../../../lib/dictionary';
export async function GET(request, { params }) {
  return Response.json(await getDictionary(params.lang));
}
`;

it('no-code-injection: words of a page are looked up by the language, and nothing is given to what is found', () => {
  const files = {
    'package.json': '{ "dependencies": { "next": "14.0.0" } }',
    'lib/dictionary.ts': DICTIONARIES,
    'app/[lang]/page.js': PAGE,
    'app/api/[lang]/route.ts': ROUTE,
  };
  expect(linesIn('no-code-injection', 'app/[lang]/page.js', files)).toEqual([]);
  const given = PAGE.replace('getDictionary(params.lang)', 'getDictionary(params.lang, params.rest)');
  const passing = DICTIONARIES.replace(
    '(locale) => dictionaries[locale]?.()',
    '(locale, rest) => dictionaries[locale]?.(rest)',
  );
  const reporting = { ...files, 'lib/dictionary.ts': passing, 'app/[lang]/page.js': given };
  expect(linesIn('no-code-injection', 'app/[lang]/page.js', reporting)).toEqual([3]);
  expect(linesIn('no-code-injection', 'app/api/[lang]/route.ts', files)).toEqual([3]);
});

const SCHEMA = `model User {
  id String @id
  email String
  password Password?
}
model Password {
  hash String
  user User @relation(fields: [userId], references: [id])
  userId String @unique
}
`;
const USERS = `import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
app.get('/users/:id', async (req, res) => {
  res.json(await prisma.user.findUnique({ where: { id: req.params.id } }));
});
app.get('/users/:id/all', async (req, res) => {
  res.json(await prisma.user.findUnique({ where: { id: req.params.id }, include: { password: true } }));
});
app.listen(3000);
`;

it('no-excessive-data-exposure: records of another model come along where they are asked for', () => {
  const lines = (schema: string): readonly number[] =>
    linesIn('no-excessive-data-exposure', 'app.ts', { 'prisma/schema.prisma': schema, 'app.ts': USERS });
  expect(lines(SCHEMA)).toEqual([9]);
  expect(lines(SCHEMA.replace('password Password?', 'password String'))).toEqual([6, 9]);
});

marked(
  'no-error-leak',
  'what is no error was thrown to be told',
  `
import express from 'express';
import { load } from './load';
const app = express();
app.get('/a', async (req, res) => {
  try { res.json(await load()); } catch (error) {
    if (error instanceof Error) return res.status(500).json({ error: error.message }); // report
    return res.status(400).json({ error }); // quiet
  }
});
app.get('/b', async (req, res) => {
  try { res.json(await load()); } catch (error) {
    if (error instanceof TypeError) return res.status(500).end();
    return res.status(400).json({ error }); // report
  }
});
app.listen(3000);
`,
);

marked(
  'no-excessive-data-exposure',
  'commands that are only put in force on a machine of a developer',
  `
import express from 'express';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
const account = async (id) => (await pool.query('SELECT id, email, password FROM users WHERE id = $1', [id])).rows[0];
const install = (app) => {
  if (!['test', 'development'].includes(process.env.NODE_ENV || '')) throw new Error('not here');
  app.get('/command', async (req, res) => { res.json(await account(req.query.id)); }); // quiet
};
install(app);
app.get('/account', async (req, res) => { res.json(await account(req.query.id)); }); // report
app.listen(3000);
`,
);

marked(
  'require-object-ownership',
  'chains of Kysely that ask for somebody by a name of their own, and queries that go on elsewhere',
  `import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import { Kysely } from 'kysely';
const db = new Kysely<any>({} as any);
const app = express();
app.use((req: Request, res: Response, next: NextFunction) => {
  try { req.user = jwt.verify(req.get('authorization') ?? '', process.env.KEY!); } catch { return res.sendStatus(401); }
  return next();
});
app.get('/keys/:id', async (req, res) => {
  res.json(await db.selectFrom('ApiKey').select(['id', 'userId']).where('id', '=', req.params.id).where('clerkUserId', '=', req.user.id).execute()); // quiet
});
app.get('/any-keys/:id', async (req, res) => {
  res.json(await db.selectFrom('ApiKey').select(['id', 'userId']).where('id', '=', req.params.id).where('kind', '=', req.body.userId).execute()); // report
});
app.delete('/keys/:id', async (req, res) => {
  const query = db.deleteFrom('ApiKey').where('id', '=', req.params.id); // quiet
  if (req.user.org) await query.where('orgId', '=', req.user.org).execute();
  else await query.where('userId', '=', req.user.id).execute();
  res.end();
});
app.delete('/any-keys/:id', async (req, res) => {
  const query = db.deleteFrom('ApiKey').where('id', '=', req.params.id); // report
  if (req.user.org) await query.where('orgId', '=', req.user.org).execute();
  else await query.execute();
  res.end();
});
app.listen(3000);`,
);

it('require-strict-schema: what a test starts is asked by nobody else', () => {
  const program = `import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
const app = await NestFactory.create(AppModule);
app.useGlobalPipes(new ValidationPipe({ transform: true }));
`;
  const lines = (name: string): readonly number[] => linesIn('require-strict-schema', name, { [name]: program });
  expect(lines('src/main.ts')).toEqual([5]);
  expect(lines('test/app.e2e-spec.ts')).toEqual([]);
});
