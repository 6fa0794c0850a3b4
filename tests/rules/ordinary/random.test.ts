/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-insecure-random in ordinary programs', () => {
  marked(
    'no-insecure-random',
    'draws',
    `import { randomBytes, randomInt } from 'node:crypto';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient(); // quiet
function a(n: number) { const chars = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; let out = ''; for (let i = 0; i < n; i++) out += chars.charAt(Math.floor(Math.random() * chars.length)); return out; } // quiet
function b(n: number) { const chars = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; let out = ''; for (let i = 0; i < n; i++) out += chars[Math.floor(Math.random() * chars.length)]; return out; } // quiet
function c(n: number) { const chars = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; return Array.from({ length: n }, () => chars[Math.floor(Math.random() * chars.length)]).join(''); } // quiet
function d(n: number) { const chars = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'.split(''); const out: string[] = []; while (out.length < n) out.push(chars[Math.floor(Math.random() * chars.length)]!); return out.join(''); } // quiet
function e(n: number) { const chars = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; let out = ''; for (let i = 0; i < n; i++) out += chars[randomInt(chars.length)]; return out; } // quiet
function f(n: number) { return \`\${Date.now()}-\${Math.random().toString(16).substring(2, 2 + n)}\`; } // quiet
export async function run(id: number) { // quiet
  await prisma.invite.create({ data: { inviteToken: a(1) } }); // report
  await prisma.invite.create({ data: { inviteToken: b(1) } }); // report
  await prisma.invite.create({ data: { inviteToken: c(1) } }); // report
  await prisma.invite.create({ data: { inviteToken: d(1) } }); // report
  await prisma.invite.create({ data: { inviteToken: e(1) } }); // quiet
  await prisma.invite.create({ data: { inviteToken: f(1) } }); // report
  const token = b(20); // quiet
  const x = await prisma.user.update({ where: { id }, data: { resetToken: token } }); // quiet
  const sessionId = Array(16).fill(0).map(() => Math.random().toString(36).charAt(2)).join(''); // report
  const bytes = randomBytes(20); let t = ''; for (const y of bytes) t += 'abcdefghijklmnopqrstuvwxyz'[y % 26]; // quiet
  await prisma.user.update({ where: { id }, data: { resetToken: t } }); // report
  const t2 = [...randomBytes(20)].map((y) => 'abcdefghijklmnopqrstuvwxyzABCDEF0123'[y % 36]).join(''); // quiet
  await prisma.user.update({ where: { id }, data: { resetToken: t2 } }); // report
  const t3 = [...randomBytes(20)].map((y) => '0123456789abcdef'[y % 16]).join(''); // quiet
  await prisma.user.update({ where: { id }, data: { resetToken: t3 } }); // quiet
  return [sessionId, x]; // quiet
}`,
  );
});
