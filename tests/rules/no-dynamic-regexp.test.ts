import rule from '../../src/rules/no-dynamic-regexp.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-dynamic-regexp: patterns', rule, {
  valid: [
    {
      name: 'a search for plain text',
      filename: 'src/search.ts',
      code: `
import express from 'express';

const app = express();
const titles = ['First steps', 'Second thoughts'];

app.get('/search', (req, res) => {
  const words = String(req.query.q).toLowerCase();
  res.json(titles.filter((title) => title.toLowerCase().includes(words)));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a pattern from the query',
      filename: 'src/search.ts',
      code: `
import express from 'express';

const app = express();
const titles = ['First steps', 'Second thoughts'];

app.get('/search', (req, res) => {
  const pattern = new RegExp(String(req.query.q), 'i');
  res.json(titles.filter((title) => pattern.test(title)));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.q` (src/search.ts:8:37) reaches the pattern of `RegExp`. Escape the value or search for it as plain text.',
          },
          line: 8,
          column: 30,
          endLine: 8,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'a pattern without new',
      filename: 'src/search.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/has/:name', (req, res) => {
  res.json({ found: RegExp(\`^\${req.params.name}$\`).test('index') });
});
`,
      errors: [{ messageId: 'flow', line: 7, column: 28, endLine: 7, endColumn: 50 }],
    },
  ],
});

ruleTester.run('no-dynamic-regexp: escaping', rule, {
  valid: [
    {
      name: 'an escape of every special character',
      filename: 'src/escape.ts',
      code: `
import express from 'express';

const escapeRegExp = (text: string) => text.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&');
const app = express();

app.get('/search', (req, res) => {
  const pattern = new RegExp(escapeRegExp(String(req.query.q)));
  res.json({ found: pattern.test('index') });
});
`,
    },
    {
      name: 'a word of letters only',
      filename: 'src/words.ts',
      code: `
import express from 'express';

const app = express();

function wholeWord(word: string): RegExp {
  return new RegExp(\`\\\\b\${word}\\\\b\`, 'u');
}

app.get('/count', (req, res) => {
  const word = req.get('x-word') ?? '';
  if (!/^\\w{1,40}$/.test(word)) return res.sendStatus(400);
  return res.json({ found: wholeWord(word).test('some text') });
});
`,
    },
  ],
  invalid: [
    {
      name: 'an escape that forgets most characters',
      filename: 'src/escape.ts',
      code: `
import express from 'express';

const escapeDots = (text: string) => text.replace(/\\./g, '\\\\.');
const app = express();

app.get('/search', (req, res) => {
  const pattern = new RegExp(escapeDots(String(req.query.q)));
  res.json({ found: pattern.test('index') });
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 30, endLine: 8, endColumn: 61 }],
    },
    {
      name: 'a helper that builds the pattern',
      filename: 'src/words.ts',
      code: `
import express from 'express';

const app = express();

function wholeWord(word: string): RegExp {
  return new RegExp(\`\\\\b\${word}\\\\b\`, 'u');
}

app.get('/count', (req, res) => {
  res.json({ found: wholeWord(req.get('x-word') ?? '').test('some text') });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              "User input from `req.get('x-word')` (src/words.ts:11:31) reaches the pattern of `RegExp` through `wholeWord` (src/words.ts:6:1). Escape the value or search for it as plain text.",
          },
          line: 7,
          column: 21,
          endLine: 7,
          endColumn: 36,
        },
      ],
    },
  ],
});

ruleTester.run('no-dynamic-regexp: texts that become patterns', rule, {
  valid: [
    {
      name: 'includes makes none',
      filename: 'src/match.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.post('/match', (req, res) => {
  res.json({ found: 'first second'.includes(req.body.pattern) });
});
`,
    },
  ],
  invalid: [
    {
      name: 'match makes a pattern of a text',
      filename: 'src/match.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.post('/match', (req, res) => {
  res.json({ found: 'first second'.match(req.body.pattern) });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.pattern` (src/match.ts:7:42) reaches the pattern of `RegExp`. Escape the value or search for it as plain text.',
          },
          line: 7,
          column: 42,
          endLine: 7,
          endColumn: 58,
        },
      ],
    },
  ],
});

ruleTester.run('no-dynamic-regexp: whether a text is a pattern at all', rule, {
  valid: [
    {
      name: 'nothing is matched by it',
      filename: 'src/ask.ts',
      code: `
import express from 'express';

const app = express();

app.get('/valid', (req, res) => {
  try {
    new RegExp(String(req.query.q));
    res.json(true);
  } catch {
    res.json(false);
  }
});
`,
    },
  ],
  invalid: [
    {
      name: 'asked, and then used',
      filename: 'src/ask.ts',
      code: `
import express from 'express';

const app = express();

app.get('/valid', (req, res) => {
  try {
    const pattern = new RegExp(String(req.query.q));
    res.json(pattern.test('index'));
  } catch {
    res.json(false);
  }
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
  ],
});

marked(
  'no-dynamic-regexp',
  'a dot that nothing repeats matches one character, and takes no time',
  `
import express from 'express';
const app = express();
app.use(express.json({ limit: '10kb' }));
app.post('/handles', (req, res) => {
  const found = String(req.body.text).match(/@([\\w.-]+)@([\\w-]+\\.[\\w.-]+[a-zA-Z])/g) ?? [];
  for (const each of found) res.json('a text'.replace(new RegExp(each, 'g'), 'x')); // quiet
});
app.post('/addresses', (req, res) => {
  const found = String(req.body.text).match(/([\\w.+-]+)@([\\w-]+\\.[\\w.-]+[a-zA-Z])/g) ?? [];
  for (const each of found) res.json('a text'.replace(new RegExp(each, 'g'), 'x')); // report
});
`,
);
