import { expect, it } from 'vitest';
import rule from '../../src/rules/no-redos.js';
import { withProgram } from './project.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-redos: exponential', rule, {
  valid: [
    {
      name: 'words divided by exactly one blank',
      filename: 'src/names.ts',
      code: `
export const isName = (text: string) => /^\\w+(?:\\s\\w+)*$/.test(text);
`,
    },
    {
      name: 'alternatives that exclude each other',
      filename: 'src/tags.ts',
      code: `
const TAGS = new RegExp('^(?:[a-z]|[0-9])+$');

export const areTags = (text: string) => TAGS.test(text);
`,
    },
  ],
  invalid: [
    {
      name: 'nested repetition',
      filename: 'src/names.ts',
      code: `
export const isName = (text: string) => /^(\\w+\\s?)+$/.test(text);
`,
      errors: [
        {
          messageId: 'slow',
          data: {
            message:
              'This regular expression takes exponential time on texts such as "AAAA-". Rewrite it so that no two of its repeated parts can match the same text.',
          },
          line: 2,
          column: 41,
          endLine: 2,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'alternatives that overlap',
      filename: 'src/tags.ts',
      code: `
const TAGS = new RegExp('^(?:[a-z]|[a-z0-9])+$');

export const areTags = (text: string) => TAGS.test(text);
`,
      errors: [
        {
          messageId: 'slow',
          data: {
            message:
              'This regular expression takes exponential time on texts such as "aaaaaaaA". Rewrite it so that no two of its repeated parts can match the same text.',
          },
          line: 2,
          column: 14,
          endLine: 2,
          endColumn: 49,
        },
      ],
    },
    {
      name: 'an exponential one stays one below a limit',
      filename: 'src/limits.ts',
      code: `
import express from 'express';

const app = express();

app.post('/tags', (req, res) => {
  const text = String(req.body.text);
  if (text.length > 200) return res.sendStatus(413);
  return res.json({ fine: /^(a+)+$/.test(text) });
});
`,
      errors: [{ messageId: 'slow', line: 9, column: 27, endLine: 9, endColumn: 36 }],
    },
  ],
});

ruleTester.run('no-redos: polynomial', rule, {
  valid: [
    {
      name: 'the text is bounded',
      filename: 'src/comments.ts',
      code: `
import express from 'express';

const app = express();

app.post('/comments', (req, res) => {
  const text = String(req.body.text).slice(0, 1000);
  res.json({ text: text.replace(/\\s+$/, '') });
});
`,
    },
    {
      name: 'the text comes from nowhere',
      filename: 'src/comments.ts',
      code: `
export const trimmed = (text: string) => text.replace(/\\s+$/, '');
`,
    },
    {
      name: 'a function that is given a short text',
      filename: 'src/mail.ts',
      code: `
import express from 'express';

const app = express();

function isMail(text: string): boolean {
  return text.length <= 254 && /^[^@]+@[^@]+\\.[^@]+$/.test(text);
}

app.post('/mail', (req, res) => {
  res.json({ fine: isMail(String(req.body.mail)) });
});
`,
    },
    {
      name: 'an address of mail is short',
      filename: 'src/mail.ts',
      code: `
import express from 'express';
import Joi from 'joi';
import validator from 'validator';

const app = express();
const schema = Joi.object({ mail: Joi.string().email() });

app.post('/mail', (req, res) => {
  const { error, value } = schema.validate(req.body);
  if (error) return res.sendStatus(400);
  if (!validator.isEmail(req.body.other)) return res.sendStatus(400);
  res.json({ fine: /^\\S+@\\S+\\.\\S+$/.test(value.mail) && /^\\S+@\\S+\\.\\S+$/.test(req.body.other) });
});
`,
    },
    {
      name: 'what is known of the text leaves no room for the attack',
      filename: 'src/names.ts',
      code: `
import express from 'express';

const app = express();

app.post('/names', (req, res) => {
  const name = String(req.body.name);
  if (!/^[a-z-]+$/.test(name)) return res.sendStatus(400);
  res.json({ name: name.replace(/\\s+$/, '') });
});
`,
    },
    {
      name: 'a schema bounds the text',
      filename: 'src/schema.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Comment = z.object({ text: z.string().max(300) });

app.post('/comments', (req, res) => {
  const { text } = Comment.parse(req.body);
  res.json({ text: text.replace(/\\s+$/, '') });
});
`,
    },
  ],
  invalid: [
    {
      name: 'what is known of the text allows the attack; an address of any length',
      filename: 'src/names.ts',
      code: `
import express from 'express';
import Joi from 'joi';

const app = express();
const schema = Joi.object({ mail: Joi.string().email({ ignoreLength: true }) });

app.post('/names', (req, res) => {
  const name = String(req.body.name);
  if (!/^[a-z -]+$/.test(name)) return res.sendStatus(400);
  res.json({ name: name.replace(/ +$/, '') });
});
app.post('/mail', (req, res) => {
  const { error, value } = schema.validate(req.body);
  if (error) return res.sendStatus(400);
  res.json({ fine: /^\\w+\\w+@/.test(value.mail) });
});
`,
      errors: [
        { messageId: 'slow', line: 11 },
        { messageId: 'slow', line: 16 },
      ],
    },
    {
      name: 'the text comes from a client',
      filename: 'src/comments.ts',
      code: `
import express from 'express';

const app = express();

app.post('/comments', (req, res) => {
  const text = String(req.body.text);
  res.json({ text: text.replace(/\\s+$/, '') });
});
`,
      errors: [
        {
          messageId: 'slow',
          data: {
            message:
              'This regular expression takes quadratic time on texts such as "   A", and `req.body.text` (src/comments.ts:7:23) can bring one. Bound the length of the text first, or rewrite the expression so that no two of its repeated parts can match the same text.',
          },
          line: 8,
          column: 33,
          endLine: 8,
          endColumn: 39,
        },
      ],
    },
    {
      name: 'a function that is given the text',
      filename: 'src/mail.ts',
      code: `
import express from 'express';

const app = express();

function isMail(text: string): boolean {
  return /^[^@]+@[^@]+\\.[^@]+$/.test(text);
}

app.post('/mail', (req, res) => {
  res.json({ fine: isMail(String(req.body.mail)) });
});
`,
      errors: [{ messageId: 'slow', line: 7, column: 10, endLine: 7, endColumn: 32 }],
    },
  ],
});

it('a call that brings the text names the expression of the other file and where it stands', () => {
  const files = {
    'src/trim.ts': String.raw`export const cut = (text: string): string => text.replace(/\s+$/, '');`,
    'src/app.ts': `import express from 'express';
import { cut } from './trim.js';
const app = express();
app.use(express.json({ limit: '5mb' }));
app.post('/', (req, res) => { res.json({ text: cut(String(req.body.text)) }); });
`,
  };
  const messages = withProgram(files, ['no-redos'], (lint) => lint('src/app.ts').map(({ message }) => message));
  expect(messages[0]).toMatch(
    /^The regular expression `\/.*\/g?` \(src\/trim\.ts:1:\d+\) takes quadratic time on texts such as "/,
  );
});
