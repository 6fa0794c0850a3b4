import { exec, execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { config } from '../config.js';
import { orderRepository } from '../repositories/order.repository.js';
import { toCsv } from '../utils/csv.js';
import { HttpError } from '../utils/http-error.js';

const run = promisify(exec);
const runFile = promisify(execFile);

const MAX_ORDERS = 5_000;
const MAX_EXPORTS = 20;
const LIMITS = { timeout: 10_000, maxBuffer: 10_000_000 } as const;

/** The folder of the user's exports; it exists after the first one. */
export function exportFolder(userId: number): string {
  return join(config.exportDir, String(userId));
}

/** The names of the user's exports. */
export async function listExports(userId: number): Promise<string[]> {
  const folder = exportFolder(userId);
  return existsSync(folder) ? readdir(folder) : [];
}

/** Writes the user's orders as a table with the wanted delimiter and returns its name. Throws 409 when there are too many. */
export async function createExport(userId: number, delimiter: string): Promise<string> {
  if ((await listExports(userId)).length >= MAX_EXPORTS) {
    throw new HttpError(409, 'Too many exports');
  }
  const folder = exportFolder(userId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const orders = await orderRepository.list(userId, { sort: 'id', limit: MAX_ORDERS, offset: 0 });
  const rows = orders.map((order) => [order.id, order.product, order.quantity, order.total_cents, order.note]);
  const table = toCsv([['id', 'product', 'quantity', 'total_cents', 'note'], ...rows]);
  const name = `orders-${randomUUID()}.csv`;
  await writeFile(join(folder, name), table, { mode: 0o600 });
  if (delimiter !== ',') {
    await run(`sed -i 's/,/${delimiter}/g' ${name}`, { cwd: folder, ...LIMITS });
  }
  return name;
}

/** A compressed archive of some of the user's exports. Throws 404 while there are none. */
export async function archiveExports(userId: number, names: readonly string[]): Promise<Buffer> {
  if ((await listExports(userId)).length === 0) {
    throw new HttpError(404, 'No such export');
  }
  // Only plain names: nobody packs files of another folder.
  const files = names.map((name) => basename(name));
  const { stdout } = await runFile('tar', ['-czf', '-', ...files], {
    cwd: exportFolder(userId),
    encoding: 'buffer',
    ...LIMITS,
  });
  return stdout;
}
