/** Servers of files: which folder they serve, and whether hidden files and listings are part of it. */
import type { LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

/** The role of calls that serve the files below a folder. */
export function servesFolder(root: string, options: string): RoleSpec {
  return { role: 'files.serve', parts: { root, options } };
}

function server(root: string, options: string, role: RoleSpec = servesFolder(root, options)): MemberSpec {
  return { call: { returns: 'Middleware', roles: [role] } };
}

function library(packages: readonly string[], made: MemberSpec, names: readonly string[] = []): LibraryModel {
  return {
    packages,
    exports: { '=': made, default: made, ...Object.fromEntries(names.map((name) => [name, made])) },
    types: { Middleware: { call: {} } },
  };
}

/** https://github.com/pillarjs/send: with a root, paths that leave it are refused. */
const sends: MemberSpec = {
  call: {
    sinks: [
      { at: '1', kind: 'path', when: [{ at: '2.root', absent: true }] },
      { at: '2.root', kind: 'path' },
    ],
    returns: 'SendStream',
  },
};
const send: LibraryModel = {
  packages: ['send'],
  exports: { '=': sends, default: sends },
  types: {
    SendStream: {
      members: { on: { call: { returns: 'this' } }, pipe: { call: { flows: [{ from: '0', to: 'return' }] } } },
    },
  },
};

export const staticFileLibraries: readonly LibraryModel[] = [
  send,
  // https://expressjs.com/en/resources/middleware/serve-static.html
  library(['serve-static'], server('0', '1')),
  // https://expressjs.com/en/resources/middleware/serve-index.html
  library(['serve-index'], server('0', '1', { role: 'files.list', parts: { root: '0' } })),
  // https://github.com/koajs/static
  library(['koa-static'], server('0', '1')),
  // https://github.com/fastify/fastify-static
  library(['@fastify/static'], server('1.root', '1')),
  // https://hono.dev/docs/getting-started/nodejs#serve-static-files
  library(
    ['@hono/node-server/serve-static', 'hono/bun', 'hono/deno', 'hono/serve-static'],
    server('0.root', '0', {
      role: 'files.serve',
      parts: { root: '0.root', options: '0', rewrite: '0.rewriteRequestPath' },
      defaults: { wholePath: true },
    }),
    ['serveStatic'],
  ),
  // https://docs.nestjs.com/recipes/serve-static
  {
    packages: ['@nestjs/serve-static'],
    exports: {
      ServeStaticModule: {
        members: {
          forRoot: {
            call: { roles: [{ role: 'files.serve', parts: { root: '0.rootPath', options: '0.serveStaticOptions' } }] },
          },
        },
      },
    },
  },
];
