/** Writes docs/images/terminal.svg: what the command line prints for a file of the example API, with colours. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { runCli } from '../src/cli/run.js';
import plugin from '../src/index.js';
import { isMain, repoRoot } from './lib/repo.js';
import { linesOf } from './picture/ansi.js';
import { svgOf } from './picture/svg.js';

/** Where the picture stands, from the root of the repository. */
export const PICTURE = 'docs/images/terminal.svg';

const COLUMNS = 108;
const SCANNED = ['src/controllers/search.controller.ts'];

/** Keeps what is written to it. */
class Kept extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** Returns the picture. Throws when the scan had trouble or found nothing. */
export async function picture(): Promise<string> {
  const stdout = new Kept();
  const stderr = new Kept();
  const code = await runCli({
    plugin,
    cwd: path.join(repoRoot, 'examples/orders-api'),
    argv: [...SCANNED, '--quiet-progress'],
    stdout,
    stderr,
    isTTY: true,
  });
  if (code !== 1) throw new Error(`the scan ended with ${String(code)}: ${stderr.text}`);
  const shown = `\u001B[32m$\u001B[39m npx api-security ${SCANNED.join(' ')}\n\n${stdout.text.trimEnd()}`;
  const title = 'The command api-security prints two findings with code frames and data flow';
  return svgOf(linesOf(shown, COLUMNS), COLUMNS, title);
}

if (isMain(import.meta.url)) {
  const file = path.join(repoRoot, PICTURE);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await picture());
}
