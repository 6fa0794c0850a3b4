/** Which registrations on an object may be passed by requests for a path: an application of many routers has few for each. */
import type { Registration } from '../models/shared/registration.js';
import { beginApart, headOf } from './paths.js';

const byHead = new WeakMap<readonly Registration[], Map<string, readonly Registration[]>>();

/**
 * Returns those of the registrations on an object that do not begin with another word than a path, in their order, and the
 * one that the question is about. Asked for each route of an application: what begins alike is looked for once.
 */
export function candidates(
  all: readonly Registration[],
  path: string | null,
  layer: Registration,
): readonly Registration[] {
  const head = path === null ? null : headOf(path);
  if (path === null || head === null) return all;
  let heads = byHead.get(all);
  if (!heads) byHead.set(all, (heads = new Map<string, readonly Registration[]>()));
  let found = heads.get(head);
  if (!found) heads.set(head, (found = all.filter((each) => each.path === null || !beginApart(each.path, path))));
  return found.includes(layer) ? found : all;
}
