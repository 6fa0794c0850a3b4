#!/usr/bin/env node
// One process, one scan: tells @typescript-eslint/parser not to reload projects in case files changed meanwhile.
process.env['TSESTREE_SINGLE_RUN'] ??= 'true';

// A reader such as `head` that has seen enough is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  // Imported late, so that a missing peer dependency is one clear sentence instead of a stack trace.
  const [{ default: plugin }, { runCli }] = await Promise.all([import('../index.js'), import('./run.js')]);
  process.exitCode = await runCli({
    plugin,
    cwd: process.cwd(),
    argv: process.argv.slice(2),
    stdout: process.stdout,
    stderr: process.stderr,
    isTTY: process.stdout.isTTY && process.stderr.isTTY,
    env: process.env,
  });
} catch (error) {
  const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  const detail = error instanceof Error ? (missing ? error.message : (error.stack ?? error.message)) : String(error);
  const remedy = missing
    ? 'Install it: npm install --save-dev eslint typescript'
    : 'This is a defect; please report it.';
  process.stderr.write(`api-security: ${detail}\n${remedy}\n`);
  process.exitCode = 2;
}
