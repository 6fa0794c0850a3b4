import rule from '../../src/rules/no-incomplete-url-check.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-incomplete-url-check', rule, {
  valid: [
    {
      name: 'a prefix without its slash: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = String(req.body.url);
  if (!url.startsWith('https://hooks.partner.example/')) return res.sendStatus(400);
  return res.json({ url });
});
`,
    },
    {
      name: 'a suffix without its dot: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = new URL(String(req.body.url));
  if (!url.hostname.endsWith('.partner.example')) return res.sendStatus(400);
  return res.json({ host: url.hostname });
});
`,
    },
    {
      name: 'a dot that stands for any character: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = String(req.body.url);
  if (!/^https:\\/\\/hooks\\.partner\\.example\\//.test(url)) return res.sendStatus(400);
  return res.json({ url });
});
`,
    },
    {
      name: 'a scheme that is refused: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = new URL(String(req.body.url));
  if (url.protocol !== 'https:') return res.sendStatus(400);
  return res.json({ url });
});
`,
    },
  ],
  invalid: [
    {
      name: 'a prefix without its slash',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = String(req.body.url);
  if (!url.startsWith('https://hooks.partner.example')) return res.sendStatus(400);
  return res.json({ url });
});
`,
      errors: [
        {
          messageId: 'check',
          data: {
            message:
              'This test of `req.body.url` is no check of its host: the host does not end behind it: `https://hooks.partner.example.evil.example` and `https://hooks.partner.example@evil.example` pass. Parse it by new URL and compare `hostname` with whole names.',
          },
          line: 8,
        },
      ],
    },
    {
      name: 'a suffix without its dot',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = new URL(String(req.body.url));
  if (!url.hostname.endsWith('partner.example')) return res.sendStatus(400);
  return res.json({ host: url.hostname });
});
`,
      errors: [{ messageId: 'check', line: 8 }],
    },
    {
      name: 'a dot that stands for any character',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = String(req.body.url);
  if (!/^https:\\/\\/hooks.partner.example\\//.test(url)) return res.sendStatus(400);
  return res.json({ url });
});
`,
      errors: [{ messageId: 'check', line: 8 }],
    },
    {
      name: 'a scheme that is refused',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const url = String(req.body.url);
  if (url.startsWith('javascript:')) return res.sendStatus(400);
  return res.json({ url });
});
`,
      errors: [{ messageId: 'check', line: 8 }],
    },
  ],
});

marked(
  'no-incomplete-url-check',
  'a host that is looked for by its position',
  `
import express from 'express';

const app = express();
app.get('/a', (req, res) => {
  const to = String(req.query.to);
  if (to.indexOf('example.com') === -1) return res.status(400).end(); // report
  return res.redirect(to);
});
app.get('/b', (req, res) => {
  const text = String(req.query.text);
  res.json(text.indexOf('example.com')); // quiet
});
`,
);

marked(
  'no-incomplete-url-check',
  'a scheme that is refused, and one that is wanted',
  `
import express from 'express';

const app = express();
app.post('/a', (req, res) => {
  const link = String(req.body.link);
  if (link.startsWith('data:')) return res.sendStatus(400); // report
  const image = String(req.body.image);
  if (!image.startsWith('data:image/')) return res.sendStatus(400); // quiet
  return res.json({ link, image });
});
`,
);
