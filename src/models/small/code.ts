/** Packages that run a text as code. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const runs: MemberSpec = { call: { sinks: [{ at: '0', kind: 'code' }], returns: 'unknown' } };

/** A `vm` context around an expression, which is no boundary (https://nodejs.org/api/vm.html: "not a security mechanism"). */
export const evaluators: LibraryModel = {
  packages: ['safe-eval', 'safer-eval', 'eval', 'node-eval', 'notevil', 'static-eval'],
  exports: { '=': runs, default: runs },
};

/** https://github.com/jsdom/jsdom#executing-scripts: scripts of the page run as code of the program where it says so. */
export const jsdom: LibraryModel = {
  packages: ['jsdom'],
  exports: {
    JSDOM: {
      construct: {
        sinks: [{ at: '0', kind: 'code', what: 'the page', when: [{ at: '1.runScripts', is: ['dangerously'] }] }],
        returns: 'unknown',
      },
      members: {
        fromURL: { call: { sinks: [{ at: '0', kind: 'address' }], returns: 'Promise<unknown>' } },
        fromFile: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'Promise<unknown>' } },
      },
    },
  },
};

export const CODE_MODELS: readonly LibraryModel[] = [evaluators, jsdom];
