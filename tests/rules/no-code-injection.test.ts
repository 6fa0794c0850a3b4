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
