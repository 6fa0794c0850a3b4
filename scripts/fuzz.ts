/**
 * Lints random programs with every rule: `npm run fuzz -- [count] [--seed N] [--sources FOLDER]`.
 *
 * A program is made from one number: one third is generated, the others are acceptance cases and files of `--sources`
 * (real projects) with pieces moved about. Every program is linted without types, each second one with types too, and each
 * fourth one again at the end of its chunk, where every answer has to be the same. Chunks run in processes of their own, so
 * that memory stays small and one that hangs can be ended; after each the counts are written to `--state` (by default
 * `.cache/fuzz.json`), and `--continue` goes on from there. `npm run fuzz -- --show --seed N` prints the program of N.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { programsFrom } from '../tests/flow/fuzz-programs.js';
import type { FuzzCounts } from '../tests/flow/fuzzing.js';
import { textsBelow } from '../tests/flow/plugin.js';
import { repoRoot } from './lib/repo.js';
import { NOTHING_RUN, type ChunkJob, type ChunkMessage } from './lib/fuzz-chunk.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    sources: { type: 'string' },
    state: { type: 'string', default: path.join(repoRoot, '.cache/fuzz.json') },
    continue: { type: 'boolean', default: false },
    limit: { type: 'string', default: '300' },
    show: { type: 'boolean', default: false },
  },
});

const CHUNK = 500;
/** Seconds that a process has to load the plugin and to read the sources. */
const START_UP = 600;
/** The soak that a release asks for. */
const SOAK = 20_000;

interface State {
  readonly from: number;
  readonly count: number;
  readonly sources: string | null;
  readonly done: number;
  readonly counts: FuzzCounts;
  /** One line for each failure: `seed mode error`. */
  readonly failures: readonly string[];
}

function sum(a: FuzzCounts, b: FuzzCounts): FuzzCounts {
  return {
    parsed: a.parsed + b.parsed,
    untyped: a.untyped + b.untyped,
    typed: a.typed + b.typed,
    again: a.again + b.again,
    reports: a.reports + b.reports,
  };
}

function stateOf(file: string): State | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : null;
}

/** Runs one chunk in a process of its own; a program that takes longer than the limit is a failure, and the rest goes on. */
function runChunk(job: ChunkJob, limit: number, onFailure: (line: string) => void): Promise<FuzzCounts> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('lib/fuzz-chunk.ts', import.meta.url), [JSON.stringify(job)], {
      execArgv: ['--import', 'tsx', '--max-old-space-size=3000'],
    });
    let at = job.from;
    let mode = 'untyped';
    let sofar = NOTHING_RUN;
    let counts: FuzzCounts | null = null;
    let timer: NodeJS.Timeout | undefined;
    const end = (reason: string): void => {
      onFailure(`${String(at)} ${mode} ${reason}`);
      const rest: ChunkJob = { ...job, from: at + 1, count: job.from + job.count - at - 1 };
      if (rest.count <= 0) resolve(sofar);
      else runChunk(rest, limit, onFailure).then((others) => resolve(sum(sofar, others)), reject);
    };
    const watch = (seconds: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000);
    };
    watch(START_UP);
    child.on('message', (message: ChunkMessage) => {
      watch(limit);
      if (message.kind === 'run') ({ seed: at, mode, counts: sofar } = message);
      else if (message.kind === 'failure') onFailure(`${String(message.seed)} ${message.mode} ${message.error.trim()}`);
      else ({ counts } = message);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (counts) resolve(counts);
      else end(signal === 'SIGKILL' ? `no answer within ${String(limit)} s` : `the process ended with ${String(code)}`);
    });
  });
}

function printProgram(seed: number): void {
  console.log(programsFrom(values.sources === undefined ? [] : textsBelow(values.sources))(seed).text);
}

async function soak(): Promise<void> {
  const known = values.continue ? stateOf(values.state) : null;
  const from = known?.from ?? Number(values.seed);
  const count = positionals[0] === undefined ? (known?.count ?? SOAK) : Number(positionals[0]);
  const sources = known === null ? (values.sources ?? null) : known.sources;
  let done = known?.done ?? 0;
  let counts = known?.counts ?? NOTHING_RUN;
  const failures = [...(known?.failures ?? [])];
  const began = Date.now();
  while (done < count) {
    const size = Math.min(CHUNK, count - done);
    const job: ChunkJob = { from: from + done, count: size, sources };
    const chunk = await runChunk(job, Number(values.limit), (line) => {
      failures.push(line);
      console.log(line);
    });
    done += size;
    counts = sum(counts, chunk);
    mkdirSync(path.dirname(values.state), { recursive: true });
    writeFileSync(
      values.state,
      JSON.stringify({ from, count, sources, done, counts, failures } satisfies State, null, 2),
    );
    const minutes = ((Date.now() - began) / 60_000).toFixed(1);
    console.log(
      `${String(done)} of ${String(count)} programs from seed ${String(from)}: ${String(counts.parsed)} parsed; runs: ${String(counts.untyped)} without types, ${String(counts.typed)} with, ${String(counts.again)} again; ${String(counts.reports)} reports, ${String(failures.length)} failures; ${minutes} min`,
    );
  }
  process.exitCode = failures.length === 0 ? 0 : 1;
}

if (values.show) printProgram(Number(values.seed));
else await soak();
