import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { git, sandbox } from '../cli/sandbox.js';
import { cliArguments, nodeModules } from './subject.js';

/** A git repository of its own, in which this package is installed and a pre-commit hook is switched on. */
export interface Repository {
  /** Writes a file, stages it and commits. */
  readonly commit: (file: string, text: string) => Commit;
  readonly commits: () => number;
}

export interface Commit {
  readonly accepted: boolean;
  readonly output: string;
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function writeExecutable(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode: 0o755 });
}

/** What npm would put there on installation. */
function installBinaries(folder: string): void {
  const bin = path.join(folder, 'node_modules/.bin');
  const command = [process.execPath, ...cliArguments].map(quote).join(' ');
  writeExecutable(path.join(bin, 'api-security'), `#!/bin/sh\nexec ${command} "$@"\n`);
  fs.symlinkSync(path.join(nodeModules, '.bin/lint-staged'), path.join(bin, 'lint-staged'));
}

/** Returns a new repository with one commit and the given hook; it is removed when the test is over. */
export function repositoryWith(hook: string, packageJson: object = {}): Repository {
  const folder = sandbox({ 'package.json': JSON.stringify(packageJson), '.gitignore': 'node_modules\n' });
  installBinaries(folder);
  writeExecutable(path.join(folder, '.githooks/pre-commit'), hook);
  git(folder, 'init', '--quiet');
  git(folder, 'config', 'user.name', 'Test');
  git(folder, 'config', 'user.email', 'test@example.test');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'start');
  git(folder, 'config', 'core.hooksPath', '.githooks');

  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = { ...Object.fromEntries(own), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: os.devNull };
  return {
    commit: (file, text) => {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
      git(folder, 'add', file);
      const { status, stdout, stderr } = spawnSync('git', ['commit', '--message', 'change'], {
        cwd: folder,
        encoding: 'utf8',
        env,
      });
      return { accepted: status === 0, output: stdout + stderr };
    },
    commits: () => Number(git(folder, 'rev-list', '--count', 'HEAD')),
  };
}
