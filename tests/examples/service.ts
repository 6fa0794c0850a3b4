import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The examples that are services. */
export type ExampleName = 'orders-api' | 'orders-api-fixed';

/** What a request may carry. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly token?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export const ADMIN = { email: 'admin@shop.test', password: 'an administrator on the loopback' } as const;

/** Settings with which both examples start; the first one lacks its secrets on purpose. */
const SETTINGS: Readonly<Record<ExampleName, NodeJS.ProcessEnv>> = {
  'orders-api': {},
  'orders-api-fixed': {
    JWT_SECRET: 'only-for-this-test-access-0123456789',
    PARTNER_TOKEN_SECRET: 'only-for-this-test-partner-0123456789',
    WEB_ORIGIN: 'https://shop.example',
  },
};

/** A lawful name for a folder, and a command for a shell that reads it. */
const EXPORT_FOLDER = 'exports; echo 4242';

const START_LIMIT = 60_000;

/** A started example in a process of its own, so that a request that blocks it can be ended. */
export class ExampleService {
  private constructor(
    readonly address: string,
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly scratch: string,
  ) {}

  /** Starts an example on a free port of the loopback. Throws with its output when it ends before it listens. */
  static async start(name: ExampleName, env: NodeJS.ProcessEnv = SETTINGS[name]): Promise<ExampleService> {
    const scratch = await mkdtemp(join(tmpdir(), 'orders-api-'));
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: fileURLToPath(new URL(`../../examples/${name}`, import.meta.url)),
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        EXPORT_DIR: join(scratch, EXPORT_FOLDER),
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      return new ExampleService(await printedAddress(child), child, scratch);
    } catch (error) {
      child.kill('SIGKILL');
      await rm(scratch, { recursive: true, force: true });
      throw error;
    }
  }

  /** Sends a request and reads the answer; redirects are not followed. */
  async request(path: string, options: RequestOptions = {}): Promise<Answer> {
    const url = new URL(path, this.address);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      url.searchParams.set(name, value);
    }
    const headers = new Headers({ connection: 'close' });
    if (options.token !== undefined) {
      headers.set('authorization', `Bearer ${options.token}`);
    }
    if (options.body !== undefined) {
      headers.set('content-type', 'application/json');
    }
    const response = await fetch(url, {
      method: options.method ?? 'GET',
      headers,
      redirect: 'manual',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    return { status: response.status, location: response.headers.get('location'), text: await response.text() };
  }

  /** Ends the process, whatever it is doing, and removes what it has written. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exited;
    }
    await rm(this.scratch, { recursive: true, force: true });
  }
}

/** The address in the first log line that has one. Throws with the output when the process ends or takes too long. */
async function printedAddress(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let output = '';
  const address = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found !== null) {
        resolve(found[0]);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(`the example did not start:\n${output}`));
    });
  });
  const abort = new AbortController();
  const late = sleep(START_LIMIT, undefined, { signal: abort.signal }).then(() => {
    throw new Error(`the example does not listen:\n${output}`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([address, late]);
  } finally {
    abort.abort();
  }
}
