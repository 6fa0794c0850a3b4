import rule from '../../src/rules/no-user-enumeration.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import bcrypt from 'bcrypt';
import express from 'express';
import { Pool } from 'pg';
const pool = new Pool();
const app = express();
const find = async (email: unknown) => (await pool.query('SELECT * FROM users WHERE email = $1', [String(email)])).rows[0];
const queue = (id: string) => pool.query('INSERT INTO mails (user_id) VALUES ($1)', [id]);
`;
const LINE = HEAD.split('\n').length;
const login = (absent: string, wrong: string): string =>
  `${HEAD}app.post('/login', async (req, res) => { const user = await find(req.body.email);
if (!user) return ${absent};
if (!(await bcrypt.compare(String(req.body.password), user.hash))) return ${wrong};
return res.json({ id: user.id }); });\napp.listen(3000);`;
const letIn = (absent: string): string =>
  `${HEAD}app.post('/login', async (req, res) => { const user = await find(req.body.email);
if (!user) return ${absent};
const match = await bcrypt.compare(String(req.body.password), user.hash);
if (match) return res.json({ id: user.id });
return res.sendStatus(403); });\napp.listen(3000);`;
const route = (path: string, absent: string): string =>
  `${HEAD}app.post('${path}', async (req, res) => { const user = await find(req.body.email);
if (!user) return ${absent};
await queue(user.id);
return res.json({ message: 'sent' }); });\napp.listen(3000);`;

ruleTester.run('no-user-enumeration', rule, {
  valid: [
    {
      name: 'the same answer, in callbacks',
      filename,
      code: `${HEAD}app.post('/login', (req, res) => { find(req.body.email).then((user) => {
if (!user) return res.sendStatus(401);
if (!bcrypt.compareSync(String(req.body.password), user.hash)) return res.sendStatus(401);
res.json({ id: user.id }); }); });\napp.listen(3000);`,
    },
    { name: 'the same answer', filename, code: login(`res.sendStatus(401)`, `res.sendStatus(401)`) },
    {
      name: 'one answer for both',
      filename,
      code: `${HEAD}app.post('/login', async (req, res) => { const user = await find(req.body.email);
const right = await bcrypt.compare(String(req.body.password), user?.hash ?? '');
if (!user || !right) return res.sendStatus(401);
return res.json({ id: user.id }); });\napp.listen(3000);`,
    },
    {
      name: 'what the path of a reset names is a token',
      filename,
      code: `${HEAD}app.post('/reset-password/:guid', async (req, res) => { const { rows: [user] } = await pool.query('SELECT * FROM users WHERE guid = $1', [req.params.guid]);
if (!user) return res.sendStatus(500);
await queue(user.id);
return res.json({ message: 'done' }); });\napp.listen(3000);`,
    },
    {
      name: 'missing input is no unknown account',
      filename,
      code: `${HEAD}app.post('/login', async (req, res) => { const email = req.body.email?.trim();
if (!email) return res.sendStatus(422);
const user = await find(email);
if (!(await bcrypt.compare(String(req.body.password), user?.hash ?? ''))) return res.sendStatus(403);
return res.json({ id: user.id }); });\napp.listen(3000);`,
    },
    {
      name: 'a test that lets in, and one answer at the end',
      filename,
      code: letIn('res.sendStatus(403)'),
    },
    { name: 'recovery: the same answer', filename, code: route('/password/forgot', `res.json({ message: 'sent' })`) },
    { name: 'things that are no accounts', filename, code: route('/articles', `res.sendStatus(404)`) },
  ],
  invalid: [
    {
      name: 'an account that a callback is handed',
      filename,
      code: `${HEAD}app.post('/login', (req, res) => { find(req.body.email).then((user) => {
if (!user) return res.status(404).json({ message: 'no such user' });
if (!bcrypt.compareSync(String(req.body.password), user.hash)) return res.sendStatus(401);
res.json({ id: user.id }); }); });\napp.listen(3000);`,
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'a test that lets in, and another answer at the end',
      filename,
      code: letIn('res.sendStatus(404)'),
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'another status',
      filename,
      code: login(`res.sendStatus(404)`, `res.sendStatus(401)`),
      errors: [
        {
          messageId: 'endpoint',
          line: LINE + 1,
          data: {
            message:
              'This answer for an unknown account differs from the one for a wrong password, so it tells which accounts exist. Give the same status and text in both cases.',
          },
        },
      ],
    },
    {
      name: 'the same status, another text',
      filename,
      code: login(`res.status(401).json({ field: 'email' })`, `res.status(401).json({ field: 'password' })`),
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'recovery: another answer',
      filename,
      code: route('/password/forgot', `res.sendStatus(404)`),
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'errors are answers',
      filename,
      code: `import { Controller, Module, NotFoundException, Post, UnauthorizedException, Body } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import bcrypt from 'bcrypt';
import { Pool } from 'pg';
const pool = new Pool();
@Controller('login') class Login { @Post() async login(@Body('email') email: string, @Body('password') password: string) {
const [user] = (await pool.query('SELECT hash FROM users WHERE email = $1', [email])).rows;
if (!user) throw new NotFoundException('no such user');
if (!(await bcrypt.compare(password, user.hash))) throw new UnauthorizedException('wrong');
return {}; } }
@Module({ controllers: [Login] }) class App {}
void NestFactory.create(App).then((app) => app.listen(3000));`,
      errors: [{ messageId: 'endpoint', line: 8 }],
    },
  ],
});

marked(
  'no-user-enumeration',
  'whoever is signed in is asked for her own account',
  `
import { Body, Controller, Module, Patch, Post, Req, UnprocessableEntityException, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { PrismaClient } from '@prisma/client';
import bcrypt from 'bcrypt';
const prisma = new PrismaClient();
@Controller('accounts')
export class Accounts {
  @UseGuards(AuthGuard('jwt'))
  @Patch()
  async change(@Req() request: { user: { id: string } }, @Body() body: { old: string }) {
    const user = await prisma.user.findUnique({ where: { id: request.user.id } });
    if (!user) throw new UnprocessableEntityException('userNotFound'); // quiet
    const right = await bcrypt.compare(body.old, user.password);
    if (!right) throw new UnprocessableEntityException('wrongPassword');
  }
  @Post('login')
  async login(@Body() body: { email: string; password: string }) {
    const user = await prisma.user.findUnique({ where: { email: body.email } });
    if (!user) throw new UnprocessableEntityException('userNotFound'); // report
    const right = await bcrypt.compare(body.password, user.password);
    if (!right) throw new UnprocessableEntityException('wrongPassword');
  }
}
@Module({ controllers: [Accounts] }) class App {}
void NestFactory.create(App).then((app) => app.listen(1));
`,
);

marked(
  'no-user-enumeration',
  'a helper that throws for an unknown account',
  `
import express from 'express';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
const app = express();
const byEmail = async (email: string) => prisma.user.findUnique({ where: { email } });
async function tokenFor(email: string) {
  const user = await byEmail(email);
  if (!user) throw new Error('No users found with this email'); // report
  return user.id;
}
async function quietTokenFor(email: string) {
  const user = await byEmail(email);
  if (!user) return null; // quiet
  return user.id;
}
app.post('/forgot-password', async (req, res) => {
  await tokenFor(req.body.email);
  res.sendStatus(204);
});
app.post('/forgot/quietly', async (req, res) => {
  await quietTokenFor(req.body.email);
  res.sendStatus(204);
});
app.listen(3000);
`,
);

marked(
  'no-user-enumeration',
  'a digest that is compared by hand',
  `${HEAD}import { createHash } from 'node:crypto';
const digest = (text: unknown) => createHash('sha256').update(String(text)).digest('hex');
app.post('/a', async (req, res) => {
  const user = await find(req.body.email);
  if (!user) return res.status(404).json({ error: 'unknown' }); // report
  if (user.hash !== digest(req.body.password)) return res.status(401).json({ error: 'wrong' });
  return res.json({ id: user.id });
});
app.post('/b', async (req, res) => {
  const user = await find(req.body.email);
  if (!user) return res.status(401).json({ error: 'no' }); // quiet
  if (user.hash !== digest(req.body.password)) return res.status(401).json({ error: 'no' });
  return res.json({ id: user.id });
});
app.listen(3000);`,
);

marked(
  'no-user-enumeration',
  'a recovery whose answer stands in the callbacks at its end',
  `import express from 'express';
import mongoose from 'mongoose';
const User = mongoose.model('User', new mongoose.Schema({ email: String, resetToken: String }));
const app = express();
app.use(express.json());
app.post('/forgot', (req, res, next) => {
  User.findOne({ email: String(req.body.email) }, function (error, user) {
    if (error) return next(error);
    if (!user) return res.json({ sent: true }); // quiet
    user.save(function (problem) {
      if (problem) return next(problem);
      res.json({ sent: true });
    });
  });
});
app.post('/a/forgot', (req, res, next) => {
  User.findOne({ email: String(req.body.email) }, function (error, user) {
    if (error) return next(error);
    if (!user) return res.status(404).json({ sent: false }); // report
    user.save(function (problem) {
      if (problem) return next(problem);
      res.json({ sent: true });
    });
  });
});
app.post('/b/forgot', (req, res, next) => {
  User.findOne({ email: String(req.body.email) }).then((user) => {
    if (!user) return res.json({ sent: true }); // quiet
    return user.save().then(() => res.json({ sent: true })).catch(next);
  }).catch(next);
});
app.listen(3000);`,
);
