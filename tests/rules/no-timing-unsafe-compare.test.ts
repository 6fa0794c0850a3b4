import { expect, it } from 'vitest';
import rule from '../../src/rules/no-timing-unsafe-compare.js';
import { markedFiles } from './marked-files.js';
import { reportsOf } from './marked.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-timing-unsafe-compare', rule, {
  valid: [
    {
      name: 'in constant time',
      filename: 'src/example.ts',
      code: `
import { createHmac, timingSafeEqual } from 'node:crypto';

export function isGenuine(body: string, signature: Buffer, key: string): boolean {
  const mac = createHmac('sha256', key).update(body).digest();
  return mac.length === signature.length && timingSafeEqual(mac, signature);
}
`,
    },
    {
      name: 'the lengths of a derived key and of what is stored',
      filename: 'src/example.ts',
      code: `
import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);

export async function isRight(password: string, salt: string, stored: Buffer): Promise<boolean> {
  const derived = await derive(password, salt, stored.length);
  return derived.length === stored.length && timingSafeEqual(derived, stored);
}
`,
    },
    {
      name: 'a variable that is no credential',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
app.use(express.json());

app.get('/theme', (req, res) => res.json({ dark: req.query.theme === process.env.DEFAULT_THEME }));
`,
    },
    {
      name: 'with a constant',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
app.use(express.json());

app.use((req, res, next) => (req.get('x-api-key') === undefined ? res.sendStatus(401) : next()));
`,
    },
  ],
  invalid: [
    {
      name: 'a MAC',
      filename: 'src/example.ts',
      code: `
import { createHmac } from 'node:crypto';

export function isGenuine(body: string, signature: string, key: string): boolean {
  return createHmac('sha256', key).update(body).digest('hex') === signature;
}
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'This compares a MAC character by character and stops at the first difference: the time tells how far a guess was right. Use `timingSafeEqual` on digests of both sides.',
          },
          line: 5,
          column: 10,
        },
      ],
    },
    {
      name: 'a key of the environment',
      filename: 'src/case-0.ts',
      code: `
import express from 'express';

const app = express();
app.use(express.json());

app.use((req, res, next) => {
  if (req.get('x-api-key') !== process.env.API_KEY) return res.sendStatus(401);
  return next();
});
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'bytes',
      filename: 'src/example.ts',
      code: `
import { createHmac } from 'node:crypto';

export const isGenuine = (body: string, signature: Buffer, key: string) =>
  createHmac('sha256', key).update(body).digest().equals(signature);
`,
      errors: [{ messageId: 'evidence', line: 5, column: 3 }],
    },
  ],
});

const COMPARES = `
import express from 'express';
const app = express();
app.get('/a', (req, res) => {
  if (req.get('x-token') !== process.env.API_TOKEN) return res.status(401).end();
  res.json({});
});
`;
it('no-timing-unsafe-compare: a stand-in of another service in tests', () => {
  expect(reportsOf('no-timing-unsafe-compare', COMPARES, 'tests/mocks/service.ts')).toHaveLength(0);
  expect(reportsOf('no-timing-unsafe-compare', COMPARES, 'src/service.ts')).toHaveLength(1);
});

markedFiles('no-timing-unsafe-compare: what a helper computes and compares is told where it stands, once', {
  'tokens.js': `const { createHmac } = require('node:crypto');
const macOf = (text) => createHmac('sha256', process.env.TOKEN_KEY).update(text).digest('hex');
exports.isGenuine = (id, sent) => macOf(id) === sent; // report no-timing-unsafe-compare
exports.isSame = (one, other) => one === other;
`,
  'routes.js': `const express = require('express');
const { createHmac } = require('node:crypto');
const { isGenuine, isSame } = require('./tokens');
const app = express();
app.get('/a/:id', (req, res) => res.json({ ok: isGenuine(req.params.id, req.get('x-token')) }));
app.get('/b/:id', (req, res) => {
  const mac = createHmac('sha256', process.env.TOKEN_KEY).update(req.params.id).digest('hex');
  res.json({ ok: isSame(mac, req.get('x-token')) }); // report no-timing-unsafe-compare
});
`,
});

it('no-timing-unsafe-compare: one report in a file for what another one compares', () => {
  const files = {
    'check.js': `
exports.check = (name) => (req, res, next) => {
  if (req.headers['x-secret'] === process.env[name]) return next();
  return res.status(401).end();
};
exports.secret = (req, res, next) => (req.headers['x-secret'] === process.env.APP_SECRET ? next() : res.status(401).end());
exports.token = (req, res, next) => (req.headers['x-token'] === process.env.API_TOKEN ? next() : res.status(401).end());`,
    'app.js': `
const express = require('express');
const { secret, token } = require('./check');
const app = express();
app.post('/a', secret, (req, res) => res.end());
app.post('/b', secret, (req, res) => res.end());
app.post('/c', token, (req, res) => res.end());
app.listen(1);`,
  };
  expect(linesIn('no-timing-unsafe-compare', 'app.js', files)).toEqual([5, 7]);
});
