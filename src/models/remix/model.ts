/** Remix 2 and React Router 7 as a framework: loaders, actions, answers (https://reactrouter.com/api/framework-conventions/route-module). */
import { answerSink } from '../shared/answer.js';
import { PARAMS, source } from '../shared/client.js';
import type { CallSpec, LibraryModel } from '../schema.js';

const answers: CallSpec = {
  sinks: [answerSink('0')],
  returns: 'object',
  roles: [{ role: 'answer.status', parts: { status: '1', options: '1.status' } }],
};
const redirects: CallSpec = {
  sinks: [{ at: '0', kind: 'redirect' }],
  returns: 'object',
  roles: [{ role: 'answer.redirect' }],
};

/** Nothing but `sameSite: 'lax'` is set unless asked for (https://reactrouter.com/explanation/sessions-and-cookies#cookies). */
const SESSION_COOKIE: CallSpec = {
  roles: [
    {
      role: 'cookie.session',
      parts: { options: '0.cookie' },
      defaults: { httpOnly: false, secure: false, sameSite: 'lax' },
    },
  ],
  sinks: [{ at: '0.cookie.secrets', kind: 'credential', what: 'the secret of the session cookie', deep: true }],
  returns: 'SessionStorage',
};

export const remix = {
  packages: [
    '@remix-run/node',
    '@remix-run/server-runtime',
    '@remix-run/cloudflare',
    '@remix-run/deno',
    'react-router',
    '@react-router/node',
  ],
  exports: {
    json: { call: answers },
    data: { call: answers },
    defer: { call: answers },
    redirect: { call: redirects },
    redirectDocument: { call: redirects },
    replace: { call: redirects },
    createCookieSessionStorage: { call: SESSION_COOKIE },
    createSessionStorage: { call: SESSION_COOKIE },
    createMemorySessionStorage: { call: SESSION_COOKIE },
    createFileSessionStorage: { call: SESSION_COOKIE },
    createWorkersKVSessionStorage: { call: SESSION_COOKIE },
  },
  types: {
    SessionStorage: {},
    LoaderFunctionArgs: {
      members: {
        request: { type: '@web/request:Request' },
        params: source(PARAMS),
        context: { type: 'unknown' },
      },
    },
    ActionFunctionArgs: { extends: 'LoaderFunctionArgs' },
    DataFunctionArgs: { extends: 'LoaderFunctionArgs' },
    LoaderFunction: { parameters: ['LoaderFunctionArgs'] },
    ActionFunction: { parameters: ['ActionFunctionArgs'] },
  },
} as const satisfies LibraryModel;
