/** Ajv (https://ajv.js.org/api.html): compiled validators answer true or false and keep their errors beside it. */
import { NO_FACTS, type Facts } from '../../flow/conditions.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { join, NULL, soleText, UNDEFINED, UNKNOWN, withOutcome, type Value } from '../../flow/value.js';
import { jsonSchemaShape } from '../json-schema/shape.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { guardFacts } from '../shared/guard-facts.js';
import { problemList } from '../shared/problems.js';
import { optionSet, schemaShape } from '../shared/schemas.js';
import { mapObjects, type Shape } from '../shared/shape.js';

const construct: MemberSpec = { construct: { native: 'ajv.make' }, call: { native: 'ajv.make' } };

export const ajv = {
  packages: ['ajv', 'ajv/dist/2019', 'ajv/dist/2020', 'ajv/dist/jtd', 'ajv/dist/ajv', 'ajv/dist/core'],
  exports: {
    default: { ...construct, members: { default: construct, Ajv: construct } },
    '=': construct,
    Ajv: construct,
    Ajv2019: construct,
    Ajv2020: construct,
  },
  types: {
    Ajv: {
      declared: ['ajv#default', 'ajv#Ajv2019', 'ajv#Ajv2020'],
      members: {
        compile: { call: { native: 'ajv.compile' } },
        compileAsync: { call: { native: 'ajv.compileLater' } },
        getSchema: { call: { native: 'ajv.known' } },
        addSchema: { call: { native: 'ajv.add' } },
        validate: { call: { native: 'ajv.validate' } },
        errorsText: { call: { returns: 'string' } },
        addFormat: { call: { returns: 'this' } },
        addKeyword: { call: { returns: 'this' } },
        addVocabulary: { call: { returns: 'this' } },
        removeSchema: { call: { returns: 'this' } },
      },
    },
    ValidateFunction: { declared: ['ajv#AnyValidateFunction'], call: { native: 'ajv.ask' } },
  },
} as const satisfies LibraryModel;

interface Added {
  readonly id: string;
  readonly schema: Value;
}

function added(m: Machine, self: Value): (ref: string) => Value | null {
  const known = self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, 'schemas') as readonly Added[]) : []));
  return (id) => known.find((each) => each.id === id || each.id === id.replace(/#$/, ''))?.schema ?? null;
}

/** `removeAdditional: 'all'` and `true` drop keys of the data itself: what is left is what is listed. */
function shapeFor(m: Machine, ajvSelf: Value, schema: Value, call: Call): Shape {
  const find = added(m, ajvSelf);
  const id = soleText(schema);
  const shape = jsonSchemaShape(m, id === null ? schema : (find(id) ?? UNKNOWN), call.node, find);
  const all = ajvSelf.refs.some((ref) => ref.kind === 'obj' && m.kept(ref, 'removesAll').includes(true));
  return all ? mapObjects(shape, (object) => ({ ...object, unknownKeys: 'refuse', catchall: null })) : shape;
}

function validator(m: Machine, call: Call, shape: Shape): Value {
  const made = call.entity ? entityInstance(m, call.entity, 'ValidateFunction', call.node) : UNKNOWN;
  for (const ref of made.refs) if (ref.kind === 'obj') m.keep(ref, 'shape', shape);
  return made;
}

/** The answer, and beside it the errors on the validator: null when the data is valid. */
function ask(m: Machine, shape: Shape, holder: Value, input: Value, call: Call): Value {
  const facts: Facts = guardFacts(m, shape, input, call.node);
  const errors = withOutcome(join(problemList(m, facts), NULL), { yes: NO_FACTS, no: facts });
  for (const ref of holder.refs) if (ref.kind === 'obj') m.setCell(ref, 'errors', errors);
  const answer: Value = { ...UNKNOWN, form: 4 };
  return withOutcome(answer, { yes: facts, no: NO_FACTS });
}

export const ajvNatives: Natives = {
  'ajv.make': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'Ajv', call.node) : UNKNOWN;
    const removes = optionSet(m, call.args[0], 'removeAdditional');
    for (const ref of made.refs) if (ref.kind === 'obj' && removes) m.keep(ref, 'removesAll', isAll(m, call.args[0]));
    return made;
  },
  'ajv.add': (m, call) => {
    const [schema = UNKNOWN, name] = call.args;
    const id = (name ? soleText(name) : null) ?? idOf(m, schema);
    for (const ref of call.self.refs)
      if (ref.kind === 'obj' && id !== null) m.keep(ref, 'schemas', { id, schema } satisfies Added);
    return call.self;
  },
  'ajv.compile': (m, call) => validator(m, call, shapeFor(m, call.self, call.args[0] ?? UNKNOWN, call)),
  'ajv.compileLater': (m, call) => promiseOf(validator(m, call, shapeFor(m, call.self, call.args[0] ?? UNKNOWN, call))),
  'ajv.known': (m, call) => {
    const schema = added(m, call.self)(call.args[0] ? (soleText(call.args[0]) ?? '') : '');
    return schema ? join(validator(m, call, shapeFor(m, call.self, schema, call)), UNDEFINED) : UNKNOWN;
  },
  'ajv.validate': (m, call) =>
    ask(m, shapeFor(m, call.self, call.args[0] ?? UNKNOWN, call), call.self, call.args[1] ?? UNDEFINED, call),
  'ajv.ask': (m, call) => {
    const shape = schemaShape(m, call.self);
    return shape ? ask(m, shape, call.self, call.args[0] ?? UNDEFINED, call) : UNKNOWN;
  },
};

function isAll(m: Machine, options: Value | undefined): boolean {
  return (options?.refs ?? []).some(
    (ref) => ref.kind === 'obj' && (m.cell(ref, 'removeAdditional')?.consts ?? []).some((each) => each.value === 'all'),
  );
}

function idOf(m: Machine, schema: Value): string | null {
  for (const ref of schema.refs) {
    const id = ref.kind === 'obj' ? m.cell(ref, '$id') : undefined;
    if (id) return soleText(id);
  }
  return null;
}
