import rule from '../../src/rules/no-unvalidated-number.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-unvalidated-number', rule, {
  valid: [
    {
      name: 'an amount that is taken: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.post('/items', async (req, res) => {
  const amount = Number(req.body.amount);
  if (!Number.isInteger(amount) || amount <= 0 || amount > 10_000) return res.sendStatus(400);
  await prisma.user.update({ where: { id: 1 }, data: { balance: { decrement: amount } } });
  return res.sendStatus(204);
});
`,
    },
    {
      name: 'a number by a schema without a minimum: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';
import { z } from 'zod';

const app = express();
const prisma = new PrismaClient();
const Transfer = z.object({ amount: z.number().int().positive().max(10_000) });

app.post('/items', async (req, res) => {
  const { amount } = Transfer.parse(req.body);
  await prisma.user.update({ where: { id: 1 }, data: { balance: { increment: amount } } });
  res.sendStatus(204);
});
`,
    },
    {
      name: 'an operator of Mongoose: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const app = express();
const Account = mongoose.model('Account', new Schema({ credits: Number }));

app.post('/items', async (req, res) => {
  await Account.updateOne({ _id: 1 }, { $inc: { credits: Math.max(Number(req.body.credits), 0) } });
  res.sendStatus(204);
});
`,
    },
  ],
  invalid: [
    {
      name: 'an amount that is taken',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';

const app = express();
const prisma = new PrismaClient();

app.post('/items', async (req, res) => {
  await prisma.user.update({ where: { id: 1 }, data: { balance: { decrement: Number(req.body.amount) } } });
  res.sendStatus(204);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.amount` (src/example.ts:9:85) reaches the stored number of `Delegate.update`. Check that it is an integer in the allowed range, or parse it with a schema that has a minimum and a maximum.',
          },
          line: 9,
        },
      ],
    },
    {
      name: 'a number by a schema without a minimum',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { PrismaClient } from '@prisma/client';
import { z } from 'zod';

const app = express();
const prisma = new PrismaClient();
const Transfer = z.object({ amount: z.number() });

app.post('/items', async (req, res) => {
  const { amount } = Transfer.parse(req.body);
  await prisma.user.update({ where: { id: 1 }, data: { balance: { increment: amount } } });
  res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 12 }],
    },
    {
      name: 'an operator of Mongoose',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const app = express();
const Account = mongoose.model('Account', new Schema({ credits: Number }));

app.post('/items', async (req, res) => {
  await Account.updateOne({ _id: 1 }, { $inc: { credits: Number(req.body.credits) } });
  res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
  ],
});
