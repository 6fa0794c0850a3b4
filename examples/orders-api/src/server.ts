import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { config } from './config.js';
import { db, migrate } from './db.js';
import { ensureAdmin } from './services/user.service.js';

/** A service that listens: where, and how to stop it. */
export interface RunningService {
  readonly address: string;
  close(): Promise<void>;
}

/** Prepares the database, listens on the configured port (0 chooses a free one) and returns the address. */
export async function start(): Promise<RunningService> {
  await mkdir(config.exportDir, { recursive: true, mode: 0o700 });
  await migrate();
  await ensureAdmin(config.adminEmail, config.adminPassword);

  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 }, createApp());
  server.listen(config.port, '127.0.0.1');
  await once(server, 'listening');

  const { address, port } = server.address() as AddressInfo;
  return {
    address: `http://${address}:${String(port)}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await db.close();
    },
  };
}
