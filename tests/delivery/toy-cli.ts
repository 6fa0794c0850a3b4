import { runCli } from '../../src/cli/run.js';
import toyPlugin from '../cli/toy-plugin.js';

process.exitCode = await runCli({
  plugin: toyPlugin,
  cwd: process.cwd(),
  argv: process.argv.slice(2),
  stdout: process.stdout,
  stderr: process.stderr,
  isTTY: false,
});
