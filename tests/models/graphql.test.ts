import { fixture } from './harness.js';

fixture(
  'Apollo: resolvers and context',
  `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'pg';

const pool = new Pool();
const resolvers = {
  Query: {
    user: async (parent, { name }, context) => {
      await pool.query('SELECT ' + name); // sink sql
      await pool.query('SELECT ' + context.tenant); // sink sql
      await pool.query('SELECT ' + context.language); // quiet
    },
  },
  User: { posts: (user, args) => pool.query('SELECT ' + args.sort) }, // sink sql
};
const server = new ApolloServer({ typeDefs: '', resolvers });
void startStandaloneServer(server, { context: async ({ req }) => ({ tenant: req.headers['x-tenant'], language: 'en' }) });
`,
);

fixture(
  'Yoga: resolvers and context',
  `
import { createSchema, createYoga } from 'graphql-yoga';
import { Pool } from 'pg';

const pool = new Pool();
const schema = createSchema({
  typeDefs: '',
  resolvers: {
    Mutation: {
      rename(parent, args, context) {
        void pool.query('SELECT ' + args.input.name); // sink sql
        void pool.query('SELECT ' + context.token); // sink sql
        void pool.query('SELECT $1', [args.input.name]); // quiet
      },
    },
  },
});
export const yoga = createYoga({ schema, context: ({ request }) => ({ token: request.headers.get('authorization') }) });
`,
);

fixture(
  'Mercurius: arguments and context of resolvers',
  `
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { Pool } from 'pg';

const pool = new Pool();
const app = Fastify();

app.register(mercurius, {
  schema: 'type Query { farm(name: String): String }',
  context: (request) => ({ tenant: request.headers['x-tenant'], fixed: 'a' }),
  resolvers: {
    Query: {
      farm(_parent, args, context) {
        void pool.query('SELECT ' + args.name); // sink sql
        void pool.query('SELECT ' + context.tenant); // sink sql
        void pool.query('SELECT ' + context.fixed); // quiet
        return null;
      },
    },
  },
});
`,
);

fixture(
  'GraphQL.js and its servers: fields of object types, methods of a root value',
  `
import { graphqlHTTP } from 'express-graphql';
import { GraphQLObjectType, GraphQLString } from 'graphql';
import { Pool } from 'pg';

const pool = new Pool();

export const Query = new GraphQLObjectType({
  name: 'RootQueryType',
  fields: () => ({
    farm: {
      type: GraphQLString,
      args: { name: { type: GraphQLString } },
      resolve: (_parent, { name }) => {
        void pool.query('SELECT $1', [name]); // quiet
        return pool.query('SELECT ' + name); // sink sql
      },
    },
  }),
});
const rootValue = {
  farm: ({ name }) => pool.query('SELECT ' + name), // sink sql
  all: () => pool.query('SELECT 1'), // quiet
};
export const middleware = graphqlHTTP((request) => ({ rootValue, graphiql: true }));
`,
);
