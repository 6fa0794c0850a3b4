/** One chunk of `npm run fuzz`, in a process of its own; tells its parent what it is at. */
import { programsFrom } from '../../tests/flow/fuzz-programs.js';
import { fuzz, type Mode } from '../../tests/flow/fuzzing.js';
import { textsBelow } from '../../tests/flow/plugin.js';
import { isMain } from './repo.js';

export interface ChunkJob {
  readonly from: number;
  readonly count: number;
  /** A folder with sources to mutate. */
  readonly sources: string | null;
}

export interface Counts {
  readonly programs: number;
  readonly parsed: number;
  readonly untyped: number;
  readonly typed: number;
  readonly again: number;
  readonly reports: number;
}

export type ChunkMessage =
  | { readonly kind: 'run'; readonly seed: number; readonly mode: Mode }
  | { readonly kind: 'failure'; readonly seed: number; readonly mode: Mode; readonly error: string }
  | { readonly kind: 'done'; readonly counts: Counts };

/** The counts before anything has run. */
export const COUNTED: Counts = { programs: 0, parsed: 0, untyped: 0, typed: 0, again: 0, reports: 0 };

function tell(message: ChunkMessage): void {
  process.send?.(message);
}

function run({ from, count, sources }: ChunkJob): void {
  const programOf = programsFrom(sources === null ? [] : textsBelow(sources));
  const { failures: _, ...counts } = fuzz(
    Array.from({ length: count }, (_each, index) => programOf(from + index)),
    {
      typed: (seed) => seed % 2 === 0,
      again: (seed) => seed % 8 === 4 || seed % 8 === 5,
      onRun: (seed, mode) => tell({ kind: 'run', seed, mode }),
      onFailure: ({ seed, mode, error }) => tell({ kind: 'failure', seed, mode, error }),
    },
  );
  tell({ kind: 'done', counts });
}

if (isMain(import.meta.url)) {
  run(JSON.parse(process.argv[2] ?? '') as ChunkJob);
  // The channel to the parent would keep the process.
  process.disconnect();
}
