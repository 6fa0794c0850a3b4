import { marked } from './marked.js';

const HEAD = `
import crypto from 'node:crypto';
import { promisify } from 'node:util';

const randomBytes = promisify(crypto.randomBytes);
const settings: { key?: string } = { key: undefined };
const now = () => Math.floor(Date.now() / 1000);
`;

marked(
  'no-insecure-random',
  'what is encrypted is not guessed, in whatever letters it is written',
  `${HEAD}
const seal = async (content: object) => {
  const iv = await randomBytes(12);
  const cipher = crypto.createCipheriv('aes-256-gcm', Buffer.from(process.env.KEY!, 'base64'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()]);
  return sealed.toString('base64');
};
const encode = async (content: object) => Buffer.concat([Buffer.from(JSON.stringify(content))]).toString('base64');
export const sealedToken = async (id: string) => {
  const token = await seal({ t: now(), id }); // quiet
  return token;
};
export const encodedToken = async (id: string) => {
  const token = await encode({ t: now(), id }); // report
  return token;
};
`,
);

marked(
  'no-hardcoded-secrets',
  'a key that is not there is no text',
  `${HEAD}
const missing = Buffer.from(settings.key!, 'base64'); // quiet
const written = Buffer.from('c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMy', 'base64'); // report
export const one = (iv: Buffer) => crypto.createCipheriv('aes-256-gcm', missing, iv);
export const other = (iv: Buffer) => crypto.createCipheriv('aes-256-gcm', written, iv);
`,
);
