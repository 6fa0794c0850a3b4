import rule from '../../src/rules/no-insecure-random.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-insecure-random', rule, {
  valid: [
    {
      name: 'random bytes',
      filename: 'src/example.ts',
      code: `
import { randomBytes } from 'node:crypto';

export function reset(): { readonly resetToken: string } {
  return { resetToken: randomBytes(32).toString('base64url') };
}
`,
    },
    {
      name: 'the time beside random bytes',
      filename: 'src/example.ts',
      code: `
import { randomUUID } from 'node:crypto';

export function key(): string {
  const apiKey = \`\${Date.now()}-\${randomUUID()}\`;
  return apiKey;
}
`,
    },
    {
      name: 'the time in a text with its MAC',
      filename: 'src/example.ts',
      code: `
import { createHmac } from 'node:crypto';

export function link(key: string): { readonly signedToken: string } {
  const until = String(Date.now() + 60_000);
  return { signedToken: until + '.' + createHmac('sha256', key).update(until).digest('hex') };
}
`,
    },
    {
      name: 'a colour',
      filename: 'src/example.ts',
      code: `
export const style = () => ({ colour: \`hsl(\${Math.floor(Math.random() * 360)} 80% 50%)\` });
`,
    },
    {
      name: 'a session id',
      filename: 'src/example.ts',
      code: `
import { randomUUID } from 'node:crypto';
import session from 'express-session';

export const sessions = (secret: string) => session({ secret, genid: () => randomUUID() });
`,
    },
  ],
  invalid: [
    {
      name: 'a token',
      filename: 'src/example.ts',
      code: `
export function reset(): { readonly resetToken: string } {
  return { resetToken: Math.random().toString(36).slice(2) };
}
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'The secret `resetToken` is made of `Math.random()` (src/example.ts:3:24), whose next values can be computed from earlier ones. Draw it with `randomBytes`, `randomInt` or `randomUUID` of `node:crypto`.',
          },
          line: 3,
          column: 24,
        },
      ],
    },
    {
      name: 'a hash of the time',
      filename: 'src/example.ts',
      code: `
import { createHash } from 'node:crypto';

export function key(user: string): string {
  const apiKey = createHash('sha256').update(\`\${user}\${Date.now()}\`).digest('hex');
  return apiKey;
}
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'The secret `apiKey` is made of `Date.now()` (src/example.ts:5:56), which everybody knows. Draw it with `randomBytes`, `randomInt` or `randomUUID` of `node:crypto`.',
          },
          line: 5,
          column: 18,
        },
      ],
    },
    {
      name: 'a code',
      filename: 'src/example.ts',
      code: `
export const code = () => {
  const otp = Math.floor(100000 + Math.random() * 900000);
  return otp;
};
`,
      errors: [{ messageId: 'evidence', line: 3, column: 15 }],
    },
    {
      name: 'a session id',
      filename: 'src/example.ts',
      code: `
import session from 'express-session';

export const sessions = (secret: string) => session({ secret, genid: () => String(Math.random()) });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 53 }],
    },
  ],
});

marked(
  'no-insecure-random',
  'a code that is kept, and that clients are asked for',
  `
import { randomInt } from 'node:crypto';
import express from 'express';
const app = express();
const codes = new Map<string, number>();
app.post('/otp', (req, res) => {
  const code = Math.floor(100_000 + Math.random() * 900_000); // report
  codes.set(req.body.phone, code);
  res.sendStatus(204);
});
const drawn = new Map<string, number>();
app.post('/drawn', (req, res) => {
  const code = randomInt(100_000, 1_000_000); // quiet
  drawn.set(req.body.phone, code);
  res.sendStatus(204);
});
app.post('/verify', (req, res) => res.json(codes.get(req.body.phone) === Number(req.body.code) || drawn.get(req.body.phone) === Number(req.body.code)));
app.get('/colour', (_req, res) => {
  const code = Math.floor(Math.random() * 900_000); // quiet
  res.json({ code });
});
`,
);
