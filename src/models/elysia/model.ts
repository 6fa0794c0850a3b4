/** Elysia 1 (https://elysiajs.com): apps, contexts, schemas by `t`, and what stands before handlers. */
import { builders } from '../typebox/model.js';
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { COOKIES, FLAT_QUERY, HEADERS, JSON_BODY, PARAMS, PATH_TEXT, source } from '../shared/client.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `elysia.${name}` } });
const named = (names: string, spec: MemberSpec): Readonly<Record<string, MemberSpec>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, spec]));
const makes: MemberSpec = { construct: { native: 'elysia.app', returns: 'Elysia' } };
const redirects: MemberSpec = {
  call: { sinks: [{ at: '0', kind: 'redirect' }], roles: [{ role: 'answer.redirect' }], returns: 'web:OwnResponse' },
};
/** `status(401, 'no')`, `error` until version 1.3: an answer with a status, returned or thrown. */
const answers: MemberSpec = {
  call: {
    sinks: [answerSink('1')],
    roles: [
      { role: 'answer.status', parts: { status: '0' } },
      { role: 'error.status', parts: { status: '0' } },
    ],
    returns: 'Status',
  },
};
const STATUS = { assigned: { roles: [{ role: 'answer.status', parts: { status: '0' } }] } } as const;

export const elysia = {
  packages: ['elysia'],
  exports: {
    Elysia: makes,
    default: makes,
    t: {
      members: {
        ...builders,
        ...named('Numeric', { call: { native: 'typebox.make', presents: true } }),
        ...named('File Files Nullable MaybeEmpty Cookie UnionEnum BooleanString ObjectString ArrayString Form', {
          call: { returns: 'unknown' },
        }),
      },
    },
    status: answers,
    redirect: redirects,
    file: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'unknown' } },
  },
  types: {
    Elysia: {
      members: {
        ...named('get post put patch delete options head all', native('route')),
        route: native('routeOf'),
        use: native('use'),
        group: native('group'),
        guard: native('guard'),
        ...named('onBeforeHandle', native('before')),
        ...named('derive resolve', native('derive')),
        ...named('onRequest onTransform', native('early')),
        ...named('onAfterHandle mapResponse onParse onStart onStop trace ws state decorate model macro as mount', {
          call: { returns: 'this' },
        }),
        onError: native('onError'),
        listen: { call: { native: 'served.this', callbacks: [{ at: '1', args: [null] }], returns: 'this' } },
        fetch: { call: { returns: 'unknown' } },
        handle: { call: { returns: 'unknown' } },
      },
    },
    Context: {
      members: {
        body: source(JSON_BODY),
        query: source(FLAT_QUERY),
        params: source(PARAMS),
        headers: source(HEADERS),
        /** Each is an object with a `value`. */
        cookie: source({ ...COOKIES, child: Form.Object | Form.String }),
        path: source(PATH_TEXT),
        request: { type: '@web/request:Request' },
        set: { type: 'Set' },
        redirect: redirects,
        status: answers,
        error: answers,
        store: { type: 'object' },
      },
    },
    Set: {
      members: {
        status: STATUS,
        redirect: { assigned: { sinks: [{ at: '0', kind: 'redirect' }] } },
        headers: { type: 'SetHeaders' },
      },
    },
    SetHeaders: {
      members: {
        ...named('location Location', { assigned: { sinks: [{ at: '0', kind: 'redirect' }] } }),
      },
    },
    Status: {},
  },
} as const satisfies LibraryModel;
