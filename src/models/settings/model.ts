/** Libraries that read the settings of a program: convict and envalid. What a setting falls back to counts as its value. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const make: MemberSpec = { call: { native: 'convict.make', returns: 'Config' } };

/** https://github.com/mozilla/node-convict/tree/master/packages/convict#readme */
export const convict: LibraryModel = {
  packages: ['convict'],
  exports: { '=': make, default: make },
  types: {
    Config: {
      members: {
        get: { call: { native: 'convict.get' } },
        default: { call: { native: 'convict.default' } },
        ...Object.fromEntries(['validate', 'load', 'loadFile'].map((name) => [name, { call: { returns: 'this' } }])),
      },
    },
  },
};

const validator: MemberSpec = { call: { flows: [{ from: '0', to: 'return' }] } };

/** https://github.com/af/envalid#api: `devDefault` holds outside of production only. */
export const envalid: LibraryModel = {
  packages: ['envalid'],
  exports: {
    cleanEnv: { call: { native: 'envalid.clean' } },
    ...Object.fromEntries(['str', 'email', 'host', 'url'].map((name) => [name, validator])),
  },
};
