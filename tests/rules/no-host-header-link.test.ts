import rule from '../../src/rules/no-host-header-link.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-host-header-link: links', rule, {
  valid: [
    {
      name: 'the Host header, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `await mailer.sendMail({ to: req.body.email, text: \`Open \${BASE}/reset\` });`,
      ),
    },
    {
      name: 'a checked host, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `if (!HOSTS.includes(req.hostname)) return;
  await mailer.sendMail({ to: 'a@b.example', text: \`https://\${req.hostname}/reset\` });`,
      ),
    },
    {
      name: 'the origin in HTML, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `await mailer.sendMail({ to: 'a@b.example', html: \`<p>Asked from \${req.get('origin')}</p>\` });`,
      ),
    },
    {
      name: 'data of a template, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `await sendgrid.send({ to: 'a@b.example', from: 'a@b.example', templateId: 'd', dynamicTemplateData: { link: \`\${BASE}/reset\` } });`,
      ),
    },
    {
      name: 'a command of SES, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `const mail = new SendEmailCommand({ Source: 'a', Destination: {}, Message: { Subject: { Data: 'x' }, Body: { Text: { Data: \`\${BASE}/x\` } } } });`,
      ),
    },
    {
      name: 'a redirect, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `res.redirect(301, \`https://app.example\${req.originalUrl}\`);`,
      ),
    },
    {
      name: 'a log line, safe',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `console.info(\`https://\${req.headers.host}\`);`,
      ),
    },
  ],
  invalid: [
    {
      name: 'the Host header',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `await mailer.sendMail({ to: req.body.email, text: \`Open https://\${req.headers.host}/reset\` });`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.headers.host\` (src/app.ts:14:69) reaches the text of the mail of \`Transporter.sendMail\`. Begin the link with a configured address, or compare the host with a list of your own.`,
          },
        },
      ],
    },
    {
      name: 'a checked host',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `if (req.hostname === '') return;
  await mailer.sendMail({ to: 'a@b.example', text: \`https://\${req.hostname}/reset\` });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'the origin in HTML',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `await mailer.sendMail({ to: 'a@b.example', html: \`<a href="\${req.get('origin')}/reset">Reset</a>\` });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'data of a template',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `await sendgrid.send({ to: 'a@b.example', from: 'a@b.example', templateId: 'd', dynamicTemplateData: { link: \`https://\${req.get('x-forwarded-host')}/reset\` } });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a command of SES',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `const mail = new SendEmailCommand({ Source: 'a', Destination: {}, Message: { Subject: { Data: 'x' }, Body: { Text: { Data: \`https://\${req.headers.host}/x\` } } } });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a redirect',
      filename: 'src/app.ts',
      code: service(
        `import nodemailer from 'nodemailer';
import sendgrid from '@sendgrid/mail';
import { SendEmailCommand } from '@aws-sdk/client-ses';

const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const HOSTS = ['app.example', 'eu.app.example'];
const BASE = process.env.PUBLIC_URL;`,
        `res.redirect(301, \`https://\${req.headers.host}\${req.originalUrl}\`);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

const invitation = (base: string): string => `import express from 'express';
import nodemailer from 'nodemailer';
const mailer = nodemailer.createTransport({ host: 'mail.internal' });
const app = express();
app.post('/forgot', async (req, res) => {
  const link = new URL('/reset', ${base});
  link.searchParams.set('t', 'token');
  await mailer.sendMail({ to: 'a@b.example', html: \`<a href="\${link}">Reset</a>\` });
  res.sendStatus(202);
});
app.listen(3000);
`;

ruleTester.run('no-host-header-link: a base of unknown scheme', rule, {
  valid: [
    {
      name: 'the path from the request, the host from a setting',
      filename: 'src/app.ts',
      code: invitation('`${req.protocol}://${process.env.HOST}/${req.hostname}`'),
    },
  ],
  invalid: [
    {
      name: 'the host from the request',
      filename: 'src/app.ts',
      code: invitation('`${req.protocol}://${req.hostname}`'),
      errors: [{ messageId: 'flow', line: 8 }],
    },
  ],
});
