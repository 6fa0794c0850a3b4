/** nestjs-zod (https://github.com/BenLorantfy/nestjs-zod): classes that are made of zod schemas, and the pipe that parses by them. */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { Form } from '../../flow/forms.js';
import { ts } from '../../lang/ts.js';
import { classOfParameter } from '../class-validator/pipe.js';
import type { LibraryModel, Natives } from '../schema.js';
import { parsedBy } from '../shared/parser.js';

const SCHEMA = '%schema';

export const nestjsZod = {
  packages: ['nestjs-zod', 'nestjs-zod/dto'],
  exports: {
    createZodDto: { call: { native: 'nestjs-zod.dto' } },
    ZodValidationPipe: { construct: { native: 'nestjs-zod.newPipe', returns: 'ZodValidationPipe' } },
    createZodValidationPipe: { call: { native: 'nestjs-zod.pipeClass' } },
    validate: { call: { native: 'nestjs-zod.validate', presents: true } },
  },
  types: {
    ZodValidationPipe: { members: { transform: { call: { native: 'nestjs-zod.pipe' } } } },
  },
} as const satisfies LibraryModel;

/** Returns the schema that a class was made of, itself or a class above it; the value itself when it is no such class. */
function schemaOf(m: Machine, value: Value): Value | null {
  for (const ref of value.refs) {
    const own = ref.kind === 'obj' ? m.cell(ref, SCHEMA) : undefined;
    if (own) return own;
    const above = ref.kind === 'class' && ref.parent ? schemaOf(m, ref.parent) : null;
    if (above) return above;
  }
  return null;
}

/** What the pipe's own schema, or that of the class which the parameter is declared to be of, makes of the argument. */
function piped(m: Machine, call: Call): Value {
  const [value = UNKNOWN, metadata = UNDEFINED] = call.args;
  const own = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.cell(ref, SCHEMA) ?? []) : []))[0];
  const declared = ts.isParameter(call.node)
    ? classOfParameter(m, call.node)
    : getProperty(m, metadata, 'metatype', call.node);
  const schema = own === undefined ? schemaOf(m, declared) : (schemaOf(m, own) ?? own);
  return schema ? parsedBy(m, schema, value, call.node) : value;
}

export const nestjsZodNatives: Natives = {
  'nestjs-zod.dto': (m, call) => {
    const made = m.alloc('object', null);
    m.setCell(made, SCHEMA, call.args[0] ?? UNDEFINED);
    m.setCell(made, 'schema', call.args[0] ?? UNDEFINED);
    return refValue(made, Form.Function);
  },
  /** A class of its own, which differs from the library's in what it throws. */
  'nestjs-zod.pipeClass': (m) => {
    const entity = m.semantics.moduleEntity('nestjs-zod')?.member('ZodValidationPipe');
    return entity ? refValue({ kind: 'lib', entity, self: null }) : UNKNOWN;
  },
  'nestjs-zod.newPipe': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'ZodValidationPipe', call.node) : UNKNOWN;
    const [schema] = call.args;
    for (const ref of made.refs)
      if (ref.kind === 'obj' && schema && schema !== UNDEFINED) m.setCell(ref, SCHEMA, schema);
    return made;
  },
  'nestjs-zod.pipe': piped,
  'nestjs-zod.validate': (m, call) => {
    const [value = UNKNOWN, given = UNKNOWN] = call.args;
    return parsedBy(m, schemaOf(m, given) ?? given, value, call.node);
  },
};
