import { describe, expect, it } from 'vitest';
import { endpointsOf, endpointsOfProgram } from './harness.js';

describe('Firebase functions', () => {
  it('are endpoints by their names, behind what the platform asks', () => {
    expect(
      endpointsOf(`import { onCall, onRequest, HttpsError, isSignedIn } from 'firebase-functions/v2/https';
export const open = onRequest((req, res) => { res.send('x'); });
export const inner = onRequest({ invoker: 'private' }, (req, res) => { res.send('x'); });
export const called = onCall((request) => { if (!request.auth) throw new HttpsError('unauthenticated', 'no'); return 1; });
export const free = onCall((request) => request.data);
export const policed = onCall({ authPolicy: isSignedIn() }, (request) => 1);
export const own = onCall({ authPolicy: (auth) => auth?.token.admin === true }, (request) => 1);
export const anybody = onCall({ authPolicy: () => true }, (request) => 1);`),
    ).toEqual([
      'ANY /open: -',
      'ANY /inner: invoker',
      'POST /called: - (denies)',
      'POST /free: -',
      'POST /policed: authPolicy',
      'POST /own: authPolicy',
      'POST /anybody: -',
    ]);
  });

  it('have two arguments in version 1, and may be an application', () => {
    expect(
      endpointsOf(`import * as functions from 'firebase-functions'; import express from 'express';
const app = express(); app.post('/items', (req, res) => { res.send('x'); });
exports.api = functions.https.onRequest(app);
exports.called = functions.https.onCall((data, context) => { if (!context.auth) throw new functions.https.HttpsError('permission-denied', 'no'); return 1; });
exports.free = functions.runWith({}).https.onCall((data, context) => { console.log(context.auth?.uid); return 1; });`),
    ).toEqual(['POST /items: -', 'POST /called: - (denies)', 'POST /free: -']);
  });

  it('know who verifies the token of a caller', () => {
    expect(
      endpointsOf(`import { onRequest } from 'firebase-functions/v2/https'; import { getAuth } from 'firebase-admin/auth';
export const a = onRequest(async (req, res) => { const user = await getAuth().verifyIdToken(req.get('x')); res.send(user.uid); });`),
    ).toEqual(['ANY /a: - (verifies)']);
  });
});

describe('functions of Google Cloud', () => {
  it('are endpoints by their names', () => {
    expect(
      endpointsOf(`import { http } from '@google-cloud/functions-framework';
http('items', (req, res) => { if (!req.headers.authorization) { res.status(401).send('no'); return; } res.send('x'); });`),
    ).toEqual(['ANY /items: - (denies)']);
  });
});

describe('Azure functions', () => {
  it('have methods, a route and a level', () => {
    expect(
      endpointsOf(`import { app } from '@azure/functions';
app.http('items', { methods: ['GET', 'POST'], authLevel: 'anonymous', route: 'items/{id:int?}', handler: async (request) => ({ body: 'x' }) });
app.http('keyed', { methods: ['POST'], authLevel: 'function', handler: async (request) => ({ body: 'x' }) });
app.deleteRequest('gone', async (request) => { if (!request.headers.get('authorization')) return { status: 401 }; return { status: 204 }; });
app.http('level', { authLevel: process.env.LEVEL, handler: async (request) => ({ body: 'x' }) });`),
    ).toEqual([
      'GET /api/items/:id: -',
      'POST /api/items/:id: -',
      "POST /api/keyed: authLevel: 'function'",
      'DELETE /api/gone: - (denies)',
      'ANY /api/level: - ?',
    ]);
  });

  it('stand beside a function.json until version 3', () => {
    const trigger = (authLevel: string): string =>
      JSON.stringify({
        bindings: [
          { type: 'httpTrigger', methods: ['post'], authLevel },
          { type: 'http', direction: 'out' },
        ],
      });
    const text = `module.exports = async function (context, req) { context.res = { body: req.body }; };`;
    const run = (level: string): readonly string[] =>
      endpointsOfProgram('Items/index.js', { 'Items/index.js': text, 'Items/function.json': trigger(level) });
    expect(run('anonymous')).toEqual(['POST /api/Items: -']);
    expect(run('function')).toEqual([`POST /api/Items: authLevel: 'function'`]);
  });
});

describe('Middy', () => {
  it('puts middleware before a handler', () => {
    expect(
      endpointsOf(`import middy from '@middy/core'; import jsonBodyParser from '@middy/http-json-body-parser'; import other from 'some-middleware';
import type { APIGatewayProxyEvent } from 'aws-lambda'; import createError from 'http-errors';
const base = async (event: APIGatewayProxyEvent) => ({ statusCode: 200, body: event.body });
const guard = () => ({ before: async (request) => { if (!request.event.headers.authorization) throw createError(401); } });
const early = async (request) => { if (!request.event.headers.authorization) return { statusCode: 403 }; };
const log = { before: async (request) => { console.log(request.event.path); }, after: async () => {} };
export const open = middy(base).use(jsonBodyParser()).use(log);
export const guarded = middy(base).use(jsonBodyParser()).use(guard());
export const stopped = middy(base).before(early);
export const unknown = middy(base).use(other());`),
    ).toEqual(['ANY open: -', 'ANY guarded: before', 'ANY stopped: early', 'ANY unknown: - ?']);
  });
});
