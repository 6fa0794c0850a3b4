/** Hooks that are told of each route and may change its options: https://fastify.dev/docs/latest/Reference/Hooks/#onroute. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { spreadInto } from '../../flow/literals.js';
import type { Machine } from '../../flow/machine.js';
import { constant, UNKNOWN, refValue, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';

/** A route as it is written. */
export interface Written {
  readonly method: string;
  readonly path: string | null;
  readonly options: Value;
  readonly handler: Value;
}

/** Returns the options and the handler of a route as the hooks leave them; those see a copy that names method, path and handler as well. */
export function routedBy(
  m: Machine,
  hooks: readonly Value[],
  self: Value,
  route: Written,
  node: TS.Node,
): Pick<Written, 'options' | 'handler'> {
  if (hooks.length === 0) return route;
  const made = m.alloc('object', node);
  spreadInto(m, made, route.options, node);
  const path = route.path === null ? UNKNOWN : constant(route.path, node);
  m.setCell(made, 'method', constant(route.method.toUpperCase(), node));
  m.setCell(made, 'url', path);
  m.setCell(made, 'path', path);
  m.setCell(made, 'handler', route.handler);
  const options = refValue(made);
  for (const hook of hooks) callValue(m, hook, plainCall(node, self, [options]));
  return { options, handler: getProperty(m, options, 'handler', node) };
}
