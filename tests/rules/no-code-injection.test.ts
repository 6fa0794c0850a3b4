import { marked } from './marked.js';
import rule from '../../src/rules/no-code-injection.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-code-injection: code', rule, {
  valid: [
    {
      name: 'a parser of numbers',
      filename: 'src/calc.ts',
      code: `
import express from 'express';

const app = express();

app.post('/calc', (req, res) => {
  res.json({ result: JSON.parse(req.body.formula) });
});
`,
    },
    {
      name: 'a condition from a table',
      filename: 'src/filter.ts',
      code: `
import express from 'express';

const app = express();
const conditions = new Map([['all', () => true], ['first', (row: { id: number }) => row.id === 1]]);

app.get('/rows', (req, res) => {
  res.json([{ id: 1 }].filter(conditions.get(String(req.query.where)) ?? (() => false)));
});
`,
    },
    {
      name: 'data of a constant script',
      filename: 'src/script.ts',
      code: `
import vm from 'node:vm';
import express from 'express';

const app = express();
const script = new vm.Script('input.length');

app.post('/scripts', (req, res) => {
  res.json({ result: script.runInNewContext({ input: String(req.body.code) }) });
});
`,
    },
  ],
  invalid: [
    {
      name: 'eval',
      filename: 'src/calc.ts',
      code: `
import express from 'express';

const app = express();

app.post('/calc', (req, res) => {
  res.json({ result: eval(req.body.formula) });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.formula` (src/calc.ts:7:27) reaches the code of `eval`. Parse the text instead of running it, or look it up in a fixed table.',
          },
          line: 7,
          column: 27,
          endLine: 7,
          endColumn: 43,
        },
      ],
    },
    {
      name: 'a function made of text, in a helper',
      filename: 'src/filter.ts',
      code: `
import express from 'express';

const app = express();

function predicate(condition: string) {
  return new Function('row', \`return \${condition}\`) as (row: object) => boolean;
}

app.get('/rows', (req, res) => {
  res.json([{ id: 1 }].filter(predicate(String(req.query.where))));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.where` (src/filter.ts:11:48) reaches the code of `Function` through `predicate` (src/filter.ts:6:1). Parse the text instead of running it, or look it up in a fixed table.',
          },
          line: 7,
          column: 10,
          endLine: 7,
          endColumn: 52,
        },
      ],
    },
    {
      name: 'a script of node:vm',
      filename: 'src/script.ts',
      code: `
import vm from 'node:vm';
import express from 'express';

const app = express();

app.post('/scripts', (req, res) => {
  const script = new vm.Script(req.body.code);
  res.json({ result: script.runInNewContext({}) });
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 32, endLine: 8, endColumn: 45 }],
    },
  ],
});

ruleTester.run('no-code-injection: modules', rule, {
  valid: [
    {
      name: 'the name of a module from a list',
      filename: 'src/plugins.ts',
      code: `
import { Router } from 'express';

const router = Router();
const names = ['csv', 'pdf'] as const;

router.get('/plugins/:name', async (req, res) => {
  const name = names.find((each) => each === req.params.name);
  if (name === undefined) return res.sendStatus(404);
  const plugin = await import(\`./plugins/\${name}.js\`);
  return res.json(Object.keys(plugin));
});
`,
    },
  ],
  invalid: [
    {
      name: 'the name of a module',
      filename: 'src/plugins.ts',
      code: `
import { Router } from 'express';

const router = Router();

router.get('/plugins/:name', async (req, res) => {
  const plugin = await import(\`./plugins/\${req.params.name}.js\`);
  res.json(Object.keys(plugin));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.name` (src/plugins.ts:7:44) reaches the module name of `import`. Look the value up in a fixed table instead.',
          },
          line: 7,
          column: 31,
          endLine: 7,
          endColumn: 64,
        },
      ],
    },
  ],
});

ruleTester.run('no-code-injection: functions', rule, {
  valid: [
    {
      name: 'the name of a method of a fixed table',
      filename: 'src/actions.ts',
      code: `
import express from 'express';

const app = express();
const actions = new Map([['start', () => 'started'], ['stop', () => 'stopped']]);

app.post('/actions/:name', (req, res) => {
  res.json({ result: actions.get(req.params.name)?.() });
});
`,
    },
  ],
  invalid: [
    {
      name: 'the name of a method',
      filename: 'src/actions.ts',
      code: `
import express from 'express';

const app = express();
const actions: any = { start: () => 'started', stop: () => 'stopped' };

app.post('/actions/:name', (req, res) => {
  res.json({ result: actions[req.params.name]() });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.name` (src/actions.ts:8:30) reaches the function name of `actions[req.params.name]`. Look the value up in a fixed table instead.',
          },
          line: 8,
          column: 22,
          endLine: 8,
          endColumn: 46,
        },
      ],
    },
  ],
});

const lookup = (table: string, found: string): string => `
import express from 'express';

const app = express();
const table: Record<string, () => string> = ${table};

app.post('/actions/:name', (req, res) => {
  const { name } = req.params;
  const action = ${found};
  if (typeof action !== 'function') return res.sendStatus(404);
  return res.json({ result: action() });
});
`;
const TABLE = "{ start: () => 'started', stop: () => 'stopped' }";
const BARE = "{ __proto__: null, start: () => 'started' }";
const CALLED = [{ messageId: 'flow', line: 11, column: 29, endLine: 11, endColumn: 35 }];

ruleTester.run('no-code-injection: functions that are looked up and called later', rule, {
  valid: [
    { name: 'a table that inherits nothing', filename: 'src/bare.ts', code: lookup(BARE, 'table[name]') },
    {
      name: 'only names of its own',
      filename: 'src/own.ts',
      code: lookup(TABLE, 'Object.hasOwn(table, name) ? table[name] : undefined'),
    },
    {
      name: 'a list of names',
      filename: 'src/list.ts',
      code: lookup(TABLE, "['start', 'stop'].includes(name) && table[name]"),
    },
    {
      name: 'a map',
      filename: 'src/map.ts',
      code: lookup(TABLE, 'new Map(Object.entries(table)).get(name)'),
    },
    { name: 'a name of the program', filename: 'src/constant.ts', code: lookup(TABLE, "table['start']") },
  ],
  invalid: [
    { name: 'a plain object', filename: 'src/plain.ts', code: lookup(TABLE, 'table[name]'), errors: CALLED },
    {
      name: 'a copy of a table that inherits nothing',
      filename: 'src/copy.ts',
      code: lookup(BARE, '({ ...table })[name]'),
      errors: CALLED,
    },
    {
      name: 'a name that is in the table or inherited',
      filename: 'src/in.ts',
      code: lookup(TABLE, 'name in table ? table[name] : undefined'),
      errors: CALLED,
    },
    {
      name: 'a default beside it',
      filename: 'src/default.ts',
      code: lookup(TABLE, "table[name] ?? (() => 'nothing')"),
      errors: CALLED,
    },
  ],
});

marked(
  'no-code-injection',
  'names that no object inherits',
  `
import express from 'express';

const handlers = { 'GET /': () => 1, list: () => 2 };
const app = express();
app.all('/a', (req, res) => {
  const known = handlers[\`\${req.method} /\${req.query.path}\`];
  res.json(known()); // quiet
  const named = handlers[String(req.query.path)];
  res.json(named()); // report
});
`,
);
