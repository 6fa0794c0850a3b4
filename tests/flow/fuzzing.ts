/** Lints random programs with every rule and says what went wrong: a throw, a contained failure, another answer when asked again. */
import type { Fuzzed } from './fuzz-programs.js';
import { lintText, type Linted } from './plugin.js';
import { lintTyped } from './typed-text.js';

export type Mode = 'untyped' | 'typed';

export interface Failure extends Fuzzed {
  readonly mode: Mode;
  readonly error: string;
}

export interface FuzzCounts {
  /** Those that are programs to the parser. */
  readonly parsed: number;
  /** Runs over such programs without and with types, and those that were made to compare with an earlier one. */
  readonly untyped: number;
  readonly typed: number;
  readonly again: number;
  readonly reports: number;
}

export interface FuzzResult extends FuzzCounts {
  readonly programs: number;
  readonly failures: readonly Failure[];
}

export interface FuzzOptions {
  /** Lint this program with types too. */
  readonly typed?: (seed: number) => boolean;
  /** Lint this program once more, after all the others and in reverse order, and compare the answers. */
  readonly again?: (seed: number) => boolean;
  readonly onFailure?: (failure: Failure) => void;
  /** Called before each run, for a watchdog. */
  readonly onRun?: (seed: number, mode: Mode, counts: FuzzCounts) => void;
}

const PREFIX = 'api-security: ';

/** Runs something and returns the failures that the plugin contained meanwhile, as DEBUG=api-security shows them. */
function containedBy(run: () => void): readonly string[] {
  const seen: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  const debug = process.env['DEBUG'];
  process.env['DEBUG'] = 'api-security';
  process.stderr.write = (chunk: string | Uint8Array): boolean => {
    const text = String(chunk);
    if (text.startsWith(PREFIX)) seen.push(text);
    else write(text);
    return true;
  };
  try {
    run();
  } finally {
    process.stderr.write = write;
    if (debug === undefined) delete process.env['DEBUG'];
    else process.env['DEBUG'] = debug;
  }
  return seen;
}

function differenceOf(first: readonly string[], second: readonly string[]): string {
  const lost = first.filter((each) => !second.includes(each)).map((each) => `- ${each}`);
  const added = second.filter((each) => !first.includes(each)).map((each) => `+ ${each}`);
  const lines = [...lost, ...added];
  return `another answer when asked again:\n${lines.length > 0 ? lines.join('\n') : 'the order differs'}`;
}

/** Lints programs with every rule; never throws. */
export function fuzz(programs: readonly Fuzzed[], options: FuzzOptions = {}): FuzzResult {
  const counts = { parsed: 0, untyped: 0, typed: 0, again: 0, reports: 0 };
  const failures: Failure[] = [];
  const lint = (made: Fuzzed, mode: Mode): Linted | null => {
    options.onRun?.(made.seed, mode, { ...counts });
    const fail = (error: string): void => {
      const failure: Failure = { ...made, mode, error };
      failures.push(failure);
      options.onFailure?.(failure);
    };
    try {
      let linted: Linted | null = null;
      const [contained] = containedBy(() => {
        linted = (mode === 'typed' ? lintTyped : lintText)(made.text, `src/fuzz${made.extension}`);
      });
      if (contained !== undefined) fail(contained);
      return linted;
    } catch (error) {
      fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return null;
    }
  };

  const first = new Map<Fuzzed, ReadonlyMap<Mode, readonly string[]>>();
  for (const made of programs) {
    const modes: readonly Mode[] = options.typed?.(made.seed) === true ? ['untyped', 'typed'] : ['untyped'];
    const answers = new Map<Mode, readonly string[]>();
    for (const mode of modes) {
      const linted = lint(made, mode);
      if (linted?.syntaxError !== null) break;
      if (mode === 'untyped') counts.parsed++;
      counts[mode]++;
      counts.reports += linted.reports.length;
      answers.set(mode, linted.reports);
    }
    if (options.again?.(made.seed) === true) first.set(made, answers);
  }
  for (const [made, answers] of [...first].reverse()) {
    for (const [mode, reports] of answers) {
      const linted = lint(made, mode);
      counts.again++;
      if (linted === null || linted.reports.join('\n') === reports.join('\n')) continue;
      const failure: Failure = { ...made, mode, error: differenceOf(reports, linted.reports) };
      failures.push(failure);
      options.onFailure?.(failure);
    }
  }
  return { programs: programs.length, ...counts, failures };
}
