/** Text that becomes code: node:vm, eval, Function, timers with a text, module names, node:module. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const code: CallSpec = {
  sinks: [{ at: '0', kind: 'code' }],
  returns: 'unknown',
  roles: [{ role: 'code.run', parts: { code: '0' } }],
};
const moduleName: CallSpec = { sinks: [{ at: '0', kind: 'module-name' }], returns: 'unknown' };
const requirer: MemberSpec = { call: { ...moduleName }, members: { resolve: { call: moduleName } } };

export const nodeVm: LibraryModel = {
  packages: ['node:vm', 'vm2', 'isolated-vm'],
  exports: {
    runInContext: { call: code },
    runInNewContext: { call: code },
    runInThisContext: { call: code },
    compileFunction: { call: code },
    createContext: { call: { flows: [{ from: '0', to: 'return' }] } },
    Script: { construct: { ...code, returns: 'Script' } },
    VMScript: { construct: { ...code, returns: 'Script' } },
    SourceTextModule: { construct: { ...code, returns: 'Script' } },
    VM: { construct: { returns: 'Sandbox' } },
    NodeVM: { construct: { returns: 'Sandbox' } },
  },
  types: {
    Script: {
      members: {
        runInContext: { call: { returns: 'unknown' } },
        runInNewContext: { call: { returns: 'unknown' } },
        runInThisContext: { call: { returns: 'unknown' } },
      },
    },
    Sandbox: {
      members: { run: { call: code }, runFile: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'unknown' } } },
    },
  },
  globals: {
    eval: { call: code },
    Function: {
      call: { sinks: [{ at: '*', kind: 'code' }], returns: 'unknown' },
      construct: { sinks: [{ at: '*', kind: 'code' }], returns: 'unknown' },
    },
    setTimeout: {
      call: {
        sinks: [
          { at: '0', kind: 'code' },
          { at: '1', kind: 'delay' },
        ],
      },
    },
    setInterval: {
      call: {
        sinks: [
          { at: '0', kind: 'code' },
          { at: '1', kind: 'delay' },
        ],
      },
    },
    import: { call: moduleName },
    require: requirer,
  },
};

export const nodeModule: LibraryModel = {
  packages: ['node:module'],
  exports: {
    createRequire: { call: { returns: 'Require' } },
    default: { members: { createRequire: { call: { returns: 'Require' } } } },
  },
  types: { Require: { call: moduleName, members: { resolve: { call: moduleName } } } },
};

export const interopModules: LibraryModel = {
  packages: ['import-fresh', 'jiti'],
  exports: { '=': { call: moduleName }, default: { call: moduleName } },
};

export const codeLoader: LibraryModel = {
  packages: ['require-from-string'],
  exports: { '=': { call: code }, default: { call: code } },
};
