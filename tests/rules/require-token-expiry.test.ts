import { marked } from './marked.js';
import rule from '../../src/rules/require-token-expiry.js';
import { ruleTester } from './tester.js';

ruleTester.run('require-token-expiry', rule, {
  valid: [
    {
      name: 'a lifetime',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export const issue = (id: string, key: string) => jwt.sign({ sub: id }, key, { expiresIn: '15m' });
`,
    },
    {
      name: 'a token of a test',
      filename: 'tests/items.test.ts',
      code: `
import jwt from 'jsonwebtoken';

export const issue = (id: string, key: string) => jwt.sign({ sub: id }, key);
`,
    },
    {
      name: 'the options of a constant, spread',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

const usual = { expiresIn: 600 };

export const issue = (id: string, key: string) => jwt.sign({ sub: id }, key, { ...usual, audience: 'orders' });
`,
    },
    {
      name: 'an end in the payload',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export const issue = (id: string, key: string) => jwt.sign({ sub: id, exp: Date.now() / 1000 + 600 }, key);
`,
    },
    {
      name: 'a payload that is not known',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export const issue = (claims: object, key: string) => jwt.sign(claims, key);
`,
    },
    {
      name: 'a cookie that ends',
      filename: 'src/example.ts',
      code: `
import cookieSession from 'cookie-session';

export const session = (key: string) => cookieSession({ keys: [key], maxAge: 86_400_000 });
`,
    },
  ],
  invalid: [
    {
      name: 'no lifetime',
      filename: 'src/token-expiry-0.ts',
      code: `
import jwt from 'jsonwebtoken';

export const issue = (id: string, key: string) => jwt.sign({ sub: id }, key);
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'The token of `jsonwebtoken.sign` never expires: a stolen one works for ever. Give it a lifetime of minutes or hours, and refresh it with a credential that can be revoked.',
          },
          line: 4,
          column: 51,
        },
      ],
    },
    {
      name: 'another option',
      filename: 'src/token-expiry-1.ts',
      code: `
import jwt from 'jsonwebtoken';

const options = { audience: 'orders' };

export const issue = (id: string, key: string) => jwt.sign({ sub: id }, key, options);
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'The token of `jsonwebtoken.sign` never expires: a stolen one works for ever. Give it a lifetime of minutes or hours, and refresh it with a credential that can be revoked.',
          },
          line: 6,
          column: 51,
        },
      ],
    },
    {
      name: 'too long',
      filename: 'src/token-expiry-2.ts',
      code: `
import jwt from 'jsonwebtoken';

export const issue = (id: string, key: string) => jwt.sign({ sub: id }, key, { expiresIn: '20y' });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 51 }],
    },
    {
      name: 'a cookie that is the session',
      filename: 'src/token-expiry-3.ts',
      code: `
import cookieSession from 'cookie-session';

export const session = (key: string) => cookieSession({ keys: [key] });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 41 }],
    },
  ],
});

marked(
  'require-token-expiry',
  'what issues the tokens of a whole application',
  `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
const long = JwtModule.register({ secret: process.env.KEY!, signOptions: { expiresIn: '365d' } }); // report
const short = JwtModule.register({ secret: process.env.KEY!, signOptions: { expiresIn: '15m' } }); // quiet
@Module({ imports: [long, short] })
export class App {}`,
);
