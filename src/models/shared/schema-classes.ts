/** Decorators by which classes become types of a GraphQL schema. */
import type { MemberSpec } from '../schema.js';

const mark = (role: string): MemberSpec => ({ call: { native: 'nest.mark', roles: [{ role }] } });
const shown = mark('graphql.shown');

/** https://docs.nestjs.com/graphql/resolvers#code-first and https://typegraphql.com/docs/types-and-fields.html */
export const SCHEMA_CLASSES = {
  ObjectType: mark('graphql.object'),
  Field: mark('graphql.field'),
  InputType: shown,
  ArgsType: shown,
  InterfaceType: shown,
  Directive: shown,
  Extensions: shown,
} as const satisfies Readonly<Record<string, MemberSpec>>;
