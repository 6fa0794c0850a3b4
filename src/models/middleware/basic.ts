/** HTTP Basic authentication (RFC 7617): what clients send, and middleware that compares it. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec } from '../schema.js';
import { passwordAt } from '../shared/credentials.js';

/** https://github.com/jshttp/basic-auth#api: `auth(req)` gives `{ name, pass }` of the field `Authorization`. */
const read: MemberSpec = {
  call: { source: { kind: 'http.headers', form: Form.Object | Form.Nullish, child: Form.String } },
  members: {
    parse: { call: { flows: [{ from: '0', to: 'return', as: 'part', form: Form.Object }] } },
  },
};
export const basicAuth = {
  packages: ['basic-auth'],
  exports: { '=': read, default: read },
} satisfies LibraryModel;

/** https://github.com/LionC/express-basic-auth#how-to-use: users with their passwords, or a function that is asked. */
const challenge: MemberSpec = {
  call: {
    sinks: passwordAt('the password', '0.users').map((each) => ({ ...each, deep: true })),
    returns: 'Guard',
  },
};
export const expressBasicAuth = {
  packages: ['express-basic-auth'],
  exports: { '=': challenge, default: challenge },
  types: { Guard: { call: { roles: [{ role: 'auth.guard' }] } } },
} satisfies LibraryModel;

/** https://github.com/koajs/basic-auth#example */
const koaChallenge: MemberSpec = { call: { sinks: passwordAt('the password', '0.pass'), returns: 'Guard' } };
export const koaBasicAuth = {
  packages: ['koa-basic-auth'],
  exports: { '=': koaChallenge, default: koaChallenge },
  types: { Guard: { call: { roles: [{ role: 'auth.guard' }] } } },
} satisfies LibraryModel;
