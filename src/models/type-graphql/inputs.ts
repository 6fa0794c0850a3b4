/** Input types of TypeGraphQL as shapes: GraphQL lets in what they declare, and nothing else. */
import type { ClassRef } from '../../flow/refs.js';
import type { Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { ANY, BOOLEAN, NUMBER, objectOf, TEXT, type Shape } from '../shared/shape.js';

const MAX_PARENTS = 5;

/** The type that reflection finds for an annotation (https://typegraphql.com/docs/types-and-fields.html). */
function shapeOfType(type: TS.TypeNode | undefined): Shape {
  switch (type?.kind) {
    case ts.SyntaxKind.StringKeyword:
      return TEXT;
    case ts.SyntaxKind.NumberKeyword:
      return NUMBER;
    case ts.SyntaxKind.BooleanKeyword:
      return BOOLEAN;
    default:
      return ANY;
  }
}

function isField(member: TS.PropertyDeclaration): boolean {
  return (ts.getDecorators(member) ?? []).some(({ expression }) => /^Field\b/.test(expression.getText()));
}

function fieldsOf(cls: ClassRef, depth = 0): readonly (readonly [string, Shape])[] {
  const parents = depth < MAX_PARENTS ? (cls.parent?.refs ?? []) : [];
  const inherited = parents.flatMap((ref) => (ref.kind === 'class' ? fieldsOf(ref, depth + 1) : []));
  const own = cls.node.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) && ts.isIdentifier(member.name) && isField(member)
      ? [[member.name.text, shapeOfType(member.type)] as const]
      : [],
  );
  return [...inherited, ...own];
}

/**
 * Returns what is known of an argument whose type is a class with fields: unknown keys are refused, and scalars are what
 * they are declared as (https://spec.graphql.org/October2021/#sec-Input-Objects). Null for other types.
 */
export function inputShape(type: Value): Shape | null {
  const [cls] = type.refs;
  if (cls?.kind !== 'class') return null;
  const fields = fieldsOf(cls);
  return fields.length === 0 ? null : objectOf(fields, 'refuse');
}
