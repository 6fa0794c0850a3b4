import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { config } from '../config.js';

const runFile = promisify(execFile);

/** How many kilobytes all exports take. */
export async function exportKilobytes(): Promise<number> {
  const { stdout } = await runFile('du', ['-sk', '--', config.exportDir], { timeout: 10_000 });
  return Number.parseInt(stdout, 10);
}
