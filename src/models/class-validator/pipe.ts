/** ValidationPipe and ParseArrayPipe of NestJS (https://docs.nestjs.com/techniques/validation). */
import { getProperty } from '../../flow/access.js';
import { EVERY_KIND, except } from '../../flow/labels.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import { readName } from '../../flow/eval.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { entityInstance } from '../../flow/library.js';
import { constantKey } from '../../flow/access.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { entriesOf, optionSet } from '../shared/schemas.js';
import { shapedValue } from '../shared/shaped.js';
import { ANY, BOOLEAN, TEXT, type Shape } from '../shared/shape.js';
import { checkOrThrow, parseOrThrow } from '../shared/verdicts.js';
import { shapeOfClass, type Reading } from './dto.js';

/** Returns the options that a pipe was made with: its own, or what a class of the program gave to `super`. */
function optionsOf(m: Machine, pipe: Value): Value | undefined {
  for (const ref of pipe.refs) {
    if (ref.kind !== 'obj') continue;
    const own = m.cell(ref, '%options');
    if (own) return own;
    const [given] = (ref.slots.get('superArgs') as readonly Value[] | undefined) ?? [];
    if (given) return given;
  }
  return undefined;
}

function readingOf(m: Machine, options: Value | undefined): Reading {
  const whitelist = optionSet(m, options, 'whitelist');
  const conversion = entriesOf(m, options).find(([name]) => name === 'transformOptions')?.[1];
  const exposedOnly = optionSet(m, conversion, 'excludeExtraneousValues');
  const unlisted = whitelist || exposedOnly ? 'strip' : 'keep';
  return {
    unknownKeys: whitelist && optionSet(m, options, 'forbidNonWhitelisted') ? 'refuse' : unlisted,
    validates: true,
    converts: optionSet(m, conversion, 'enableImplicitConversion'),
    exposedOnly,
  };
}

/**
 * The class that is there at run time for a parameter's declared type (TypeScript's `design:paramtypes`): a class that is
 * imported as a value. Interfaces, unions, arrays and type-only imports leave Object, Array or String.
 */
export function classOfParameter(m: Machine, parameter: TS.ParameterDeclaration): Value {
  const { type } = parameter;
  if (!type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName) || type.typeArguments) return UNKNOWN;
  const { text } = type.typeName;
  const file = parameter.getSourceFile();
  if (importedAsType(file, text)) return UNKNOWN;
  const scope = moduleScope(moduleState(m, file));
  return scope ? readName(m, text, scope, type) : UNKNOWN;
}

function importedAsType(file: TS.SourceFile, name: string): boolean {
  return file.statements.some((statement) => {
    if (!ts.isImportDeclaration(statement)) return false;
    const clause = statement.importClause;
    const named = clause?.namedBindings;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- TypeScript before 5.9 has no phaseModifier
    if (clause?.isTypeOnly)
      return (
        clause.name?.text === name ||
        (named !== undefined && ts.isNamedImports(named) && named.elements.some((each) => each.name.text === name))
      );
    return (
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.some((each) => each.isTypeOnly && each.name.text === name)
    );
  });
}

/** `transform: true` converts a named query or path parameter that is declared to be a number, boolean or string. */
function primitive(parameter: TS.ParameterDeclaration): Shape {
  switch (parameter.type?.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return { kind: 'number', state: 0, convert: true };
    case ts.SyntaxKind.BooleanKeyword:
      return BOOLEAN;
    case ts.SyntaxKind.StringKeyword:
      return { ...TEXT, convert: true };
    default:
      return ANY;
  }
}

const UNCHECKED: Shape = { kind: 'ours', refinement: { clears: [EVERY_KIND, except('stored-value')] } };

function parameterOf(node: TS.Node): TS.ParameterDeclaration | null {
  return ts.isParameter(node) ? node : null;
}

/** Runs the pipe on an argument. */
function validationPipe(m: Machine, call: Call): Value {
  const [value = UNKNOWN, metadata = UNDEFINED] = call.args;
  const parameter = parameterOf(call.node);
  const options = optionsOf(m, call.self);
  const kind = constantKey(getProperty(m, metadata, 'type', call.node));
  if (kind === 'custom' && !optionSet(m, options, 'validateCustomDecorators')) return value;
  const transforms = optionSet(m, options, 'transform');
  const expected = entriesOf(m, options).find(([name]) => name === 'expectedType')?.[1];
  const cls =
    expected ?? (parameter ? classOfParameter(m, parameter) : getProperty(m, metadata, 'metatype', call.node));
  const shape = shapeOfClass(m, cls, readingOf(m, options), call.node);
  if (shape === null) {
    const named = constantKey(getProperty(m, metadata, 'data', call.node));
    const converts =
      transforms &&
      parameter !== null &&
      named !== null &&
      named !== 'undefined' &&
      (kind === 'query' || kind === 'param');
    return converts ? shapedValue(m, primitive(parameter), value, call.node) : value;
  }
  // A class without a single rule: its stripped remains harm nothing, and nobody has looked at a value.
  if (shape.properties.size === 0 && shape.unknownKeys !== 'keep') return shapedValue(m, UNCHECKED, value, call.node);
  // Without `transform` and without options for the validator, the plain value goes on as it came.
  const passesOn = !transforms && !entriesOf(m, options).some(([name]) => VALIDATOR_OPTIONS.has(name));
  if (passesOn) {
    checkOrThrow(m, shape, value, call.node);
    return value;
  }
  const { make, ...plain } = shape;
  return parseOrThrow(m, transforms && make ? { ...plain, make } : plain, value, call.node);
}

const VALIDATOR_OPTIONS = new Set([
  'whitelist',
  'forbidNonWhitelisted',
  'skipMissingProperties',
  'skipNullProperties',
  'skipUndefinedProperties',
  'groups',
  'always',
  'strictGroups',
  'dismissDefaultMessages',
  'stopAtFirstError',
  'enableDebugMessages',
  'validationError',
]);

/** `new ParseArrayPipe({ items: Dto })`: every element is parsed as the pipe with `transform` does. */
function arrayPipe(m: Machine, call: Call): Value {
  const [value = UNKNOWN] = call.args;
  const options = optionsOf(m, call.self);
  const items = entriesOf(m, options).find(([name]) => name === 'items')?.[1];
  if (!items) return shapedValue(m, { kind: 'array', element: ANY, bounded: false }, value, call.node);
  const [ref] = items.refs;
  const element: Shape | null =
    ref?.kind === 'native' ? elementShape(ref.name) : shapeOfClass(m, items, readingOf(m, options), call.node);
  return element ? parseOrThrow(m, { kind: 'array', element, bounded: false }, value, call.node) : value;
}

function elementShape(name: string): Shape {
  return name === 'Number'
    ? { kind: 'number', state: 0, convert: true }
    : name === 'Boolean'
      ? { kind: 'piped', first: ANY, second: BOOLEAN }
      : name === 'String'
        ? { ...TEXT, convert: true }
        : ANY;
}

export const pipeNatives: Natives = {
  'class-validator.pipe': validationPipe,
  'class-validator.arrayPipe': arrayPipe,
  /** Makes a pipe that remembers its options. */
  'class-validator.newPipe': (m, call) => {
    const made = call.entity
      ? entityInstance(m, call.entity, call.spec?.returns ?? call.entity.name, call.node)
      : UNKNOWN;
    for (const ref of made.refs) if (ref.kind === 'obj') m.setCell(ref, '%options', call.args[0] ?? UNDEFINED);
    return made;
  },
};
