/** The sentences that stand beside the table in every format for people. */
import { coverageText } from '../columns.js';
import type { Access, Inventory } from '../types.js';

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const ORDER: readonly Access[] = ['guarded', 'checked in the handler', 'hands out credentials', 'open', 'unknown'];

/** Returns how many endpoints there are, who may call them, what is validated, and what was not understood. */
export function summaryOf(inventory: Inventory): readonly string[] {
  const { endpoints, gaps, coverage, files } = inventory;
  const counts = ORDER.flatMap((access) => {
    const count = endpoints.filter((each) => each.access === access).length;
    return count === 0 ? [] : [`${count} ${access}`];
  });
  const covered = coverageText(coverage);
  return [
    `${plural(endpoints.length, 'endpoint')} in ${plural(files, 'file')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`,
    covered === ''
      ? 'No input of a client was seen to reach a store, a file, a service or the like.'
      : `Validation coverage: ${covered} of the inputs that are used.`,
    gaps.length === 0
      ? 'Every registration was understood.'
      : `${plural(gaps.length, 'place')} not understood by the model.`,
  ];
}
