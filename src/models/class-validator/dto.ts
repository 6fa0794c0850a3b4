/** Reads what the decorators on a class say of its instances. */
import { callValue, plainCall } from '../../flow/calls.js';
import { construct } from '../../flow/classes.js';
import { decoratorsOf, type DecoratorUse } from '../../flow/decorators.js';
import { EVERY_KIND, State } from '../../flow/labels.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef, Obj } from '../../flow/refs.js';
import { getProperty } from '../../flow/access.js';
import { constant, isConst, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { skipsMissingOnly } from './conditions.js';
import { ownValidator, partsOfOwn } from './own.js';
import { TEXTS } from './texts.js';
import { formatFacts } from '../shared/formats.js';
import { limitsOf } from '../shared/limits.js';
import { changedBy } from '../shared/predicates.js';
import { constantsOf, entriesOf, isBound, isOwn, schemaShape } from '../shared/schemas.js';
import {
  ANY,
  BOOLEAN,
  DATE,
  literals,
  NEVER,
  NUMBER,
  objectIn,
  OURS,
  TEXT,
  union,
  type ObjectShape,
  type Property,
  type Shape,
  type UnknownKeys,
} from '../shared/shape.js';
import { provedBy } from '../shared/validator-js.js';

export interface Reading {
  /** What happens to properties without a validator. */
  readonly unknownKeys: UnknownKeys;
  /** Runs the validators, not only the transformations. */
  readonly validates: boolean;
  /** `enableImplicitConversion`: values are converted to the declared primitive type. */
  readonly converts: boolean;
  /** `excludeExtraneousValues`: only what `@Expose` marks is taken over (https://github.com/typestack/class-transformer#enforcing-type-safe-instance). */
  readonly exposedOnly?: boolean;
}

const MAX_DEPTH = 6;

/** Returns the object that a class describes, parents and mapped types included. */
export function dtoShape(m: Machine, cls: ClassRef, reading: Reading, node: TS.Node, depth = 0): ObjectShape {
  const properties = new Map<string, Property>();
  for (const ref of cls.parent?.refs ?? []) {
    const inherited =
      ref.kind === 'class' && depth < MAX_DEPTH
        ? dtoShape(m, ref, reading, node, depth + 1)
        : ref.kind === 'obj'
          ? mappedShape(m, ref, reading, node)
          : null;
    for (const [name, property] of inherited?.properties ?? []) properties.set(name, property);
  }
  for (const member of cls.node.members) {
    if (!(ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member)) || !ts.isIdentifier(member.name))
      continue;
    const property = propertyOf(m, member, reading, node, depth);
    if (property) properties.set(member.name.text, property);
  }
  return {
    kind: 'object',
    properties,
    unknownKeys: reading.unknownKeys,
    catchall: null,
    make: (machine, at) => instance(machine, cls, at),
  };
}

/** A type made from others keeps, as a function of the reading, the shape that it has. */
export type MappedShape = (m: Machine, reading: Reading, node: TS.Node) => ObjectShape | null;
export const MAPPED = 'mapped';

function mappedShape(m: Machine, obj: Obj, reading: Reading, node: TS.Node): ObjectShape | null {
  const [make] = m.kept(obj, MAPPED) as readonly MappedShape[];
  return make ? make(m, reading, node) : null;
}

/** Returns the shape of a class, or of a type mapped from classes; null when the value is neither. */
export function shapeOfClass(m: Machine, value: Value, reading: Reading, node: TS.Node, depth = 0): ObjectShape | null {
  for (const ref of value.refs) {
    if (ref.kind === 'class') return dtoShape(m, ref, reading, node, depth);
    if (ref.kind === 'obj') {
      const mapped = mappedShape(m, ref, reading, node);
      if (mapped) return mapped;
    }
  }
  const own = schemaShape(m, value);
  return own ? objectIn(own) : null;
}

function instance(m: Machine, cls: ClassRef, node: TS.Node): Obj | null {
  const made = construct(m, cls, { ...plainCall(node, UNKNOWN, []), isNew: true });
  const [ref] = made.refs;
  return ref?.kind === 'obj' ? ref : null;
}

function of(uses: readonly DecoratorUse[], specifier: string): readonly DecoratorUse[] {
  return uses.filter((use) => use.lib?.entity.specifier === specifier);
}

function named(uses: readonly DecoratorUse[], name: string): DecoratorUse | undefined {
  return uses.find((use) => use.lib?.entity.name === name);
}

function optionOf(m: Machine, use: DecoratorUse, name: string): boolean {
  return use.args.some((arg) =>
    entriesOf(m, arg).some(([key, value]) => key === name && value.consts.some((each) => each.value === true)),
  );
}

function propertyOf(
  m: Machine,
  member: TS.PropertyDeclaration | TS.GetAccessorDeclaration,
  reading: Reading,
  node: TS.Node,
  depth: number,
): Property | null {
  const name = ts.isIdentifier(member.name) ? member.name.text : '';
  const uses = decoratorsOf(m, member).flatMap((use) =>
    reading.validates ? [use, ...partsOfOwn(m, use, name)] : [use],
  );
  const transformers = of(uses, 'class-transformer');
  // Decorators of the project's own are taken for validators: they keep the property.
  const validators = reading.validates
    ? uses.filter((use) => use.lib === null || use.lib.entity.specifier === 'class-validator')
    : [];
  const initial = ts.isPropertyDeclaration(member) && member.initializer !== undefined;
  if (named(transformers, 'Exclude')) return { shape: NEVER, optional: true };
  const marked = named(transformers, 'Expose') !== undefined;
  if (reading.exposedOnly === true && !marked) return null;
  const isExposed = (reading.exposedOnly === true || !reading.validates) && marked;
  if (validators.length === 0 && reading.unknownKeys !== 'keep' && !isExposed) return null;
  const converted = conversion(m, member, transformers, reading, node);
  const checked = validators.length === 0 ? ANY : validated(m, member, validators, transformers, reading, node, depth);
  // A property that is only nested is converted and not checked: it stays as it came.
  if (converted === null && validators.length === 0) return isExposed ? { shape: ANY, optional: true } : null;
  const shape: Shape = converted === null ? checked : { kind: 'piped', first: converted, second: checked };
  const optional = named(validators, 'IsOptional') !== undefined;
  const conditional = named(validators, 'ValidateIf') !== undefined;
  const missing: readonly Shape[] = [
    { kind: 'nothing', value: undefined },
    ...(conditional ? [{ kind: 'nothing', value: null } as const] : []),
  ];
  return {
    shape: (optional || conditional) && checked.kind !== 'any' ? union([shape, ...missing]) : shape,
    optional: optional || conditional || initial,
  };
}

/** The type that `@Type(() => X)` names. */
function typeOf(m: Machine, transformers: readonly DecoratorUse[], node: TS.Node): Value | null {
  const [getter] = named(transformers, 'Type')?.args ?? [];
  return getter ? callValue(m, getter, plainCall(node, UNKNOWN, [])) : null;
}

function primitive(name: string): Shape | null {
  switch (name) {
    case 'Number':
      return { kind: 'number', state: 0, convert: true };
    case 'String':
      return { ...TEXT, convert: true };
    case 'Boolean':
      return { kind: 'piped', first: ANY, second: BOOLEAN };
    case 'Date':
      return { kind: 'piped', first: ANY, second: DATE };
    default:
      return null;
  }
}

const KEYWORDS: ReadonlyMap<TS.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.NumberKeyword, 'Number'],
  [ts.SyntaxKind.StringKeyword, 'String'],
  [ts.SyntaxKind.BooleanKeyword, 'Boolean'],
]);

/** What class-transformer makes of the value before anything is checked; null when it leaves it as it is. */
function conversion(
  m: Machine,
  member: TS.PropertyDeclaration | TS.GetAccessorDeclaration,
  transformers: readonly DecoratorUse[],
  reading: Reading,
  node: TS.Node,
): Shape | null {
  const [change] = named(transformers, 'Transform')?.args ?? [];
  const key = ts.isIdentifier(member.name) ? member.name.text : '';
  if (change) {
    return {
      kind: 'changed',
      inner: ANY,
      apply: (machine, value, at) => callTransform(machine, change, value, key, at),
    };
  }
  const [ref] = typeOf(m, transformers, node)?.refs ?? [];
  if (ref?.kind === 'native') return primitive(ref.name);
  return reading.converts && member.type ? primitive(KEYWORDS.get(member.type.kind) ?? '') : null;
}

function callTransform(m: Machine, change: Value, value: Value, key: string, node: TS.Node): Value {
  const argument = m.object('object', null, [
    ['value', value],
    ['key', constant(key)],
    ['obj', UNKNOWN],
  ]);
  const applied = changedBy(ANY, change);
  return applied.kind === 'changed' ? applied.apply(m, argument, node) : value;
}

function isList(member: TS.PropertyDeclaration | TS.GetAccessorDeclaration): boolean {
  const { type } = member;
  return (
    type !== undefined &&
    (ts.isArrayTypeNode(type) ||
      (ts.isTypeReferenceNode(type) &&
        ts.isIdentifier(type.typeName) &&
        /^(?:Array|ReadonlyArray|Set)$/.test(type.typeName.text)))
  );
}

function validated(
  m: Machine,
  member: TS.PropertyDeclaration | TS.GetAccessorDeclaration,
  validators: readonly DecoratorUse[],
  transformers: readonly DecoratorUse[],
  reading: Reading,
  node: TS.Node,
  depth: number,
): Shape {
  const parts: Shape[] = [];
  for (const use of validators) {
    const name = use.lib?.entity.name ?? '';
    if (name === 'ValidateIf') {
      if (!skipsMissingOnly(m, use.args[0], member.name.getText(), node)) return ANY;
      continue;
    }
    const each = optionOf(m, use, 'each');
    if (name === 'ValidateNested') {
      const type = depth < MAX_DEPTH ? typeOf(m, transformers, node) : null;
      const nested = type ? shapeOfClass(m, type, reading, node, depth + 1) : null;
      if (nested) parts.push(each || isList(member) ? { kind: 'array', element: nested, bounded: false } : nested);
      continue;
    }
    const shape = validatorShape(m, name, use, node);
    if (shape.kind !== 'any') parts.push(each ? { kind: 'array', element: shape, bounded: false } : shape);
  }
  const [only] = parts;
  return only === undefined
    ? ANY
    : parts.length === 1
      ? only
      : { kind: 'all', parts: [...parts].sort((a, b) => rank(a) - rank(b)) };
}

/** What says the type comes first: facts are about a value of that type. */
function rank(shape: Shape): number {
  return shape.kind === 'ours' ? 1 : 0;
}

function oneOf(m: Machine, value: Value | undefined, node: TS.Node): Shape {
  if (!value) return ANY;
  const [ref] = value.refs;
  if (ref?.kind === 'obj' && ref.shape !== 'array') {
    const contents = m.contents(ref);
    return isConst(contents)
      ? literals(contents.consts.map((each) => each.value))
      : contents.labels.length === 0
        ? OURS
        : ANY;
  }
  const known = constantsOf(m, value, node);
  return known ? literals(known) : isOwn(value) ? OURS : ANY;
}

const NAMES: Readonly<Record<string, string>> = {
  IsNumberString: 'isNumeric',
  IsDateString: 'isISO8601',
  IsISO4217CurrencyCode: 'isISO4217',
  IsMilitaryTime: 'isTime',
  IsBooleanString: 'isBoolean',
};

function validatorShape(m: Machine, name: string, use: DecoratorUse, node: TS.Node): Shape {
  const [first] = use.args;
  switch (name) {
    case 'IsString':
      return TEXT;
    case 'IsInt':
      return { ...NUMBER, state: State.Finite | State.Whole };
    case 'IsNumber':
      return NUMBER;
    case 'IsBoolean':
      return BOOLEAN;
    case 'IsDate':
      return DATE;
    case 'IsInstance':
      return { kind: 'ours', refinement: { form: Form.Object } };
    case 'IsEnum':
    case 'IsIn':
      return oneOf(m, first, node);
    case 'Equals':
      return first && isConst(first) ? literals(first.consts.map((each) => each.value)) : ANY;
    case 'IsArray':
      return { kind: 'array', element: ANY, bounded: false };
    case 'ArrayMaxSize':
      return { kind: 'array', element: ANY, bounded: isBound(first), limits: limitsOf(first, true, false) };
    case 'IsObject':
    case 'IsNotEmptyObject':
      return { kind: 'ours', refinement: { form: Form.Object } };
    case 'Min':
      return {
        kind: 'ours',
        refinement: { state: isBound(first) ? State.BoundedBelow | State.Finite : 0, form: Form.Number },
        limits: limitsOf(first, false, true),
      };
    case 'Max':
      return {
        kind: 'ours',
        refinement: { state: isBound(first) ? State.BoundedAbove | State.Finite : 0, form: Form.Number },
        limits: limitsOf(first, true, false),
      };
    case 'IsPositive':
      return { kind: 'ours', refinement: { state: State.BoundedBelow | State.Finite, form: Form.Number } };
    case 'IsNegative':
      return { kind: 'ours', refinement: { state: State.BoundedAbove | State.Finite, form: Form.Number } };
    case 'IsDivisibleBy':
      return { kind: 'ours', refinement: { form: Form.Number } };
    case 'MaxLength':
    case 'Length':
      return {
        kind: 'ours',
        refinement: {
          state: (name === 'MaxLength' ? isBound(first) : isBound(use.args[1])) ? State.BoundedLength : 0,
          form: Form.String,
        },
        limits:
          name === 'MaxLength'
            ? limitsOf(first, true, false)
            : { ...limitsOf(first, false, true), ...limitsOf(use.args[1], true, false) },
      };
    case 'MinLength':
      return { kind: 'ours', refinement: { form: Form.String }, limits: limitsOf(first, false, true) };
    case 'IsEmpty':
      return { kind: 'ours', refinement: { clears: [EVERY_KIND] } };
    case 'registerDecorator':
    case 'ValidateBy':
      return first ? ownValidator(m, getProperty(m, first, 'validator', node), node) : ANY;
    case 'Validate':
      return first ? ownValidator(m, first, node) : ANY;
    case 'IsUUID':
      return { kind: 'ours', refinement: { form: Form.String, facts: formatFacts('uuid') } };
    default: {
      const proved = provedBy(
        m,
        NAMES[name] ?? name.replace(/^I/, 'i').replace(/^M/, 'm').replace(/^C/, 'c'),
        use.args,
        node,
      );
      if (Object.keys(proved).length === 0)
        return TEXTS.has(name) ? { kind: 'ours', refinement: { form: Form.String } } : ANY;
      return { kind: 'ours', refinement: { ...proved, form: (proved.form ?? 255) & (Form.String | Form.Number) } };
    }
  }
}
