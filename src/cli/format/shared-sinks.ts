/** Findings that lead to one place of another file: a change there may mend all of them, so people read about it once. */
import type { Finding } from '../finding.js';

/** A finding, and the others of its rule whose data reaches the same place of another file. */
export interface Shared {
  readonly finding: Finding;
  readonly others: readonly Finding[];
}

function keyOf({ rule, trail }: Finding): string | null {
  const place = trail?.sinkPlace;
  return place ? `${rule} ${place.file}:${String(place.line)}:${String(place.column)}` : null;
}

/** Returns the findings in their order, each sink of another file once: with the first finding that leads there. */
export function bySharedSink(findings: readonly Finding[]): readonly Shared[] {
  const groups = new Map<string, Finding[]>();
  const shown: Shared[] = [];
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = key === null ? undefined : groups.get(key);
    if (known) known.push(finding);
    else {
      const others: Finding[] = [];
      if (key !== null) groups.set(key, others);
      shown.push({ finding, others });
    }
  }
  return shown;
}
