/** Branches of a program of which only one will be run, and nobody knows which. */
import type { Machine } from './machine.js';

/** Runs each branch on a path of its own; what is done meanwhile can be told from what is done in any case. */
export function alternatively(m: Machine, branches: readonly (() => void)[]): void {
  const outer = m.undecided;
  try {
    m.branch(
      branches.map((run) => () => {
        m.undecided = [...outer, {}];
        run();
      }),
    );
  } finally {
    m.undecided = outer;
  }
}
