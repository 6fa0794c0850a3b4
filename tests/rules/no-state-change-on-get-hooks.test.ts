import { describe, expect, it } from 'vitest';
import { linesIn } from './project.js';

const AUTH = `import { betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { PrismaClient } from '@prisma/client';
export const prisma = new PrismaClient();
export const makeAuth = () => betterAuth({
  hooks: {
    after: createAuthMiddleware(async (ctx) => {
      await prisma.member.update({ where: { id: 1 }, data: { status: 'active' } });
    }),
  },
});
`;

function lines(body: string): readonly number[] {
  const name = 'pages/api/profile.ts';
  const handler = `import { makeAuth, prisma } from '../../lib/auth';
export default async function handler(req, res) {
  if (req.method === 'GET') {
    const session = await makeAuth().api.getSession({ headers: new Headers() });
    if (!session) return res.status(401).end();
    ${body}
    return res.json({ id: session.user.id });
  }
  return res.status(405).end();
}
`;
  return linesIn('no-state-change-on-get', name, { 'lib/auth.ts': AUTH, [name]: handler });
}

describe('no-state-change-on-get: hooks of Better Auth', () => {
  it('is quiet where only a hook writes, which runs when somebody signs in', () => {
    expect(lines('')).toEqual([]);
  });

  it('reports what the handler writes itself', () => {
    expect(lines(`await prisma.member.update({ where: { id: 2 }, data: { status: 'seen twice' } });`)).toHaveLength(1);
  });
});
