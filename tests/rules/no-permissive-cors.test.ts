import { expect, it } from 'vitest';
import rule from '../../src/rules/no-permissive-cors.js';
import { marked } from './marked.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

function app(options: string): string {
  return `
import cors from 'cors';
import express from 'express';
import { isAllowed, origins } from './config.js';

const allowed = ['https://app.example.com'];
const app = express();
app.use(cors(${options}));
`;
}

const CREDENTIALS = 'credentials: true';

ruleTester.run('no-permissive-cors: options', rule, {
  valid: [
    app(''),
    app(`{ origin: true }`),
    app(`{ origin: allowed, ${CREDENTIALS} }`),
    app(`{ origin: origins, ${CREDENTIALS} }`),
    app(`{ origin: /^https:\\/\\/(?:[a-z]+\\.)?example\\.com$/, ${CREDENTIALS} }`),
    app(`{ origin: /^http:\\/\\/localhost:\\d+$/, ${CREDENTIALS} }`),
    app(
      `{ origin: (origin, done) => { if (!origin || allowed.includes(origin)) done(null, true); else done(new Error('no')); }, ${CREDENTIALS} }`,
    ),
    app(
      `{ origin: (origin, done) => { if (!origin || allowed.indexOf(origin) !== -1) done(null, true); else done(new Error('no')); }, ${CREDENTIALS} }`,
    ),
    app(`{ origin: (origin, done) => (isAllowed(origin) ? done(null, true) : done(null, false)), ${CREDENTIALS} }`),
    app(`{ origin: (origin, done) => done(null, isAllowed(origin)), ${CREDENTIALS} }`),
    app(`{ origin: (origin, done) => done(null, origin?.endsWith('.example.com')), ${CREDENTIALS} }`),
  ],
  invalid: [
    {
      code: app(`{ origin: true, ${CREDENTIALS} }`),
      errors: [
        {
          messageId: 'problem',
          line: 8,
          column: 9,
          data: {
            message:
              'User input from `the Origin header` (file.ts:8:9) reaches the allowed origins of `cors`. Compare the origin with a list of whole origins, and let in no other; in a pattern anchor both ends and escape the dots.',
          },
        },
      ],
    },
    { code: app(`{ origin: /^https:\\/\\/app.example.com$/, ${CREDENTIALS} }`), errors: [{ messageId: 'problem' }] },
    { code: app(`{ origin: [/localhost/], ${CREDENTIALS} }`), errors: [{ messageId: 'problem' }] },
    { code: app(`{ origin: ['null', ...allowed], ${CREDENTIALS} }`), errors: [{ messageId: 'problem' }] },
    { code: app(`{ origin: (origin, done) => done(null, true), ${CREDENTIALS} }`), errors: [{ messageId: 'problem' }] },
    {
      code: app(`{ origin: (origin, done) => done(null, origin), ${CREDENTIALS} }`),
      errors: [{ messageId: 'problem' }],
    },
    {
      code: app(`{ origin: (origin, done) => done(null, origin?.endsWith('example.com')), ${CREDENTIALS} }`),
      errors: [{ messageId: 'problem' }],
    },
    {
      name: 'any wildcard, when asked for',
      code: app(`{ origin: '*' }`),
      options: [{ wildcard: true }],
      errors: [{ messageId: 'problem' }],
    },
  ],
});

function byHand(origin: string, credentials: string): string {
  return `
import express from 'express';
const allowed = new Set(['https://app.example.com']);
const app = express();
app.use((req, res, next) => {
  const { origin = '' } = req.headers;
  ${origin}
  ${credentials}
  next();
});
`;
}

const SENDS = `res.setHeader('Access-Control-Allow-Credentials', 'true');`;

ruleTester.run('no-permissive-cors: headers', rule, {
  valid: [
    byHand(`if (allowed.has(origin)) res.setHeader('Access-Control-Allow-Origin', origin);`, SENDS),
    byHand(`res.setHeader('Access-Control-Allow-Origin', origin);`, ''),
    byHand(`res.setHeader('Access-Control-Allow-Origin', '*');`, ''),
  ],
  invalid: [
    {
      code: byHand(`res.setHeader('Access-Control-Allow-Origin', origin);`, SENDS),
      errors: [{ messageId: 'problem', line: 7 }],
    },
    {
      code: byHand(
        `if (origin.startsWith('https://app.example.com')) res.header('access-control-allow-origin', origin);`,
        SENDS,
      ),
      errors: [{ messageId: 'problem', line: 7 }],
    },
  ],
});

marked(
  'no-permissive-cors',
  'every origin, for developers alone or for all',
  `
import cors from 'cors';
import express from 'express';
import { config } from './config.js';
const app = express();
app.use('/a', cors({ origin: config.env === 'production' ? ['https://app.example.com'] : true, credentials: true })); // quiet
app.use('/b', cors({ origin: config.env === 'staging' ? ['https://app.example.com'] : true, credentials: true })); // report
app.use('/c', cors({ origin: true, credentials: true })); // report
`,
);

marked(
  'no-permissive-cors',
  'origins that the function of a Hono application reads from the request itself',
  `
import { Hono } from 'hono';
import { cors } from 'hono/cors';
const app = new Hono();
const own = ['https://app.example.com'];
app.use('/a', cors({ origin: (_origin, c) => new URL(c.req.header('referer') ?? '').origin, credentials: true })); // report
app.use('/b', cors({ origin: (_origin, c) => c.req.header('origin') ?? '*', credentials: true })); // report
app.use('/c', cors({ origin: (_origin, c) => (own.includes(c.req.header('origin') ?? '') ? c.req.header('origin') : null), credentials: true })); // quiet
app.use('/d', cors({ origin: (_origin, c) => c.env.ORIGIN, credentials: true })); // quiet
`,
);

it('no-permissive-cors: another file says whether it is a machine of a developer', () => {
  const files = (flag: string) => ({
    'src/environment.ts': `const environment = process.env.NODE_ENV;\nexport const flag = environment ${flag};`,
    'src/main.ts': `import cors from 'cors';
import express from 'express';
import { flag } from './environment';
express().use(cors({ origin: flag ? true : ['https://app.example.com', /\\.example\\.com$/], credentials: true }));
`,
  });
  expect(linesIn('no-permissive-cors', 'src/main.ts', files(`=== 'development'`))).toEqual([]);
  expect(linesIn('no-permissive-cors', 'src/main.ts', files(`!== 'development'`))).toEqual([4]);
});
