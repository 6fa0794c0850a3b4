import { spawn } from 'node:child_process';

type Json = Readonly<Record<string, unknown>>;

/** Answers a request of the server; a method that it does not know may be answered with null. */
export type Answer = (method: string, params: unknown) => unknown;

/** A language client over the standard streams of a server process. */
export interface LspClient {
  /** Resolves with the result; rejects with the server's error, or when the server ends first. */
  readonly request: (method: string, params: unknown) => Promise<unknown>;
  readonly notify: (method: string, params: unknown) => void;
  /** What the server logged and showed, for a failing test. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const HEADER_END = '\r\n\r\n';

/** Cuts the bytes that arrive into messages: headers with Content-Length, a blank line, then JSON (LSP 3.17, base protocol). */
function makeDecoder(receive: (message: Json) => void): (chunk: Buffer) => void {
  let buffer = Buffer.alloc(0);
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const headerEnd = buffer.indexOf(HEADER_END);
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, headerEnd))?.[1]);
      const bodyStart = headerEnd + HEADER_END.length;
      if (Number.isNaN(length)) throw new Error('The server sent a message without Content-Length.');
      if (buffer.length < bodyStart + length) return;
      const body = buffer.toString('utf8', bodyStart, bodyStart + length);
      buffer = buffer.subarray(bodyStart + length);
      receive(JSON.parse(body) as Json);
    }
  };
}

/** Starts a language server with Node. Its requests are answered by `answer`. */
export function startServer(args: readonly string[], cwd: string, answer: Answer): LspClient {
  const server = spawn(process.execPath, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const pending = new Map<number, Pending>();
  const notes: string[] = [];
  let lastId = 0;

  const send = (message: Json): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}${HEADER_END}${body}`);
  };

  const settle = (message: Json): void => {
    const waiting = pending.get(message['id'] as number);
    pending.delete(message['id'] as number);
    if (message['error'] === undefined) waiting?.resolve(message['result']);
    else waiting?.reject(new Error(JSON.stringify(message['error'])));
  };

  const receive = (message: Json): void => {
    const { id, method, params } = message;
    if (typeof method !== 'string') settle(message);
    else if (id === undefined) notes.push(`${method} ${JSON.stringify(params)}`);
    else send({ id, result: answer(method, params) ?? null });
  };

  server.stdout.on('data', makeDecoder(receive));
  server.stderr.on('data', (chunk: Buffer) => notes.push(chunk.toString('utf8')));
  const ended = new Promise<void>((resolve) => {
    server.once('exit', (code) => {
      for (const { reject } of pending.values()) reject(new Error(`The server ended (${code}).\n${notes.join('\n')}`));
      resolve();
    });
  });

  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        send({ id: lastId, method, params });
      }),
    notify: (method, params) => {
      send({ method, params });
    },
    log: () => notes.join('\n'),
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
