/**
 * zod-express-middleware (https://github.com/Aquila169/zod-express-middleware): Zod schemas as Express middleware. What fails is
 * answered with 400; `validateRequest` leaves the request as it is, with the keys that no schema lists, and `processRequest`
 * puts what the schemas have made of it in its place.
 */
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { LibraryModel, Natives } from '../schema.js';
import { parsedBy } from '../shared/parser.js';
import { nativeFunction } from '../shared/predicates.js';
import { calledName, entriesOf, schemaShape } from '../shared/schemas.js';
import { checkOrThrow } from '../shared/verdicts.js';

const native = { call: { native: 'zod-express.middleware' } } as const;

export const zodExpressMiddleware = {
  packages: ['zod-express-middleware'],
  exports: {
    validateRequest: native,
    validateRequestBody: native,
    validateRequestParams: native,
    validateRequestQuery: native,
    processRequest: native,
    processRequestBody: native,
    processRequestParams: native,
    processRequestQuery: native,
  },
} as const satisfies LibraryModel;

/** The order in which the parts of a request are looked at. */
const PARTS = ['params', 'query', 'body'];

type Schemas = readonly (readonly [part: string, schema: Value])[];

/** The schemas by the part of the request that they are for. */
function schemasOf(m: Machine, call: Call): Schemas {
  const [given = UNKNOWN] = call.args;
  const own = PARTS.find((part) => calledName(call).toLowerCase().endsWith(part));
  if (own !== undefined) return [[own, given]];
  const entries = entriesOf(m, given);
  return PARTS.flatMap((part) => entries.filter(([name]) => name === part));
}

/** Puts one part of a request through its schema. */
function put(m: Machine, request: Value, [part, schema]: Schemas[number], replaces: boolean, call: Call): void {
  const raw = getProperty(m, request, part, call.node);
  if (replaces) {
    setProperty(m, request, part, parsedBy(m, schema, raw, call.node), call.node);
    return;
  }
  const shape = schemaShape(m, schema);
  if (shape) checkOrThrow(m, shape, raw, call.node);
}

export const zodExpressNatives: Natives = {
  'zod-express.middleware': (m, call) => {
    const schemas = schemasOf(m, call);
    const replaces = calledName(call).startsWith('process');
    return nativeFunction('validated', (machine, own) => {
      const [request, , next] = own.args;
      for (const each of request ? schemas : []) put(machine, request ?? UNKNOWN, each, replaces, own);
      if (next && !machine.dead) callValue(machine, next, plainCall(own.node, UNDEFINED, []));
      return UNDEFINED;
    });
  },
};
