/** What small packages hash and draw, as the rules see it. */
import { marked } from './marked.js';

marked(
  'no-weak-password-hash',
  'digests of one function, and relatives of bcrypt',
  `
import express from 'express';
import md5 from 'md5';
import sha1 from 'sha1';
import { sha256 } from 'js-sha256';
import bcrypt from 'bcrypt-nodejs';
const app = express();
app.use(express.json());
app.post('/users', (req, res) => {
  const { name, password } = req.body;
  const etag = md5(name); // quiet
  save({ name, password: md5(password) }); // report
  save({ name, password: sha1(password) }); // report
  save({ name, password: sha256(password) }); // report
  save({ name, password: bcrypt.hashSync(password, bcrypt.genSaltSync(12)) }); // quiet
  save({ name, password: bcrypt.hashSync(password, bcrypt.genSaltSync(4)) }); // report
  res.json({ etag });
});
`,
);

marked(
  'no-insecure-random',
  'generators that can be computed, and those of the operating system',
  `
import Chance from 'chance';
import seedrandom from 'seedrandom';
import { nanoid as quick } from 'nanoid/non-secure';
import { nanoid } from 'nanoid';
import randomstring from 'randomstring';
const chance = new Chance();
const next = seedrandom('a');
export const tokens = () => {
  const resetToken = chance.string({ length: 32 }); // report
  const sessionToken = String(next()); // report
  const apiKey = quick(); // report
  const ownApiKey = nanoid(); // quiet
  const otherApiKey = randomstring.generate(32); // quiet
  const colour = chance.integer({ min: 0, max: 255 }); // quiet
  return { resetToken, sessionToken, apiKey, ownApiKey, otherApiKey, colour };
};
`,
);

marked(
  'require-secure-cookies',
  'headers that the package cookie writes',
  `
import express from 'express';
import { serialize, stringifySetCookie } from 'cookie';
import { randomUUID } from 'node:crypto';
const app = express();
app.post('/login', (req, res) => {
  const session = randomUUID();
  res.setHeader('Set-Cookie', serialize('session', session)); // report
  res.setHeader('Set-Cookie', serialize('session', session, { httpOnly: true, secure: true, sameSite: 'lax' })); // quiet
  res.setHeader('Set-Cookie', stringifySetCookie({ name: 'session', value: session })); // report
  res.setHeader('Set-Cookie', stringifySetCookie({ name: 'session', value: session, httpOnly: true, secure: true, sameSite: 'lax' })); // quiet
  res.end();
});
`,
);
