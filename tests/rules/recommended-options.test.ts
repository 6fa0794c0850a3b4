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

const ROUTES = (guarded: number, open: number): string => `import express from 'express';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
const guard = (req, res, next) => { req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); next(); };
${Array.from({ length: guarded }, (_, at) => `app.delete('/a${String(at)}/:id', guard, async (req, res) => { await pool.query('DELETE FROM a WHERE id = $1', [req.params.id]); res.end(); });`).join('\n')}
${Array.from({ length: open }, (_, at) => `app.delete('/b${String(at)}/:id', async (req, res) => { await pool.query('DELETE FROM b WHERE id = $1', [req.params.id]); res.end(); });`).join('\n')}
app.listen(3000);`;

describe('require-authorization: applications in which hardly any endpoint is seen to be guarded', () => {
  const rule = 'require-authorization';

  it('are left to strict; a route that was forgotten beside others that were not is not', () => {
    expect(linesOf(rule, 'error', ROUTES(1, 4))).toEqual([8, 9, 10, 11]);
    expect(linesOf(rule, recommended(rule), ROUTES(1, 4))).toEqual([]);
    expect(linesOf(rule, recommended(rule), ROUTES(1, 3))).toEqual([8, 9, 10]);
    expect(linesOf(rule, recommended(rule), ROUTES(3, 2))).toEqual([10, 11]);
  });
});

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

describe('options', () => {
  it.each([
    ['no-permissive-cors', { refused: 'no' }],
    ['no-permissive-cors', { other: true }],
    ['require-authorization', { among: 'some' }],
    ['require-authorization', { others: 'guarded' }],
    ['no-unverified-jwt', { tokens: 'some' }],
    ['no-unverified-jwt', { other: 'sent' }],
  ] as const)('%s refuses %j', (rule, options) => {
    expect(() => linesOf(rule, ['error', options], 'export {};')).toThrow();
  });
});
