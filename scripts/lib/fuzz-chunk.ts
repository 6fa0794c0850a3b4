/** One chunk of `npm run fuzz`, in a process of its own; tells its parent what it is at. */
import { programsFrom } from '../../tests/flow/fuzz-programs.js';
import { fuzz, type FuzzCounts, type Mode } from '../../tests/flow/fuzzing.js';
import { textsBelow } from '../../tests/flow/plugin.js';
import { isMain } from './repo.js';

export interface ChunkJob {
  readonly from: number;
  readonly count: number;
  /** A folder with sources to mutate. */
  readonly sources: string | null;
}

export type ChunkMessage =
  | { readonly kind: 'run'; readonly seed: number; readonly mode: Mode; readonly counts: FuzzCounts }
  | { readonly kind: 'failure'; readonly seed: number; readonly mode: Mode; readonly error: string }
  | { readonly kind: 'done'; readonly counts: FuzzCounts };

/** The counts before anything has run. */
export const NOTHING_RUN: FuzzCounts = { parsed: 0, untyped: 0, typed: 0, again: 0, reports: 0 };

function tell(message: ChunkMessage): void {
  process.send?.(message);
}

function run({ from, count, sources }: ChunkJob): void {
  const programOf = programsFrom(sources === null ? [] : textsBelow(sources));
  const {
    failures: _failures,
    programs: _programs,
    ...counts
  } = fuzz(
    Array.from({ length: count }, (_each, index) => programOf(from + index)),
    {
      typed: (seed) => seed % 2 === 0,
      again: (seed) => seed % 8 === 4 || seed % 8 === 5,
      onRun: (seed, mode, counts) => tell({ kind: 'run', seed, mode, counts }),
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
