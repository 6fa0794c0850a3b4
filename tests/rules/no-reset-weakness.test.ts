import rule from '../../src/rules/no-reset-weakness.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import { createHash, randomBytes } from 'node:crypto';
import bcrypt from 'bcrypt';
import express from 'express';
import mongoose, { Schema } from 'mongoose';
const User = mongoose.model('User', new Schema({ email: String, hash: String, resetDigest: String, resetExpires: Date, answer: String }));
const digest = (token: string) => createHash('sha256').update(token).digest('hex');
const app = express();
`;
const LINE = HEAD.split('\n').length;
const reset = (filter: string, rest: string): string =>
  `${HEAD}app.post('/reset', async (req, res) => {
const user = await User.findOne({ ${filter} });
if (!user) return res.sendStatus(400);
user.hash = await bcrypt.hash(String(req.body.password), 12);
${rest}
await user.save(); return res.sendStatus(204); });\napp.listen(3000);`;
const TOKEN = 'resetDigest: digest(String(req.body.token))';
const YOUNG = 'resetExpires: { $gt: new Date() }';
const forgot = (answer: string): string =>
  `${HEAD}app.post('/forgot', async (req, res) => { const token = randomBytes(32).toString('hex');
await User.updateOne({ email: String(req.body.email) }, { resetDigest: digest(token) });
res.json(${answer}); });\napp.listen(3000);`;

ruleTester.run('no-reset-weakness', rule, {
  valid: [
    { name: 'young and used up', filename, code: reset(`${TOKEN}, ${YOUNG}`, 'user.resetDigest = null;') },
    {
      name: 'the age is asked in code',
      filename,
      code: reset(TOKEN, 'if (user.resetExpires! < new Date()) return res.sendStatus(400); user.resetDigest = null;'),
    },
    { name: 'nothing is given away', filename, code: forgot(`{ message: 'a mail is on its way' }`) },
    {
      name: 'a sign-up looks whether the address is taken',
      filename,
      code: `${HEAD}app.post('/users', async (req, res) => { if (await User.findOne({ email: String(req.body.email) })) return res.sendStatus(409);
res.json(await User.create({ email: String(req.body.email), hash: await bcrypt.hash(String(req.body.password), 12) })); });\napp.listen(3000);`,
    },
    {
      name: 'the old password is compared',
      filename,
      code: `${HEAD}app.post('/password', async (req, res) => { const user = await User.findOne({ email: String(req.body.email), answer: String(req.body.answer) });
if (!user || !(await bcrypt.compare(String(req.body.old), user.hash!))) return res.sendStatus(401);
user.hash = await bcrypt.hash(String(req.body.password), 12); await user.save(); return res.sendStatus(204); });\napp.listen(3000);`,
    },
  ],
  invalid: [
    {
      name: 'given away',
      filename,
      code: forgot('{ token }'),
      errors: [
        {
          messageId: 'endpoint',
          line: LINE + 2,
          data: {
            message:
              'The secret of the recovery leaves with the answer, so whoever asks may set the password. Send it to the mailbox of the account only.',
          },
        },
      ],
    },
    {
      name: 'never asked for its age',
      filename,
      code: reset(TOKEN, 'user.resetDigest = null;'),
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'works again',
      filename,
      code: reset(`${TOKEN}, ${YOUNG}`, ''),
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
    {
      name: 'a question is enough',
      filename,
      code: reset('email: String(req.body.email), answer: String(req.body.answer)', ''),
      errors: [{ messageId: 'endpoint', line: LINE + 1 }],
    },
  ],
});

marked(
  'no-reset-weakness',
  'the answer to a question that is compared by hand',
  `
import bcrypt from 'bcrypt';
import express from 'express';
import { Schema, model } from 'mongoose';
const User = model('User', new Schema({ email: String, hash: String, petAnswer: String, resetToken: String, expires: Date }));
const app = express();
app.post('/recover', async (req, res) => {
  const user = await User.findOne({ email: String(req.body.email) });
  if (!user || user.petAnswer !== req.body.answer) return res.sendStatus(401); // report
  user.hash = await bcrypt.hash(String(req.body.password), 12);
  await user.save();
  return res.sendStatus(204);
});
app.post('/reset', async (req, res) => {
  const user = await User.findOne({ email: String(req.body.email), resetToken: String(req.body.token), expires: { $gt: new Date() } });
  if (!user || user.petAnswer !== req.body.answer) return res.sendStatus(401); // quiet
  user.hash = await bcrypt.hash(String(req.body.password), 12);
  user.resetToken = null;
  await user.save();
  return res.sendStatus(204);
});
app.listen(3000);
`,
);
