import { fixture } from './harness.js';

fixture(
  'tRPC: inputs, context and middleware',
  `
import { initTRPC, TRPCError } from '@trpc/server';
import type { CreateExpressContextOptions } from '@trpc/server/adapters/express';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];
const createContext = async ({ req }: CreateExpressContextOptions) => ({ tenant: req.headers['x-tenant'], language: 'en', pool });
type Context = Awaited<ReturnType<typeof createContext>>;
const t = initTRPC.context<Context>().create();
const { router, procedure } = t;

const checked = t.middleware(({ ctx, next }) => {
  if (!COLUMNS.includes(ctx.tenant)) throw new TRPCError({ code: 'FORBIDDEN' });
  return next({ ctx: { owner: ctx.tenant, limit: 5 } });
});
const safe = procedure.use(checked);

export const app = router({
  raw: procedure.input((value: unknown) => value as { sort: string }).query(async ({ input, ctx }) => {
    await ctx.pool.query('SELECT ' + input.sort); // sink sql
    await ctx.pool.query('SELECT ' + ctx.tenant); // sink sql
    await ctx.pool.query('SELECT ' + ctx.language); // quiet
  }),
  parsed: procedure
    .input((value: any): 'name' | 'age' => {
      if (value !== 'name' && value !== 'age') throw new TypeError('no');
      return value;
    })
    .mutation(async ({ input }) => {
      await pool.query('SELECT ' + input); // quiet
    }),
  nested: router({
    checked: safe.query(async ({ ctx }) => {
      await pool.query('SELECT ' + ctx.owner); // quiet
      await pool.query('SELECT ' + ctx.limit); // quiet
    }),
  }),
});
`,
);
