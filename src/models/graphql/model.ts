/** GraphQL servers: Apollo Server 4 and 5, GraphQL Yoga, @graphql-tools/schema. */
import type { LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

/** The role of calls that make a server of its options. */
function configures(at: string): RoleSpec {
  return { role: 'graphql.server', parts: { options: at } };
}

const plugin: MemberSpec = { call: { returns: 'Plugin' } };

/** Plugins that Apollo Server brings along (https://www.apollographql.com/docs/apollo-server/builtin-plugins): none limits queries. */
const apolloPlugins = {
  packages: [
    '@apollo/server/plugin/cacheControl',
    '@apollo/server/plugin/disabled',
    '@apollo/server/plugin/drainHttpServer',
    '@apollo/server/plugin/inlineTrace',
    '@apollo/server/plugin/landingPage/default',
    '@apollo/server/plugin/schemaReporting',
    '@apollo/server/plugin/subscriptionCallback',
    '@apollo/server/plugin/usageReporting',
  ],
  exports: {
    ApolloServerPluginCacheControl: plugin,
    ApolloServerPluginCacheControlDisabled: plugin,
    ApolloServerPluginInlineTraceDisabled: plugin,
    ApolloServerPluginLandingPageDisabled: plugin,
    ApolloServerPluginUsageReportingDisabled: plugin,
    ApolloServerPluginDrainHttpServer: plugin,
    ApolloServerPluginInlineTrace: plugin,
    ApolloServerPluginLandingPageLocalDefault: plugin,
    ApolloServerPluginLandingPageProductionDefault: plugin,
    ApolloServerPluginSchemaReporting: plugin,
    ApolloServerPluginSubscriptionCallback: plugin,
    ApolloServerPluginUsageReporting: plugin,
  },
  types: { Plugin: { call: { roles: [{ role: 'graphql.plugin' }] } } },
} as const satisfies LibraryModel;

const schema: MemberSpec = { call: { native: 'graphql.schema' } };
const document: MemberSpec = { call: { native: 'graphql.document' } };
const contextual: MemberSpec = { call: { native: 'graphql.context' } };

function apolloServer(
  packages: readonly string[],
  methods: readonly string[],
  defaults: RoleSpec['defaults'] & object,
): LibraryModel {
  return {
    packages,
    exports: {
      ...(defaults['csrfPrevention'] === true ? {} : { gql: document }),
      ApolloServer: {
        construct: { native: 'graphql.server', returns: 'ApolloServer', roles: [{ ...configures('0'), defaults }] },
      },
    },
    types: { ApolloServer: { members: Object.fromEntries(methods.map((name) => [name, { call: {} }])) } },
  };
}

/** Since version 4, whose package has another name (https://www.apollographql.com/docs/apollo-server/api/apollo-server). */
const apollo = apolloServer(['@apollo/server'], ['start', 'stop'], {
  csrfPrevention: true,
  allowBatchedHttpRequests: false,
});

/** Versions 2 and 3 answer batches, and requests that other sites can make (https://www.apollographql.com/docs/apollo-server/v3/api/apollo-server). */
const apolloLegacy = apolloServer(
  [
    'apollo-server',
    'apollo-server-express',
    'apollo-server-koa',
    'apollo-server-fastify',
    'apollo-server-lambda',
    'apollo-server-micro',
  ],
  ['start', 'stop', 'listen', 'applyMiddleware'],
  { csrfPrevention: false, allowBatchedHttpRequests: true },
);

/** `withFilter(subscribe, (payload, variables, context, info) => ...)` (https://github.com/apollographql/graphql-subscriptions#filters). */
const filtered: MemberSpec = { call: { native: 'graphql.filtered' } };
const graphqlSubscriptions = {
  packages: ['graphql-subscriptions'],
  exports: { withFilter: filtered },
} as const satisfies LibraryModel;

const graphqlTag = {
  packages: ['graphql-tag'],
  exports: { default: document, gql: document, '=': document },
} as const satisfies LibraryModel;

const apolloAdapters = {
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

const yoga = {
  packages: ['graphql-yoga', '@graphql-tools/schema', 'graphql-tools', 'graphql'],
  exports: {
    createSchema: schema,
    buildSchema: { call: { native: 'graphql.built' } },
    makeExecutableSchema: schema,
    createYoga: { call: { native: 'graphql.yoga', returns: 'Yoga', roles: [configures('0')] } },
    GraphQLError: {
      construct: {
        // Extensions are sent as they are (https://spec.graphql.org/October2021/#sec-Errors).
        sinks: [{ at: '1.extensions', kind: 'answer', deep: true, what: 'the answer' }],
        returns: 'GraphQLError',
        roles: [{ role: 'error.status', parts: { code: '1.extensions.code' } }],
      },
    },
  },
  types: {
    Yoga: { call: {}, declared: ['graphql-yoga#YogaServerInstance'] },
    GraphQLError: {},
    YogaInitialContext: { members: { request: { type: '@web/request:Request' } } },
  },
} as const satisfies LibraryModel;

const rooted: MemberSpec = { call: { native: 'graphql.rooted' } };
/** The methods of `rootValue` are what the server answers to. */
const served: MemberSpec = { call: { native: 'graphql.rooted', returns: 'Handler', roles: [configures('0')] } };

/** Servers that only run a schema: GraphQL.js itself, the reference servers over HTTP. */
const graphqlServers = {
  packages: [
    'graphql',
    'express-graphql',
    'koa-graphql',
    'graphql-http/lib/use/express',
    'graphql-http/lib/use/http',
    'graphql-http/lib/use/koa',
    'graphql-http/lib/use/fastify',
    'graphql-http/lib/use/node',
    'graphql-http/lib/use/fetch',
    'graphql-http',
  ],
  exports: {
    /** `require('express-graphql')` was the function itself before version 0.10. */
    '=': rooted,
    default: rooted,
    graphqlHTTP: served,
    createHandler: served,
    graphql: rooted,
    graphqlSync: rooted,
    GraphQLObjectType: { construct: { native: 'graphql.objectType' } },
  },
  types: { Handler: { call: {} } },
} as const satisfies LibraryModel;

/** https://github.com/mercurius-js/mercurius/blob/master/docs/api/options.md: a plugin of Fastify, called with an instance. */
const mercuriusPlugin: MemberSpec = { call: { native: 'graphql.mercurius', roles: [configures('1')] } };

const mercurius = {
  packages: ['mercurius'],
  exports: { '=': mercuriusPlugin, default: mercuriusPlugin, mercurius: mercuriusPlugin, withFilter: filtered },
  types: {
    /** What it leaves on the instance: `app.graphql`. */
    MercuriusPlugin: {
      members: {
        defineResolvers: { call: { native: 'graphql.defineResolvers' } },
        defineLoaders: { call: {} },
        extendSchema: { call: {} },
        addHook: { call: { native: 'graphql.addHook' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** https://github.com/mercurius-js/auth: which fields it guards stands in directives of the schema's text. */
const mercuriusAuth = {
  packages: ['mercurius-auth'],
  exports: { '=': { call: { native: 'graphql.policies' } }, default: { call: { native: 'graphql.policies' } } },
} as const satisfies LibraryModel;

export const GRAPHQL_MODELS: readonly LibraryModel[] = [
  apollo,
  apolloLegacy,
  apolloAdapters,
  apolloPlugins,
  graphqlServers,
  graphqlSubscriptions,
  graphqlTag,
  mercurius,
  yoga,
  mercuriusAuth,
];
