import { fixture } from './harness.js';

fixture(
  'AWS Lambda: events and answers',
  `
import type { APIGatewayProxyEvent, APIGatewayProxyHandlerV2, APIGatewayProxyResult, DynamoDBStreamEvent, Handler, SQSEvent } from 'aws-lambda';
import { Pool } from 'pg';

const pool = new Pool();

export const handler = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
  const { name } = JSON.parse(event.body ?? '{}');
  await pool.query('SELECT ' + name); // sink sql
  await pool.query('SELECT ' + event.pathParameters?.id); // sink sql
  await pool.query('SELECT ' + event.requestContext.stage); // quiet
  if (event.queryStringParameters?.to) {
    return { statusCode: 302, headers: { Location: event.queryStringParameters.to }, body: '' }; // sink redirect
  }
  return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' + name }; // sink html
};

export const second: APIGatewayProxyHandlerV2 = async (event) => {
  await pool.query('SELECT ' + event.queryStringParameters?.sort); // sink sql
  return { statusCode: 200, body: '<p>' + event.rawPath }; // quiet - JSON by default
};

export const generic: Handler<SQSEvent> = async (event) => {
  for (const record of event.Records) await pool.query('SELECT ' + record.body); // sink sql
};

export const changed = async (event: DynamoDBStreamEvent) => {
  for (const record of event.Records) await pool.query('SELECT ' + record.eventID); // quiet - its own table
};
`,
);

fixture(
  'AWS Lambda: handlers without annotations, known by what they read and answer',
  `
import { Pool } from 'pg';

const pool = new Pool();

export const read = async (event, context) => {
  const { queryStringParameters: { name } } = event;
  await pool.query('SELECT ' + name); // sink sql
  return { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' + event.pathParameters.id }; // sink html
};

export async function write(event) {
  const { name } = JSON.parse(event.body);
  await pool.query('SELECT ' + name); // sink sql
  return { statusCode: 204 };
}

export const other = async (options) => {
  await pool.query('SELECT ' + options.body); // quiet - nothing says that a gateway calls it
  return { statusCode: 204 };
};
`,
);
