import rule from '../../src/rules/no-type-confusion.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-type-confusion', rule, {
  valid: [
    {
      name: 'a length that decides what is shown, where only refusals count: the quiet twin',
      filename: 'src/example.ts',
      options: [{ checks: 'refusals' }],
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const shown = req.body.text.length > 300 ? 'long' : 'short';
  return res.json({ shown });
});
`,
    },
    {
      name: "a check of one's own that a schema asks after the type: the quiet twin",
      filename: 'src/example.ts',
      code: `
import express from 'express';
import Joi from 'joi';

const app = express();
const long = (value: string, helpers: Joi.CustomHelpers) => (value.length < 8 ? helpers.error('any.invalid') : value);
const schema = Joi.object({ password: Joi.string().custom(long) });

app.post('/users', (req, res) => {
  if (schema.validate(req.body).error) return res.sendStatus(400);
  return res.sendStatus(204);
});
`,
    },
    {
      name: 'a search in what may be an array: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const { name } = req.query;
  if (typeof name !== 'string' || name.includes('..')) return res.sendStatus(400);
  return res.send({ name });
});
`,
    },
    {
      name: 'a length that an object may claim: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const { text } = req.body;
  if (typeof text !== 'string' || text.length > 300) return res.sendStatus(413);
  return res.json(text);
});
`,
    },
    {
      name: 'a position: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name = String(req.query.name);
  if (name.indexOf('..') >= 0) return res.sendStatus(400);
  return res.json(name);
});
`,
    },
    {
      name: 'a list of any length: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const { tags } = req.body;
  if (!Array.isArray(tags) || tags.length > 20) return res.sendStatus(413);
  return res.json(tags);
});
`,
    },
  ],
  invalid: [
    {
      name: 'a length that decides what is shown, where all checks count',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const shown = req.body.text.length > 300 ? 'long' : 'short';
  return res.json({ shown });
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
    {
      name: 'a length that refuses, where only such checks count',
      filename: 'src/example.ts',
      options: [{ checks: 'refusals' }],
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  const tooLong = req.body.text.length > 300;
  if (tooLong) return res.sendStatus(413);
  return res.json(req.body.text);
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
    {
      name: "a check of one's own that a schema asks of anything",
      filename: 'src/example.ts',
      code: `
import express from 'express';
import Joi from 'joi';

const app = express();
const long = (value: string, helpers: Joi.CustomHelpers) => (value.length < 8 ? helpers.error('any.invalid') : value);
const schema = Joi.object({ password: Joi.any().custom(long) });

app.post('/users', (req, res) => {
  if (schema.validate(req.body).error) return res.sendStatus(400);
  return res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a search in what may be an array',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  if (req.query.name.includes('..')) return res.sendStatus(400);
  return res.send(req.query.name);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              "User input from `req.query.name` (src/example.ts:7:7) reaches the text check of `includes`. Check `typeof value === 'string'` first, or parse the data with a schema: an array or an object passes this check and is another text later.",
          },
          line: 7,
        },
      ],
    },
    {
      name: 'a length that an object may claim',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  if (req.body.text.length > 300) return res.sendStatus(413);
  return res.json(req.body.text);
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
    {
      name: 'a position',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.get('/items', (req, res) => {
  const name: any = req.query.name;
  if (name.indexOf('..') >= 0) return res.sendStatus(400);
  return res.json(name);
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
    {
      name: 'a list of any length',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();

app.post('/items', (req, res) => {
  if (req.body.tags.length > 20) return res.sendStatus(413);
  return res.json(req.body.tags);
});
`,
      errors: [{ messageId: 'flow', line: 7 }],
    },
  ],
});

marked(
  'no-type-confusion',
  'a length of bytes is their own',
  `
import express from 'express';

const app = express();
app.post('/photo', (req, res) => {
  const { photo } = req.body as { photo: { data: Buffer } };
  if (photo.data.length > 100) return res.sendStatus(413); // report
  if (Buffer.isBuffer(photo.data) && photo.data.length > 10) return res.sendStatus(413); // quiet
  return res.sendStatus(204);
});
`,
);

marked(
  'no-type-confusion',
  'a search that only says where the same text is cut',
  `
import express from 'express';

const app = express();
app.use(express.json());
app.post('/a', (req, res) => {
  const { link } = req.body;
  const tail = link.substring(link.indexOf('/files/') + 1); // quiet
  if (link.indexOf('..') >= 0) res.sendStatus(400); // report
  res.json({ tail });
});
`,
);

marked(
  'no-type-confusion',
  'a list to those who wrote it is searched for a member',
  `
import express from 'express';
const app = express();
app.get('/a', (req, res) => {
  const parts = req.query.parts as string[];
  const wanted = req.query.wanted as string;
  if (parts.includes('callback')) res.send('a'); // quiet
  if ((req.query.more as string[]).includes('callback')) res.send('b'); // quiet
  if (wanted.includes('<')) res.send('c'); // report
});
`,
);

marked(
  'no-type-confusion',
  'the length of a list',
  `
export async function POST(request: Request) {
  const { messages, title } = await request.json();
  if (messages.length > 2) console.log('a conversation'); // quiet
  if (title.length > 100) return new Response(null, { status: 400 }); // report
  return Response.json({ title, texts: messages.map((each: { text: string }) => each.text) });
}
`,
);
