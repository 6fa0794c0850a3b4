import rule from '../../src/rules/no-prototype-pollution.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-prototype-pollution', rule, {
  valid: [
    {
      name: 'two names: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
const settings = new Map<string, Map<string, unknown>>();

app.put('/items', (req, res) => {
  const section = settings.get(String(req.body.section)) ?? new Map<string, unknown>();
  section.set(String(req.body.key), req.body.value);
  res.sendStatus(204);
});
`,
    },
    {
      name: 'a merge of nested objects: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
const settings: Record<string, any> = { mail: {} };
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
function merge(target: any, source: any) {
  for (const key of Object.keys(source)) {
    if (FORBIDDEN.has(key)) continue;
    if (typeof source[key] === 'object') merge((target[key] ??= {}), source[key]);
    else target[key] = source[key];
  }
}

app.put('/items', (req, res) => {
  merge(settings, req.body);
  res.sendStatus(204);
});
`,
    },
    {
      name: 'Object.assign into what was looked up: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
const settings: Record<string, Record<string, unknown>> = { mail: {} };

app.put('/items', (req, res) => {
  const section = String(req.query.section);
  if (!Object.hasOwn(settings, section)) return res.sendStatus(404);
  Object.assign(settings[section], req.body);
  return res.sendStatus(204);
});
`,
    },
    {
      name: 'a path and a deep merge of lodash: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { merge, set } from 'lodash';

const app = express();
const settings = {};

app.put('/items', (req, res) => {
  set(settings, 'mail.sender', req.body.sender);
  merge(settings, { mail: { sender: req.body.sender } });
  res.sendStatus(204);
});
`,
    },
  ],
  invalid: [
    {
      name: 'two names',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
const settings: Record<string, Record<string, unknown>> = { mail: {} };

app.put('/items', (req, res) => {
  settings[String(req.body.section)][String(req.body.key)] = req.body.value;
  res.sendStatus(204);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.key` (src/example.ts:8:45) reaches the names of properties of `settings[String(req.body.section)]`. Keep chosen names in a Map or in an object made by Object.create(null), or refuse `__proto__`, `constructor` and `prototype` at every level.',
          },
          line: 8,
        },
      ],
    },
    {
      name: 'a merge of nested objects',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
const settings: Record<string, any> = { mail: {} };
function merge(target: any, source: any) {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === 'object') merge((target[key] ??= {}), source[key]);
    else target[key] = source[key];
  }
}

app.put('/items', (req, res) => {
  merge(settings, req.body);
  res.sendStatus(204);
});
`,
      errors: [
        { messageId: 'flow', line: 8 },
        { messageId: 'flow', line: 9 },
      ],
    },
    {
      name: 'Object.assign into what was looked up',
      filename: 'src/example.ts',
      code: `
import express from 'express';

const app = express();
const settings: Record<string, Record<string, unknown>> = { mail: {} };

app.put('/items', (req, res) => {
  Object.assign(settings[String(req.query.section)], req.body);
  res.sendStatus(204);
});
`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
  ],
});

marked(
  'no-prototype-pollution',
  'names that were listed from the very object that is written to',
  `
import express from 'express';

const app = express();
const settings: Record<string, any> = {};
const lower = (data: Record<string, any>) => {
  for (const key in data) {
    if (typeof data[key] === 'string') data[key] = data[key].toLowerCase(); // quiet
    else if (typeof data[key] === 'object') lower(data[key]);
  }
};
const copied = (from: Record<string, any>, into: Record<string, any>) => {
  for (const key in from) {
    if (typeof from[key] === 'object') copied(from[key], (into[key] ??= {})); // report
    else into[key] = from[key]; // report
  }
};

app.put('/lower', (req, res) => {
  lower(req.body);
  res.json(req.body);
});
app.put('/copied', (req, res) => {
  copied(req.body, settings);
  res.sendStatus(204);
});
`,
);
