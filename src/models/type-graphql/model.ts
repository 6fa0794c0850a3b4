/** TypeGraphQL (https://typegraphql.com/docs/resolvers.html): resolvers as classes, schemas made of them. */
import { getProperty } from '../../flow/access.js';
import { sourceValue } from '../../flow/library.js';
import { SCHEMA_CLASSES } from '../shared/schema-classes.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Native } from '../../flow/semantics.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { versionFor } from '../../lang/versions.js';
import { validatedArgument, type UnknownKeys } from '../class-validator/argument.js';
import { classOfParameter } from '../class-validator/pipe.js';
import { openContext } from '../graphql/context.js';
import type { LibraryModel, MemberSpec, Natives, SourceSpec } from '../schema.js';
import { argumentShape } from '../shared/graphql-inputs.js';
import { JSON_BODY } from '../shared/client.js';
import { shapedValue } from '../shared/shaped.js';
import { isWrittenTrue, writtenOptions, writtenProperty } from '../shared/written-options.js';

/** A schema that was made, and its options. */
export interface BuiltSchema {
  readonly options: Value;
  readonly node: TS.Node;
}

const SCHEMAS = 'type-graphql.schemas';
export const BUILDERS: ReadonlySet<string> = new Set(['buildSchema', 'buildSchemaSync', 'buildTypeDefsAndResolvers']);

/** Returns the schemas that have been seen to be made. */
export function builtSchemas(m: Machine): readonly BuiltSchema[] {
  return (m.notes.get(SCHEMAS) as readonly BuiltSchema[] | undefined) ?? [];
}

const build: Native = (m, call) => {
  m.forgetters.set(SCHEMAS, (isGone) => {
    m.notes.set(
      SCHEMAS,
      builtSchemas(m).filter(({ node }) => !isGone(node)),
    );
  });
  const made = { options: call.args[0] ?? UNDEFINED, node: call.node };
  m.notes.set(SCHEMAS, [...builtSchemas(m).filter(({ node }) => node !== call.node), made]);
  return call.entity?.name.endsWith('Sync') === true ? UNKNOWN : promiseOf(UNKNOWN);
};

/** Version 2 validates only when it is told to (https://typegraphql.com/docs/validation.html, its change log for 2.0). */
function validationNear(m: Machine, near: TS.SourceFile): UnknownKeys | null {
  const given = writtenOptions(m, near, 'type-graphql', BUILDERS).map((each) => writtenProperty(each, 'validate'));
  if (given.some((each) => each?.kind === ts.SyntaxKind.FalseKeyword)) return null;
  const [own] = given.filter((each) => each !== undefined);
  if (own && ts.isObjectLiteralExpression(own) && isWrittenTrue(own, 'whitelist'))
    return isWrittenTrue(own, 'forbidNonWhitelisted') ? 'refuse' : 'strip';
  if (own) return 'keep';
  return (versionFor(near.fileName, 'type-graphql')?.[0] ?? 2) < 2 ? 'keep' : null;
}

/** A named argument is of any type that the schema may give it. */
const ARGUMENT: SourceSpec = { kind: JSON_BODY.kind, form: JSON_BODY.form ?? 255 };

const argument: Native = (m, call) => {
  const { node } = call;
  const spec = call.entity?.spec.decorates?.source;
  if (!spec || !ts.isParameter(node)) return UNKNOWN;
  const [first = UNDEFINED] = call.args;
  const name = call.entity.name === 'Arg' ? (soleText(first) ?? '*') : null;
  const raw =
    name === null ? sourceValue(m, spec, node) : sourceValue(m, ARGUMENT, node, undefined, name, { path: [name] });
  const keys = validationNear(m, node.getSourceFile());
  const typed = shapedValue(m, argumentShape(m, node, classOfParameter(m, node)), raw, node);
  return keys === null ? typed : validatedArgument(m, typed, node, keys);
};

const CALLERS = 'type-graphql.callers';

/** Returns the ids of all that is read of contexts which parameters are given: whoever insists on one asks for the caller. */
export function contextIds(m: Machine): Set<number> {
  let ids = m.notes.get(CALLERS) as Set<number> | undefined;
  if (!ids) {
    ids = new Set();
    m.notes.set(CALLERS, ids);
  }
  return ids;
}

/** `@Ctx() context`, or `@Ctx('user') user`. */
const context: Native = (m, call) => {
  const made = openContext(m, call.node, contextIds(m));
  const name = soleText(call.args[0] ?? UNDEFINED);
  return name === null ? made : getProperty(m, made, name, call.node);
};

const decorator: MemberSpec = { call: { native: 'nest.mark' } };
const reads: MemberSpec = { call: {}, decorates: { source: JSON_BODY, native: 'type-graphql.argument' } };
const builds: MemberSpec = { call: { native: 'type-graphql.build' } };

export const typeGraphql = {
  packages: ['type-graphql'],
  exports: {
    ...Object.fromEntries(
      [
        'Resolver',
        'Query',
        'Mutation',
        'Subscription',
        'FieldResolver',
        'Authorized',
        'UseMiddleware',
        'Root',
        'Info',
        'PubSub',
      ].map((name) => [name, decorator]),
    ),
    ...SCHEMA_CLASSES,
    Ctx: { call: {}, decorates: { native: 'type-graphql.context' } },
    Arg: reads,
    Args: reads,
    buildSchema: builds,
    buildSchemaSync: builds,
    buildTypeDefsAndResolvers: builds,
    AuthenticationError: { construct: { returns: 'GraphqlError', roles: [{ role: 'error.denial' }] } },
    AuthorizationError: { construct: { returns: 'GraphqlError', roles: [{ role: 'error.denial' }] } },
    UnauthorizedError: { construct: { returns: 'GraphqlError', roles: [{ role: 'error.denial' }] } },
    ForbiddenError: { construct: { returns: 'GraphqlError', roles: [{ role: 'error.denial' }] } },
  },
  types: { GraphqlError: {} },
} as const satisfies LibraryModel;

export const typeGraphqlNatives: Natives = {
  'type-graphql.argument': argument,
  'type-graphql.build': build,
  'type-graphql.context': context,
};
