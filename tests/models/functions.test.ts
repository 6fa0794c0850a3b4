import { fixture } from './harness.js';

fixture(
  'Firebase functions: requests and callables of both versions',
  `
import * as functions from 'firebase-functions/v1';
import { HttpsError, onCall, onRequest } from 'firebase-functions/v2/https';
import { Pool } from 'pg';

const pool = new Pool();
export const listed = onRequest({ cors: true }, async (req, res) => {
  await pool.query('SELECT ' + req.query.column); // sink sql
  await pool.query('SELECT ' + req.body.column); // sink sql
  await pool.query('SELECT ' + Number(req.body.column)); // quiet
  if (req.query.to) res.redirect(req.query.to); // sink redirect
  else res.send('<p>' + req.query.q); // sink html
});
export const called = onCall(async (request) => {
  await pool.query('SELECT ' + request.data.column); // sink sql
  await pool.query('SELECT ' + request.auth.uid); // quiet
  if (!['a', 'b'].includes(request.data.known)) throw new HttpsError('invalid-argument', 'no');
  await pool.query('SELECT ' + request.data.known); // quiet
  await pool.query('SELECT ' + request.rawRequest.headers['x-column']); // sink sql
  return '<p>' + request.data.column; // quiet - sent as JSON
});
exports.first = functions.region('europe-west1').https.onCall(async (data, context) => {
  await pool.query('SELECT ' + data.column); // sink sql
  await pool.query('SELECT ' + context.auth.uid); // quiet
});
exports.asked = functions.https.onRequest((req, res) => {
  pool.query('SELECT ' + req.params[0]); // sink sql
});
`,
);

fixture(
  'the functions framework of Google Cloud',
  `
import { http } from '@google-cloud/functions-framework';
import type { HttpFunction } from '@google-cloud/functions-framework';
import { Pool } from 'pg';

const pool = new Pool();
http('items', async (req, res) => {
  await pool.query('SELECT ' + req.query.column); // sink sql
  await pool.query('SELECT ' + parseInt(req.query.column, 10)); // quiet
  res.send('<p>' + req.query.q); // sink html
});
export const typed: HttpFunction = async (req, res) => {
  await pool.query('SELECT ' + req.body.column); // sink sql
};
`,
);

fixture(
  'Azure functions',
  `
import { app, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { Pool } from 'pg';

const pool = new Pool();
app.http('items', {
  methods: ['GET', 'POST'],
  handler: async (request, context) => {
    const body = await request.json();
    await pool.query('SELECT ' + body.column); // sink sql
    await pool.query('SELECT ' + request.query.get('column')); // sink sql
    await pool.query('SELECT ' + request.params.id); // sink sql
    await pool.query('SELECT ' + request.headers.get('x-column')); // sink sql
    await pool.query('SELECT ' + Number(request.params.id)); // quiet
    if (body.to) return { status: 302, headers: { Location: body.to } }; // sink redirect
    if (body.text) return { body: '<p>' + request.query.get('q') }; // quiet - plain text
    return { headers: { 'Content-Type': 'text/html' }, body: '<p>' + request.query.get('q') }; // sink html
  },
});
export async function named(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  await pool.query('SELECT ' + (await request.text())); // sink sql
  return { jsonBody: { ok: true } };
}
app.post('named', named);
app.storageQueue('work', {
  queueName: 'work',
  handler: async (item) => {
    await pool.query('SELECT ' + item.column); // sink sql
  },
});
`,
);

fixture(
  'Middy: what middleware makes of an event',
  `
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Pool } from 'pg';

const pool = new Pool();
const base = async (event) => {
  await pool.query('SELECT ' + event.body.column); // sink sql
  await pool.query('SELECT ' + event.queryStringParameters.column); // sink sql
  await pool.query('SELECT ' + Number(event.queryStringParameters.column)); // quiet
  await pool.query('SELECT ' + event.headers['x-column']); // quiet - checked before
  return { statusCode: 302, headers: { Location: event.body.to } }; // sink redirect
};
export const handler = middy(base)
  .use(httpJsonBodyParser())
  .before(async (request) => {
    if (!['a', 'b'].includes(request.event.headers['x-column'])) return { statusCode: 400 };
  });
export const typed = middy().handler(async (event: APIGatewayProxyEvent) => {
  await pool.query('SELECT ' + event.pathParameters.id); // sink sql
  return { statusCode: 200, body: '' };
});
`,
);
