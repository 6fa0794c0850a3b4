/** koa-compose: several middleware as one, each around the next (https://github.com/koajs/compose). */
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { TS } from '../../lang/ts.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, nativeFunction } from '../kit.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';

const compose: MemberSpec = { call: { native: 'koa.compose' } };

export const koaCompose = {
  packages: ['koa-compose'],
  exports: { '=': compose, default: compose },
} as const satisfies LibraryModel;

/** Runs one of the middleware around those behind it; behind the last comes what is behind all of them. */
function dispatch(m: Machine, list: readonly Value[], context: Value, last: Value, node: TS.Node): Value {
  const [first, ...rest] = list;
  if (first === undefined) return last.refs.length > 0 ? callValue(m, last, plainCall(node, UNDEFINED, [])) : UNDEFINED;
  const next = nativeFunction('next', (machine, call) => dispatch(machine, rest, context, last, call.node));
  return callValue(m, first, plainCall(node, UNDEFINED, [context, next]));
}

export const koaComposeNatives: Natives = {
  'koa.compose': (m, call) => {
    const { known, rest } = elementsOf(m, argument(call, 0), call.node);
    if (known.length === 0 || rest.refs.length > 0) return UNKNOWN;
    return nativeFunction('composed', (machine, inner) => {
      dispatch(machine, known, argument(inner, 0), argument(inner, 1), inner.node);
      return promiseOf(UNDEFINED);
    });
  },
};
