import { expect, it } from 'vitest';
import rule from '../../src/rules/no-fallback-secret.js';
import { marked } from './marked.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-fallback-secret: defaults', rule, {
  valid: [
    {
      name: 'a guard without a default',
      filename: 'src/auth.ts',
      code: `
import { expressjwt } from 'express-jwt';

export const guard = expressjwt({ secret: String(process.env.JWT_SECRET), algorithms: ['HS256'] });
`,
    },
    {
      name: 'a guard of Koa without a default',
      filename: 'src/auth.ts',
      code: `
import jwt from 'koa-jwt';

export const guard = jwt({ secret: String(process.env.JWT_SECRET) });
`,
    },
    {
      name: 'no default',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ user: 'api', password: process.env.DB_PASSWORD });
`,
    },
    {
      name: 'a stop at the start',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(\`\${name} is missing\`);
  return value;
}

const config = { password: required('DB_PASSWORD') };

export const pool = new Pool({ user: 'api', password: config.password });
`,
    },
    {
      name: 'a default that is no secret',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ host: process.env.DB_HOST ?? 'localhost', password: process.env.DB_PASSWORD ?? '' });
`,
    },
    {
      name: "a default for a developer's machine",
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

const password = process.env.NODE_ENV !== 'production' ? 'postgres' : process.env.DB_PASSWORD;

export const pool = new Pool({ user: 'api', password });
`,
    },
    {
      name: 'a default that is always taken, which no-hardcoded-secrets reports',
      filename: 'src/sign.ts',
      code: `
import { createHmac } from 'node:crypto';

function sign(text: string, key = 'changeme'): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export const first = sign('text');
export const second = sign('text', process.env.KEY);
`,
    },
  ],
  invalid: [
    {
      name: 'a guard of Koa with a default',
      filename: 'src/auth.ts',
      code: `
import jwt from 'koa-jwt';

export const guard = jwt({ secret: process.env.JWT_SECRET || 'your-secret-whatever' });
`,
      errors: [
        {
          messageId: 'constant',
          suggestions: [
            {
              messageId: 'rewrite',
              output: `
import jwt from 'koa-jwt';

export const guard = jwt({ secret: process.env.JWT_SECRET });
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a guard with a default',
      filename: 'src/auth.ts',
      code: `
import { expressjwt } from 'express-jwt';

export const guard = expressjwt({ secret: process.env.JWT_SECRET || 'superSecret', algorithms: ['HS256'] });
`,
      errors: [
        {
          messageId: 'constant',
          line: 4,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Remove the default.' },
              output: `
import { expressjwt } from 'express-jwt';

export const guard = expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] });
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a default by two question marks',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ user: 'api', password: process.env.DB_PASSWORD ?? 'postgres' });
`,
      errors: [
        {
          messageId: 'constant',
          data: {
            message:
              'The default `po… (8 characters)` becomes the database password of `Pool` as soon as the configuration lacks one. Stop the service at its start when the secret is missing.',
          },
          line: 4,
          column: 82,
          endLine: 4,
          endColumn: 92,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Remove the default.' },
              output: `
import { Pool } from 'pg';

export const pool = new Pool({ user: 'api', password: process.env.DB_PASSWORD });
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a default by two bars, far from its use',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

const config = { password: process.env['DB_PASSWORD'] || 'changeme' };

function open() {
  return new Pool({ user: 'api', password: config.password });
}

export const pool = open();
`,
      errors: [
        {
          messageId: 'constant',
          data: {
            message:
              'The default `ch… (8 characters)` becomes the database password of `Pool` as soon as the configuration lacks one. Stop the service at its start when the secret is missing.',
          },
          line: 4,
          column: 58,
          endLine: 4,
          endColumn: 68,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Remove the default.' },
              output: `
import { Pool } from 'pg';

const config = { password: process.env['DB_PASSWORD'] };

function open() {
  return new Pool({ user: 'api', password: config.password });
}

export const pool = open();
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a default of something else than the environment',
      filename: 'src/database.ts',
      code: `
import config from 'config';
import { Pool } from 'pg';

const given: string | undefined = config.get('password');

export const pool = new Pool({ user: 'api', password: given ?? 'postgres' });
`,
      errors: [{ messageId: 'constant', line: 7, column: 64, endLine: 7, endColumn: 74 }],
    },
    {
      name: 'a helper with a default',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

function env(name: string, otherwise: string): string {
  return process.env[name] ?? otherwise;
}

export const pool = new Pool({ user: 'api', password: env('DB_PASSWORD', 'postgres') });
`,
      errors: [{ messageId: 'constant', line: 8, column: 74, endLine: 8, endColumn: 84 }],
    },
    {
      name: 'a default by destructuring',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

const { DB_PASSWORD = 'postgres' } = process.env;

export const pool = new Pool({ user: 'api', password: DB_PASSWORD });
`,
      errors: [
        {
          messageId: 'constant',
          line: 4,
          column: 23,
          endLine: 4,
          endColumn: 33,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Remove the default.' },
              output: `
import { Pool } from 'pg';

const { DB_PASSWORD } = process.env;

export const pool = new Pool({ user: 'api', password: DB_PASSWORD });
`,
            },
          ],
        },
      ],
    },
    {
      name: 'a default connection string',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ connectionString: process.env.DATABASE_URL ?? 'postgres://api:api@localhost/orders' });
`,
      errors: [
        {
          messageId: 'constant',
          line: 4,
          column: 78,
          endLine: 4,
          endColumn: 115,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Remove the default.' },
              output: `
import { Pool } from 'pg';

export const pool = new Pool({ connectionString: process.env.DATABASE_URL });
`,
            },
          ],
        },
      ],
    },
  ],
});

marked(
  'no-fallback-secret',
  'what another service asks for',
  `
import passport from 'passport';
import { Strategy } from 'passport-google-oauth20';
import { createHmac } from 'node:crypto';
const jobs = (key: string) => fetch('https://jobs.example.com/', { headers: { 'X-API-Key': key } });
void fetch('https://jobs.example.com/', { headers: { 'X-API-Key': process.env.API_KEY || 'NO-DEFINED' } }); // quiet
void fetch('https://jobs.example.com/', { headers: { 'X-API-Key': process.env.API_KEY || 'b4n4n4-7781' } }); // report
passport.use(new Strategy({ clientID: 'a', callbackURL: '/', clientSecret: process.env.SECRET ?? 'dummySecret' }, () => undefined)); // quiet
passport.use(new Strategy({ clientID: 'a', callbackURL: '/', clientSecret: process.env.SECRET ?? 'b4n4n4-7781' }, () => undefined)); // report
createHmac('sha256', process.env.KEY ?? 'dummySecret'); // report
`,
);

it('no-fallback-secret: a default is reported where it is written down, if that file uses it as well', () => {
  const app = `
import jwt from 'jsonwebtoken';
import { SECRET } from './auth';
export const sign = (id: string) => jwt.sign({ id }, SECRET);`;
  const key = `
import jwt from 'jsonwebtoken';
export const SECRET = process.env.SECRET || 'our-first-key-9f2';`;
  const both = {
    'auth.ts': `${key}\nexport const read = (token: string) => jwt.verify(token, SECRET);`,
    'app.ts': app,
  };
  expect(linesIn('no-fallback-secret', 'auth.ts', both)).toEqual([3]);
  expect(linesIn('no-fallback-secret', 'app.ts', both)).toEqual([]);
  const one = { 'auth.ts': key, 'app.ts': app };
  expect(linesIn('no-fallback-secret', 'auth.ts', one)).toEqual([]);
  expect(linesIn('no-fallback-secret', 'app.ts', one)).toEqual([4]);
});

marked(
  'no-fallback-secret',
  'keys for services of others, at their clients',
  `
import Stripe from 'stripe';
import OpenAI from 'openai';
import jwt from 'jsonwebtoken';
export const stripe = new Stripe(process.env.STRIPE ?? 'sk_test_dummy_for_the_build'); // quiet
export const other = new Stripe(process.env.STRIPE ?? 'sk_test_51Hq9rKzX7vTn2wLmPq8dYc4b'); // report
export const ai = new OpenAI({ apiKey: process.env.OPENAI ?? 'dummy-key' }); // quiet
export const sign = () => jwt.sign({ a: 1 }, process.env.KEY ?? 'dummy-key'); // report
`,
);
