/** What a run has shown, in one word: does a function stand in the way of strangers? */
import type { Ref } from '../flow/refs.js';
import { truthiness, type Value } from '../flow/value.js';
import type { Evidence } from './evidence.js';

export type Verdict = 'guard' | 'open' | 'unknown';

/** Judges a step by what it has shown. */
export function judgeStep(evidence: Evidence): Verdict {
  // What is not run to its end may have left out the very statement that ends it.
  if (evidence.passesDenied) return evidence.exhausted ? 'unknown' : 'open';
  if (evidence.denies || evidence.verified) return 'guard';
  return evidence.passes && !evidence.exhausted ? 'open' : 'unknown';
}

/** Judges the answer of a function that returns whether the request may pass. */
export function judgeAnswer(evidence: Evidence): Verdict {
  if (evidence.denies || evidence.verifiedEnd) return 'guard';
  if (evidence.answers.length === 0 || evidence.exhausted) return 'unknown';
  return evidence.answers.every((each) => truthiness(each) === true) ? 'open' : 'guard';
}

/** What is shown by a function whose answer decides whether the request may pass: to answer by a role is to ask for one. */
export function deciding(evidence: Evidence): Evidence {
  return evidence.answersRole ? { ...evidence, asksRole: true } : evidence;
}

/** The roles that calling a thing of a library plays. */
export function rolesOf(value: Value): ReadonlySet<string> {
  return new Set(
    value.refs.flatMap((ref) =>
      ref.kind === 'obj' || ref.kind === 'lib' ? (ref.entity?.call?.roles ?? []).map(({ role }) => role) : [],
    ),
  );
}

/** Things of libraries that stand in a chain: the role `auth.guard` on what calls them tells the guards. */
export function judgeLibrary(ref: Ref): Verdict | null {
  if (ref.kind !== 'obj' && ref.kind !== 'lib') return null;
  const { entity } = ref;
  if (!entity) return null;
  const verdict = ref.kind === 'obj' ? ref.slots.get('guards') : undefined;
  if (typeof verdict === 'boolean') return verdict ? 'guard' : 'open';
  return (entity.call?.roles ?? []).some(({ role }) => role === 'auth.guard') ? 'guard' : 'open';
}
