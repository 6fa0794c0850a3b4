import { expect, it } from 'vitest';
import { linesIn } from './project.js';

const SCHEMA = `import { pgTable, text, varchar } from 'drizzle-orm/pg-core';
export const messages = pgTable('messages', { id: varchar('id').primaryKey(), chatId: varchar('chat_id').notNull(), role: varchar('role').notNull(), body: text('body') }).enableRLS();
export const members = pgTable('members', { id: varchar('id').primaryKey(), userId: varchar('user_id').notNull(), role: varchar('role').notNull() });
`;
const ACTIONS = `'use server';
import { drizzle } from 'drizzle-orm/node-postgres';
import { members, messages } from './schema';
const db = drizzle(process.env.DATABASE_URL!);
export async function speak(message: { role: string; chatId: string }) {
  await db.transaction(async (tx) => {
    await tx.insert(messages).values({ id: 'x', chatId: message.chatId, role: message.role });
  });
}
export async function speakAgain(message: { role: string; chatId: string }) {
  await db.insert(messages).values({ id: 'x' }).onConflictDoUpdate({ target: messages.id, set: { role: message.role } });
}
export async function join(member: { role: string; userId: string }) {
  await db.insert(members).values({ id: 'x', userId: member.userId, role: member.role });
}
export async function joinAgain(member: { role: string; userId: string }) {
  await db.insert(members).values({ id: 'x' }).onConflictDoUpdate({ target: members.id, set: { role: member.role } });
}
`;

it('a role counts where somebody has it: the one of a message in a conversation says who speaks', () => {
  expect(linesIn('no-mass-assignment', 'actions.ts', { 'schema.ts': SCHEMA, 'actions.ts': ACTIONS })).toEqual([14, 17]);
});
