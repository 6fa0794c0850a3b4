import { expect, it } from 'vitest';
import { marked, reportsOf } from './marked.js';
import { linesIn } from './project.js';

marked(
  'no-sensitive-logging',
  'fields of a body',
  `
import express from 'express';

const app = express();
app.use(express.json());

app.post('/login', (req, res) => {
  console.log('login', req.body.password); // report
  console.log('login', req.body.email); // quiet
  console.log(\`password \${req.body.password}\`); // report
  console.log(\`password of \${req.body.password.length} characters\`); // quiet
  console.log('given', Boolean(req.body.password)); // quiet
  console.log('ends in', req.body.token.slice(-2)); // quiet
  console.log('token', req.body.token.slice(7)); // report
  res.sendStatus(204);
});
`,
);

marked(
  'no-sensitive-logging',
  'whole bodies of credential routes',
  `
import express from 'express';

const app = express();
app.use(express.json());

app.post('/login', (req, res) => {
  console.log(req.body); // report
  const { password, ...rest } = req.body;
  console.log(rest); // quiet
  console.log({ ...req.body, password: '***' }); // quiet
  res.sendStatus(password ? 204 : 400);
});
app.post('/cities', (req, res) => {
  console.log(req.body); // quiet
  res.json({ name: req.body.name });
});
`,
);

marked(
  'no-sensitive-logging',
  'headers and cookies',
  `
import express from 'express';

const app = express();
app.use(express.json());

app.use((req, res, next) => {
  console.log(req.headers); // report
  console.log(req.get('authorization')); // report
  console.log(req.get('user-agent')); // quiet
  const { authorization, cookie, ...safe } = req.headers;
  console.log(safe); // quiet
  console.log(req.cookies.session_token); // report
  console.log(req.cookies.theme); // quiet
  next();
});
`,
);

marked(
  'no-sensitive-logging',
  'settings',
  `
console.log(process.env); // report
console.log(process.env.JWT_SECRET); // report
console.log(process.env.PORT); // quiet
console.log(process.env.JWT_SECRET !== undefined); // quiet
console.log(process.env.TOKEN_TTL); // quiet
`,
);

marked(
  'no-sensitive-logging',
  'loggers',
  `
import pino from 'pino';
import winston from 'winston';
import { Logger } from '@nestjs/common';
import express from 'express';

const app = express();
app.use(express.json());

const log = pino();
const redacting = pino({ redact: ['body.password'] });
const logger = winston.createLogger({ format: winston.format.json() });
app.post('/login', (req, res) => {
  log.info({ password: req.body.password }, 'login'); // report
  redacting.info({ body: req.body }, 'login'); // quiet
  logger.info('login', { password: req.body.password }); // report
  logger.info('login', { email: req.body.email }); // quiet
  new Logger('x').log(req.body.password); // report
  res.sendStatus(204);
});
`,
);

marked(
  'no-sensitive-logging',
  'issued tokens',
  `
import jwt from 'jsonwebtoken';

const token = jwt.sign({ sub: '1' }, String(process.env.KEY_FILE));
console.log({ token }); // report
console.log({ length: token.length }); // quiet
`,
);

it('no-sensitive-logging: tells the whole story', () => {
  const code = `import express from 'express';

const app = express();
app.use(express.json());

app.post('/login', (req, res) => {
  console.log('login', req.body.password);
  res.sendStatus(204);
});
`;
  expect(reportsOf('no-sensitive-logging', code, 'src/app.ts').map((each) => each.message)).toEqual([
    'A password from `req.body.password` (src/app.ts:7:24) reaches the log of `console.log`. Log an id, a length or a masked value, or let the logger redact the field.',
  ]);
});

marked(
  'no-sensitive-logging',
  'where a database stands is no secret, its address may hold one',
  `
const address = new URL(process.env.DATABASE_URL);
console.log('connected to ' + address.host); // quiet
console.log('connected to ' + address.href); // report
console.log('connected to ' + process.env.DATABASE_URL); // report
`,
);

marked(
  'no-sensitive-logging',
  'the text of an object says nothing, and a procedure is not asked for what its neighbours read',
  `
import express from 'express';
import { initTRPC } from '@trpc/server';
import { z } from 'zod';

const app = express();
app.get('/a', (req, res) => {
  console.log('headers: ' + req.headers); // quiet
  console.log('headers: ' + JSON.stringify(req.headers)); // report
  console.log(\`authorization: \${req.headers.authorization}\`); // report
});
const t = initTRPC.create();
const logs = t.middleware(({ next, input }) => {
  console.log(input); // quiet
  return next();
});
export const router = t.router({
  remind: t.procedure.input(z.string()).use(logs).mutation(({ input }) => input.length),
  change: t.procedure.input(z.object({ password: z.string() })).mutation(({ input }) => input.password.length),
});
`,
);

marked(
  'no-sensitive-logging',
  'what introduces a credential',
  `
import express from 'express';

const app = express();
app.use((req, res, next) => {
  const [scheme, token] = req.get('authorization').split(' ');
  console.log(scheme); // quiet
  console.log(token); // report
  const decoded = Buffer.from(token, 'base64').toString();
  const [user, password] = decoded.split(':');
  console.log(user); // quiet
  console.log(password); // report
  console.log(decoded.split(':').join('-')); // report
  console.log(req.get('cookie').split(';')[0]); // report
  next();
});
`,
);

marked(
  'no-sensitive-logging',
  'where an address with a password leads, and one setting of the environment',
  `
declare const names: readonly string[];
const own: Record<string, string | undefined> = {};
const url = new URL(process.env.DATABASE_URL!);
const shown = { host: url.hostname, port: Number(url.port || 5432), database: url.pathname.replace('/', ''), user: decodeURIComponent(url.username) };
console.log('connecting', shown); // quiet
console.log('connecting', url.href); // report
console.log('connecting', url.password); // report
for (const name of names) own[name] = process.env[name];
console.log('listening', own.PORT); // quiet
console.log('environment', process.env); // report
`,
);

marked(
  'no-sensitive-logging',
  'each setting of the environment in turn',
  `
for (const name in process.env) console.log(name, process.env[name]); // report
console.log(process.env.HOME); // quiet
`,
);

marked(
  'no-sensitive-logging',
  'what an address says besides its credentials',
  `
const url = process.env.DATABASE_URL ?? 'sqlite://./local.db';
const [scheme] = url.split('://');
const parts = url.split('://');
console.log('database of type', scheme, parts[0]); // quiet
console.log('database', parts[1]); // report
console.log('host', url.split('@')[1], url.split('@').pop()); // quiet
console.log('user', url.split('@')[0]); // report
`,
);

marked(
  'no-sensitive-logging',
  'where a secret is kept',
  `
console.log('saved to', process.env.API_CREDENTIALS_FILE, process.env.SECRETS_DIR, process.env.API_SECRET_ARN); // quiet
console.log('saved', process.env.API_CREDENTIALS); // report
console.log('saved', process.env.FILE_SECRET); // report
`,
);

marked(
  'no-sensitive-logging',
  'one setting of a copy of all of them',
  `
const copy: Record<string, string | undefined> = {};
Object.keys(process.env).forEach((key) => { copy[key.trim()] = process.env[key]; });
const read = (name: string) => copy['X_' + name] ?? copy[name];
const env: any = {};
env.PORT = read('PORT');
env.API_SECRET = read('API_SECRET');
function start() {
  console.log('listening', env.PORT); // quiet
  console.log('secret', env.API_SECRET); // report
  console.log('all', copy); // report
}
start();
`,
);

it('no-sensitive-logging: a server that only tests start', () => {
  const files = {
    'tests/fixtures/instance.ts': `export function start() { console.log('with', process.env.API_SECRET); }`,
    'tests/a.test.ts': `import { start } from './fixtures/instance';\nstart();`,
  };
  expect(linesIn('no-sensitive-logging', 'tests/fixtures/instance.ts', files)).toEqual([]);
  const served = { ...files, 'app.ts': `import { start } from './tests/fixtures/instance';\nstart();` };
  expect(linesIn('no-sensitive-logging', 'tests/fixtures/instance.ts', served)).toEqual([1]);
});
