import { marked } from './marked.js';
import rule from '../../src/rules/no-reflected-xss.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-reflected-xss: answers', rule, {
  valid: [
    {
      name: 'JSON',
      filename: 'src/hello.ts',
      code: `
import express from 'express';

const app = express();

app.get('/hello', (req, res) => {
  res.json({ hello: req.query.name });
});
`,
    },
    {
      name: 'plain text',
      filename: 'src/missing.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/users/:id', (req, res) => {
  res.status(404).type('text/plain').send('No user ' + req.params.id);
});
`,
    },
    {
      name: 'a page with the text escaped',
      filename: 'src/page.ts',
      code: `
import escapeHtml from 'escape-html';
import express from 'express';

const app = express();

function page(title: string, content: string): string {
  return \`<!doctype html><title>\${title}</title><main>\${escapeHtml(content)}</main>\`;
}

app.post('/preview', (req, res) => {
  res.send(page('Preview', req.body.text));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a text that is sent as HTML',
      filename: 'src/hello.ts',
      code: `
import express from 'express';

const app = express();

app.get('/hello', (req, res) => {
  res.send(\`<h1>Hello \${req.query.name}</h1>\`);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.name` (src/hello.ts:7:25) reaches the HTML answer of `Response.send`. Answer with JSON, or escape the value for HTML.',
          },
          line: 7,
          column: 12,
          endLine: 7,
          endColumn: 46,
        },
      ],
    },
    {
      name: 'a message of an error',
      filename: 'src/missing.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/users/:id', (req, res) => {
  res.status(404).send('No user ' + req.params.id);
});
`,
      errors: [{ messageId: 'flow', line: 7, column: 24, endLine: 7, endColumn: 50 }],
    },
    {
      name: 'a page that a function builds',
      filename: 'src/page.ts',
      code: `
import express from 'express';

const app = express();

function page(title: string, content: string): string {
  return \`<!doctype html><title>\${title}</title><main>\${content}</main>\`;
}

app.post('/preview', (req, res) => {
  res.send(page('Preview', req.body.text));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.text` (src/page.ts:11:28) reaches the HTML answer of `Response.send` through `page` (src/page.ts:6:1). Answer with JSON, or escape the value for HTML.',
          },
          line: 11,
          column: 12,
          endLine: 11,
          endColumn: 42,
        },
      ],
    },
  ],
});

ruleTester.run('no-reflected-xss: escaping by hand', rule, {
  valid: [
    {
      name: 'an escape of quotes, too',
      filename: 'src/form.ts',
      code: `
import express from 'express';

const app = express();
const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');

app.get('/form', (req, res) => {
  res.send(\`<input name="q" value="\${escape(String(req.query.q))}">\`);
});
`,
    },
    {
      name: 'a number',
      filename: 'src/count.ts',
      code: `
import express from 'express';

const app = express();

app.get('/count', (req, res) => {
  res.send(\`<p>\${Number(req.query.count)} results</p>\`);
});
`,
    },
  ],
  invalid: [
    {
      name: 'an escape of angle brackets where a quote ends the attribute',
      filename: 'src/form.ts',
      code: `
import express from 'express';

const app = express();
const escape = (text: string) => text.replace(/</g, '&lt;').replace(/>/g, '&gt;');

app.get('/form', (req, res) => {
  res.send(\`<input name="q" value="\${escape(String(req.query.q))}">\`);
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 12, endLine: 8, endColumn: 69 }],
    },
  ],
});

marked(
  'no-reflected-xss',
  'the origin of an address in front of a link',
  `
import express from 'express';
const app = express();
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
app.get('/a', (req, res) => {
  const { origin } = new URL(String(req.query.next));
  res.send('<a href="' + escape(origin) + '/help">help</a>'); // quiet
});
app.get('/b', (req, res) => {
  res.send('<a href="' + escape(String(req.query.next)) + '/help">help</a>'); // report
});
app.get('/c', (req, res) => {
  const { search } = new URL(String(req.query.next));
  res.send('<a href=' + search + '/help>help</a>'); // report
});
app.listen(3000);
`,
);
