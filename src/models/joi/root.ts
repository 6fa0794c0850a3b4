/** The functions of the Joi root, and celebrate. */
import { getProperty, setProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isConst, NOTHING, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { nativeFunction } from '../shared/predicates.js';
import { patternFact, patternOf } from '../shared/patterns.js';
import { calledName, entriesOf, makeSchema, schemaShape } from '../shared/schemas.js';
import { ANY, BOOLEAN, DATE, literals, NUMBER, objectOf, optional, TEXT, union, type Shape } from '../shared/shape.js';
import { checkOrThrow, parseOrThrow } from '../shared/verdicts.js';
import { method } from './methods.js';
import { withOptions } from './options.js';

export function joiSchema(m: Machine, call: Call, shape: Shape): Value {
  return makeSchema(m, call.entity?.typeNamed('joi:Schema') ?? null, shape);
}

const PRESENCE = 'presence';

/** Notes with a schema whether the key that it describes must be there; its shape says the same of no key and of a key without value. */
export function keepPresence(schema: Value, required: boolean): Value {
  for (const ref of schema.refs) if (ref.kind === 'obj') ref.slots.set(PRESENCE, required);
  return schema;
}

/** True when the key that a schema describes must be there. */
export function isRequired({ refs }: Value): boolean {
  return refs.length > 0 && refs.every((ref) => ref.kind === 'obj' && ref.slots.get(PRESENCE) === true);
}

/** Returns the shape of anything that Joi compiles: schemas, constants, lists of alternatives, objects of keys. */
export function compiled(m: Machine, value: Value | undefined, node: TS.Node): Shape {
  if (!value) return ANY;
  const own = schemaShape(m, value);
  if (own) return own;
  if (isConst(value)) return literals(value.consts.map((each) => each.value));
  const [ref] = value.refs;
  if (ref?.kind !== 'obj' || ref.entity) return ANY;
  if (ref.shape === 'regexp') {
    const pattern = patternOf(value);
    return pattern ? { ...TEXT, facts: [patternFact(pattern)] } : TEXT;
  }
  if (ref.shape === 'array') return union(listed(m, value, node).map((each) => compiled(m, each, node)));
  return keysOf(m, value, node);
}

export function listed(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  const { known, rest } = elementsOf(m, value, node);
  return rest === NOTHING ? known : [...known, rest];
}

/** An object schema refuses keys that it does not list; every key is optional unless it is required. */
export function keysOf(m: Machine, value: Value | undefined, node: TS.Node): Shape {
  if (value === undefined || value === UNDEFINED)
    return { kind: 'object', properties: new Map(), unknownKeys: 'keep', catchall: null };
  return objectOf(
    entriesOf(m, value).map(([name, each]) => {
      const shape = compiled(m, each, node);
      return [name, isRequired(each) ? shape : optional(shape)] as const;
    }),
    'refuse',
  );
}

/** What can be converted to a boolean or a date is a text or a number, never an object (https://joi.dev/api, `boolean`, `date`). */
const READ_AS_BOOLEAN = union([TEXT, NUMBER, BOOLEAN]);
const READ_AS_DATE = union([TEXT, NUMBER, DATE]);

function make(m: Machine, call: Call): Shape {
  const [first] = call.args;
  switch (calledName(call)) {
    case 'object':
      return keysOf(m, first, call.node);
    case 'string':
      return { ...TEXT, at: call.node };
    case 'number':
      return { kind: 'number', state: State.Finite, convert: true, at: call.node };
    case 'boolean':
    case 'bool':
      return { kind: 'piped', first: READ_AS_BOOLEAN, second: BOOLEAN };
    case 'date':
      return { kind: 'piped', first: READ_AS_DATE, second: DATE };
    case 'array':
      return { kind: 'array', element: ANY, bounded: false, at: call.node };
    case 'alternatives':
    case 'alt':
      return call.args.length === 0
        ? ANY
        : union(
            call.args
              .flatMap((each) =>
                each.refs[0]?.kind === 'obj' && each.refs[0].shape === 'array' ? listed(m, each, call.node) : [each],
              )
              .map((each) => compiled(m, each, call.node)),
          );
    case 'compile':
      return compiled(m, first, call.node);
    default:
      return ANY;
  }
}

/** The parts of a request that celebrate replaces by what the schemas made of them. */
function segments(m: Machine, schemas: Value, options: Value | undefined, call: Call): Value {
  const parts = entriesOf(m, schemas).map(
    ([segment, value]) => [segment, withOptions(m, compiled(m, value, call.node), options)] as const,
  );
  return nativeFunction('celebrate', (machine, own) => {
    const [request, , next] = own.args;
    for (const [segment, shape] of request ? parts : []) {
      const value = parseOrThrow(machine, shape, getProperty(machine, request ?? UNKNOWN, segment, own.node), own.node);
      setProperty(machine, request ?? UNKNOWN, segment, value, own.node);
    }
    if (next && !machine.dead) callValue(machine, next, plainCall(own.node, UNDEFINED, []));
    return UNDEFINED;
  });
}

export const rootNatives: Natives = {
  'joi.make': (m, call) => joiSchema(m, call, make(m, call)),
  'joi.any': (m, call) => joiSchema(m, call, method(m, calledName(call), ANY, call)),
  'joi.same': (_m, call) => call.self,
  'joi.attempt': (m, call) =>
    parseOrThrow(
      m,
      withOptions(m, compiled(m, call.args[1], call.node), call.args[3] ?? call.args[2]),
      call.args[0] ?? UNDEFINED,
      call.node,
    ),
  'joi.assert': (m, call) => {
    checkOrThrow(
      m,
      withOptions(m, compiled(m, call.args[1], call.node), call.args[3] ?? call.args[2]),
      call.args[0] ?? UNDEFINED,
      call.node,
    );
    return UNDEFINED;
  },
  'celebrate.middleware': (m, call) => segments(m, call.args[0] ?? UNKNOWN, call.args[1], call),
  'celebrate.factory': (_m, outer) =>
    nativeFunction('celebrator', (m, call) =>
      call.args.length > 1
        ? segments(m, call.args[1] ?? UNKNOWN, call.args[0], { ...call, entity: outer.entity })
        : nativeFunction('celebrate', (machine, own) =>
            segments(machine, own.args[0] ?? UNKNOWN, call.args[0], { ...own, entity: outer.entity }),
          ),
    ),
};
