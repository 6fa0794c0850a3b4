import rule from '../../src/rules/no-header-injection.js';
import { service } from './service.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-header-injection: answers', rule, {
  valid: [
    {
      name: 'the name of a header, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.setHeader('X-Label', String(req.query.label));`,
      ),
    },
    {
      name: 'a group of names, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.setHeader('X-Meta-' + req.query.label, 'on');`,
      ),
    },
    {
      name: 'all headers, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.set({ 'X-Label': String(req.query.label) });`,
      ),
    },
    {
      name: 'a cookie as text, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.set('Set-Cookie', \`label=\${encodeURIComponent(String(req.query.label))}\`);`,
      ),
    },
    {
      name: 'the name of a cookie, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.cookie('label', String(req.body.label));`,
      ),
    },
    {
      name: 'a cookie that is not encoded, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.cookie('label', String(req.body.label));`,
      ),
    },
    {
      name: 'an address of a mail, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `await mailer.sendMail({ from: { name: req.body.name, address: 'a@b.example' }, to: req.body.email, text: 'Hi' });`,
      ),
    },
    {
      name: 'a command of SMTP, safe',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `if (!/^[\\w.]+@[\\w.]+$/.test(req.body.email)) return;
  net.connect(25, 'mail.internal').write(\`RCPT TO:<\${req.body.email}>\\r\\n\`);`,
      ),
    },
  ],
  invalid: [
    {
      name: 'the name of a header',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.setHeader(String(req.query.label), 'on');`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.query.label\` (src/app.ts:11:24) reaches the name of a header of \`Response.setHeader\`. Keep names constant, and encode the value for its place.`,
          },
        },
      ],
    },
    {
      name: 'all headers',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        'res.set(req.body);',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a cookie as text',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.set('Set-Cookie', \`label=\${req.query.label}\`);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'the name of a cookie',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.cookie(String(req.body.label), 'on');`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a cookie that is not encoded',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `res.cookie('label', String(req.body.label), { encode: String });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'an address of a mail',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `await mailer.sendMail({ from: \`"\${req.body.name}" <a@b.example>\`, to: 'c@d.example', text: 'Hi' });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a command of SMTP',
      filename: 'src/app.ts',
      code: service(
        `import net from 'node:net';
import nodemailer from 'nodemailer';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });`,
        `net.connect(25, 'mail.internal').write(\`RCPT TO:<\${req.body.email}>\\r\\n\`);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

marked(
  'no-header-injection',
  'names of fields of the request are tokens',
  `
import express from 'express';
const app = express();
app.use(express.json());
app.post('/copy', (req, res) => {
  for (const [name, value] of Object.entries(req.headers)) res.setHeader(name, encodeURIComponent(String(value))); // quiet
  for (const [name, value] of Object.entries(req.body)) res.setHeader(name, encodeURIComponent(String(value))); // report
  res.json({});
});
`,
);
