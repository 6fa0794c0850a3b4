/** What a request passes before a registration, where order decides: Express, Koa, Hono. */
import type { Machine } from '../../flow/machine.js';
import type { Obj } from '../../flow/refs.js';
import { isBelow, joinedPath, mountsOf, registeredBefore, registrationsOf, type Registration } from './registration.js';

const MAX_DEPTH = 8;

function covers(layer: Registration, path: string | null, method: string): boolean {
  if (layer.kind === 'use') return isBelow(layer.path, path);
  if (layer.kind !== 'route' || layer.path === null || (layer.method !== 'all' && layer.method !== method))
    return false;
  return layer.path === path || layer.path === '*' || layer.path === '/*';
}

/** The registrations that a request for one of them passes before it, the parents' first. */
export function before(
  m: Machine,
  owner: Obj,
  layer: Registration,
  path: string | null = layer.path,
  depth = 0,
): readonly Registration[] {
  if (depth > MAX_DEPTH) return [];
  const earlier = registeredBefore(registrationsOf(m, owner), layer).filter((each) => covers(each, path, layer.method));
  const mounts = mountsOf(m, owner);
  const [mount] = mounts;
  return mount && mounts.length === 1
    ? [...before(m, mount.parent, mount.layer, joinedPath(mount.layer.path, path), depth + 1), ...earlier]
    : earlier;
}

/** The app at the root of a tree of mounted routers. */
export function rootOf(m: Machine, owner: Obj, depth = 0): Obj {
  const [mount] = mountsOf(m, owner);
  return mount && depth < MAX_DEPTH ? rootOf(m, mount.parent, depth + 1) : owner;
}
