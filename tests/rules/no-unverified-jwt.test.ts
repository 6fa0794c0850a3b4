import rule from '../../src/rules/no-unverified-jwt.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-unverified-jwt', rule, {
  valid: [
    {
      name: 'verified',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export function isAdmin(token: string, key: string): boolean {
  const claims = jwt.verify(token, key, { algorithms: ['HS256'] }) as jwt.JwtPayload;
  return claims.role === 'admin';
}
`,
    },
    {
      name: 'verified before it is decoded',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export function roleOf(token: string, key: string): unknown {
  jwt.verify(token, key, { algorithms: ['HS256'] });
  return (jwt.decode(token) as jwt.JwtPayload).role;
}
`,
    },
    {
      name: 'decoded to find the key that it is verified with',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export async function reset(token: string, find: (id: unknown) => Promise<{ id: string; key: string } | null>) {
  const claims = jwt.decode(token) as jwt.JwtPayload | null;
  const account = await find(claims?.account);
  if (!account) throw new Error('no such account');
  try {
    jwt.verify(token, account.key, { algorithms: ['HS256'] });
  } catch {
    throw new Error('invalid token');
  }
  return account.id;
}
`,
    },
    {
      name: 'only the time',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export const ends = (token: string) => (jwt.decode(token) as jwt.JwtPayload | null)?.exp;
`,
    },
    {
      name: 'options that are not known',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export const subject = (token: string, key: string, lax: boolean) =>
  jwt.verify(token, key, { algorithms: ['HS256'], ignoreExpiration: lax });
`,
    },
  ],
  invalid: [
    {
      name: 'a claim decides before the token is verified',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export function isAdmin(token: string, key: string): boolean {
  const claims = jwt.decode(token) as jwt.JwtPayload | null;
  if (claims?.role === 'admin') return true;
  jwt.verify(token, key, { algorithms: ['HS256'] });
  return false;
}
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'only some tokens are verified',
      filename: 'src/example.ts',
      code: `
import jwt from 'jsonwebtoken';

export function isAdmin(token: string, key: string): boolean {
  const claims = jwt.decode(token) as jwt.JwtPayload | null;
  if (claims?.strict) jwt.verify(token, key, { algorithms: ['HS256'] });
  return claims?.role === 'admin';
}
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'a claim decides',
      filename: 'src/unverified-jwt-0.ts',
      code: `
import jwt from 'jsonwebtoken';

export function isAdmin(token: string): boolean {
  const claims = jwt.decode(token) as jwt.JwtPayload | null;
  return claims?.role === 'admin';
}
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'Nobody has verified the token whose claim `role` is used: decoding believes whatever it is sent. Verify the token with a key of your own and fixed algorithms.',
          },
          line: 5,
          column: 18,
        },
      ],
    },
    {
      name: 'expired tokens, options of a constant',
      filename: 'src/unverified-jwt-1.ts',
      code: `
import jwt from 'jsonwebtoken';

const options = { algorithms: ['HS256' as const], ignoreExpiration: true };

export const subject = (token: string, key: string) => jwt.verify(token, key, options);
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              '`jsonwebtoken.verify` accepts tokens that have expired. Leave `ignoreExpiration` off, and refresh tokens with a credential of their own.',
          },
          line: 6,
          column: 56,
        },
      ],
    },
    {
      name: 'the key of the token',
      filename: 'src/unverified-jwt-2.ts',
      code: `
import { EmbeddedJWK, jwtVerify } from 'jose';

export const check = (token: string) => jwtVerify(token, EmbeddedJWK);
`,
      errors: [{ messageId: 'evidence', line: 4, column: 58 }],
    },
    {
      name: 'no signature',
      filename: 'src/unverified-jwt-3.ts',
      code: `
import jwt from 'jsonwebtoken';

export const check = (token: string) => jwt.verify(token, '', { algorithms: ['none'] });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 41 }],
    },
  ],
});

marked(
  'no-unverified-jwt',
  'a token that the service has fetched itself, and one that it is sent',
  `
import express from 'express';
import jwt from 'jsonwebtoken';
const app = express();
app.get('/callback', async (req, res) => {
  const answer = await fetch('https://login.example.com/token', { method: 'POST', body: String(req.query.code) });
  const { id_token } = await answer.json();
  req.user = jwt.decode(id_token); // quiet
  res.sendStatus(204);
});
app.get('/sent', async (req, res) => {
  req.user = jwt.decode(String(req.query.token)); // report
  res.sendStatus(204);
});
`,
);

marked(
  'no-unverified-jwt',
  'a key that the header of a token names among those of the program, and one that it brings along',
  `
import { decodeProtectedHeader } from 'jose';
import jwt from 'jsonwebtoken';
const keys: Record<string, string> = { first: process.env.FIRST_KEY!, second: process.env.SECOND_KEY! };
export function named(token: string) {
  const { kid } = decodeProtectedHeader(token);
  return jwt.verify(token, keys[kid!]!, { algorithms: ['HS256'] }); // quiet
}
export function brought(token: string) {
  const { x5c } = decodeProtectedHeader(token);
  return jwt.verify(token, x5c![0]!, { algorithms: ['RS256'] }); // report
}
`,
);
