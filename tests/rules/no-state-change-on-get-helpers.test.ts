import { expect, it } from 'vitest';
import { linesIn } from './project.js';

const page = (leave: string): string => `import type { NextApiRequest, NextApiResponse } from 'next';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
async function rename(id: string, name: string) {
  await prisma.user.update({ where: { id }, data: { name } });
}
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  ${leave}
  await rename(String(req.query.id), String(req.query.name));
  res.status(204).end();
}
`;
const found = (leave: string): readonly number[] =>
  linesIn('no-state-change-on-get', 'pages/api/rename.ts', { 'pages/api/rename.ts': page(leave) });

it('what a helper writes is written for GET where the handler calls it for GET', () => {
  expect(found("if (req.method !== 'GET') return res.status(405).end();")).toHaveLength(1);
  expect(found("if (req.method !== 'POST') return res.status(405).end();")).toEqual([]);
});
