/** Actions of next-safe-action are endpoints: what the middleware of their client asks for stands before them. */
import rule from '../../src/rules/require-authorization.js';
import { ruleTester } from './tester.js';

const action = (client: string): string => `
'use server';
import { createSafeActionClient } from 'next-safe-action';
import { getServerSession } from 'next-auth';
import { Pool } from 'pg';
import { z } from 'zod';

const pool = new Pool();
const open = createSafeActionClient();
const known = open.use(async ({ next }) => {
  const session = await getServerSession();
  if (!session?.user) throw new Error('Unauthorized');
  return next({ ctx: { userId: session.user.id } });
});
const logged = open.use(async ({ next }) => {
  const session = await getServerSession();
  console.log('asked by', session?.user?.id ?? 'nobody');
  return next();
});

export const rename = known.action(async ({ ctx, clientInput }) => {
  await pool.query('UPDATE people SET name = $1 WHERE id = $2', [clientInput, ctx.userId]);
});
export const wipe = ${client}.inputSchema(z.object({ id: z.string() })).action(async ({ parsedInput: { id } }) => {
  await pool.query('DELETE FROM notes WHERE id = $1', [id]);
});
`;

const missing = [
  {
    messageId: 'endpoint' as const,
    data: {
      message:
        '`ACTION wipe` has no authorization guard. Put one before this handler, or mark the route as public on purpose.',
    },
    line: 24,
  },
];

ruleTester.run('require-authorization: actions of next-safe-action', rule, {
  valid: [
    { name: 'behind middleware that throws without a session', filename: 'app/actions.ts', code: action('known') },
    {
      name: 'outside of a file that browsers may call',
      filename: 'app/own.ts',
      code: action('open').replace("'use server';", ''),
    },
  ],
  invalid: [
    { name: 'of a client without middleware', filename: 'app/actions.ts', code: action('open'), errors: missing },
    {
      name: 'behind middleware that lets everybody pass',
      filename: 'app/actions.ts',
      code: action('logged'),
      errors: missing,
    },
  ],
});
