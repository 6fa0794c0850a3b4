import rule from '../../src/rules/no-session-fixation.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-session-fixation', rule, {
  valid: [
    {
      name: 'a new id',
      filename: 'src/example.ts',
      code: `
import bcrypt from 'bcrypt';
import session from 'express-session';
import { hashOf } from './users.js';
import express from 'express';

const app = express();
app.use(express.json());

app.use(session({ secret: process.env.SECRET! }));

app.post('/login', async (req, res) => {
  if (!(await bcrypt.compare(String(req.body.password), await hashOf(req.body.name)))) return res.sendStatus(401);
  await new Promise<void>((resolve) => req.session.regenerate(() => resolve()));
  req.session.user = req.body.name;
  return res.sendStatus(204);
});
`,
    },
    {
      name: 'renewed, where a stored password is compared as it is',
      filename: 'src/example.ts',
      code: `
import session from 'express-session';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SECRET! }));

app.post('/login', (req, res, next) => {
  pool.query('SELECT * FROM users WHERE name = $1', [req.body.name], (error, { rows }) => {
    const user = rows[0];
    if (!user || user.password !== req.body.password) return res.sendStatus(401);
    req.session.regenerate(() => {
      req.session.userId = user.id;
      res.sendStatus(204);
    });
  });
});
`,
    },
    {
      name: 'no login',
      filename: 'src/example.ts',
      code: `
import session from 'express-session';
import express from 'express';

const app = express();
app.use(express.json());

app.use(session({ secret: process.env.SECRET! }));

app.post('/theme', (req, res) => {
  req.session.theme = 'dark';
  res.sendStatus(204);
});
`,
    },
    {
      name: 'a drawn id',
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
      name: 'a stored password is compared as it is',
      filename: 'src/example.ts',
      code: `
import session from 'express-session';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
app.use(express.json());
app.use(session({ secret: process.env.SECRET! }));

app.post('/login', (req, res, next) => {
  pool.query('SELECT * FROM users WHERE name = $1', [req.body.name], (error, { rows }) => {
    const user = rows[0];
    if (!user || user.password !== req.body.password) return res.sendStatus(401);
    req.session.userId = user.id;
    res.sendStatus(204);
  });
});
`,
      errors: [{ messageId: 'evidence', line: 15 }],
    },
    {
      name: 'the old id stays',
      filename: 'src/case-0.ts',
      code: `
import bcrypt from 'bcrypt';
import session from 'express-session';
import { hashOf } from './users.js';
import express from 'express';

const app = express();
app.use(express.json());

app.use(session({ secret: process.env.SECRET! }));

app.post('/login', async (req, res) => {
  if (!(await bcrypt.compare(String(req.body.password), await hashOf(req.body.name)))) return res.sendStatus(401);
  req.session.user = req.body.name;
  return res.sendStatus(204);
});
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'the link chooses the id',
      filename: 'src/example.ts',
      code: `
import session from 'express-session';

export const sessions = (secret: string) => session({ secret, genid: (req) => String(req.query.sid) });
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              'The session id of `express-session` comes from `req.query.sid` (src/example.ts:4:86): whoever sends a link chooses the session of its victim. Leave the option out, or draw the id with `randomUUID`.',
          },
          line: 4,
          column: 53,
        },
      ],
    },
  ],
});

marked(
  'no-session-fixation',
  'a login that fills several fields lacks one renewal',
  `import express from 'express';
import session from 'express-session';
import bcrypt from 'bcrypt';
import { find } from './users.js';
const app = express();
app.use(session({ secret: process.env.SECRET! }));
app.post('/login', async (req, res) => {
  const user = await find(req.body.name);
  if (!(await bcrypt.compare(req.body.password, user.hash))) return res.sendStatus(401);
  req.session.userId = user.id; // report
  req.session.role = user.role; // quiet
  req.session.pending = null; // quiet
  res.end();
});
`,
);
