/** What looks into a running program: heap snapshots, reports, the inspector, and middleware that shows errors. */
import type { LibraryModel, MemberSpec } from '../schema.js';

/** A call that writes or opens what the process holds in memory. */
function dumps(what: 'memory' | 'report' | 'inspector', returns = 'unknown'): MemberSpec {
  return { call: { returns, roles: [{ role: `memory.${what}` }] } };
}

/** https://nodejs.org/api/v8.html */
export const nodeV8: LibraryModel = {
  packages: ['node:v8'],
  exports: {
    writeHeapSnapshot: dumps('memory', 'string'),
    getHeapSnapshot: dumps('memory', 'node:stream:Readable'),
    setHeapSnapshotNearHeapLimit: dumps('memory', 'void'),
  },
};

/** https://nodejs.org/api/inspector.html */
export const nodeInspector: LibraryModel = {
  packages: ['node:inspector', 'node:inspector/promises'],
  exports: {
    open: dumps('inspector'),
    Session: { construct: { returns: 'Session', roles: [{ role: 'memory.inspector' }] } },
  },
  types: { Session: { members: { connect: { call: {} }, post: { call: {} }, disconnect: { call: {} } } } },
};

/** https://nodejs.org/api/process.html#processreport */
export const REPORT_MEMBERS: Readonly<Record<string, MemberSpec>> = {
  writeReport: dumps('report', 'string'),
  getReport: dumps('report'),
};

/** https://github.com/bnoordhuis/node-heapdump */
export const heapdump: LibraryModel = {
  packages: ['heapdump'],
  exports: { writeSnapshot: dumps('memory', 'string') },
};

/** https://github.com/expressjs/errorhandler: stacks of errors in answers, for development only. */
const showsErrors: MemberSpec = { call: { returns: 'Middleware', roles: [{ role: 'debug.errors' }] } };
export const errorHandler: LibraryModel = {
  packages: ['errorhandler'],
  exports: { '=': showsErrors, default: showsErrors },
  types: { Middleware: { call: {} } },
};

/** https://docs.nestjs.com/openapi/introduction: serves a description of every endpoint. */
export const nestSwagger: LibraryModel = {
  packages: ['@nestjs/swagger'],
  exports: {
    SwaggerModule: {
      members: { setup: { call: { roles: [{ role: 'debug.description', parts: { path: '0', document: '2' } }] } } },
    },
  },
};
