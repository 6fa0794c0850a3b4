import { describe, expect, it } from 'vitest';
import { endpointsOf } from './harness.js';

const HEAD = `import express from 'express'; import { find } from 'elsewhere'; const app = express(); const ok = (req, res) => { res.json({}); };
const check = (req, res) => { const session = find(req.headers.token); if (!session) { res.status(401).send('no'); return null; } return session; };
const twice = (req, res) => {
  const session = find(req.headers.token);
  if (!session) { res.sendStatus(401); return null; }
  if (session.ends < Date.now()) { res.status(401).json({}); return null; }
  return session;
};
const says = (req, res) => { if (find(req.headers.token)) return true; res.sendStatus(403); return false; };
const later = async (req, res) => { const session = await find(req.headers.token); if (!session) { res.sendStatus(401); return; } return { session }; };\n`;

const using = (middleware: string): readonly string[] =>
  endpointsOf(`${HEAD}const guard = ${middleware}; app.post('/a', guard, ok);`);

describe('helpers that turn somebody away and say so by what they return', () => {
  it.each([
    ['nothing', '(req, res, next) => { const s = check(req, res); if (!s) return; next(); }'],
    ['null, compared', '(req, res, next) => { const s = check(req, res); if (s === null) return; next(); }'],
    [
      'nothing, on two paths',
      '(req, res, next) => { const s = twice(req, res); if (!s) return; req.user = s; next(); }',
    ],
    ['nothing, awaited', 'async (req, res, next) => { const s = await later(req, res); if (!s) return; next(); }'],
    ['a boolean', '(req, res, next) => { if (!says(req, res)) return; next(); }'],
    ['a boolean, the other way around', '(req, res, next) => { if (says(req, res)) next(); }'],
    [
      'through another helper',
      '(req, res, next) => { const inner = () => { const s = check(req, res); return s ? s.user : null; }; if (!inner()) return; next(); }',
    ],
  ])('guard: %s', (_, middleware) => {
    expect(using(middleware)).toEqual(['POST /a: guard']);
  });

  it.each([
    ['that nobody asks', '(req, res, next) => { check(req, res); next(); }'],
    ['that is asked too late', '(req, res, next) => { const s = check(req, res); next(); if (!s) return; }'],
    ['that is asked the wrong way around', '(req, res, next) => { const s = check(req, res); if (s) return; next(); }'],
    [
      'before a denial of its own that is not left',
      '(req, res, next) => { const s = check(req, res); if (!s) return; if (!s.admin) res.sendStatus(403); next(); }',
    ],
    [
      'after a denial of its own',
      '(req, res, next) => { if (!req.user) res.sendStatus(401); const s = check(req, res); if (!s) return; next(); }',
    ],
    [
      'of which another call is asked',
      '(req, res, next) => { check(req, res); const s = check(req, res); if (!s) return; next(); }',
    ],
  ])('no guard: one %s', (_, middleware) => {
    expect(using(middleware)).toEqual(['POST /a: -']);
  });
});
