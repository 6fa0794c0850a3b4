/**
 * Guards that stand in a GraphQL schema instead of before its resolvers: directives that a transformation of the schema carries
 * out (https://docs.nestjs.com/graphql/directives, https://the-guild.dev/graphql/tools/docs/schema-directives), and middleware of
 * the whole schema (https://the-guild.dev/graphql/shield). Which fields they are in force at is not read.
 */
import type { TS } from '../lang/ts.js';
import type { Endpoint } from './types.js';

/** That such a word is known only makes rules quieter. */
const TRANSFORMS =
  /\b(?:schemaDirectives|directiveResolvers|transformSchema|getDirective)\b|['"]graphql-(?:shield|middleware)['"]/;

const OPERATIONS: ReadonlySet<string> = new Set(['QUERY', 'MUTATION', 'SUBSCRIPTION']);
const GRAPHQL: ReadonlySet<string> = new Set(['graphql', 'nest', 'type-graphql']);

/** Returns the endpoints; those of GraphQL are not understood where something rebuilds the schema with guards of its own. */
export function withSchemaGuards(endpoints: readonly Endpoint[], files: readonly TS.SourceFile[]): readonly Endpoint[] {
  const isOne = ({ framework, method }: Endpoint): boolean => GRAPHQL.has(framework) && OPERATIONS.has(method);
  if (!endpoints.some(isOne) || !files.some(({ text }) => TRANSFORMS.test(text))) return endpoints;
  return endpoints.map((each) => (isOne(each) ? { ...each, understood: false } : each));
}
