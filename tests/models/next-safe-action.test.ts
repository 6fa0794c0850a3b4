import { fixture } from './harness.js';

fixture(
  'next-safe-action: middleware, schemas and context',
  `
'use server';
import { createMiddleware, createSafeActionClient, returnValidationErrors } from 'next-safe-action';
import { headers } from 'next/headers';
import { Pool } from 'pg';
import { z } from 'zod';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const client = createSafeActionClient();
const tenants = createMiddleware().define(async ({ next }) => next({ ctx: { tenant: (await headers()).get('x-tenant') } }));
const known = client.use(tenants).use(async ({ next, ctx }) => {
  if (!COLUMNS.includes(ctx.tenant)) throw new Error('no');
  return next({ ctx: { checked: ctx.tenant, limit: 5 } });
});

export const raw = client.use(tenants).action(async ({ clientInput, ctx }) => {
  await pool.query('SELECT ' + clientInput.sort); // sink sql
  await pool.query('SELECT ' + ctx.tenant); // sink sql
});
export const parsed = known
  .metadata({ name: 'parsed' })
  .inputSchema(z.object({ sort: z.string(), page: z.number(), order: z.enum(['asc', 'desc']) }))
  .action(async ({ parsedInput: { sort, page, order }, ctx }) => {
    await pool.query('SELECT ' + sort); // sink sql
    await pool.query('SELECT ' + page); // quiet
    await pool.query('SELECT ' + order); // quiet
    await pool.query('SELECT ' + ctx.checked); // quiet
    await pool.query('SELECT ' + ctx.limit); // quiet
  });
export const later = client
  .inputSchema(async () => z.object({ sort: z.string() }))
  .useValidated(async ({ next, parsedInput }) => {
    if (!COLUMNS.includes(parsedInput.sort)) returnValidationErrors(z.object({ sort: z.string() }), { _errors: ['no'] });
    return next();
  })
  .action(async ({ parsedInput }) => {
    await pool.query('SELECT ' + parsedInput.sort); // quiet
  });
export const stated = client.schema(z.object({ sort: z.string() })).stateAction(async ({ parsedInput }) => {
  await pool.query('SELECT ' + parsedInput.sort); // sink sql
});
`,
);
