import { expect, it } from 'vitest';
import rule from '../../src/rules/no-log-injection.js';
import { marked } from './marked.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-log-injection: line breaks', rule, {
  valid: [
    {
      name: 'a value as a field',
      filename: 'src/login.ts',
      code: `
import express from 'express';

const app = express();

app.post('/login', (req, res) => {
  console.warn('login failed', { email: req.body.email });
  res.sendStatus(401);
});
`,
    },
    {
      name: 'a logger of our own that removes line breaks',
      filename: 'src/audit.ts',
      code: `
import express from 'express';

class Audit {
  record(action: string, who: string): void {
    console.log(\`\${new Date().toISOString()} \${action} \${who.replace(/[\\r\\n]/g, ' ')}\`);
  }
}

const app = express();
const audit = new Audit();

app.delete('/users/:id', (req, res) => {
  audit.record('delete', req.params.id);
  res.sendStatus(204);
});
`,
    },
    {
      name: 'a header, which holds no line break',
      filename: 'src/agent.ts',
      code: `
import express from 'express';

const app = express();

app.use((req, res, next) => {
  console.info(\`\${req.method} by \${req.get('user-agent')}\`);
  next();
});
`,
    },
    {
      name: 'a file of log lines in JSON',
      filename: 'src/access.ts',
      code: `
import { appendFileSync } from 'node:fs';
import express from 'express';

const app = express();

app.post('/orders', (req, res) => {
  appendFileSync('/var/log/orders.log', \`\${JSON.stringify({ at: Date.now(), reference: req.body.reference })}\\n\`);
  res.sendStatus(201);
});
`,
    },
  ],
  invalid: [
    {
      name: 'a value in a line',
      filename: 'src/login.ts',
      code: `
import express from 'express';

const app = express();

app.post('/login', (req, res) => {
  console.warn(\`login failed for \${req.body.email}\`);
  res.sendStatus(401);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.email` (src/login.ts:7:36) reaches the log line of `console.warn`. Log the value as a structured field, or remove its line breaks.',
          },
          line: 7,
          column: 16,
          endLine: 7,
          endColumn: 52,
        },
      ],
    },
    {
      name: 'a logger of our own',
      filename: 'src/audit.ts',
      code: `
import express from 'express';

class Audit {
  record(action: string, who: string): void {
    console.log(\`\${new Date().toISOString()} \${action} \${who}\`);
  }
}

const app = express();
const audit = new Audit();

app.delete('/users/:id', (req, res) => {
  audit.record('delete', req.params.id);
  res.sendStatus(204);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.id` (src/audit.ts:14:26) reaches the log line of `console.log` through `record` (src/audit.ts:5:3). Log the value as a structured field, or remove its line breaks.',
          },
          line: 6,
          column: 17,
          endLine: 6,
          endColumn: 63,
        },
      ],
    },
    {
      name: 'a file of log lines',
      filename: 'src/access.ts',
      code: `
import { appendFileSync } from 'node:fs';
import express from 'express';

const app = express();

app.post('/orders', (req, res) => {
  appendFileSync('/var/log/orders.log', \`\${Date.now()} \${req.body.reference}\\n\`);
  res.sendStatus(201);
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 41, endLine: 8, endColumn: 80 }],
    },
  ],
});

ruleTester.run('no-log-injection: formats', rule, {
  valid: [
    {
      name: 'a format of our own, and JSON',
      filename: 'src/format.ts',
      code: `
import express from 'express';

const app = express();

app.post('/events', (req, res) => {
  console.log('%s at %d', JSON.stringify(req.body.message), Date.now());
  res.sendStatus(204);
});
`,
    },
  ],
  invalid: [
    {
      name: 'a text that is the format',
      filename: 'src/format.ts',
      code: `
import express from 'express';

const app = express();

app.post('/events', (req, res) => {
  console.log(req.body.message, { at: Date.now() });
  res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 7, column: 15, endLine: 7, endColumn: 31 }],
    },
  ],
});

ruleTester.run('no-log-injection: libraries', rule, {
  valid: [
    {
      name: 'pino, which writes JSON',
      filename: 'src/pino.ts',
      code: `
import express from 'express';
import pino from 'pino';

const app = express();
const logger = pino();

app.post('/login', (req, res) => {
  logger.warn(\`login failed for \${req.body.email}\`);
  res.sendStatus(401);
});
`,
    },
  ],
  invalid: [
    {
      name: 'winston with text lines',
      filename: 'src/winston.ts',
      code: `
import express from 'express';
import winston from 'winston';

const app = express();
const logger = winston.createLogger({ format: winston.format.simple(), transports: [new winston.transports.Console()] });

app.post('/login', (req, res) => {
  logger.warn(\`login failed for \${req.body.email}\`);
  res.sendStatus(401);
});
`,
      errors: [{ messageId: 'flow', line: 9, column: 15, endLine: 9, endColumn: 51 }],
    },
  ],
});

marked(
  'no-log-injection',
  'what a look-up has found is no text of the client any more',
  `
import { Controller, Get, Logger, NotFoundException, Param, Query } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';
import Stripe from 'stripe';
const prisma = new PrismaClient();
const stripe = new Stripe('x');
@Controller('a')
export class Things {
  private readonly logger = new Logger('Things');
  @Get('found/:id') async found(@Param('id') id: string) {
    const thing = await prisma.thing.findUnique({ where: { key: { id } } });
    if (!thing) throw new NotFoundException();
    this.logger.log(\`thing \${id}\`); // quiet
  }
  @Get('missing/:id') async missing(@Param('id') id: string) {
    const thing = await prisma.thing.findUnique({ where: { key: { id } } });
    if (!thing) this.logger.log(\`no thing \${id}\`); // report
  }
  @Get('both/:id/:other') async both(@Param('id') id: string, @Param('other') other: string) {
    const [one, two] = await Promise.all([
      prisma.thing.findUnique({ where: { id } }),
      prisma.thing.findUnique({ where: { id: other } }),
    ]);
    if (!one || !two) throw new NotFoundException();
    this.logger.log(\`things \${id} \${other}\`); // quiet
  }
  @Get('like/:id') async like(@Param('id') id: string) {
    const thing = await prisma.thing.findFirst({ where: { name: { contains: id } } });
    if (!thing) throw new NotFoundException();
    this.logger.log(\`things like \${id}\`); // report
  }
  @Get('throws/:id') async throws(@Param('id') id: string) {
    await prisma.thing.findUniqueOrThrow({ where: { id } });
    this.logger.log(\`thing \${id}\`); // quiet
  }
  @Get('early/:id') async early(@Param('id') id: string) {
    const later = prisma.thing.findUniqueOrThrow({ where: { id } });
    this.logger.log(\`thing \${id}\`); // report
    await later;
  }
  @Get('paid') async paid(@Query('session') id: string) {
    const session = await stripe.checkout.sessions.retrieve(id);
    if (session.payment_status !== 'paid') this.logger.log(\`\${id} is not paid\`); // quiet
  }
}
`,
);

marked(
  'no-log-injection',
  'a header holds no line break until it is decoded',
  `
import express from 'express';
const app = express();
app.get('/a', (req, res) => {
  console.log('agent ' + req.headers['user-agent']); // quiet
  console.log('agent ' + decodeURIComponent(String(req.headers['user-agent']))); // report
  console.log('name ' + req.query.name); // report
});
`,
);

marked(
  'no-log-injection',
  'lines of JSON begin with its indent, and the id in a job is the own one',
  `
import { Worker } from 'bullmq';
import express from 'express';
const app = express();
app.post('/a', (req, res) => { console.log('body', JSON.stringify(req.body, null, 2)); res.end(); }); // quiet
app.post('/b', (req, res) => { console.log('body', JSON.stringify(req.body, null, '\\t')); res.end(); }); // quiet
app.post('/c', (req, res) => { console.log('body', JSON.stringify(req.body, null, req.body.indent)); res.end(); }); // report
app.post('/d', (req, res) => { console.log('body ' + req.body.text); res.end(); }); // report
new Worker('mails', async (job) => {
  console.log('job ' + job.data.emailId); // quiet
  console.log('job ' + job.data.subject); // report
});
`,
);

marked(
  'no-log-injection',
  'console inspects what is no text: line breaks inside of it are escaped',
  `
import express from 'express';
const app = express();
app.use(express.json());
app.post('/things', (req, res) => {
  const data = req.body;
  console.log('saved', data); // quiet
  console.log('asked', req.query); // quiet
  console.log('saved', data.name); // report
  console.log('asked', req.query.name); // report
  const { body, query: { page } } = req;
  console.log('again', body); // quiet
  console.log('again', page); // report
  console.log(\`saved \${data.name}\`); // report
  res.end();
});
`,
);

it('no-log-injection: one report in a file for a line that another file writes', () => {
  const files = {
    'audit.ts': `
export function audit(what: string, who: string): void { console.log(what + ' by ' + who); }
export function note(who: string): void { console.log('seen ' + who); }`,
    'app.ts': `
import express from 'express';
import { audit, note } from './audit';
const app = express();
app.get('/a/:id', (req, res) => {
  audit('a', req.params.id);
  note(req.params.id);
  res.end();
});
app.get('/b/:id', (req, res) => {
  audit('b', req.params.id);
  console.log('b ' + req.params.id);
  res.end();
});`,
  };
  expect(linesIn('no-log-injection', 'app.ts', files)).toEqual([6, 7, 12]);
});

marked(
  'no-log-injection',
  'a part of the body that NestJS hands over may be a text',
  `
import { Body, Controller, Post, Query } from '@nestjs/common';
@Controller('things')
export class Things {
  @Post() make(@Body('name') name: string, @Query('page') page: string) {
    console.log('made', name); // report
    console.log('made', page); // report
    console.log('made', { name, page }); // quiet
  }
}
`,
);
