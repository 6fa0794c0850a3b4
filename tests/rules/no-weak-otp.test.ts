import rule from '../../src/rules/no-weak-otp.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-weak-otp', rule, {
  valid: [
    {
      name: "the library's verification",
      filename: 'src/example.ts',
      code: `
import { authenticator } from 'otplib';

export const check = (token: string, secret: string) => authenticator.verify({ token, secret });
`,
    },
    {
      name: 'one step',
      filename: 'src/example.ts',
      code: `
import { authenticator } from 'otplib';

export const strict = authenticator.clone({ window: 1 });
`,
    },
    {
      name: 'a number that is no code',
      filename: 'src/example.ts',
      code: `
import { randomInt } from 'node:crypto';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/dice', (_req, res) => {
  const roll = randomInt(1, 7);
  res.json({ roll });
});
`,
    },
    {
      name: 'an end',
      filename: 'src/example.ts',
      code: `
import { randomInt } from 'node:crypto';
import { createClient } from 'redis';

const redis = createClient();

export async function send(user: string): Promise<void> {
  const otp = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await redis.set(\`otp:\${user}\`, otp, { EX: 300 });
}
`,
    },
  ],
  invalid: [
    {
      name: 'a wide window',
      filename: 'src/example.ts',
      code: `
import { authenticator } from 'otplib';

export const lax = authenticator.clone({ window: 10 });
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              '`Authenticator.clone` accepts codes of 10 steps to either side, so many are right at once. Use a window of at most 1 (RFC 6238, 5.2).',
          },
          line: 4,
          column: 20,
        },
      ],
    },
    {
      name: 'four digits',
      filename: 'src/example.ts',
      code: `
import { randomInt } from 'node:crypto';

export function code(): string {
  const otp = String(randomInt(0, 10_000)).padStart(4, '0');
  return otp;
}
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'This code is one of 10000, which are soon guessed. Draw at least 6 digits (NIST SP 800-63B-3, 5.1.3.2).',
          },
          line: 5,
          column: 15,
        },
      ],
    },
    {
      name: 'a code in the answer',
      filename: 'src/case-0.ts',
      code: `
import { randomInt } from 'node:crypto';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/codes', (_req, res) => {
  const otp = String(randomInt(0, 1_000_000));
  res.json({ otp });
});
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'compared by hand',
      filename: 'src/example.ts',
      code: `
import { authenticator } from 'otplib';

export const check = (token: string, secret: string) => authenticator.generate(secret) === token;
`,
      errors: [{ messageId: 'evidence', line: 4, column: 57 }],
    },
  ],
});

marked(
  'no-weak-otp',
  'digits that are drawn one by one',
  `
import { randomInt } from 'node:crypto';
const digits = '0123456789';
export function codeOf(length: number) {
  let code = '';
  for (let i = 0; i < length; i++) code += digits.charAt(randomInt(digits.length)); // quiet
  return code;
}
export function sixDigits() {
  let otp = '';
  for (let i = 0; i < 6; i++) otp += digits.charAt(randomInt(10)); // quiet
  return otp;
}
export function oneDigit() {
  const otp = randomInt(10); // report
  return { otp };
}
export function fourDigits() {
  let otp = '';
  for (let i = 0; i < 4; i++) otp += digits.charAt(randomInt(10)); // report
  return otp;
}
`,
);
