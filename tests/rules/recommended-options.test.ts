/** What the preset `recommended` leaves to `strict` by an option: quiet there, reported by default, and the twin that both report. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';

type Setting = 'error' | ['error', Readonly<Record<string, unknown>>];

function linesOf(rule: string, setting: Setting, code: string): readonly number[] {
  const config = {
    ...plugin.configs.all,
    files: ['**/*.ts'],
    languageOptions: { parser },
    rules: { [`api-security/${rule}`]: setting },
  };
  return new Linter().verify(code, [config as never], { filename: 'src/app.ts' }).map(({ line }) => line);
}

function recommended(rule: string): Setting {
  return plugin.configs.recommended.rules[`api-security/${rule}`] as Setting;
}

const CORS = `import cors from 'cors';
import express from 'express';
const app = express();
app.use('/a', cors({ origin: '*', credentials: true }));
app.use('/b', cors({ origin: true, credentials: true }));
app.get('/c', (req, res) => {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.json({});
});`;

const JWT = `import express from 'express';
import jwt from 'jsonwebtoken';
const app = express();
app.get('/a', (req, res) => {
  req.user = jwt.decode(req.headers.authorization);
  res.json(req.user);
});
export async function enter(req: express.Request, accessToken: string) {
  req.user = jwt.decode(accessToken);
}`;

const GET = (guard: string): string => `import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
const guard = (req, res, next) => { jwt.verify(req.cookies.session, process.env.KEY, { algorithms: ['HS256'] }); next(); };
app.get('/subscriptions/:id/end', async (req, res) => {
  await pool.query('DELETE FROM subscriptions WHERE id = $1', [req.params.id]);
  res.end();
});
${guard}
app.get('/notes/:id/delete', async (req, res) => {
  await pool.query('DELETE FROM notes WHERE id = $1', [req.params.id]);
  res.end();
});
app.listen(3000);`;

describe('no-permissive-cors: what browsers refuse', () => {
  it('is left to strict; origins that are reflected are not', () => {
    expect(linesOf('no-permissive-cors', 'error', CORS)).toEqual([4, 5, 8]);
    expect(linesOf('no-permissive-cors', recommended('no-permissive-cors'), CORS)).toEqual([5]);
  });
});

describe('no-unverified-jwt: tokens that come from out of sight', () => {
  it('are left to strict; those that clients send are not', () => {
    expect(linesOf('no-unverified-jwt', 'error', JWT)).toEqual([5, 9]);
    expect(linesOf('no-unverified-jwt', recommended('no-unverified-jwt'), JWT)).toEqual([5]);
  });
});

describe('no-state-change-on-get: what strangers may ask', () => {
  const rule = 'no-state-change-on-get';

  it('is left to strict where the application guards others; what is behind the guard is not', () => {
    expect(linesOf(rule, 'error', GET('app.use(guard);'))).toEqual([7, 12]);
    expect(linesOf(rule, recommended(rule), GET('app.use(guard);'))).toEqual([12]);
  });

  it('counts in an application that guards nothing', () => {
    expect(linesOf(rule, recommended(rule), GET(''))).toEqual([7, 12]);
  });
});

describe('options', () => {
  it.each([
    ['no-permissive-cors', { refused: 'no' }],
    ['no-permissive-cors', { other: true }],
    ['no-unverified-jwt', { tokens: 'some' }],
    ['no-unverified-jwt', { other: 'sent' }],
    ['no-state-change-on-get', { callers: 'nobody' }],
    ['no-state-change-on-get', { other: 'known' }],
  ] as const)('%s refuses %j', (rule, options) => {
    expect(() => linesOf(rule, ['error', options], 'export {};')).toThrow();
  });
});
