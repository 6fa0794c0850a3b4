import rule from '../../src/rules/no-user-controlled-loop.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-user-controlled-loop', rule, {
  valid: [
    {
      name: 'a number of rounds: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  let sum = 0;
  const rounds = Number(req.query.rounds);
  for (let i = 0; i < rounds && i < 1000; i += 1) sum += Math.sqrt(i);
  res.json({ sum });
});
`,
    },
    {
      name: 'a size that each round divides: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  let size = Number(req.query.size);
  let unit = 0;
  while (size > 1024) {
    size = size / 1024;
    unit += 1;
  }
  res.json({ size, unit });
});
`,
    },
    {
      name: 'a length: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  let sum = 0;
  const { values } = req.body;
  if (!Array.isArray(values)) return res.sendStatus(400);
  for (let i = 0; i < values.length; i += 1) sum += 1;
  return res.json({ sum });
});
`,
    },
    {
      name: 'a loop that counts down: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  let left = Math.min(Number(req.query.count), 100);
  while (left > 0) left -= 1;
  res.json({ left });
});
`,
    },
    {
      name: 'a delay: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  setTimeout(() => res.json({ ok: true }), Math.min(Number(req.query.wait), 5000));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a number of rounds',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  let sum = 0;
  const rounds = Number(req.query.rounds);
  for (let i = 0; i < rounds; i += 1) sum += Math.sqrt(i);
  res.json({ sum });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.rounds` (src/example.ts:8:25) reaches the number of rounds of `a loop`. Refuse numbers above a limit before the loop or the timer starts.',
          },
          line: 9,
        },
      ],
    },
    {
      name: 'a length',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  let sum = 0;
  for (let i = 0; i < req.body.values.length; i += 1) sum += 1;
  res.json({ sum });
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
    {
      name: 'a loop that counts down',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  let left = Number(req.query.count);
  while (left > 0) left -= 1;
  res.json({ left });
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
    {
      name: 'a delay',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  setTimeout(() => res.json({ ok: true }), Number(req.query.wait));
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
  ],
});

marked(
  'no-user-controlled-loop',
  'loops that count down',
  `
import express from 'express';

const app = express();
app.get('/a', (req, res) => {
  let times = Number(req.query.times);
  while (times-- > 0) res.write('x'); // report
  res.end();
});
app.get('/b', (req, res) => {
  let times = Number(req.query.times);
  while (times--) res.write('x'); // report
  res.end();
});
app.get('/c', (req, res) => {
  let times = Math.min(Number(req.query.times), 10);
  while (times-- > 0) res.write('x'); // quiet
  res.end();
});
`,
);

marked(
  'no-user-controlled-loop',
  'the batch of an event is as large as somebody has configured; a list in a message is not',
  `
import type { SNSEvent, SQSEvent } from 'aws-lambda';
import { handle } from './handle';

export const handler = async (event: SQSEvent): Promise<void> => {
  await Promise.all(event.Records.map(async (record) => handle(record.body))); // quiet
};

export const notify = async ({ Records }: SNSEvent): Promise<void> => {
  await Promise.all(Records.map(async (record) => handle(record.Sns.Message))); // quiet
};

export const each = async (event: SQSEvent): Promise<void> => {
  for (const record of event.Records) {
    const { items } = JSON.parse(record.body) as { items: string[] };
    await Promise.all(items.map(async (item) => handle(item))); // report
  }
};
`,
);
