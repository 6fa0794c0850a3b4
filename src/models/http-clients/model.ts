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

/** Where the options of a client lead a request, by the names that its documentation has. */
interface Options {
  /** Whole addresses, and those that others are put behind. */
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
  readonly passwords: readonly string[];
  /** What is appended to the address. */
  readonly parameters: readonly string[];
  /** What the request carries. */
  readonly bodies: readonly string[];
}

/** https://github.com/sindresorhus/got/blob/main/documentation/2-options.md */
const GOT: Options = {
  addresses: ['url', 'prefixUrl'],
  hosts: ['host', 'hostname'],
  passwords: ['password'],
  parameters: ['searchParams'],
  bodies: ['json', 'body', 'form'],
};
/** https://github.com/sindresorhus/ky#api; `prefixUrl` until version 1 */
const KY: Options = {
  addresses: ['prefixUrl', 'prefix', 'baseUrl'],
  hosts: [],
  passwords: [],
  parameters: ['searchParams'],
  bodies: ['json', 'body'],
};
/** https://github.com/request/request#requestoptions-callback */
const REQUEST: Options = {
  addresses: ['url', 'uri', 'baseUrl'],
  hosts: ['host'],
  passwords: ['auth.pass', 'auth.password'],
  parameters: ['qs'],
  bodies: ['json', 'body', 'form'],
};

function optionSinks(at: string, { addresses, hosts, passwords }: Options): readonly SinkSpec[] {
  return [
    ...addresses.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'address' })),
    ...hosts.map((name): SinkSpec => ({ at: `${at}.${name}`, kind: 'address', within: 'http://' })),
    ...passwordAt('the password', ...passwords.map((name) => `${at}.${name}`)),
    ...authorizationAt(at),
  ];
}

const body = (form: number): MemberSpec => ({
  call: { source: { kind: 'third-party.response', form }, returns: 'Promise<unknown>' },
});
const bytes: MemberSpec = {
  call: { source: { kind: 'third-party.bytes', form: Form.String }, returns: 'Promise<unknown>' },
};
/** No time-out unless one is given (the README of each): to the call, or to the client that it is made with. */
const timed: readonly RoleSpec[] = [...roles, { role: 'http.timed', parts: { options: '1', also: '0', address: '0' } }];
const direct = (returns: string, options: Options, played: readonly RoleSpec[] = roles): CallSpec => ({
  sinks: [
    { at: '0', kind: 'address' },
    ...options.bodies.map((name) => sentOut(`1.${name}`)),
    ...optionSinks('0', options),
    ...optionSinks('1', options),
    ...addressCredentials(
      options.parameters.flatMap((name) => [`0.${name}`, `1.${name}`]),
      ['0', ...options.addresses.filter((name) => /^ur[il]$/.test(name)).map((name) => `0.${name}`)],
    ),
  ],
  returns,
  roles: played,
});

interface Fetcher {
  readonly name: string;
  /** Names of its verbs beside the usual ones, of functions that make another client, and of an answer's parts as bytes. */
  readonly verbs: readonly string[];
  readonly makers: readonly string[];
  readonly bytes: readonly string[];
  readonly client: string;
  readonly answers: readonly string[];
  readonly named: boolean;
  readonly options: Options;
  readonly roles: readonly RoleSpec[];
}

function fetcher({ name, named, ...its }: Fetcher): LibraryModel {
  const call = direct('Answer', its.options, its.roles);
  const made: CallSpec = {
    sinks: optionSinks('0', its.options),
    returns: 'Client',
    roles: [{ role: 'http.client', parts: { options: '0' } }],
  };
  const members: Readonly<Record<string, MemberSpec>> = {
    ...verbs(call, ...its.verbs),
    ...Object.fromEntries(its.makers.map((each) => [each, { call: made }])),
  };
  const entry: MemberSpec = { call, members };
  return {
    packages: [name],
    exports: { '=': entry, default: entry, ...(named ? { [name]: entry } : {}), ...members },
    types: {
      Client: { call, members, declared: [`${name}#${its.client}`] },
      Answer: {
        declared: its.answers.map((each) => `${name}#${each}`),
        members: {
          json: body(JSON_FORM),
          text: body(Form.String),
          ...Object.fromEntries(its.bytes.map((each) => [each, bytes])),
          body: { source: { kind: 'third-party.response', form: JSON_FORM } },
        },
      },
    },
  };
}

export const gotLike: readonly LibraryModel[] = [
  fetcher({
    name: 'got',
    verbs: ['stream', 'paginate'],
    makers: ['extend'],
    bytes: ['buffer'],
    client: 'Got',
    answers: ['CancelableRequest', 'Response'],
    named: true,
    options: GOT,
    roles: timed,
  }),
  fetcher({
    name: 'ky',
    verbs: [],
    makers: ['extend', 'create'],
    bytes: ['blob'],
    client: 'KyInstance',
    answers: ['ResponsePromise', 'KyResponse'],
    named: false,
    options: KY,
    // Ten seconds, unless it is switched off (https://github.com/sindresorhus/ky#timeout).
    roles: [...roles, { role: 'http.time-out', parts: { value: '1.timeout' } }],
  }),
];

const ofetchCall: CallSpec = {
  sinks: [
    { at: '0', kind: 'address' },
    { at: '1.baseURL', kind: 'address' },
    sentOut('1.body'),
    ...authorizationAt('1'),
    ...addressCredentials(['1.query', '1.params']),
  ],
  source: { kind: 'third-party.response', form: JSON_FORM },
  returns: 'Promise<unknown>',
  roles,
};
const ofetchEntry: MemberSpec = {
  call: ofetchCall,
  members: {
    raw: { call: { sinks: ofetchCall.sinks ?? [], returns: 'Promise<unknown>', roles } },
    create: { call: { returns: 'Fetch' } },
  },
};
/** https://github.com/unjs/ofetch: answers the parsed body. */
export const ofetch: LibraryModel = {
  packages: ['ofetch'],
  exports: { ofetch: ofetchEntry, $fetch: ofetchEntry },
  types: { Fetch: { call: ofetchCall, declared: ['ofetch#$Fetch'] } },
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

const opened: MemberSpec = { construct: { sinks: [{ at: '0', kind: 'address' }], returns: 'unknown' } };

export const undici: LibraryModel = {
  packages: ['undici'],
  exports: {
    fetch: { call: fetchCall },
    request: { call: undiciRequest },
    stream: { call: undiciRequest },
    pipeline: { call: undiciRequest },
    connect: { call: undiciRequest },
    upgrade: { call: undiciRequest },
    Client: pool,
    Pool: pool,
    BalancedPool: pool,
    ...Object.fromEntries(['Request', 'WebSocket', 'EventSource'].map((name) => [name, opened])),
    Agent: {
      construct: {
        returns: 'Dispatcher',
        // https://undici.nodejs.org/#/docs/api/Client: 0 switches it off, the default is five minutes.
        roles: [{ role: 'http.time-out-off', when: [{ at: '0.headersTimeout', is: [0] }] }],
      },
    },
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
        connect: { call: dispatcher },
        upgrade: { call: dispatcher },
        pipeline: { call: dispatcher },
        close: { call: { returns: 'Promise<void>' } },
      },
    },
    ResponseData: { members: { body: { type: 'Body' }, statusCode: { type: 'number' }, headers: { type: 'unknown' } } },
    Body: {
      extends: 'node:stream:Readable',
      members: {
        '[]': { source: { kind: 'third-party.piece', form: Form.String } },
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
      declared: ['superagent#SuperAgentRequest', 'superagent#Request', 'superagent#Response'],
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
            'field',
            'retry',
            'redirects',
            'ok',
            'buffer',
            'responseType',
          ].map((name) => [name, chain]),
        ),
        attach: {
          call: { sinks: [{ at: '1', kind: 'path', when: [{ at: '1', form: Form.String }] }], returns: 'this' },
        },
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
const requestCall: CallSpec = { ...direct('node:stream:Duplex', REQUEST, timed), callbacks };
const requestEntry: MemberSpec = {
  call: requestCall,
  members: {
    ...verbs(requestCall, 'del'),
    defaults: {
      call: {
        sinks: optionSinks('0', REQUEST),
        returns: 'Requester',
        roles: [{ role: 'http.client', parts: { options: '0' } }],
      },
    },
  },
};

export const requestLike: LibraryModel = {
  packages: ['request', 'request-promise', 'request-promise-native'],
  exports: { '=': requestEntry, default: requestEntry },
  types: {
    Requester: { declared: ['request#RequestAPI'], call: requestCall, members: verbs(requestCall, 'del') },
    Answer: { members: { body: { source: { kind: 'third-party.response', form: JSON_FORM } } } },
  },
};

/** https://hapi.dev/module/wreck/api */
const wreckVerb = (at: string, options: string): MemberSpec => ({
  call: {
    sinks: [
      { at, kind: 'address' },
      { at: `${options}.baseUrl`, kind: 'address' },
    ],
    returns: 'Promise<Answer>',
    roles,
  },
});
const wreckMembers: Readonly<Record<string, MemberSpec>> = {
  ...Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map((name) => [name, wreckVerb('0', '1')])),
  request: wreckVerb('1', '2'),
  read: { call: { returns: 'Promise<unknown>' } },
  defaults: { call: { sinks: [{ at: '0.baseUrl', kind: 'address' }], returns: 'Client' } },
};
export const wreck: LibraryModel = {
  packages: ['@hapi/wreck'],
  exports: { '=': { members: wreckMembers }, default: { members: wreckMembers } },
  types: {
    Client: { members: wreckMembers, declared: ['@hapi/wreck#Client'] },
    Answer: {
      declared: ['@hapi/wreck#Response'],
      members: { payload: { source: { kind: 'third-party.bytes', form: JSON_FORM } }, res: { type: 'unknown' } },
    },
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
