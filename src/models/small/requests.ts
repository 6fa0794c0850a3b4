/** Small packages that read requests: cookies and uploads. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { SETS_COOKIE } from '../shared/roles.js';
import { secretAt } from '../shared/credentials.js';

/** https://github.com/jshttp/cookie: the header becomes an object of texts, a name and a value become a header. */
const parses: MemberSpec = { call: { flows: [{ from: '0', to: 'return', as: 'made', form: Form.Object }] } };
const writes: MemberSpec = {
  call: {
    roles: [SETS_COOKIE],
    flows: [{ from: '1', to: 'return', as: 'text', form: Form.String }],
    returns: 'string',
  },
};
/** Since version 2 name, value and attributes stand in one object. */
const writesOne: MemberSpec = {
  call: {
    roles: [{ ...SETS_COOKIE, parts: { name: '0.name', value: '0.value', options: '0' } }],
    flows: [{ from: '0.value', to: 'return', as: 'text', form: Form.String }],
    returns: 'string',
  },
};
const cookieMembers = {
  parse: parses,
  serialize: writes,
  parseCookie: parses,
  stringifySetCookie: writesOne,
} as const;
export const cookie: LibraryModel = {
  packages: ['cookie'],
  exports: { default: { members: cookieMembers }, ...cookieMembers },
};

/** https://github.com/pillarjs/cookies */
const keepsCookies: MemberSpec = {
  call: { sinks: secretAt('the key', '2.keys[]'), returns: 'koa:Cookies' },
  construct: { sinks: secretAt('the key', '2.keys[]'), returns: 'koa:Cookies' },
};
export const cookies: LibraryModel = { packages: ['cookies'], exports: { '=': keepsCookies, default: keepsCookies } };

const form = {
  returns: 'Form',
  roles: [{ role: 'upload.form', parts: { size: '0.maxFilesSize', options: '0', folder: '0.uploadDir' } }],
} as const;
/** https://github.com/pillarjs/multiparty: names and types are the client's. */
const fileText: MemberSpec = { source: { kind: 'http.files', form: Form.String } };
export const multiparty: LibraryModel = {
  packages: ['multiparty'],
  exports: { Form: { construct: form }, default: { members: { Form: { construct: form } } } },
  types: {
    Form: {
      extends: 'node:stream:Writable',
      members: {
        parse: {
          call: {
            callbacks: [{ at: '1', args: [FAILURE, 'source:http.body', 'Files'], when: 'later' }],
            returns: 'void',
          },
        },
      },
    },
    Files: { anyMember: { type: 'File[]' } },
    File: { members: { originalFilename: fileText, headers: { type: 'unknown' }, path: { type: 'string' } } },
  },
};

export const REQUEST_MODELS: readonly LibraryModel[] = [cookie, cookies, multiparty];
