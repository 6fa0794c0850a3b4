/** The fetch API as Node has it: the address of a request, what its answer holds, and requests that handlers are given. */
import { answersHeaders } from '../shared/roles.js';
import { sentOut } from '../stores/parts.js';
import { Form, JSON_FORM } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FIELD_VALUE } from '../http/model.js';
import { corsSinks } from '../shared/cors-header.js';
import { answerSink } from '../shared/answer.js';
import { addressCredentials, HEADER_SINKS } from '../shared/headers.js';
import { REQUEST_URL } from '../shared/client.js';
import { authorizationAt, fieldsAt, NAMED_FIELD } from '../shared/credentials.js';

export const FETCH_SINKS: readonly SinkSpec[] = [{ at: '0', kind: 'address' }];
export const fetchCall: CallSpec = {
  sinks: [
    ...FETCH_SINKS,
    sentOut('1.body'),
    { at: '1.body', kind: 'xml-text' },
    ...addressCredentials([]),
    ...authorizationAt('1'),
  ],
  returns: 'Promise<web:Response>',
  roles: [
    { role: 'http.request', parts: { address: '0', options: '1' } },
    { role: 'http.timed', parts: { address: '0', options: '1' } },
  ],
};

const answer = (form: number): MemberSpec => ({
  call: { source: { kind: 'third-party.response', form }, returns: 'Promise<unknown>' },
});
/** Pictures, archives: what no schema describes. */
const bytes: MemberSpec = {
  call: { source: { kind: 'third-party.bytes', form: Form.String }, returns: 'Promise<unknown>' },
};
const HTML_HEADER = 'html|xml|svg';

const setsField: MemberSpec = {
  call: {
    sinks: [{ at: '1', kind: 'header' }, ...HEADER_SINKS, ...NAMED_FIELD],
    returns: 'void',
    roles: [{ role: 'answer.field', parts: { name: '0', value: '1' } }],
  },
};

export const RESPONSE_CLASS: MemberSpec = {
  construct: {
    sinks: [
      answerSink('0'),
      ...['content-type', 'Content-Type'].map((name) => ({
        at: '0',
        kind: 'html',
        when: [{ at: `1.headers.${name}`, matches: HTML_HEADER }],
      })),
      ...corsSinks('1'),
    ],
    returns: 'web:OwnResponse',
    roles: [{ role: 'answer.status', parts: { status: '1.status' } }, answersHeaders('1.headers')],
  },
  members: {
    redirect: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'web:OwnResponse' } },
    json: {
      call: {
        sinks: [answerSink('0'), ...corsSinks('1')],
        returns: 'web:OwnResponse',
        roles: [{ role: 'answer.status', parts: { status: '1.status' } }, answersHeaders('1.headers')],
      },
    },
    error: { call: { returns: 'web:OwnResponse' } },
  },
};

export const web: LibraryModel = {
  packages: ['web'],
  exports: {},
  globals: {
    fetch: { call: fetchCall },
    /** It leads where it was made for, once somebody sends it. */
    Request: { construct: { native: 'web.request', returns: 'OutgoingRequest' } },
    Response: RESPONSE_CLASS,
    Headers: { construct: { sinks: fieldsAt('0'), returns: 'Headers' } },
    FormData: { construct: { returns: 'unknown' } },
    WebSocket: { construct: { sinks: [{ at: '0', kind: 'address' }], returns: 'unknown' } },
    /** A service worker's handler of requests (https://w3c.github.io/ServiceWorker/#fetchevent-interface). */
    addEventListener: { call: { callbacks: [{ at: '1', args: ['FetchEvent'], when: 'later' }] } },
    EventSource: { construct: { sinks: [{ at: '0', kind: 'address' }], returns: 'unknown' } },
  },
  types: {
    Response: {
      declared: ['global#Response', 'undici-types#Response', 'typescript#Response', 'node#Response'],
      members: {
        json: answer(JSON_FORM),
        text: answer(Form.String),
        arrayBuffer: bytes,
        bytes,
        blob: bytes,
        formData: { call: { returns: 'Promise<unknown>' } },
        headers: { type: 'Headers' },
        ok: { type: 'boolean' },
        status: { type: 'number' },
        statusText: { type: 'string' },
        url: { type: 'string' },
        clone: { call: { returns: 'this' } },
      },
    },
    /** An answer that the program makes itself: what it reads out of it again, it put in. */
    OwnResponse: {
      extends: 'web:Response',
      members: Object.fromEntries(
        ['json', 'text', 'arrayBuffer', 'bytes', 'blob'].map((name) => [
          name,
          { call: { returns: 'Promise<unknown>' } },
        ]),
      ),
    },
    FetchEvent: {
      declared: ['global#FetchEvent'],
      members: {
        request: { type: '@web/request:Request' },
        ...Object.fromEntries(['respondWith', 'waitUntil'].map((name) => [name, { call: { returns: 'void' } }])),
      },
    },
    OutgoingRequest: { members: { url: { type: 'string' }, headers: { type: 'Headers' } } },
    Request: {
      declared: [
        'global#Request',
        'undici-types#Request',
        'typescript#Request',
        'node#Request',
        '@cloudflare/workers-types#Request',
      ],
      members: {
        url: { source: REQUEST_URL },
        // Why a body cannot be read says something of that body, and whoever sent it knows it.
        json: { call: { source: { kind: 'http.body', form: JSON_FORM }, returns: 'Promise<unknown>', presents: true } },
        text: {
          call: { source: { kind: 'http.body', form: Form.String }, returns: 'Promise<unknown>', presents: true },
        },
        arrayBuffer: {
          call: { source: { kind: 'http.body', form: Form.String }, returns: 'Promise<unknown>', presents: true },
        },
        blob: {
          call: { source: { kind: 'http.body', form: Form.String }, returns: 'Promise<unknown>', presents: true },
        },
        formData: { call: { returns: 'Promise<@web/request:FormData>', presents: true } },
        headers: { type: 'RequestHeaders' },
        method: { type: 'string' },
        clone: { call: { returns: 'this' } },
      },
    },
    RequestHeaders: {
      members: {
        get: {
          call: {
            source: { kind: 'http.headers', form: Form.String | Form.Nullish, facts: FIELD_VALUE },
            presents: true,
          },
        },
        has: { call: { returns: 'boolean', presents: true } },
      },
    },
    Headers: {
      declared: ['global#Headers', 'undici-types#Headers'],
      members: {
        get: { call: { returns: 'string' } },
        set: setsField,
        append: setsField,
        has: { call: { returns: 'boolean' } },
        delete: { call: { returns: 'void' } },
      },
    },
  },
};
