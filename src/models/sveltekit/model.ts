/** SvelteKit 1 and 2: events, answers, errors (https://svelte.dev/docs/kit/@sveltejs-kit). */
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { COOKIE_TEXT, PARAMS, reads, source, URL_PATH } from '../shared/client.js';
import type { LibraryModel, RoleSpec } from '../schema.js';
import { CLEARS_COOKIE, SETS_COOKIE } from '../shared/roles.js';

/** `httpOnly`, `secure` and `sameSite: 'lax'` unless the options say otherwise (https://svelte.dev/docs/kit/@sveltejs-kit#Cookies). */
const SETS_KIT_COOKIE: RoleSpec = { ...SETS_COOKIE, defaults: { httpOnly: true, secure: true, sameSite: 'lax' } };

export const sveltekit = {
  packages: ['@sveltejs/kit'],
  exports: {
    error: { call: { native: 'shared.throws', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
    redirect: {
      call: {
        sinks: [{ at: '1', kind: 'redirect' }],
        native: 'shared.throws',
        roles: [{ role: 'answer.redirect' }],
      },
    },
    fail: {
      call: {
        sinks: [answerSink('1')],
        returns: 'object',
        roles: [{ role: 'answer.status', parts: { status: '0' } }],
      },
    },
    json: {
      call: {
        sinks: [answerSink('0')],
        returns: 'object',
        roles: [{ role: 'answer.status', parts: { status: '1.status' } }],
      },
    },
    text: { call: { returns: 'object', roles: [{ role: 'answer.status', parts: { status: '1.status' } }] } },
  },
  types: {
    RequestEvent: {
      members: {
        request: { type: '@web/request:Request' },
        url: { type: '@web/request:RequestUrl' },
        params: source(PARAMS),
        cookies: { type: 'Cookies' },
        locals: { type: 'unknown' },
        setHeaders: { call: { returns: 'void' } },
        getClientAddress: { call: { returns: 'string' } },
      },
    },
    /** What a route is given: its pattern has matched the path, so that does not begin with an empty segment. */
    RoutedEvent: { extends: 'RequestEvent', members: { url: { type: 'RoutedUrl' } } },
    RoutedUrl: {
      extends: '@web/request:RequestUrl',
      members: {
        pathname: source({
          ...URL_PATH,
          facts: [...(URL_PATH.facts ?? []), { pattern: '^/[\\\\/]', flags: '', matches: false }],
        }),
      },
    },
    ServerLoadEvent: { extends: 'RoutedEvent' },
    RequestHandler: { parameters: ['RoutedEvent'] },
    Action: { parameters: ['RoutedEvent'] },
    ServerLoad: { parameters: ['ServerLoadEvent'] },
    Cookies: {
      members: {
        get: reads({ ...COOKIE_TEXT, form: Form.String | Form.Nullish }),
        set: { call: { returns: 'void', roles: [SETS_KIT_COOKIE] } },
        delete: { call: { returns: 'void', roles: [CLEARS_COOKIE] } },
      },
    },
  },
} as const satisfies LibraryModel;
