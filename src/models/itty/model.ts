/** itty-router 5 and 6 (https://itty.dev/itty-router), whose handlers end a request by what they return; and micro (https://github.com/vercel/micro). */
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { BODY_TEXT, COOKIES, FLAT_QUERY, JSON_BODY, PARAMS, promises, source } from '../shared/client.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const verbs = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'].map((verb) => [
    verb,
    { call: { native: 'itty.route' } },
  ]),
);
const makes: MemberSpec = { call: { native: 'itty.router', returns: 'Router' } };
const answers: MemberSpec = {
  call: {
    sinks: [answerSink('0')],
    returns: 'web:OwnResponse',
    roles: [{ role: 'answer.status', parts: { status: '1.status' } }],
  },
};
const open: MemberSpec = { call: { native: 'itty.open' } };

export const itty = {
  packages: ['itty-router'],
  exports: {
    Router: makes,
    AutoRouter: makes,
    IttyRouter: makes,
    withParams: open,
    withContent: open,
    withCookies: open,
    json: answers,
    text: answers,
    html: { call: { ...answers.call, sinks: [answerSink('0'), { at: '0', kind: 'html' }] } },
    error: {
      call: {
        sinks: [answerSink('1')],
        returns: 'web:OwnResponse',
        roles: [{ role: 'answer.status', parts: { status: '0' } }],
      },
    },
    status: { call: { returns: 'web:OwnResponse', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
    StatusError: {
      construct: {
        sinks: [{ ...answerSink('1'), thrown: true }],
        returns: 'StatusError',
        roles: [{ role: 'error.status', parts: { status: '0' } }],
      },
    },
  },
  types: {
    Router: {
      declared: ['itty-router#RouterType', 'itty-router#IttyRouterType'],
      members: { ...verbs, fetch: { call: { returns: 'unknown' } }, handle: { call: { returns: 'unknown' } } },
    },
    IRequest: {
      extends: '@web/request:Request',
      members: {
        params: source(PARAMS),
        query: source(FLAT_QUERY),
        /** What `withContent` and `withCookies` leave. */
        content: source(JSON_BODY),
        cookies: source(COOKIES),
      },
    },
    StatusError: {},
    RequestHandler: { parameters: ['IRequest'] },
  },
} as const satisfies LibraryModel;

/** `serve(async (req, res) => ...)`: a text that it returns has no type, and browsers guess one. */
export const micro = {
  packages: ['micro'],
  exports: {
    serve: { call: { native: 'micro.serve' } },
    default: { call: { native: 'micro.serve' } },
    json: promises(JSON_BODY),
    text: promises(BODY_TEXT),
    buffer: promises({ kind: 'http.body', form: Form.Object }),
    send: {
      call: {
        sinks: [answerSink('2')],
        native: 'micro.send',
        roles: [{ role: 'answer.status', parts: { status: '1' } }],
      },
    },
    createError: {
      call: {
        sinks: [{ ...answerSink('1'), thrown: true }],
        returns: 'HttpError',
        roles: [{ role: 'error.status', parts: { status: '0' } }],
      },
    },
  },
  types: { HttpError: {}, RequestHandler: { parameters: ['node:http:IncomingMessage', 'connect:Response'] } },
} as const satisfies LibraryModel;
