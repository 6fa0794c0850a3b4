import rule from '../../src/rules/no-command-injection.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-command-injection: a shell', rule, {
  valid: [
    {
      name: 'the same value as an argument',
      filename: 'src/images.ts',
      code: `
import { execFile } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/thumbnails', (req, res) => {
  execFile('convert', [req.body.file, 'thumb.png'], () => res.sendStatus(204));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a value in the command line',
      filename: 'src/images.ts',
      code: `
import { exec } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/thumbnails', (req, res) => {
  exec(\`convert \${req.body.file} thumb.png\`, () => res.sendStatus(204));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.file` (src/images.ts:8:19) reaches the command line of `exec`. Run the program without a shell and pass the value as an argument, as execFile and spawn do.',
          },
          line: 8,
          column: 8,
          endLine: 8,
          endColumn: 44,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Run the program without a shell, by execFile.' },
              output: `
import { exec, execFile } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/thumbnails', (req, res) => {
  execFile('convert', [String(req.body.file), 'thumb.png'], () => res.sendStatus(204));
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'the function is imported with the module',
      filename: 'src/dns.ts',
      code: `
import * as processes from 'node:child_process';
import { Router } from 'express';

const router = Router();

router.get('/lookup/:host', (req, res) => {
  processes.exec(\`nslookup -timeout=2 \${req.params.host}\`, (_error, stdout) => res.type('text').send(stdout));
});
`,
      errors: [
        {
          messageId: 'flow',
          line: 8,
          column: 18,
          endLine: 8,
          endColumn: 58,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Run the program without a shell, by execFile.' },
              output: `
import * as processes from 'node:child_process';
import { Router } from 'express';

const router = Router();

router.get('/lookup/:host', (req, res) => {
  processes.execFile('nslookup', ['-timeout=2', String(req.params.host)], (_error, stdout) => res.type('text').send(stdout));
});
`,
            },
          ],
        },
      ],
    },
    {
      name: 'quotes around the value, which a quote in it ends',
      filename: 'src/archive.ts',
      code: `
import { execSync } from 'node:child_process';
import express from 'express';

const app = express();

app.get('/archive', (req, res) => {
  const name = req.query.name;
  execSync('tar -czf "/backup/' + name + '.tgz" data');
  res.sendStatus(202);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.name` (src/archive.ts:8:16) reaches the command line of `execSync`. Run the program without a shell and pass the value as an argument, as execFile and spawn do.',
          },
          line: 9,
          column: 12,
          endLine: 9,
          endColumn: 54,
        },
      ],
    },
    {
      name: 'CommonJS',
      filename: 'src/ping.cjs',
      code: `
const { execSync } = require('child_process');
const express = require('express');

const app = express();

app.get('/ping', (req, res) => {
  res.json({ out: execSync('ping -c 1 ' + req.query.host).toString() });
});
`,
      errors: [{ messageId: 'flow', line: 8, column: 28, endLine: 8, endColumn: 57 }],
    },
  ],
});

ruleTester.run('no-command-injection: functions on the way', rule, {
  valid: [
    {
      name: 'a helper that only gets constants',
      filename: 'src/git.ts',
      code: `
import { exec } from 'node:child_process';
import express from 'express';

const app = express();

function git(command: string, done: () => void) {
  exec('git ' + command, done);
}

app.post('/pull', (req, res) => {
  git(req.body.fast ? 'pull --ff-only' : 'pull', () => res.sendStatus(204));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a helper that runs what it is given',
      filename: 'src/git.ts',
      code: `
import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import express from 'express';

const app = express();

function git(command: string, done: () => void) {
  exec('git ' + command, done);
}

app.post('/branches', (req, res) => {
  git(\`branch \${req.body.name}\`, () => res.sendStatus(201));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.name` (src/git.ts:13:17) reaches the command line of `exec` through `git` (src/git.ts:8:1). Run the program without a shell and pass the value as an argument, as execFile and spawn do.',
          },
          line: 9,
          column: 8,
          endLine: 9,
          endColumn: 24,
        },
      ],
    },
  ],
});

ruleTester.run('no-command-injection: spawn with and without a shell', rule, {
  valid: [
    {
      name: 'no shell',
      filename: 'src/convert.ts',
      code: `
import { spawn } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/convert', (req, res) => {
  spawn('convert', [req.body.file, 'out.pdf'], { shell: false });
  res.sendStatus(202);
});
`,
    },
  ],
  invalid: [
    {
      name: 'an option switches the shell on',
      filename: 'src/convert.ts',
      code: `
import { spawn } from 'node:child_process';
import express from 'express';

const app = express();

app.post('/convert', (req, res) => {
  spawn('convert', [req.body.file, 'out.pdf'], { shell: true });
  res.sendStatus(202);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.file` (src/convert.ts:8:21) reaches the command line of `spawn`. Run the program without a shell and pass the value as an argument, as execFile and spawn do.',
          },
          line: 8,
          column: 20,
          endLine: 8,
          endColumn: 46,
        },
      ],
    },
  ],
});

ruleTester.run('no-command-injection: checks', rule, {
  valid: [
    {
      name: 'a check of every character',
      filename: 'src/whois.ts',
      code: `
import { exec } from 'node:child_process';
import express from 'express';

const app = express();

app.get('/whois', (req, res) => {
  const domain = String(req.query.domain);
  if (!/^[a-z0-9][a-z0-9.-]{0,252}$/.test(domain)) return res.sendStatus(400);
  return exec(\`whois \${domain}\`, (_error, stdout) => res.json({ stdout }));
});
`,
    },
    {
      name: 'a choice of the command by the value',
      filename: 'src/service.ts',
      code: `
import { exec } from 'node:child_process';
import express from 'express';

const app = express();
const commands: Readonly<Record<string, string>> = { start: 'systemctl start app', stop: 'systemctl stop app' };

app.post('/service', (req, res) => {
  const command = Object.hasOwn(commands, req.body.action) ? commands[req.body.action] : undefined;
  if (command === undefined) return res.sendStatus(400);
  return exec(command, () => res.sendStatus(204));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a check that removes some characters',
      filename: 'src/whois.ts',
      code: `
import { exec } from 'node:child_process';
import express from 'express';

const app = express();

app.get('/whois', (req, res) => {
  const domain = String(req.query.domain).replace(/;/g, '');
  exec(\`whois \${domain}\`, (_error, stdout) => res.json({ stdout }));
});
`,
      errors: [
        {
          messageId: 'flow',
          line: 9,
          column: 8,
          endLine: 9,
          endColumn: 25,
          suggestions: [
            {
              messageId: 'rewrite',
              data: { message: 'Run the program without a shell, by execFile.' },
              output: `
import { exec, execFile } from 'node:child_process';
import express from 'express';

const app = express();

app.get('/whois', (req, res) => {
  const domain = String(req.query.domain).replace(/;/g, '');
  execFile('whois', [String(domain)], (_error, stdout) => res.json({ stdout }));
});
`,
            },
          ],
        },
      ],
    },
  ],
});
