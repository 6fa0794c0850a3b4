import rule from '../../src/rules/no-debug-in-production.js';
import { expect, it } from 'vitest';
import { linesIn } from './project.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'problem' as const }];

function errors(line: string): string {
  return `import errorHandler from 'errorhandler';
import express from 'express';
const app = express();
${line}
app.listen(3000);`;
}

function source(options: string): string {
  return `import { DataSource } from 'typeorm';
import { config } from './config.js';
export const source = new DataSource({ type: 'postgres', ${options} });`;
}

function swagger(before: string, after = ''): string {
  return `import { NestFactory } from '@nestjs/core';
import { SwaggerModule } from '@nestjs/swagger';
import basicAuth from 'express-basic-auth';
import { AppModule, document, config } from './app.js';
const app = await NestFactory.create(AppModule);
${before}SwaggerModule.setup('docs', app, document);${after}
await app.listen(3000);`;
}

ruleTester.run('no-debug-in-production', rule, {
  valid: [
    errors(`if (process.env.NODE_ENV === 'development') app.use(errorHandler());`),
    errors(`if (app.get('env') !== 'production' && process.env.SHOW) app.use(errorHandler());`),
    source(`logging: ['error']`),
    source(`logging: config.logging`),
    source(`logging: process.env.NODE_ENV !== 'production'`),
    swagger(`app.use('/docs', basicAuth({ users: {} }));\n`),
    swagger(`if (config.docs) `),
    // A setting that a container of the program hands out, asked by the caller of a helper.
    swagger(
      `export async function bootstrap() { const settings = app.get(config); if (settings.docs) describe(); }
function describe() { `,
      ` }`,
    ),
    `import { ApolloServer } from '@apollo/server';
export const server = new ApolloServer({ typeDefs: '', includeStacktraceInErrorResponses: process.env.DEBUG === '1' });`,
    `import createKnex from 'knex';
export const knex = createKnex({ client: 'pg' });`,
  ],
  invalid: [
    {
      code: errors(`app.use(errorHandler());`),
      errors: [
        {
          messageId: 'problem',
          line: 4,
          column: 9,
          data: {
            message:
              '`errorhandler` shows stacks of errors to every client. Switch it on only where the environment says development.',
          },
        },
      ],
    },
    { code: source('logging: true'), errors: one },
    {
      code: swagger(
        `export async function bootstrap() { const settings = app.get(config); if (settings.docs) settings.log(); describe(); }
function describe() { `,
        ` }`,
      ),
      errors: one,
    },
    { code: source(`logging: ['query', 'error']`), errors: one },
    { code: swagger(''), errors: one },
    { code: swagger(`app.use('/admin', basicAuth({ users: {} }));\n`), errors: one },
    {
      code: `import { ApolloServer } from '@apollo/server';
export const server = new ApolloServer({ typeDefs: '', includeStacktraceInErrorResponses: true });`,
      errors: one,
    },
    {
      code: `import createKnex from 'knex';\nexport const knex = createKnex({ client: 'pg', debug: true });`,
      errors: one,
    },
    { code: `import mongoose from 'mongoose';\nmongoose.set('debug', true);`, errors: one },
    {
      code: `import { Sequelize } from 'sequelize';\nexport const db = new Sequelize(process.env.URL!, { logging: console.log });`,
      errors: one,
    },
    {
      code: `import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient({ log: ['query'] });`,
      errors: one,
    },
  ],
});

const helper = `import { SwaggerModule } from '@nestjs/swagger';
export function describeAll(app) {
  SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, {}));
}`;
const main = (call: string): string => `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.js';
import { ConfigService } from './config.js';
import { describeAll } from './docs.js';
const app = await NestFactory.create(AppModule);
const config = app.get(ConfigService);
${call}
await app.listen(3000);`;
const others = {
  'src/app.ts': 'export class AppModule {}',
  'src/config.ts': `export class ConfigService { get documentation() { return process.env['DOCUMENTED'] === 'yes'; } }`,
};

it.each([
  ['asks a setting', 'if (config.documentation) describeAll(app);', []],
  ['asks nothing', 'describeAll(app);', [3]],
  [
    'asks in one of two places',
    'if (config.documentation) describeAll(app); else describeAll(app); describeAll(app);',
    [3],
  ],
])('a helper of another file, whose caller %s', (_, call, lines) => {
  const files = { ...others, 'src/docs.ts': helper, 'src/main.ts': main(call) };
  expect(linesIn('no-debug-in-production', 'src/docs.ts', files)).toEqual(lines);
});

marked(
  'no-debug-in-production',
  'sign-ins that are logged, and errors that a schema shows as they are',
  `
import NextAuth from 'next-auth';
import { createYoga } from 'graphql-yoga';
import { graphqlHTTP } from 'express-graphql';

export const open = NextAuth({ providers: [], debug: true }); // report
export const closed = NextAuth({ providers: [], debug: process.env.NODE_ENV === 'development' }); // quiet
export const shown = createYoga({ maskedErrors: false }); // report
export const masked = createYoga({ maskedErrors: true }); // quiet
export const page = graphqlHTTP(async (request) => ({ schema: undefined, graphiql: true })); // report
export const bare = graphqlHTTP(async (request) => ({ schema: undefined, graphiql: false })); // quiet
`,
);
