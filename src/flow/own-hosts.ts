/** Hosts that are seen to be the program's own, or below it. */
import type { Facts } from './conditions.js';
import { derivedId, HOST_PARTS, isForeign, State, type Label, type Refinement } from './labels.js';
import type { Value } from './value.js';

const LEADS_HOME: Refinement = { clears: ['address', 'redirect', 'rewrite'] };

/**
 * What it proves of addresses that a host of theirs ends in a text: where that begins with a dot and the rest of it is the
 * program's own, `` `.${url.hostname}`.endsWith(`.${ours}`) ``, they lead to a host of ours. Null when it proves nothing.
 */
export function endsInOwnHost(hosts: readonly Label[], suffix: Value): Facts | null {
  if (suffix.shape?.startsWith('.') !== true || suffix.shape.length < 2 || isForeign(suffix.labels)) return null;
  const wholes = hosts.flatMap(({ ids: [own, whole], state, lead }) => {
    const isHost =
      (state & (State.UrlHost | State.Followed)) === State.UrlHost &&
      whole !== undefined &&
      HOST_PARTS.some((part) => derivedId(whole, part) === own);
    return isHost && (lead === null || lead === '' || lead === '.') ? [whole] : [];
  });
  return wholes.length === 0 ? null : new Map(wholes.map((whole) => [whole, LEADS_HOME]));
}
