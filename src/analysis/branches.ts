/** Whether a call that was seen is made in production, too. */
import { asksConfiguration, conditionsAround } from '../lang/branches.js';
import type { CallRecord } from '../flow/log.js';

/** True when a condition that asks for the configuration stands around the call, or around a call on the way to it. */
export function isDevelopmentOnly({ call, stack }: CallRecord): boolean {
  return [call.node, ...stack].some((node) => conditionsAround(node).some(asksConfiguration));
}

export { enclosingFunction } from '../lang/branches.js';

export { isWithin, type Folder } from '../lang/folders.js';

export { importsOf, packageOf, type Imported } from '../lang/specifiers.js';
