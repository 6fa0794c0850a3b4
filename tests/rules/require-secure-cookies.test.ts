import { marked } from './marked.js';
import rule from '../../src/rules/require-secure-cookies.js';
import { ruleTester } from './tester.js';

function login(line: string): string {
  return `
import express from 'express';
import jwt from 'jsonwebtoken';
import { secure, cookieOptions } from './config.js';

const SAFE = { httpOnly: true, secure: true, sameSite: 'lax' } as const;
const app = express();
app.post('/login', (req, res) => {
  const token = jwt.sign({ sub: '1' }, process.env.JWT_SECRET!);
  ${line}
  res.sendStatus(204);
});
`;
}

ruleTester.run('require-secure-cookies: one cookie', rule, {
  valid: [
    { name: 'all protections', code: login(`res.cookie('t', token, SAFE);`) },
    { name: 'a spread of them', code: login(`res.cookie('t', token, { ...SAFE, path: '/' });`) },
    { name: 'a value that nobody signed', code: login(`res.cookie('theme', 'dark');`) },
    { name: 'an option that is configured', code: login(`res.cookie('t', token, { ...SAFE, secure });`) },
    { name: 'options that are not known', code: login(`res.cookie('t', token, cookieOptions);`) },
    {
      name: 'a header with its attributes',
      code: login('res.setHeader("Set-Cookie", `t=${token}; HttpOnly; Secure; SameSite=Lax`);'),
    },
  ],
  invalid: [
    {
      name: 'no options at all',
      code: login(`res.cookie('t', token);`),
      errors: [{ messageId: 'problem', line: 10, column: 3 }],
    },
    {
      name: 'one missing',
      code: login(`res.cookie('t', token, { secure: true, sameSite: 'strict' });`),
      errors: [
        {
          messageId: 'problem',
          data: {
            message:
              "The cookie `t` holds a signed credential and is set without protection: `httpOnly` is off: scripts of the page can read it. Set `httpOnly: true`, `secure: true` and `sameSite: 'lax'` or `'strict'`.",
          },
        },
      ],
    },
    {
      name: 'taken back after the spread',
      code: login(`res.cookie('t', token, { ...SAFE, secure: false });`),
      errors: [{ messageId: 'problem' }],
    },
    {
      name: 'a header without attributes',
      code: login('res.setHeader("Set-Cookie", `t=${token}; Path=/`);'),
      errors: [{ messageId: 'problem' }],
    },
  ],
});

ruleTester.run('require-secure-cookies: sessions', rule, {
  valid: [
    `import session from 'express-session';
export const s = session({ secret: process.env.S!, cookie: { secure: true, sameSite: 'lax' } });`,
    `import cookieSession from 'cookie-session';
export const s = cookieSession({ keys: [process.env.S!], sameSite: 'lax' });`,
  ],
  invalid: [
    {
      name: 'express-session leaves secure off',
      code: `import session from 'express-session';
export const s = session({ secret: process.env.S!, cookie: { sameSite: 'lax' } });`,
      errors: [{ messageId: 'problem' }],
    },
    {
      name: 'cookie-session, switched off',
      code: `import cookieSession from 'cookie-session';
export const s = cookieSession({ keys: [process.env.S!], sameSite: 'lax', httpOnly: false });`,
      errors: [{ messageId: 'problem' }],
    },
  ],
});

marked(
  'require-secure-cookies',
  'sessions of iron-session, and ids that are guessable besides',
  `import { getIronSession } from 'iron-session';
import { cookies } from 'next/headers';
export const a = async () => getIronSession(await cookies(), { password: process.env.KEY!, cookieName: 'a', cookieOptions: { secure: false } }); // report
export const b = async () => getIronSession(await cookies(), { password: process.env.KEY!, cookieName: 'b', cookieOptions: { sameSite: 'lax' } }); // quiet
export async function enter() {
  (await cookies()).set('sid', String(Math.random()), { httpOnly: false, secure: true, sameSite: 'lax' }); // report
  (await cookies()).set('colour', String(Math.random()), { httpOnly: false }); // quiet
}`,
);

marked(
  'require-secure-cookies',
  'cookies that a handler of hapi sets',
  `
import Hapi from '@hapi/hapi';
import { randomBytes } from 'node:crypto';
const server = Hapi.server({ port: 3000 });
server.route({ method: 'POST', path: '/a', handler: (request, h) => h.response('ok').state('sid', randomBytes(32).toString('hex'), { isSecure: false }) }); // report
server.route({ method: 'POST', path: '/b', handler: (request, h) => h.response('ok').state('sid', randomBytes(32).toString('hex'), { ttl: 60_000 }) }); // quiet
server.route({
  method: 'POST',
  path: '/c',
  handler: (request, h) => {
    h.state('sid', randomBytes(32).toString('hex'), { isHttpOnly: false }); // report
    h.state('theme', randomBytes(2).toString('hex'), { isHttpOnly: false }); // quiet
    return 'ok';
  },
});
`,
);
