import { marked } from './marked.js';

marked(
  'require-authorization',
  'a query that only fills in what was missing is one that reads',
  `
import { PrismaClient } from '@prisma/client';
import { initTRPC, TRPCError } from '@trpc/server';

const prisma = new PrismaClient();
const t = initTRPC.context<{ user: { id: string } | null }>().create();
const guarded = t.procedure.use(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { user: ctx.user } });
});
async function settings() {
  const found = await prisma.settings.findFirst({ where: { id: 1 } });
  if (!found) return makeSettings();
  return found;
}
async function makeSettings() {
  return prisma.settings.create({ data: { id: 1, theme: 'dark' } });
}
async function touched() {
  const found = await prisma.settings.findFirst({ where: { id: 1 } });
  return prisma.settings.update({ where: { id: found.id }, data: { theme: 'light' } });
}
export const router = t.router({
  mine: guarded.mutation(async () => (await touched()).theme),
  other: guarded.mutation(async () => (await touched()).theme),
  theme: t.procedure.query(async () => (await settings()).theme), // quiet
  toggled: t.procedure.query(async () => (await touched()).theme), // report
});
`,
);
