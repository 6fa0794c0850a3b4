import { marked } from './marked.js';
import rule from '../../src/rules/require-password-policy.js';
import { ruleTester } from './tester.js';

const filename = 'src/users.ts';
const one = [{ messageId: 'problem' as const }];
const registration = (password: string): string => `import { z } from 'zod';
export const registration = z.object({ email: z.string().email(), name: z.string().max(80), password: ${password} });`;
const login = (password: string): string => `import { z } from 'zod';
export const login = z.object({ email: z.string().email(), password: ${password} });`;
const dto = (
  decorators: string,
  more = 'name!: string;',
): string => `import { IsEmail, IsStrongPassword, Length, Matches, MaxLength, MinLength } from 'class-validator';
export class CreateUser {
  @IsEmail() email!: string;
  ${decorators} password!: string;
  ${more}
}`;
const joi = (password: string): string => `import Joi from 'joi';
export const change = Joi.object({ oldPassword: Joi.string().required(), newPassword: ${password} });`;
const chain = (password: string): string => `import express from 'express';
import { body } from 'express-validator';
express().post('/users', body('email').isEmail(), body('name').notEmpty(), ${password}, (req, res) => { res.end(); });`;

ruleTester.run('require-password-policy', rule, {
  valid: [
    {
      name: 'settings of the environment',
      filename,
      code: `import { z } from 'zod';\nexport const env = z.object({ CITY: z.string(), PASSWORD: z.string().min(1) }).parse(process.env);`,
    },
    { name: 'long enough, and free', filename, code: registration('z.string().min(12).max(128)') },
    { name: 'a login', filename, code: login('z.string().min(1).max(20)') },
    { name: 'a minimum that is not known', filename, code: registration('z.string().min(Number(process.env.MIN))') },
    { name: 'kinds of characters beside length', filename, code: registration('z.string().min(15).regex(/[A-Z]/)') },
    { name: 'a pattern of allowed characters', filename, code: registration('z.string().min(8).regex(/^[ -~]+$/)') },
    {
      name: 'another text',
      filename,
      code: `import { z } from 'zod';\nexport const profile = z.object({ name: z.string().min(2).max(20).trim(), passwordHint: z.string().max(20) });`,
    },
    {
      name: 'the old password',
      filename,
      code: `import Joi from 'joi';\nexport const change = Joi.object({ oldPassword: Joi.string().min(4), newPassword: Joi.string().min(8) });`,
    },
    {
      name: 'the same once more',
      filename,
      code: `import { z } from 'zod';\nexport const reset = z.object({ password: z.string().min(8), repeat_password: z.string().min(1) });`,
    },
    { name: 'a class, long enough', filename, code: dto('@MinLength(8) @MaxLength(64)') },
    { name: 'a class of a login', filename, code: dto('@MinLength(6)', 'rememberMe!: boolean;') },
    {
      name: 'no classes asked for',
      filename,
      code: dto('@IsStrongPassword({ minLength: 10, minLowercase: 0, minUppercase: 0, minNumbers: 0, minSymbols: 0 })'),
    },
    { name: 'a chain, long enough', filename, code: chain(`body('password').isLength({ min: 8 })`) },
    { name: 'a test', filename: 'test/users.test.ts', code: registration('z.string().min(6)') },
    { name: 'a minimum of the project', filename, code: registration('z.string().min(6)'), options: [{ minimum: 6 }] },
  ],
  invalid: [
    {
      name: 'too short and too narrow',
      filename,
      code: registration('z.string().min(6).max(20)'),
      errors: [
        {
          messageId: 'problem',
          line: 2,
          column: 93,
          data: {
            message:
              'The new password `password` is checked in a way that makes it weaker: 6 characters are enough: ask for at least 8; more than 20 are refused: allow at least 64 (NIST SP 800-63B-4, 3.1.1.2).',
          },
        },
      ],
    },
    {
      name: 'a constant elsewhere',
      filename,
      code: `const MIN = 4;\n${registration('z.string().min(MIN)')}`,
      errors: one,
    },
    {
      name: 'kinds of characters',
      filename,
      code: registration('z.string().min(8).regex(/^(?=.*[A-Z])(?=.*[0-9]).*$/)'),
      errors: one,
    },
    { name: 'cut off', filename, code: registration('z.string().trim().min(12)'), errors: one },
    { name: 'in small letters', filename, code: registration('z.string().min(12).toLowerCase()'), errors: one },
    {
      name: 'asked for twice',
      filename,
      code: `import { z } from 'zod';\nexport const reset = z.object({ password: z.string().min(6), confirmPassword: z.string() });`,
      errors: one,
    },
    { name: 'joi: beside the old one', filename, code: joi('Joi.string().min(6)'), errors: one },
    { name: 'joi: too narrow', filename, code: joi('Joi.string().min(8).max(32).required()'), errors: one },
    {
      name: 'yup',
      filename,
      code: `import * as yup from 'yup';\nexport const registration = yup.object({ firstName: yup.string(), password: yup.string().required().min(5) });`,
      errors: one,
    },
    {
      name: 'valibot',
      filename,
      code: `import * as v from 'valibot';\nexport const registration = v.object({ name: v.string(), password: v.pipe(v.string(), v.minLength(6)) });`,
      errors: one,
    },
    { name: 'a class', filename, code: dto('@MinLength(6)'), errors: [{ messageId: 'problem', line: 4 }] },
    { name: 'a class with both bounds', filename, code: dto('@Length(8, 20)'), errors: one },
    { name: 'a class with a pattern', filename, code: dto('@Matches(/^(?=.*\\d)(?=.*[A-Z]).{8,}$/)'), errors: one },
    { name: 'a class with kinds of characters', filename, code: dto('@IsStrongPassword()'), errors: one },
    { name: 'a chain', filename, code: chain(`body('password').isLength({ min: 5 })`), errors: one },
    {
      name: 'a form, the quiet twin of settings',
      filename,
      code: `import { z } from 'zod';\nexport const form = z.object({ city: z.string(), password: z.string().min(1) });`,
      errors: one,
    },
    {
      name: 'a minimum of the project',
      filename,
      code: registration('z.string().min(8)'),
      options: [{ minimum: 12 }],
      errors: one,
    },
  ],
});

marked(
  'require-password-policy',
  'a change behind a middleware that is out of sight',
  `
import express from 'express';
import bcrypt from 'bcrypt';
import mongoose from 'mongoose';
import { requireUser } from '@acme/auth';

const User = mongoose.model('User', new mongoose.Schema({ email: String, passwordHash: String }));
const app = express();
app.use(express.json());
app.use(requireUser);
app.post('/me/password', async (req: any, res) => {
  const passwordHash = await bcrypt.hash(String(req.body.newPassword), 12); // report
  await User.updateOne({ _id: req.user.id }, { passwordHash });
  res.end();
});
app.post('/me/password/checked', async (req: any, res) => {
  const user = await User.findById(req.user.id);
  if (!(await bcrypt.compare(String(req.body.oldPassword), user.passwordHash))) return res.status(400).end();
  const passwordHash = await bcrypt.hash(String(req.body.newPassword), 12); // quiet
  await User.updateOne({ _id: req.user.id }, { passwordHash });
  res.end();
});
app.post('/finish/:token', async (req: any, res) => {
  const passwordHash = await bcrypt.hash(String(req.body.newPassword), 12); // quiet
  await User.updateOne({ token: String(req.params.token) }, { passwordHash });
  res.end();
});
app.listen(3000);
`,
);

marked(
  'require-password-policy',
  'lengths in a schema of TypeBox',
  `
import { Type } from '@sinclair/typebox';

export const SignUp = Type.Object({
  email: Type.String({ format: 'email' }),
  password: Type.String({ minLength: 4, maxLength: 128 }), // report
});
export const SignUpWell = Type.Object({
  email: Type.String({ format: 'email' }),
  password: Type.String({ minLength: 12, maxLength: 128 }), // quiet
});
`,
);
