import rule from '../../src/rules/require-security-logging.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import bcrypt from 'bcrypt';
import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import morgan from 'morgan';
const app = express();
`;
const LINE = HEAD.split('\n').length;
const login = (before: string, wrong: string): string =>
  `${HEAD}${before}app.post('/login', async (req, res) => { const right = await bcrypt.compare(String(req.body.password), process.env.HASH!);
if (!right) ${wrong}
return res.json({}); });\napp.listen(3000);`;
const guard = (caught: string): string =>
  `${HEAD}function guard(req: Request, res: Response, next: NextFunction) {
try { jwt.verify(String(req.get('x')), process.env.KEY!); next(); }
catch ${caught} }\napp.use(guard);\napp.get('/', (req, res) => { res.json({}); });\napp.listen(3000);`;

ruleTester.run('require-security-logging', rule, {
  valid: [
    {
      name: 'a wrong password is logged',
      filename,
      code: login('', `{ console.warn('wrong password', req.ip); return res.sendStatus(401); }`),
    },
    {
      name: 'requests are logged',
      filename,
      code: login(`app.use(morgan('combined'));\n`, `return res.sendStatus(401);`),
    },
    { name: 'thrown, for the error handler', filename, code: login('', `throw new Error('wrong password');`) },
    {
      name: 'a refusal is logged',
      filename,
      code: guard(`(error) { console.warn('refused', error); res.sendStatus(401); }`),
    },
    { name: 'a refusal is handed on', filename, code: guard(`(error) { next(error); }`) },
    {
      name: 'Fastify logs by an option',
      filename,
      code: `import bcrypt from 'bcrypt';\nimport Fastify from 'fastify';\nconst app = Fastify({ logger: true });
app.post('/login', async (request, reply) => { const right = await bcrypt.compare(String(request.body), process.env.HASH!);
if (!right) return reply.code(401).send();
return {}; });`,
    },
  ],
  invalid: [
    {
      name: 'a wrong password leaves no trace',
      filename,
      code: login('', `return res.sendStatus(401);`),
      errors: [
        {
          messageId: 'endpoint',
          line: LINE + 1,
          data: {
            message:
              'A wrong password is answered here and nothing logs it, so nobody sees that somebody is guessing. Log who, from where and why, without the password or token.',
          },
        },
      ],
    },
    {
      name: 'a refusal leaves no trace',
      filename,
      code: guard(`{ res.sendStatus(401); }`),
      errors: [{ messageId: 'endpoint', line: LINE + 2 }],
    },
  ],
});
