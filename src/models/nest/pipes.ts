/** Pipes of NestJS: what they make of a handler's argument before the handler runs (https://docs.nestjs.com/pipes). */
import type { TS } from '../../lang/ts.js';
import { ts } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { plainCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { decoratorsOf } from '../../flow/decorators.js';
import { readName } from '../../flow/eval.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { Call } from '../../flow/refs.js';
import { constant, isConst, join, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { settle } from '../shared/chain.js';
import { parsedBy } from '../shared/parser.js';

/** A handler's argument as its decorator names it. */
export interface PipedArgument {
  readonly parameter: TS.ParameterDeclaration;
  /** body, query, param or custom, as pipes see it. */
  readonly type: string;
  readonly name: string | null;
  /** The pipes on the parameter itself. */
  readonly pipes: readonly Value[];
  readonly schema?: Value;
  /** Handlers of gateways are told of no configuration, so pipes of the application are not theirs (socket-module.js). */
  readonly ownOnly?: boolean;
}

/** Returns an argument after every pipe in force: global ones, the controller's, the method's, its own. */
export function pipedValue(m: Machine, raw: Value, argument: PipedArgument): Value {
  const pipes = [
    ...(argument.ownOnly ? [] : globalPipes(m, argument)),
    ...usedPipes(m, argument.parameter),
    ...argument.pipes,
  ];
  const data = argumentMetadata(m, argument);
  let value = raw;
  for (const pipe of pipes) {
    if (m.dead) return value;
    value = throughPipe(m, pipe, value, data, argument.parameter);
  }
  return value;
}

/** Pipes of the application (`useGlobalPipes`, `APP_PIPE`), as the reader of its wiring lists them. */
function globalPipes(m: Machine, argument: PipedArgument): readonly Value[] {
  const reader = m.semantics.native('nest.globalPipes');
  if (!reader) return [];
  const listed = reader(m, plainCall(argument.parameter, UNKNOWN, []));
  return elementsOf(m, listed, argument.parameter).known;
}

function usedPipes(m: Machine, parameter: TS.ParameterDeclaration): readonly Value[] {
  const method = parameter.parent;
  const owner = method.parent;
  return [owner, method].flatMap((node) =>
    decoratorsOf(m, node).flatMap((use) => (use.lib?.entity.name === 'UsePipes' ? use.args : [])),
  );
}

function pipeInstance(m: Machine, pipe: Value, node: TS.Node): Value {
  const [ref] = pipe.refs;
  if (ref?.kind === 'class') return instanceOf(m, ref);
  if (ref?.kind === 'lib' && ref.entity.construct)
    return entityInstance(m, ref.entity, ref.entity.construct.returns ?? 'unknown', node);
  return pipe;
}

function throughPipe(m: Machine, pipe: Value, value: Value, data: Value, parameter: TS.ParameterDeclaration): Value {
  const made = pipeInstance(m, pipe, parameter);
  const transform = getProperty(m, made, 'transform', parameter);
  return transform.refs.length === 0 ? value : settle(m, transform, [value, data], parameter, undefined, made);
}

/** ArgumentMetadata: what a pipe is told about the argument. */
function argumentMetadata(m: Machine, argument: PipedArgument): Value {
  return m.object('object', null, [
    ['type', constant(argument.type)],
    ['metatype', metatype(m, argument.parameter)],
    ['data', argument.name === null ? UNDEFINED : constant(argument.name)],
    ['schema', argument.schema ?? UNDEFINED],
  ]);
}

/** The class that is there at run time for the declared type; unknown for everything that only exists as a type. */
export function metatype(m: Machine, parameter: TS.ParameterDeclaration): Value {
  const { type } = parameter;
  if (!type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return UNKNOWN;
  const scope = moduleScope(moduleState(m, parameter.getSourceFile()));
  const value = scope ? readName(m, type.typeName.text, scope, type) : UNKNOWN;
  return value.refs.some((ref) => ref.kind === 'class') ? value : UNKNOWN;
}

/** Reads the arguments of a parameter decorator: a name, pipes, or options with both. */
export function decoratorArguments(
  m: Machine,
  call: Call,
  parameter: TS.ParameterDeclaration,
  named: boolean,
): Omit<PipedArgument, 'type'> {
  let name: string | null = null;
  let rest = call.args;
  const [first] = rest;
  if (named && first?.refs.length === 0) {
    name = isConst(first) ? String(first.consts[0]?.value) : '*';
    rest = rest.slice(1);
  }
  const pipes: Value[] = [];
  let schema: Value | undefined;
  for (const each of rest) {
    const [ref] = each.refs;
    if (ref?.kind === 'obj' && ref.shape === 'object' && ref.entity === null) {
      pipes.push(...elementsOf(m, getProperty(m, each, 'pipes', parameter), parameter).known);
      schema = getProperty(m, each, 'schema', parameter);
    } else pipes.push(each);
  }
  return { parameter, name, pipes, ...(schema ? { schema } : {}) };
}

export const pipeNatives: Natives = {
  /** Replaces undefined, null and NaN. */
  'nest.defaultValuePipe': (m, call) => {
    const [value = UNKNOWN] = call.args;
    return join(value, getProperty(m, call.self, '%default', call.node));
  },
  'nest.newDefaultValuePipe': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'DefaultValuePipe', call.node) : UNKNOWN;
    const [ref] = made.refs;
    if (ref?.kind === 'obj') m.setCell(ref, '%default', call.args[0] ?? UNDEFINED);
    return made;
  },
  /** Validates with class-validator; what that proves is said by the model of class-validator. */
  'nest.validationPipe': (m, call) => m.semantics.native('class-validator.pipe')?.(m, call) ?? call.args[0] ?? UNKNOWN,
  /** Runs the schema that the parameter's decorator names. */
  'nest.schemaPipe': (m, call) => {
    const [value = UNKNOWN, data] = call.args;
    const schema = data ? getProperty(m, data, 'schema', call.node) : UNDEFINED;
    return schema.refs.length === 0 ? value : parsedBy(m, schema, value, call.node);
  },
};
