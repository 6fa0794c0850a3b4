import { marked } from './marked.js';

marked(
  'no-plaintext-password',
  'the password of a server that is managed by commands has to be kept',
  `
import express from 'express';
import { exec } from 'node:child_process';
import { PrismaClient } from '@prisma/client';
import { promisify } from 'node:util';

const prisma = new PrismaClient();
const run = promisify(exec);
const app = express();
app.use(express.json());
app.post('/databases/:id/password', async (req, res) => {
  const { password } = req.body;
  const command = \`docker exec db redis-cli CONFIG SET requirepass '\${password}'\`;
  await prisma.database.update({ where: { id: req.params.id }, data: { password } }); // quiet
  await run(command);
  res.end();
});
app.post('/users/:id/password', async (req, res) => {
  const { password } = req.body;
  await prisma.user.update({ where: { id: req.params.id }, data: { password } }); // report
  await run(\`logger changed \${req.params.id}\`);
  res.end();
});
app.listen(3000);
`,
);
