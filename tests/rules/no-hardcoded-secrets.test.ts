import rule from '../../src/rules/no-hardcoded-secrets.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-hardcoded-secrets: places of secrets', rule, {
  valid: [
    {
      name: 'a password from the environment',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ host: 'db', user: 'api', password: process.env.DB_PASSWORD });
`,
    },
    {
      name: 'a connection string without one',
      filename: 'src/database.ts',
      code: `
import { Client } from 'pg';

const URL = 'postgres://api@db.internal/orders';

export const client = new Client(URL);
`,
    },
    {
      name: 'a placeholder to be filled in',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ user: 'api', password: '<password>' });
`,
    },
  ],
  invalid: [
    {
      name: 'a password of a database',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ host: 'db', user: 'api', password: 'correct-horse-battery' });
`,
      errors: [
        {
          messageId: 'constant',
          data: {
            message:
              'The literal `corr… (21 characters)` is the database password of `Pool`. Read it from the environment or a secret store, and replace the one that was written down.',
          },
          line: 4,
          column: 67,
          endLine: 4,
          endColumn: 90,
        },
      ],
    },
    {
      name: 'a connection string with a password',
      filename: 'src/database.ts',
      code: `
import { Client } from 'pg';

const URL = 'postgres://api:correct-horse@db.internal/orders';

export const client = new Client(URL);
`,
      errors: [
        {
          messageId: 'constant',
          data: {
            message:
              'The literal `post… (47 characters)` is the connection string of `Client`. Read it from the environment or a secret store, and replace the one that was written down.',
          },
          line: 4,
          column: 13,
          endLine: 4,
          endColumn: 62,
        },
      ],
    },
    {
      name: 'a constant that takes a way through functions',
      filename: 'src/database.ts',
      code: `
import { Pool } from 'pg';

const settings = { database: { secret: 'correct-horse-battery' } };

function open(password: string) {
  return new Pool({ user: 'api', password });
}

export const pool = open(settings.database.secret);
`,
      errors: [{ messageId: 'constant', line: 4, column: 40, endLine: 4, endColumn: 63 }],
    },
  ],
});

ruleTester.run('no-hardcoded-secrets: surroundings', rule, {
  valid: [
    {
      name: 'a test by what runs it',
      filename: 'src/drivers/pg/test.js',
      code: `
const { Pool } = require('pg');
const pool = new Pool({ user: 'api', password: 'correct-horse-battery' });
describe('the driver', () => {
  it('connects', () => pool.query('SELECT 1'));
});
`,
    },
    {
      name: 'a test',
      filename: 'tests/database.test.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ user: 'api', password: 'correct-horse-battery' });
`,
    },
    {
      name: 'production reads the environment',
      filename: 'src/branches.ts',
      code: `
import { Pool } from 'pg';

const password = process.env.NODE_ENV === 'test' ? 'only-in-tests' : process.env.DB_PASSWORD;

export const pool = new Pool({ user: 'api', password });
`,
    },
  ],
  invalid: [
    {
      name: 'no test, whatever its name',
      filename: 'src/drivers/pg/test.js',
      code: `
const { Pool } = require('pg');
exports.pool = new Pool({ user: 'api', password: 'correct-horse-battery' });
`,
      errors: [{ messageId: 'constant' }],
    },
    {
      name: 'production takes the other branch',
      filename: 'src/branches.ts',
      code: `
import { Pool } from 'pg';

const password = process.env.NODE_ENV === 'test' ? 'only-in-tests' : 'correct-horse-battery';

export const pool = new Pool({ user: 'api', password });
`,
      errors: [{ messageId: 'constant', line: 4, column: 70, endLine: 4, endColumn: 93 }],
    },
  ],
});

ruleTester.run('no-hardcoded-secrets: keys and texts that speak for themselves', rule, {
  valid: [
    {
      name: 'a parameter that every caller gives',
      filename: 'src/sign.ts',
      code: `
import { createHmac } from 'node:crypto';

function sign(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export const first = (key: string) => sign('text', key);
`,
    },
    {
      name: 'an address with a place for the password',
      filename: 'src/address.ts',
      code: `
export const address = 'amqp://api:\${PASSWORD}@queue.internal/orders';
`,
    },
    {
      name: 'a key from the environment',
      filename: 'src/tokens.ts',
      code: `
import jwt from 'jsonwebtoken';

const KEY = process.env.TOKEN_KEY;

export const issue = (id: string) => jwt.sign({ sub: id }, KEY);
export const check = (token: string) => jwt.verify(token, KEY);
`,
    },
  ],
  invalid: [
    {
      name: 'a default parameter that is always taken',
      filename: 'src/sign.ts',
      code: `
import { createHmac } from 'node:crypto';

function sign(text: string, key = 'changeme'): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

export const first = sign('text');
export const second = sign('text', process.env.KEY);
`,
      errors: [{ messageId: 'constant', line: 4, column: 35, endLine: 4, endColumn: 45 }],
    },
    {
      name: 'an address with a password, used by nothing that is known',
      filename: 'src/address.ts',
      code: `
export const address = 'amqp://api:correct-horse@queue.internal/orders';
`,
      errors: [
        {
          messageId: 'constant',
          data: {
            message:
              'This text holds a secret: AMQP password in a connection string `cor… (13 characters)`. Read it from the environment or a secret store, and replace the one that was written down.',
          },
          line: 2,
          column: 24,
          endLine: 2,
          endColumn: 72,
        },
      ],
    },
    {
      name: 'a key that signs and verifies is one secret',
      filename: 'src/tokens.ts',
      code: `
import jwt from 'jsonwebtoken';

const KEY = 'correct-horse-battery';

export const issue = (id: string) => jwt.sign({ sub: id }, KEY);
export const check = (token: string) => jwt.verify(token, KEY);
`,
      errors: [
        {
          messageId: 'constant',
          data: {
            message:
              'The literal `corr… (21 characters)` is the key of `jsonwebtoken.sign`. Read it from the environment or a secret store, and replace the one that was written down.',
          },
          line: 4,
          column: 13,
          endLine: 4,
          endColumn: 36,
        },
      ],
    },
  ],
});

const plugins = (jwt: string, cookie: string): string => `
import cookies from '@fastify/cookie';
import jwt from '@fastify/jwt';
import Fastify from 'fastify';

const app = Fastify();
app.register(jwt, ${jwt});
app.register(cookies, ${cookie});
`;

ruleTester.run('no-hardcoded-secrets: options of plugins', rule, {
  valid: [
    {
      name: 'secrets from the environment',
      filename: 'src/app.ts',
      code: plugins(
        '{ secret: process.env.JWT }',
        '{ secret: [process.env.COOKIES!], parseOptions: { path: "/orders-path" } }',
      ),
    },
  ],
  invalid: [
    {
      name: 'secrets of plugins',
      filename: 'src/app.ts',
      code: plugins("{ secret: 'fz83-partner-portal' }", "{ secret: ['q8-Lw2-bluebird'] }"),
      errors: [
        { messageId: 'constant', line: 7, column: 29, endLine: 7, endColumn: 50 },
        { messageId: 'constant', line: 8, column: 34, endLine: 8, endColumn: 51 },
      ],
    },
    {
      name: 'a private key',
      filename: 'src/app.ts',
      code: plugins("{ secret: { private: { key: 'fz83-partner-portal' }, public: 'x' } }", '{}'),
      errors: [{ messageId: 'constant', line: 7, column: 47, endLine: 7, endColumn: 68 }],
    },
  ],
});

/** A token that somebody signed once. */
const TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJmYXJtLTE3IiwiaWF0IjoxNjE3NzI2MjczfQ.Zr4T0mX9bQ2vL7cK1sWj8dHy5nGfUeAo3pRiVtMx6Bw';

ruleTester.run('no-hardcoded-secrets: examples in schemas', rule, {
  valid: [
    {
      name: 'what a schema shows as an example',
      filename: 'src/schema.ts',
      code: `export const query = { type: 'object', properties: { token: { type: 'string', examples: ['${TOKEN}', '/a?token=${TOKEN}'] } } };`,
    },
    {
      name: 'the example of a property',
      filename: 'src/schema.ts',
      code: `export const token = { 'type': 'string', 'example': '${TOKEN}' };`,
    },
  ],
  invalid: [
    {
      name: 'a default is used',
      filename: 'src/schema.ts',
      code: `export const query = { type: 'object', properties: { token: { type: 'string', default: '${TOKEN}' } } };`,
      errors: [{ messageId: 'constant' }],
    },
    {
      name: 'the key of a provider opens the same doors in an example',
      filename: 'src/schema.ts',
      code: `export const token = { type: 'string', examples: ['${'sk_' + 'live_'}4eC39HqLyjWDarjtT1zdp7dcQw8Rx'] };`,
      errors: [{ messageId: 'constant' }],
    },
  ],
});
