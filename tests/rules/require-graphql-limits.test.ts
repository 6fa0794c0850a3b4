import rule from '../../src/rules/require-graphql-limits.js';
import { ruleTester } from './tester.js';

function apollo(options: string): string {
  return `
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import depthLimit from 'graphql-depth-limit';
import { plugins, options, httpServer } from './config.js';

const typeDefs = 'type Query { a: Int }';
const limited = { typeDefs, validationRules: [depthLimit(5)] };
export const server = new ApolloServer(${options});
`;
}

function yoga(options: string): string {
  return `
import { createYoga } from 'graphql-yoga';
import { schema, limits } from './schema.js';
export const yoga = createYoga(${options});
`;
}

const one = [{ messageId: 'problem' as const }];

ruleTester.run('require-graphql-limits', rule, {
  valid: [
    apollo('limited'),
    apollo('options'),
    apollo('{ typeDefs, plugins }'),
    apollo(`{ ...limited, introspection: process.env.NODE_ENV !== 'production' }`),
    yoga('{ schema, plugins: [limits] }'),
    yoga('{ schema, plugins: [limits], batching: { limit: 10 } }'),
  ],
  invalid: [
    {
      code: apollo('{ typeDefs }'),
      errors: [
        {
          messageId: 'problem',
          line: 9,
          column: 23,
          data: {
            message:
              '`ApolloServer` has no limit of depth or cost: give `validationRules` a rule that limits the depth of queries.',
          },
        },
      ],
    },
    { code: apollo('{ typeDefs, plugins: [ApolloServerPluginDrainHttpServer({ httpServer })] }'), errors: one },
    { code: apollo('{ ...limited, introspection: true }'), errors: one },
    { code: apollo('{ ...limited, allowBatchedHttpRequests: true }'), errors: one },
    { code: apollo('{ ...limited, csrfPrevention: false }'), errors: one },
    { code: yoga('{ schema, plugins: [limits], batching: { limit: 1000 } }'), errors: one },
    { code: yoga('{ schema }'), errors: one },
  ],
});
