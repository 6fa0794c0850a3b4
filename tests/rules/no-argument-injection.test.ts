import rule from '../../src/rules/no-argument-injection.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-argument-injection: options', rule, {
  valid: [
    {
      name: 'the value after the end of options',
      filename: 'src/git.ts',
      code: `
import { execFile } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/clones', (req, res) => {
  execFile('git', ['clone', '--', req.body.url, '/srv/repos/new'], () => res.sendStatus(201));
});
`,
    },
    {
      name: 'a list of texts that follow a name',
      filename: 'src/report.ts',
      code: `
import { spawn } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/reports', (req, res) => {
  spawn('wkhtmltopdf', [...req.body.pages.map((page: string) => \`page-\${page}\`), 'out.pdf']);
  res.sendStatus(202);
});
`,
    },
  ],
  invalid: [
    {
      name: 'a value that may begin with a dash',
      filename: 'src/git.ts',
      code: `
import { execFile } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/clones', (req, res) => {
  execFile('git', ['clone', req.body.url, '/srv/repos/new'], () => res.sendStatus(201));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              "User input from `req.body.url` (src/git.ts:8:29) reaches the arguments of `execFile`. Put '--' before the value, or refuse values that begin with a dash.",
          },
          line: 8,
          column: 29,
          endLine: 8,
          endColumn: 41,
        },
      ],
    },
    {
      name: 'a list that the client sends',
      filename: 'src/report.ts',
      code: `
import { spawn } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/reports', (req, res) => {
  spawn('wkhtmltopdf', [...req.body.pages, 'out.pdf']);
  res.sendStatus(202);
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 24, endLine: 8, endColumn: 54 }],
    },
  ],
});

ruleTester.run('no-argument-injection: programs', rule, {
  valid: [
    {
      name: 'a program from a list',
      filename: 'src/tools.ts',
      code: `
import { spawnSync } from 'node:child_process';
import { Router } from 'express';

const router = Router();
const tools = ['ffmpeg', 'convert'] as const;

router.post('/tools/:tool', (req, res) => {
  const tool = tools.find((each) => each === req.params.tool);
  if (tool === undefined) return res.sendStatus(404);
  return res.json({ status: spawnSync(tool, ['--version']).status });
});
`,
    },
  ],
  invalid: [
    {
      name: 'the program itself',
      filename: 'src/tools.ts',
      code: `
import { spawnSync } from 'node:child_process';
import { Router } from 'express';

const router = Router();

router.post('/tools/:tool', (req, res) => {
  const run = spawnSync(req.params.tool, ['--version']);
  res.json({ status: run.status });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.tool` (src/tools.ts:8:25) reaches the program name of `spawnSync`. Choose the program from a fixed list.',
          },
          line: 8,
          column: 25,
          endLine: 8,
          endColumn: 40,
        },
      ],
    },
  ],
});

ruleTester.run('no-argument-injection: checks and functions on the way', rule, {
  valid: [
    {
      name: 'a wrapper that refuses a dash',
      filename: 'src/search.ts',
      code: `
import { execFileSync } from 'node:child_process';
import express from 'express';

class Index {
  search(pattern: string): string {
    if (pattern.startsWith('-')) throw new Error('no options');
    return execFileSync('grep', ['-r', pattern, '/srv/docs'], { encoding: 'utf8' });
  }
}

const app = express();
const index = new Index();

app.get('/search', (req, res) => {
  res.json({ lines: index.search(String(req.query.q)).split('\\n') });
});
`,
    },
    {
      name: 'a number',
      filename: 'src/log.ts',
      code: `
import { execFileSync } from 'node:child_process';
import express from 'express';

const app = express();

app.get('/log', (req, res) => {
  const count = Math.abs(Number(req.query.count));
  res.json({ log: execFileSync('git', ['log', '-n', String(count)], { encoding: 'utf8' }) });
});
`,
    },
  ],
  invalid: [
    {
      name: 'a wrapper',
      filename: 'src/search.ts',
      code: `
import { execFileSync } from 'node:child_process';
import express from 'express';

class Index {
  search(pattern: string): string {
    return execFileSync('grep', ['-r', pattern, '/srv/docs'], { encoding: 'utf8' });
  }
}

const app = express();
const index = new Index();

app.get('/search', (req, res) => {
  res.json({ lines: index.search(String(req.query.q)).split('\\n') });
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              "User input from `req.query.q` (src/search.ts:15:41) reaches the arguments of `execFileSync` through `search` (src/search.ts:6:3). Put '--' before the value, or refuse values that begin with a dash.",
          },
          line: 7,
          column: 40,
          endLine: 7,
          endColumn: 47,
        },
      ],
    },
  ],
});
