/** GraphQL servers: Apollo Server 4 and 5, GraphQL Yoga, @graphql-tools/schema. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const schema: MemberSpec = { call: { native: 'graphql.schema' } };
const contextual: MemberSpec = { call: { native: 'graphql.context' } };

export const apollo = {
  packages: [
    '@apollo/server',
    'apollo-server',
    'apollo-server-express',
    'apollo-server-koa',
    'apollo-server-fastify',
    'apollo-server-lambda',
  ],
  exports: { ApolloServer: { construct: { native: 'graphql.server', returns: 'ApolloServer' } } },
  types: { ApolloServer: { members: { start: { call: {} }, listen: { call: {} }, applyMiddleware: { call: {} } } } },
} as const satisfies LibraryModel;

export const apolloAdapters = {
  packages: [
    '@apollo/server/standalone',
    '@apollo/server/express4',
    '@as-integrations/express5',
    '@as-integrations/express4',
    '@as-integrations/next',
    '@as-integrations/koa',
    '@as-integrations/fastify',
    '@as-integrations/aws-lambda',
  ],
  exports: {
    startStandaloneServer: contextual,
    expressMiddleware: contextual,
    startServerAndCreateNextHandler: contextual,
    koaMiddleware: contextual,
    default: contextual,
  },
} as const satisfies LibraryModel;

export const yoga = {
  packages: ['graphql-yoga', '@graphql-tools/schema', 'graphql'],
  exports: {
    createSchema: schema,
    makeExecutableSchema: schema,
    createYoga: { call: { native: 'graphql.yoga', returns: 'Yoga' } },
    GraphQLError: {
      construct: { returns: 'GraphQLError', roles: [{ role: 'error.status', parts: { code: '1.extensions.code' } }] },
    },
  },
  types: {
    Yoga: { call: {} },
    GraphQLError: {},
    YogaInitialContext: { members: { request: { type: '@web/request:Request' } } },
  },
} as const satisfies LibraryModel;
