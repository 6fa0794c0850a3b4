/** Things of libraries in a chain: what their models say of them. */
import type { Ref } from '../flow/refs.js';
import type { Value } from '../flow/value.js';
import type { Verdict } from './probe.js';

/** Returns the roles that calling a thing of a library plays. */
export function rolesOf(value: Value): ReadonlySet<string> {
  return new Set(
    value.refs.flatMap((ref) =>
      ref.kind === 'obj' || ref.kind === 'lib' ? (ref.entity?.call?.roles ?? []).map(({ role }) => role) : [],
    ),
  );
}

/** Returns the verdict on a thing of a library that stands in a chain: the role `auth.guard` on what calls them tells the guards. */
export function judgeLibrary(ref: Ref): Verdict | null {
  if (ref.kind !== 'obj' && ref.kind !== 'lib') return null;
  const { entity } = ref;
  if (!entity) return null;
  const verdict = ref.kind === 'obj' ? ref.slots.get('guards') : undefined;
  if (typeof verdict === 'boolean') return verdict ? 'guard' : 'open';
  return (entity.call?.roles ?? []).some(({ role }) => role === 'auth.guard') ? 'guard' : 'open';
}
