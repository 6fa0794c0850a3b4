/** Jobs of a queue that the program fills itself: what the handlers of such jobs take is what it has put in. */
import type { FileAnalysis, Finding } from '../analysis/analysis.js';
import { property, rolePart, someListed, valueOf, type Part } from '../analysis/parts.js';
import type { CallRecord } from '../flow/machine.js';
import type { Label } from '../flow/labels.js';

const JOB = 'message.job';
const PUT = 'queue.put';
/** What is named in files that have to do with such queues. */
const PACKAGE = 'bullmq';

const known = new WeakMap<FileAnalysis, readonly Part[]>();

/** What a call puts into a queue: the data of one job, or of each in a list. */
function dataOf(record: CallRecord): readonly Part[] {
  return (record.call.spec?.roles ?? [])
    .filter(({ role }) => role === PUT)
    .flatMap((role) => {
      const many = rolePart(record, role, 'jobs');
      return many.kind === 'absent'
        ? [rolePart(record, role, 'data')]
        : someListed(many).map((each) => property(each, 'data'));
    });
}

/** What the program puts into its queues, as far as files see it that fill one or use a file that does. */
function putBy(analysis: FileAnalysis): readonly Part[] {
  let all = known.get(analysis);
  if (!all) {
    all = [...analysis.callsAround(PACKAGE), ...analysis.callsOfUsers(PACKAGE)].flatMap(dataOf);
    known.set(analysis, all);
  }
  return all;
}

/** Somebody else has chosen it, and it has not only gone round in the queue. */
function isForeign({ source }: Label): boolean {
  return source.kind !== JOB && /^(?:http|message)\./.test(source.kind);
}

function holdsForeign(part: Part): boolean {
  if (part.kind !== 'given') return false;
  if (part.given.value.labels.some(isForeign)) return true;
  const names = [...(part.given.properties?.keys() ?? [])];
  return names.some((name) => holdsForeign(property(part, name))) || someListed(part).some(holdsForeign);
}

/** The part of what was put in that a path of names leads to; data of a client on the way is all of a client. */
function carriesForeign(put: Part, path: readonly string[]): boolean {
  let part = put;
  for (const name of path) {
    if (valueOf(part)?.labels.some(isForeign) === true) return true;
    // Which element of a list is meant nobody knows.
    if (!/^[A-Za-z_$]/.test(name)) return holdsForeign(part);
    part = property(part, name);
  }
  return holdsForeign(part);
}

/**
 * True for data of a job where the program is seen to fill queues, and nobody is seen to put data of a client there. Where
 * nothing fills one, others do.
 */
export function isOwnJob({ hit }: Finding, analysis: FileAnalysis): boolean {
  const { source } = hit.label;
  if (source.kind !== JOB) return false;
  const puts = putBy(analysis);
  return puts.length > 0 && !puts.some((each) => carriesForeign(each, source.path ?? []));
}
