import { expect, it } from 'vitest';
import rule from '../../src/rules/no-shell.js';
import { linesIn } from './project.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-shell: exec', rule, {
  valid: [
    {
      name: 'a constant command',
      filename: 'src/run.ts',
      code: `
import { exec } from 'node:child_process';

const COMMAND = 'systemctl restart app';

export function run(done: () => void): void {
  exec(COMMAND, done);
}
`,
    },
    {
      name: 'the same program without a shell',
      filename: 'src/backup.ts',
      code: `
import { execFileSync } from 'node:child_process';
import { config } from './config.js';

export const backup = () => execFileSync('pg_dump', ['--file=backup.sql', config.database]);
`,
    },
  ],
  invalid: [
    {
      name: 'a command that a function is given',
      filename: 'src/run.ts',
      code: `
import { exec } from 'node:child_process';

export function run(command: string, done: () => void): void {
  exec(command, done);
}
`,
      errors: [
        {
          messageId: 'misuse',
          data: {
            message:
              '`exec` starts a shell for a command that is not constant. Run the program itself with an array of arguments, as execFile and spawn do.',
          },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 22,
        },
      ],
    },
    {
      name: 'a part that is computed',
      filename: 'src/backup.ts',
      code: `
import { execSync } from 'node:child_process';
import { config } from './config.js';

export const backup = () => execSync(\`pg_dump \${config.database} > backup.sql\`);
`,
      errors: [
        {
          messageId: 'misuse',
          data: {
            message:
              '`execSync` starts a shell for a command that is not constant. Run the program itself with an array of arguments, as execFile and spawn do.',
          },
          line: 5,
          column: 29,
          endLine: 5,
          endColumn: 80,
        },
      ],
    },
  ],
});

ruleTester.run('no-shell: the option', rule, {
  valid: [
    {
      name: 'spawn without a shell',
      filename: 'src/lint.ts',
      code: `
import { spawn } from 'node:child_process';

export function lint(tool: string): void {
  spawn(tool, ['--quiet'], { shell: false });
}
`,
    },
    {
      name: 'spawn with a shell for a constant program',
      filename: 'src/lint.ts',
      code: `
import { spawn } from 'node:child_process';

export function lint(): void {
  spawn('eslint', ['--quiet'], { shell: true });
}
`,
    },
  ],
  invalid: [
    {
      name: 'spawn with a shell',
      filename: 'src/lint.ts',
      code: `
import { spawn } from 'node:child_process';

export function lint(tool: string): void {
  spawn(tool, ['--quiet'], { shell: true });
}
`,
      errors: [
        {
          messageId: 'misuse',
          data: {
            message:
              '`spawn` with a shell runs a command that is not constant. Leave the option `shell` off, so that the arguments stay arguments.',
          },
          line: 5,
          column: 3,
          endLine: 5,
          endColumn: 44,
        },
      ],
    },
    {
      name: 'the path of a shell',
      filename: 'src/lint.ts',
      code: `
import { spawnSync } from 'node:child_process';

const options = { shell: '/bin/bash' };

export const lint = (tool: string) => spawnSync(tool, ['--quiet'], options);
`,
      errors: [{ messageId: 'misuse', line: 6, column: 39, endLine: 6, endColumn: 76 }],
    },
    {
      name: 'an argument that the shell would read',
      filename: 'src/lint.ts',
      code: `
import { spawn } from 'node:child_process';

export function lint(folder: string): void {
  spawn('eslint', ['--quiet', folder], { shell: true });
}
`,
      errors: [{ messageId: 'misuse', line: 5, column: 3, endLine: 5, endColumn: 56 }],
    },
  ],
});

it('no-shell: whoever types a command has a shell already, whoever sends a request has none', () => {
  const files = {
    'src/tools.ts': `import { execSync } from 'node:child_process';
export const show = (name: string) => execSync('ls ' + name);
`,
    'src/cli.ts': `#!/usr/bin/env node\nimport { show } from './tools';\nshow(process.argv[2]);\n`,
  };
  const lines = (more: Readonly<Record<string, string>>) => linesIn('no-shell', 'src/tools.ts', { ...files, ...more });
  expect(lines({})).toEqual([]);
  expect(
    lines({ 'src/jobs.ts': `import { show } from './tools';\nexport const job = (name) => show(name);\n` }),
  ).toEqual([2]);
  const server = `#!/usr/bin/env node
import express from 'express';
import { show } from './tools';
express().get('/', (req, res) => res.json(show('a'))).listen(3000);
`;
  expect(lines({ 'src/cli.ts': server })).toEqual([2]);
  expect(linesIn('no-shell', 'test/helpers/run.ts', { 'test/helpers/run.ts': files['src/tools.ts'] })).toEqual([]);
});
