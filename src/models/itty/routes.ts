/** Routes of itty-router, in the order of registration; and the one function that micro serves. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { endsByAnswer } from '../h3/handlers.js';
import { argument, instanceOf, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { answerData, answerHtml, contentTypeOf } from '../shared/answer.js';
import { isOwnFunction, pass } from '../shared/chain.js';
import { before } from '../shared/order.js';
import { joinedPath, keepRegistration, ownerOf, type Registration } from '../shared/registration.js';

const BASE = '%base';

/** Returns the request that handlers are given. */
export function requestFor(m: Machine, node: TS.Node): Value {
  const entity = m.semantics.typeEntity('itty-router', 'IRequest');
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

function keep(m: Machine, owner: Obj, layer: Registration): void {
  keepRegistration(m, owner, layer);
  m.defer(layer.node, (machine) => {
    const request = requestFor(machine, layer.node);
    const steps = [...before(machine, owner, layer), layer].flatMap(({ handlers }) => handlers);
    const last = layer.handlers.length;
    for (const step of steps.slice(0, steps.length - (last > 0 ? 1 : 0))) {
      const passing = { handler: step, node: layer.node, args: () => [request], byReturning: () => endsByAnswer };
      if (!pass(machine, passing, false)) return;
    }
    const handler = steps.at(-1);
    if (last === 0 || !handler) return;
    callValue(machine, handler, {
      ...plainCall(layer.node, UNDEFINED, [request]),
      exit: (inner, value, at) => {
        // What is no answer yet is made one as JSON.
        answerData(inner, awaited(value), at, 'the answer');
        return false;
      },
    });
  });
}

/** `router.get(path, ...handlers)`. */
const route: Native = (m, call) => {
  const owner = ownerOf(call);
  const [path = UNKNOWN, ...handlers] = call.args;
  const base = owner ? m.cell(owner, BASE) : undefined;
  const own = soleText(path);
  if (owner)
    keep(m, owner, {
      framework: 'itty-router',
      kind: 'route',
      method: call.entity?.name.split('.').at(-1) ?? 'all',
      path: base && own !== '*' ? joinedPath(soleText(base), own) : own,
      handlers,
      node: call.node,
    });
  return call.self;
};

/** `Router({ base, before })`: what stands in `before` runs before all routes. */
const router: Native = (m, call) => {
  const made = instanceOf(m, call, 'Router');
  const owner = objectOf(made);
  owner?.slots.set('made', call.node);
  const options = argument(call, 0);
  if (!owner || options.refs.length === 0) return made;
  const base = getProperty(m, options, 'base', call.node);
  if (base !== UNDEFINED) m.setCell(owner, BASE, base);
  const first = getProperty(m, options, 'before', call.node);
  const handlers = first.refs.length > 0 ? elementsOf(m, first, call.node).known : [];
  if (handlers.length > 0)
    keepRegistration(m, owner, {
      framework: 'itty-router',
      kind: 'use',
      method: 'all',
      path: '/',
      handlers,
      node: call.node,
    });
  return made;
};

/** Returns what the function of micro is given. */
export function microArguments(m: Machine, node: TS.Node): readonly Value[] {
  return [
    ['node:http', 'IncomingMessage'],
    ['connect', 'Response'],
  ].map(([specifier = '', type = '']) => {
    const entity = m.semantics.typeEntity(specifier, type);
    return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
  });
}

function sent(m: Machine, response: Value, value: Value, node: TS.Node, call?: Call): void {
  answerData(m, value, node, 'the answer');
  const type = contentTypeOf(m, objectOf(response));
  if (type === null || type === 'html') answerHtml(m, value, node, 'the answer', call);
}

export const ittyNatives: Natives = {
  'itty.route': route,
  'itty.router': router,
  'itty.open': () => UNDEFINED,
  'micro.serve': (m, call) => {
    const handler = argument(call, 0);
    if (!isOwnFunction(handler)) return UNKNOWN;
    keepRegistration(m, m.alloc('object', call.node), {
      framework: 'micro',
      kind: 'route',
      method: 'all',
      path: null,
      handlers: [handler],
      node: call.node,
    });
    m.defer(call.node, (machine) => {
      const args = microArguments(machine, call.node);
      callValue(machine, handler, {
        ...plainCall(call.node, UNDEFINED, args),
        exit: (inner, value, at) => {
          if (value !== UNDEFINED) sent(inner, args[1] ?? UNKNOWN, awaited(value), at);
          return false;
        },
      });
    });
    return UNKNOWN;
  },
  /** `send(res, code, data)`. */
  'micro.send': (m, call) => {
    sent(m, argument(call, 0), argument(call, 2), call.argNodes[2] ?? call.node, call);
    return UNDEFINED;
  },
};
