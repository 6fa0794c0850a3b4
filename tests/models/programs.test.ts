/** Programs that are started with lists and templates of words: which value is a program, an option, or a command line. */
import { fixture } from './harness.js';

fixture(
  'shells by name, and templates of execa and zx',
  `import express from 'express';
import { execa, $ as ex$, execaCommand } from 'execa';
import { $ } from 'zx';
import { spawn, execFile, spawnSync, execFileSync, fork } from 'node:child_process';
import cp from 'child_process';
import crossSpawn from 'cross-spawn';
import shelljs from 'shelljs';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  await execa({ shell: true })\`convert \${x} out.png\`; // sink command
  await execa\`convert \${x} out.png\`; // sink argument
  await execa\`convert -- \${x} out.png\`; // quiet
  await execa(\`convert \${x}\`, { shell: true }); // sink command
  await execa('convert', [x], { shell: true }); // sink command
  await ex$({ shell: '/bin/bash' })\`ls \${x}\`; // sink command
  const $$ = ex$({ shell: true });
  await $$\`ls \${x}\`; // sink command
  await execa({ shell: true })('ls ' + x); // sink command
  await $\`sh -c \${x}\`; // sink command
  await $\`bash -c \${'ls ' + x}\`; // sink command
  await $\`sh -c \${'ls'}\`; // quiet
  await execa\`sh -c \${x}\`; // sink command
  await execa('sh', ['-c', x]); // sink command
  spawn('sh', ['-c', x]); // sink command
  spawn('sh', ['-c', \`ls \${x}\`]); // sink command
  spawn('sh', ['-c', 'ls "$1"', 'sh', x]); // quiet
  spawn('/bin/sh', ['-c', 'ls ' + x], { stdio: 'inherit' }); // sink command
  execFile('/bin/bash', ['-c', 'ls ' + x]); // sink command
  execFile('bash', ['-lc', 'ls ' + x]); // sink command
  execFile('/usr/bin/env', ['bash', '-c', 'ls ' + x]); // sink command
  execFileSync('cmd.exe', ['/c', 'dir ' + x]); // sink command
  spawnSync('powershell', ['-Command', 'ls ' + x]); // sink command
  spawnSync('powershell.exe', ['-NoProfile', '-Command', x]); // sink command
  cp.spawn('sh', ['-c', x]); // sink command
  crossSpawn('sh', ['-c', x]); // sink command
  crossSpawn('ls', [x], { shell: true }); // sink command
  spawn('sudo', ['sh', '-c', x]); // sink command
  spawn('kubectl', ['exec', 'pod', '--', 'sh', '-c', x]); // sink command
  spawn('kubectl', ['exec', 'pod', '--', 'sh', '-c', 'ls "$1"', 'sh', x]); // quiet
  spawn('ssh', ['host', 'ls ' + x]); // sink command
  spawn('node', ['-e', x]); // sink code
  spawn('python3', ['-c', x]); // sink code
  const args = ['-c'];
  args.push(x);
  spawn('sh', args); // sink command
  const shell = process.platform === 'win32' ? 'cmd' : 'sh';
  spawn(shell, [process.platform === 'win32' ? '/c' : '-c', x]); // sink command
  shelljs.exec('ls ' + x); // sink command
  await execaCommand(\`ls \${x}\`); // sink argument
  const clean = x.replace(';', '');
  cp.exec('ls ' + clean); // sink command
});
app.get('/clean', async (req, res) => {
  const x = String(req.query.x);
  cp.exec('ls ' + x.replace(';', '')); // sink command
  cp.exec('ls ' + x.replace(/[^a-z0-9]/g, '')); // quiet
  cp.exec('ls ' + x.replace(/;/g, '').replace(/&/g, '')); // sink command
});
`,
);

fixture(
  'words of a template that are no options',
  `import express from 'express';
import { $ } from 'zx';
import { $ as ex$, execa, execaCommand } from 'execa';
import { spawn, execFile } from 'node:child_process';
const app = express();
app.get('/', async (req, res) => {
  const x = String(req.query.x);
  await $\`FOO=\${x} make\`; // quiet
  await $\`ls > \${x}\`; // quiet
  await $\`cd /srv && git log \${x}\`; // sink argument
  await $\`cd /srv && git log -- \${x}\`; // quiet
  await $\`echo "\${x}"\`; // sink command
  await $\`echo 'hello \${x}'\`; // sink command
  await $\`git log --format=\${x}\`; // quiet
  await $({ cwd: '/srv' })\`git log \${x}\`; // sink argument
  await $\`git log \${'main'}\`; // quiet
  await $\`rm \${['-r', x]}\`; // sink argument
  await $\`rm -r -- \${[x]}\`; // quiet
  if (/^[a-z]+$/.test(x)) {
    await $\`git log \${x}\`; // quiet
    await execa({ shell: true })\`git log \${x}\`; // quiet
    await execaCommand(\`git log \${x}\`); // quiet
    spawn('sh', ['-c', 'ls ' + x]); // quiet
  }
  await ex$\`git log --format=\${x}\`; // quiet
  await execa\`\${x} a\`; // sink program
  await execa('git', ['log', x]); // sink argument
  await execa('git', { cwd: '/a' }); // quiet
  spawn('ls ' + x, { shell: true }); // sink command
  spawn('sh', ['-c', 'ls "$1"', '--', x]); // quiet
  spawn('env', ['FOO=' + x, 'make']); // quiet
  spawn('sudo', ['-u', 'www', 'git', 'log', x]); // sink argument
  execFile('ssh', ['-p', '22', 'host', 'ls', x]); // sink argument
  execFile('ssh', ['user@' + x, 'ls']); // quiet
  execFile('git', ['commit', '-m', x]); // sink argument
});
`,
);
