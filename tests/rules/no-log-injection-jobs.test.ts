import { describe, expect, it } from 'vitest';
import { linesIn } from './project.js';
import { marked } from './marked.js';

marked(
  'no-log-injection',
  'jobs of a queue that the program fills',
  `
import { Queue, Worker } from 'bullmq';
import express from 'express';
const mails = new Queue('mails');
const app = express();
app.use(express.json());
app.post('/mails', async (req, res) => {
  await mails.add('send', { subject: req.body.subject, template: 'welcome', to: { name: 'us' } });
  await mails.addBulk([{ name: 'send', data: { list: req.body.list } }]);
  res.end();
});
new Worker('mails', async (job) => {
  console.log('job ' + job.data.template); // quiet
  console.log('job ' + job.data.to.name); // quiet
  console.log('job ' + job.data.subject); // report
  console.log('job ' + job.data.list); // report
});
`,
);

const QUEUE = `import { Queue, Worker } from 'bullmq';
const checks = new Queue('checks');
export const push = (monitor) => checks.add('check', { monitor });
export const worker = new Worker('checks', async (job) => {
  console.log('checked ' + job.data.monitor.tag);
});
`;

function lines(files: Readonly<Record<string, string>>): readonly number[] {
  return linesIn('no-log-injection', 'src/queue.ts', { 'src/queue.ts': QUEUE, ...files });
}

describe('no-log-injection: jobs that other files put in', () => {
  it('is quiet where they come from a store', () => {
    const schedule = `import { PrismaClient } from '@prisma/client';
import { push } from './queue';
const prisma = new PrismaClient();
export const tick = async () => { for (const each of await prisma.monitor.findMany()) await push(each); };
`;
    expect(lines({ 'src/schedule.ts': schedule })).toEqual([]);
  });

  it('reports them where a handler passes on what it was sent', () => {
    const handler = `import express from 'express';
import { push } from './queue';
const app = express();
app.use(express.json());
app.post('/check', async (req, res) => { await push(req.body); res.end(); });
`;
    expect(lines({ 'src/app.ts': handler })).toEqual([5]);
  });
});
