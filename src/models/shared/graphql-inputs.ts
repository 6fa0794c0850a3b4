/** Inputs of GraphQL schemas that are made of code, as shapes: GraphQL lets in what they declare, and nothing else. */
import { readName } from '../../flow/eval.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef } from '../../flow/refs.js';
import { isConst, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { ANY, BOOLEAN, literals, NUMBER, objectOf, TEXT, type Shape } from './shape.js';

const MAX_PARENTS = 5;

const NOTHING: ReadonlySet<TS.SyntaxKind> = new Set([ts.SyntaxKind.UndefinedKeyword, ts.SyntaxKind.LiteralType]);

/** What a type allows besides null and undefined, when that is one type. */
function presentType(type: TS.TypeNode | undefined): TS.TypeNode | undefined {
  if (!type || !ts.isUnionTypeNode(type)) return type;
  const present = type.types.filter((each) => !(NOTHING.has(each.kind) && /^(?:null|undefined)$/.test(each.getText())));
  return present.length === 1 ? present[0] : undefined;
}

/** What a list is a list of; undefined for other types. */
function elementOf(type: TS.TypeNode): TS.TypeNode | undefined {
  if (ts.isArrayTypeNode(type)) return type.elementType;
  return ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array' ? type.typeArguments?.[0] : undefined;
}

/**
 * Returns what reflection finds for an annotation, or what has to be said beside it and agrees with it: GraphQL lets a
 * value in only as the scalar or list that is declared (https://spec.graphql.org/October2021/#sec-Input-Values,
 * https://typegraphql.com/docs/types-and-fields.html, https://docs.nestjs.com/graphql/resolvers#args-decorator-options).
 */
export function shapeOfAnnotation(annotation: TS.TypeNode | undefined): Shape {
  const type = presentType(annotation);
  switch (type?.kind) {
    case undefined:
      return ANY;
    case ts.SyntaxKind.StringKeyword:
      return TEXT;
    case ts.SyntaxKind.NumberKeyword:
      return NUMBER;
    case ts.SyntaxKind.BooleanKeyword:
      return BOOLEAN;
    default: {
      const element = type ? elementOf(type) : undefined;
      return element ? { kind: 'array', element: shapeOfAnnotation(element), bounded: false } : ANY;
    }
  }
}

function hasDecorator(member: TS.PropertyDeclaration, name: RegExp): boolean {
  return (ts.getDecorators(member) ?? []).some(({ expression }) => name.test(expression.getText()));
}

/** A class without any decorator on its members was generated from a schema in the schema's own language: it says what that says. */
function isGenerated({ node }: ClassRef): boolean {
  return node.members.every((member) => ts.isPropertyDeclaration(member) && ts.getDecorators(member) === undefined);
}

/**
 * An enumeration of the program, by its values: GraphQL lets in its names only (https://spec.graphql.org/October2021/#sec-Enums).
 * Null for other things.
 */
function enumShape(m: Machine, { refs }: Value): Shape | null {
  const [made] = refs;
  if (refs.length !== 1 || made?.kind !== 'obj' || made.shape !== 'object' || made.entity !== null) return null;
  const contents = m.contents(made);
  return isConst(contents) && contents.consts.length > 0 ? literals(contents.consts.map(({ value }) => value)) : null;
}

/** The shape of a field: of its annotation, or of the enumeration that this names. */
function shapeOfField(m: Machine, { type }: TS.PropertyDeclaration, { scope }: ClassRef): Shape {
  const present = presentType(type);
  const named =
    present && ts.isTypeReferenceNode(present) && ts.isIdentifier(present.typeName) ? present.typeName : null;
  return (named && enumShape(m, readName(m, named.text, scope, named))) ?? shapeOfAnnotation(type);
}

function fieldsOf(m: Machine, cls: ClassRef, depth = 0): readonly (readonly [string, Shape])[] {
  const parents = depth < MAX_PARENTS ? (cls.parent?.refs ?? []) : [];
  const inherited = parents.flatMap((ref) => (ref.kind === 'class' ? fieldsOf(m, ref, depth + 1) : []));
  const generated = isGenerated(cls);
  const own = cls.node.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) && ts.isIdentifier(member.name) && (generated || hasDecorator(member, /^Field\b/))
      ? [[member.name.text, shapeOfField(m, member, cls)] as const]
      : [],
  );
  return [...inherited, ...own];
}

/** True when all fields of a class are seen: a mapped type (`PartialType(Base)`) has more, and so has a member that a plugin makes a field. */
function isSeenWhole(cls: ClassRef): boolean {
  const members = cls.node.members.filter((member) => ts.isPropertyDeclaration(member));
  return (
    members.every((member) => hasDecorator(member, /^(?:Field|HideField)\b/)) &&
    (cls.parent === null || cls.parent.refs.every((ref) => ref.kind === 'class' && isSeenWhole(ref)))
  );
}

/**
 * Returns what is known of an argument whose type is a class with fields: unknown keys are refused, and scalars are what
 * they are declared as (https://spec.graphql.org/October2021/#sec-Input-Objects). Null for other types.
 */
export function inputShape(m: Machine, type: Value): Shape | null {
  const [cls] = type.refs;
  if (cls?.kind !== 'class') return null;
  const fields = fieldsOf(m, cls);
  return fields.length === 0 ? null : objectOf(fields, isSeenWhole(cls) ? 'refuse' : 'keep');
}

/** Types of which an annotation says nothing, and those that hold whatever is sent. */
const OPEN_TYPES = /^(?:any|unknown|object|Object|Record|JSON\w*|Map|Partial|Array|Promise)$/;

/** What a field of an input object is when nobody sees its declaration: a scalar in nearly every schema. */
export const SCALARS = Form.String | Form.Number | Form.Boolean | Form.Nullish;

/** True for a class whose members say by decorators what they are: the schema is made of it. */
export function isDecorated(type: Value): boolean {
  return type.refs.some((ref) => ref.kind === 'class' && !isGenerated(ref));
}

/** True for an argument of a named type that is nowhere to be seen: generated from a schema when the program is built. */
export function isOutOfSight({ type }: TS.ParameterDeclaration, found: Value): boolean {
  return (
    found.refs.length === 0 &&
    type !== undefined &&
    ts.isTypeReferenceNode(type) &&
    type.typeArguments === undefined &&
    !OPEN_TYPES.test(type.typeName.getText())
  );
}

/** Returns what is known of a whole argument by the annotation of its parameter, or the class that is its type. */
export function argumentShape(m: Machine, parameter: TS.ParameterDeclaration, type: Value): Shape {
  return inputShape(m, type) ?? enumShape(m, type) ?? shapeOfAnnotation(parameter.type);
}
