/** Other HTTP clients: got, undici, node-fetch, ky, superagent, needle, request and its relatives. */
import { sentOut } from '../stores/parts.js';
import { Form, JSON_FORM } from '../../flow/forms.js';
import type { CallbackSpec, CallSpec, LibraryModel, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';
import { addressCredentials } from '../shared/headers.js';
import { fetchCall, RESPONSE_CLASS } from '../web/model.js';
import { authorizationAt, passwordAt } from '../shared/credentials.js';
import { FAILURE } from '../shared/errors.js';

const roles: readonly RoleSpec[] = [{ role: 'http.request', parts: { address: '0', options: '1' } }];
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head'] as const;

function verbs(call: CallSpec, ...more: readonly string[]): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries([...VERBS, ...more].map((name) => [name, { call }]));
}

function optionSinks(at: string): readonly SinkSpec[] {
  return [
    ...['url', 'uri', 'baseUrl', 'baseURL', 'prefixUrl', 'prefix', 'origin'].map((name): SinkSpec => ({
      at: `${at}.${name}`,
      kind: 'address',
    })),
    { at: `${at}.host`, kind: 'address', within: 'http://' },
    { at: `${at}.hostname`, kind: 'address', within: 'http://' },
    ...passwordAt('the password', `${at}.password`, `${at}.auth.pass`, `${at}.auth.password`),
    ...authorizationAt(at),
  ];
}

const body = (form: number): MemberSpec => ({
  call: { source: { kind: 'third-party.response', form }, returns: 'Promise<unknown>' },
});
const bytes: MemberSpec = {
  call: { source: { kind: 'third-party.bytes', form: Form.String }, returns: 'Promise<unknown>' },
};
const direct = (returns: string): CallSpec => ({
  sinks: [
    { at: '0', kind: 'address' },
    ...['json', 'body', 'form'].map((name) => sentOut(`1.${name}`)),
    ...optionSinks('0'),
    ...optionSinks('1'),
    ...addressCredentials(
      ['1.searchParams', '1.query', '1.params', '1.qs', '0.qs', '0.searchParams'],
      ['0', '0.url', '0.uri'],
    ),
  ],
  returns,
  roles,
});

const gotMembers: Readonly<Record<string, MemberSpec>> = {
  ...verbs(direct('Answer'), 'stream', 'paginate'),
  extend: { call: { sinks: optionSinks('0'), returns: 'Client' } },
  create: { call: { sinks: optionSinks('0'), returns: 'Client' } },
};
const gotEntry: MemberSpec = { call: direct('Answer'), members: gotMembers };

export const gotLike: LibraryModel = {
  packages: ['got', 'ky'],
  exports: { '=': gotEntry, default: gotEntry, got: gotEntry, ...gotMembers },
  types: {
    Client: { call: direct('Answer'), members: gotMembers, declared: ['got#Got', 'ky#KyInstance'] },
    Answer: {
      declared: ['got#CancelableRequest', 'got#Response', 'ky#ResponsePromise', 'ky#KyResponse'],
      members: {
        json: body(JSON_FORM),
        text: body(Form.String),
        buffer: bytes,
        blob: bytes,
        body: { source: { kind: 'third-party.response', form: JSON_FORM } },
      },
    },
  },
};

const ofetchCall: CallSpec = { ...direct('unknown'), source: { kind: 'third-party.response', form: JSON_FORM } };
const ofetchEntry: MemberSpec = {
  call: { ...ofetchCall, returns: 'Promise<unknown>' },
  members: { raw: { call: direct('Promise<unknown>') }, create: { call: { returns: 'Fetch' } } },
};
/** https://github.com/unjs/ofetch: answers the parsed body. */
export const ofetch: LibraryModel = {
  packages: ['ofetch'],
  exports: { ofetch: ofetchEntry, $fetch: ofetchEntry },
  types: { Fetch: { call: { ...ofetchCall, returns: 'Promise<unknown>' }, declared: ['ofetch#$Fetch'] } },
};

const undiciRequest: CallSpec = {
  sinks: [
    { at: '0', kind: 'address' },
    { at: '0.origin', kind: 'address' },
    { at: '0.path', kind: 'address', within: 'http://host/' },
    { at: '1.path', kind: 'address', within: 'http://host/' },
  ],
  returns: 'Promise<ResponseData>',
  roles,
};
const dispatcher: CallSpec = {
  sinks: [
    { at: '0.origin', kind: 'address' },
    { at: '0.path', kind: 'address', within: 'http://host/' },
  ],
  returns: 'Promise<ResponseData>',
  roles,
};
const pool: MemberSpec = { construct: { sinks: [{ at: '0', kind: 'address' }], returns: 'Dispatcher' } };

export const undici: LibraryModel = {
  packages: ['undici'],
  exports: {
    fetch: { call: fetchCall },
    request: { call: undiciRequest },
    stream: { call: undiciRequest },
    pipeline: { call: undiciRequest },
    connect: { call: undiciRequest },
    Client: pool,
    Pool: pool,
    Agent: { construct: { returns: 'Dispatcher' } },
    ProxyAgent: pool,
    Response: RESPONSE_CLASS,
  },
  types: {
    Dispatcher: {
      declared: ['undici#Client', 'undici#Pool', 'undici#Agent'],
      members: {
        request: { call: dispatcher },
        stream: { call: dispatcher },
        dispatch: { call: dispatcher },
        close: { call: { returns: 'Promise<void>' } },
      },
    },
    ResponseData: { members: { body: { type: 'Body' }, statusCode: { type: 'number' }, headers: { type: 'unknown' } } },
    Body: {
      extends: 'node:stream:Readable',
      members: {
        '[]': { source: { kind: 'third-party.response', form: Form.String } },
        json: body(JSON_FORM),
        text: body(Form.String),
      },
    },
    Response: { extends: 'web:Response' },
  },
};

export const fetchLike: LibraryModel = {
  packages: ['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'node-fetch-native', '@whatwg-node/fetch'],
  exports: {
    '=': { call: fetchCall },
    default: { call: fetchCall },
    fetch: { call: fetchCall },
    Response: RESPONSE_CLASS,
    Request: { construct: { sinks: [{ at: '0', kind: 'address' }], returns: 'unknown' } },
  },
  types: { Response: { extends: 'web:Response' } },
};

const agentVerbs = verbs({ sinks: [{ at: '0', kind: 'address' }], returns: 'AgentRequest', roles }, 'del', 'options');
const agentMembers: Readonly<Record<string, MemberSpec>> = { ...agentVerbs, agent: { call: { returns: 'Agent' } } };
const chain: MemberSpec = { call: { returns: 'this' } };

export const superagent: LibraryModel = {
  packages: ['superagent'],
  exports: {
    '=': {
      call: {
        sinks: [
          { at: '0', kind: 'address' },
          { at: '1', kind: 'address' },
        ],
        returns: 'AgentRequest',
      },
      members: agentMembers,
    },
    default: {
      call: {
        sinks: [
          { at: '0', kind: 'address' },
          { at: '1', kind: 'address' },
        ],
        returns: 'AgentRequest',
      },
      members: agentMembers,
    },
  },
  types: {
    Agent: { members: agentVerbs },
    AgentRequest: {
      members: {
        ...Object.fromEntries(
          [
            'set',
            'query',
            'send',
            'timeout',
            'accept',
            'type',
            'auth',
            'attach',
            'field',
            'retry',
            'redirects',
            'ok',
            'buffer',
            'responseType',
          ].map((name) => [name, chain]),
        ),
        body: { source: { kind: 'third-party.response', form: JSON_FORM } },
        text: { source: { kind: 'third-party.response', form: Form.String } },
        end: { call: { callbacks: [{ at: '0', args: [FAILURE, 'AgentRequest'] }], returns: 'void' } },
        pipe: { call: { flows: [{ from: '0', to: 'return' }] } },
      },
    },
  },
};

const callbacks: readonly CallbackSpec[] = [1, 2, 3].map((index) => ({
  at: String(index),
  args: [FAILURE, 'Answer', null],
}));
const requestCall: CallSpec = { ...direct('node:stream:Duplex'), callbacks };
const requestEntry: MemberSpec = {
  call: requestCall,
  members: { ...verbs(requestCall, 'del'), defaults: { call: { sinks: optionSinks('0'), returns: 'Requester' } } },
};

export const requestLike: LibraryModel = {
  packages: ['request', 'request-promise', 'request-promise-native'],
  exports: { '=': requestEntry, default: requestEntry },
  types: {
    Requester: { declared: ['request#RequestAPI'], call: requestCall, members: verbs(requestCall, 'del') },
    Answer: { members: { body: { source: { kind: 'third-party.response', form: JSON_FORM } } } },
  },
};

const needleCall: CallSpec = { sinks: [{ at: '1', kind: 'address' }], returns: 'Promise<Answer>', callbacks };
const needleVerb: CallSpec = { sinks: [{ at: '0', kind: 'address' }], returns: 'Promise<Answer>', callbacks };

export const needle: LibraryModel = {
  packages: ['needle'],
  exports: {
    '=': { call: needleCall, members: verbs(needleVerb) },
    default: { call: needleCall, members: verbs(needleVerb) },
    request: { call: needleCall },
    ...verbs(needleVerb),
  },
  types: { Answer: { members: { body: { source: { kind: 'third-party.response', form: JSON_FORM } } } } },
};
