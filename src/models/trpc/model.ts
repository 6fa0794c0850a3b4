/** tRPC 10 and 11: procedures, their inputs and context (https://trpc.io/docs/server/procedures). */
import type { LibraryModel, MemberSpec, TypeSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `trpc.${name}` } });

const builder: Readonly<Record<string, MemberSpec>> = {
  context: native('context'),
  meta: { call: { returns: 'this' } },
  create: native('create'),
};

export const trpc = {
  packages: ['@trpc/server'],
  exports: {
    initTRPC: { members: { ...builder, meta: { call: { returns: 'Builder' } } } },
    // https://trpc.io/docs/server/merging-routers#lazy-load-routers, https://trpc.io/docs/server/middlewares
    lazy: native('lazy'),
    experimental_standaloneMiddleware: { call: { returns: 'Standalone' } },
    TRPCError: { construct: { returns: 'TRPCError', roles: [{ role: 'error.status', parts: { code: '0.code' } }] } },
  },
  types: {
    TRPCError: {},
    Builder: { members: builder },
    Standalone: { members: { create: { call: { flows: [{ from: '0', to: 'return' }] } } } },
    Root: {
      declared: ['@trpc/server#TRPCRootObject'],
      members: {
        router: native('router'),
        middleware: { call: { flows: [{ from: '0', to: 'return' }] } },
        mergeRouters: native('merge'),
        createCallerFactory: { call: { returns: 'unknown' } },
      },
    },
    ProcedureBuilder: {
      members: {
        input: native('input'),
        output: native('output'),
        meta: { call: { returns: 'this' } },
        use: native('use'),
        unstable_concat: { call: { returns: 'this' } },
        concat: { call: { returns: 'this' } },
        query: native('resolver'),
        mutation: native('resolver'),
        subscription: native('resolver'),
      },
    },
  },
} as const satisfies LibraryModel;

function context(request: string, response: string | null): TypeSpec {
  const answer = response === null ? {} : { res: { type: response } };
  return { members: { req: { type: request }, info: { type: 'object' }, ...answer } };
}

function adapter(specifier: string, names: readonly string[], request: string, response: string | null): LibraryModel {
  return {
    packages: [`@trpc/server/adapters/${specifier}`],
    types: Object.fromEntries(names.map((name) => [name, context(request, response)])),
  };
}

/** It answers by the procedures of a router, which are endpoints of their own (https://trpc.io/docs/server/adapters/fetch). */
const HANDED_ON: MemberSpec = { call: { returns: 'Promise<unknown>', roles: [{ role: 'request.handed-on' }] } };

export const trpcAdapters: readonly LibraryModel[] = [
  adapter('express', ['CreateExpressContextOptions'], 'express:Request', 'express:Response'),
  adapter('fastify', ['CreateFastifyContextOptions'], 'fastify:FastifyRequest', 'fastify:FastifyReply'),
  adapter('next', ['CreateNextContextOptions'], 'next:NextApiRequest', 'next:NextApiResponse'),
  {
    ...adapter('fetch', ['FetchCreateContextFnOptions'], '@web/request:Request', null),
    exports: { fetchRequestHandler: HANDED_ON },
  },
  adapter('standalone', ['CreateHTTPContextOptions'], 'node:http:IncomingMessage', 'node:http:ServerResponse'),
  adapter('ws', ['CreateWSSContextFnOptions'], 'node:http:IncomingMessage', 'object'),
];
