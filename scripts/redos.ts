/**
 * Compares the analysis of regular expressions with the checker recheck on the corpus: `npm run redos [-- --attacks]`.
 *
 * Prints, as the tables of docs/internals/redos.md, what each finds and misses and the time for each pattern. With
 * `--attacks` every reported attack is run for real, in a worker that is stopped after a second, at growing lengths.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { checkSync } from 'recheck';
import { analyseRegex, attackText, type RedosResult } from '../src/lang/regex/redos.js';
import { REDOS_PATTERNS } from '../tests/lang/regex/redos-patterns.js';

const { values } = parseArgs({
  options: { attacks: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
});

type Verdict = 'exponential' | 'polynomial' | 'safe' | 'unknown';
type Slow = RedosResult & { readonly kind: 'vulnerable' };

interface Compared {
  readonly pattern: string;
  readonly flags: string;
  readonly ours: Verdict;
  readonly theirs: Verdict;
  readonly result: RedosResult;
  readonly ourTime: number;
  readonly theirTime: number;
  /** The attack that recheck found. */
  readonly theirAttack: string | null;
}

/** Time of the processor, so that other work of the machine is not counted. */
function timed<T>(run: () => T): readonly [T, number] {
  const began = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(began);
  return [result, (user + system) / 1_000];
}

const LIMIT_OF_RECHECK = 10_000;

// Its other backend is a program of its own, whose time could not be compared.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';
const recheck: { readonly checkSync: typeof checkSync } = await import('recheck');

function compare({ pattern, flags }: { readonly pattern: string; readonly flags: string }): Compared {
  const [result, ourTime] = timed(() => analyseRegex(pattern, flags));
  const [found, theirTime] = timed(() => recheck.checkSync(pattern, flags, { timeout: LIMIT_OF_RECHECK }));
  const ours = result.kind === 'vulnerable' ? result.growth : result.kind;
  const complexity = found.status === 'vulnerable' ? found.complexity.type : found.status;
  const theirAttack = found.status === 'vulnerable' ? found.attack.string : null;
  return { pattern, flags, ours, theirs: complexity, result, ourTime, theirTime, theirAttack };
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(String).join(' | ')} |`;
  console.log(
    [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line), ''].join('\n'),
  );
}

function figures(times: readonly number[]): readonly string[] {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  return [at(0.5), mean, at(0.9), at(1)].map((each) => each.toPrecision(2));
}

const VERDICTS: readonly Verdict[] = ['exponential', 'polynomial', 'safe', 'unknown'];
const all = REDOS_PATTERNS.map(compare);

console.log(`${String(all.length)} patterns, Node ${process.version}\n`);
table(
  ['recheck says', 'patterns', ...VERDICTS.map((each) => `here ${each}`)],
  VERDICTS.map((theirs) => {
    const those = all.filter((each) => each.theirs === theirs);
    return [theirs, those.length, ...VERDICTS.map((ours) => those.filter((each) => each.ours === ours).length)];
  }),
);
table(
  ['time per pattern (ms)', 'median', 'mean', '90 %', 'max'],
  [
    ['here', ...figures(all.map((each) => each.ourTime))],
    ['here, safe ones', ...figures(all.flatMap((each) => (each.ours === 'safe' ? [each.ourTime] : [])))],
    ['recheck', ...figures(all.map((each) => each.theirTime))],
  ],
);
const isSlow = (verdict: Verdict): boolean => verdict === 'exponential' || verdict === 'polynomial';
const differs = all.filter(({ ours, theirs }) => (isSlow(ours) || isSlow(theirs)) && ours !== theirs);
if (values.list)
  for (const { pattern, flags, result } of all)
    if (result.kind === 'unknown') console.log(`unknown: /${pattern}/${flags}: ${result.reason}`);

/** Runs a pattern and says how long it took; the worker is ended from outside, since a match cannot be interrupted. */
const WORKER = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ pattern, flags, text }) => {
  const regex = new RegExp(pattern, flags);
  const began = performance.now();
  regex.exec(text);
  parentPort.postMessage(performance.now() - began);
});
parentPort.postMessage(-1);
`;
const TIME_LIMIT = 1_000;

class Runner {
  #worker: Worker | null = null;

  async #started(): Promise<Worker> {
    if (this.#worker) return this.#worker;
    const worker = new Worker(WORKER, { eval: true });
    await new Promise((resolve) => worker.once('message', resolve));
    this.#worker = worker;
    return worker;
  }

  /** Milliseconds of one match; null when it did not end in time. */
  async run(pattern: string, flags: string, text: string): Promise<number | null> {
    const worker = await this.#started();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        worker.removeAllListeners('message');
        this.#worker = null;
        void worker.terminate().then(() => {
          resolve(null);
        });
      }, TIME_LIMIT);
      worker.once('message', (milliseconds: number) => {
        clearTimeout(timer);
        resolve(milliseconds);
      });
      worker.postMessage({ pattern, flags, text });
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** Longest text for an attack: a body of usual size for polynomials, one line for exponential ones. */
const LONGEST = { exponential: 400, polynomial: 400_000 } as const;
/** The text that is twice as long has to take this much longer, where both times are long enough to be compared. */
const SHORTEST_TIME = 2;

interface Shown {
  readonly length: number;
  readonly milliseconds: number | null;
  readonly ratio: number | null;
}

/** Doubles the text until a match takes longer than the limit, or the text is as long as is sensible. */
async function show(runner: Runner, { pattern, flags }: Compared, result: Slow): Promise<Shown> {
  let before: number | null = null;
  let shown: Shown = { length: 0, milliseconds: 0, ratio: null };
  for (let count = 4; ; count *= 2) {
    const text = attackText(result, count);
    if (text.length > LONGEST[result.growth]) return shown;
    const milliseconds = await runner.run(pattern, flags, text);
    const ratio = before !== null && before > SHORTEST_TIME && milliseconds !== null ? milliseconds / before : null;
    shown = { length: text.length, milliseconds, ratio: ratio ?? shown.ratio };
    if (milliseconds === null) return shown;
    before = milliseconds;
  }
}

const runner = new Runner();
for (const { pattern, flags, ours, theirs, theirAttack } of differs) {
  const milliseconds = theirAttack === null ? null : await runner.run(pattern, flags, theirAttack);
  const attack =
    theirAttack === null
      ? ''
      : `; its attack of ${String(theirAttack.length)} characters takes ${milliseconds === null ? 'more than a second' : `${milliseconds.toPrecision(2)} ms`}`;
  console.log(`differs: /${pattern}/${flags}: here ${ours}, recheck ${theirs}${attack}`);
}

if (values.attacks) {
  const rows = { exponential: [0, 0, 0], polynomial: [0, 0, 0] };
  for (const each of all) {
    const { result } = each;
    if (result.kind !== 'vulnerable') continue;
    const { length, milliseconds, ratio } = await show(runner, each, result);
    const row = rows[result.growth];
    const kind = milliseconds === null ? 0 : ratio !== null && ratio > 2.5 ? 1 : 2;
    row[kind] = (row[kind] ?? 0) + 1;
    if (kind === 2)
      console.log(
        `not shown: /${each.pattern}/${each.flags} ${result.growth}: ${String(length)} characters in ${String(milliseconds)} ms, ratio ${String(ratio)}`,
      );
  }
  table(
    ['attacks of', 'longer than 1 s', 'below, but growing faster than the text', 'not shown'],
    Object.entries(rows).map(([growth, counts]) => [growth, ...counts]),
  );
}
await runner.end();
