import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { config } from '../config.js';

const run = promisify(exec);

/** How many kilobytes all exports take. */
export async function exportKilobytes(): Promise<number> {
  const { stdout } = await run(`du -sk ${config.exportDir}`, { timeout: 10_000 });
  return Number.parseInt(stdout, 10);
}
