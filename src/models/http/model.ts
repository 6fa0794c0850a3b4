/** node:http, node:https, node:http2, node:net, node:tls and node:dns: servers that read requests, clients that send them. */
import { answerSink } from '../shared/answer.js';
import { Form } from '../../flow/forms.js';
import { tlsOptions, tlsVersions } from '../tls/options.js';
import { addressCredentials, setsHeader } from '../shared/headers.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';
import { REQUEST_TARGET } from '../shared/client.js';
import { FAILURE } from '../shared/errors.js';

/** A field value holds nothing that breaks a line (RFC 9110, 5.5). */
export const FIELD_VALUE = [{ pattern: '[\\r\\n\\x00]', flags: '', matches: false }] as const;

/** The parts of an options object: the host follows the scheme, the path follows the host. */
function optionSinks(at: string): readonly SinkSpec[] {
  return [
    { at: `${at}.host`, kind: 'address', within: 'http://' },
    { at: `${at}.hostname`, kind: 'address', within: 'http://' },
    { at: `${at}.path`, kind: 'address', within: 'http://host/' },
    { at: `${at}.socketPath`, kind: 'path' },
  ];
}

const request: CallSpec = {
  sinks: [{ at: '0', kind: 'address' }, ...optionSinks('0'), ...optionSinks('1'), ...addressCredentials([])],
  callbacks: [
    { at: '1', args: ['ClientMessage'] },
    { at: '2', args: ['ClientMessage'] },
  ],
  returns: 'ClientRequest',
  roles: [
    { role: 'http.request', parts: { address: '0' } },
    // No time-out unless one is given or set (https://nodejs.org/api/http.html#requestsettimeouttimeout-callback).
    { role: 'http.timed', parts: { options: '1', also: '0', address: '0' } },
    tlsOptions('0', '1'),
  ],
};

const createServer: MemberSpec = {
  call: {
    native: 'served.arguments',
    callbacks: [
      { at: '0', args: ['IncomingMessage', 'ServerResponse'], when: 'later' },
      { at: '1', args: ['IncomingMessage', 'ServerResponse'], when: 'later' },
    ],
    returns: 'Server',
    roles: [
      { role: 'server.time-out', parts: { value: '0.requestTimeout' } },
      { role: 'server.time-out', parts: { value: '0.headersTimeout' } },
      tlsVersions('0'),
    ],
  },
};
const timeOut: MemberSpec = {
  type: 'number',
  assigned: { roles: [{ role: 'server.time-out', parts: { value: '0' } }] },
};

/** An option that is written into options that are there. */
const tlsSwitch: RoleSpec = { role: 'tls.options', parts: { rejects: '0' } };

const server: Readonly<Record<string, MemberSpec>> = {
  createServer,
  request: { call: request },
  get: { call: request },
  Agent: { construct: { returns: 'Agent', roles: [tlsOptions('0')] } },
  globalAgent: { type: 'Agent' },
};
const chain: MemberSpec = { call: { returns: 'this' } };

export const nodeHttp: LibraryModel = {
  packages: ['node:http', 'node:https', 'follow-redirects'],
  exports: { ...server, http: { members: server }, https: { members: server } },
  types: {
    Server: {
      extends: 'node:events:EventEmitter',
      declared: ['node#Server'],
      members: {
        listen: { call: { callbacks: [1, 2, 3].map((index) => ({ at: String(index), args: [] })), returns: 'this' } },
        on: { call: { native: 'http.serverEvent' } },
        requestTimeout: timeOut,
        headersTimeout: timeOut,
        close: chain,
        address: { call: { returns: 'unknown' } },
      },
    },
    IncomingMessage: {
      extends: 'node:stream:Readable',
      declared: ['node#IncomingMessage'],
      members: {
        '[]': { source: { kind: 'http.body.piece', form: Form.String } },
        url: { source: { kind: 'http.url', form: Form.String, facts: REQUEST_TARGET } },
        headers: { source: { kind: 'http.headers', form: Form.Object, child: Form.String, facts: FIELD_VALUE } },
        headersDistinct: {
          source: { kind: 'http.headers', form: Form.Object, child: Form.String, facts: FIELD_VALUE },
        },
        rawHeaders: { source: { kind: 'http.headers', form: Form.Array, child: Form.String, facts: FIELD_VALUE } },
        trailers: { source: { kind: 'http.headers', form: Form.Object, child: Form.String, facts: FIELD_VALUE } },
        method: { type: 'string' },
        httpVersion: { type: 'string' },
        complete: { type: 'boolean' },
        socket: { type: 'unknown' },
        statusCode: { type: 'number' },
      },
    },
    ServerResponse: {
      extends: 'node:stream:Writable',
      declared: ['node#ServerResponse', 'node#OutgoingMessage'],
      members: {
        writeHead: { call: { native: 'http.writeHead', roles: [{ role: 'answer.header', parts: { name: '1' } }] } },
        setHeader: setsHeader,
        appendHeader: setsHeader,
        getHeader: { call: { returns: 'string' } },
        write: { call: { sinks: [answerSink('0')], native: 'http.write' } },
        end: { call: { sinks: [answerSink('0')], native: 'http.write' } },
        flushHeaders: { call: { returns: 'void' } },
        removeHeader: { call: { returns: 'void' } },
        statusCode: { type: 'number' },
      },
    },
    ClientMessage: {
      extends: 'node:stream:Readable',
      members: {
        '[]': { source: { kind: 'third-party.piece', form: Form.String } },
        headers: { source: { kind: 'third-party.response', form: Form.Object, child: Form.String } },
        statusCode: { type: 'number' },
      },
    },
    ClientRequest: {
      extends: 'node:stream:Writable',
      declared: ['node#ClientRequest'],
      members: {
        on: { call: { native: 'http.clientEvent' } },
        setHeader: chain,
        setTimeout: { call: { returns: 'this', roles: [{ role: 'http.timed-later' }] } },
        end: chain,
        write: chain,
        destroy: chain,
      },
    },
    Agent: { declared: ['node#Agent'], members: { options: { type: 'AgentOptions' } } },
    AgentOptions: { members: { rejectUnauthorized: { type: 'unknown', assigned: { roles: [tlsSwitch] } } } },
    RequestListener: { parameters: ['IncomingMessage', 'ServerResponse'], declared: ['node#RequestListener'] },
  },
};

const connect: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'address' }, ...optionSinks('0'), { at: '1', kind: 'address', within: 'http://' }],
    callbacks: [
      { at: '1', args: [] },
      { at: '2', args: [] },
    ],
    returns: 'node:net:Socket',
  },
};

export const nodeHttp2: LibraryModel = {
  packages: ['node:http2'],
  exports: {
    connect,
    createServer: {
      call: {
        callbacks: [
          { at: '0', args: ['node:http:IncomingMessage', 'node:http:ServerResponse'], when: 'later' },
          { at: '1', args: ['node:http:IncomingMessage', 'node:http:ServerResponse'], when: 'later' },
        ],
        returns: 'node:http:Server',
      },
    },
    createSecureServer: {
      call: {
        roles: [tlsVersions('0')],
        callbacks: [
          { at: '0', args: ['node:http:IncomingMessage', 'node:http:ServerResponse'], when: 'later' },
          { at: '1', args: ['node:http:IncomingMessage', 'node:http:ServerResponse'], when: 'later' },
        ],
        returns: 'node:http:Server',
      },
    },
  },
  types: {
    Http2ServerRequest: { extends: 'node:http:IncomingMessage' },
    Http2ServerResponse: { extends: 'node:http:ServerResponse' },
    /** A request and its answer at once: the first event of a client's (https://nodejs.org/api/http2.html#class-serverhttp2stream). */
    ServerHttp2Stream: {
      extends: 'node:stream:Duplex',
      declared: ['node#ServerHttp2Stream'],
      members: {
        '[]': { source: { kind: 'http.body.piece', form: Form.String } },
        respond: { call: { native: 'http.respond' } },
        respondWithFile: { call: { sinks: [{ at: '0', kind: 'path' }], native: 'http.respondWithFile' } },
        write: { call: { sinks: [answerSink('0')], native: 'http.write' } },
        end: { call: { sinks: [answerSink('0')], native: 'http.write' } },
      },
    },
  },
};

const socket: MemberSpec = {
  call: {
    sinks: [
      { at: '0.host', kind: 'address', within: 'tcp://' },
      { at: '1', kind: 'address', within: 'tcp://', when: [{ at: '1', form: Form.String, maybe: true }] },
      { at: '0.path', kind: 'path' },
    ],
    callbacks: [
      { at: '1', args: [] },
      { at: '2', args: [] },
    ],
    returns: 'node:net:Socket',
    roles: [tlsOptions('0', '1', '2')],
  },
};

const writesHead: CallSpec = { sinks: [{ at: '0', kind: 'raw-head' }], returns: 'boolean' };
const listens: MemberSpec = {
  call: {
    callbacks: [
      { at: '0', args: ['Connection'], when: 'later' },
      { at: '1', args: ['Connection'], when: 'later' },
    ],
    returns: 'node:http:Server',
    roles: [tlsVersions('0')],
  },
};
export const nodeNet: LibraryModel = {
  packages: ['node:net', 'node:tls'],
  exports: {
    connect: socket,
    createConnection: socket,
    createServer: listens,
    Socket: { construct: { returns: 'Socket' } },
    DEFAULT_MIN_VERSION: { type: 'string', assigned: { roles: [{ role: 'tls.options', parts: { least: '0' } }] } },
    createSecureContext: { call: { returns: 'unknown', roles: [tlsVersions('0')] } },
    isIP: { call: { native: 'net.isIP' } },
    isIPv4: { call: { native: 'net.isIP' } },
    isIPv6: { call: { native: 'net.isIP' } },
  },
  types: {
    Socket: {
      extends: 'node:stream:Duplex',
      declared: ['node#Socket', 'node#TLSSocket'],
      members: {
        write: { call: writesHead },
        end: { call: writesHead },
        connect: { call: { ...socket.call, returns: 'this' } },
      },
    },
    /** A connection that somebody opened to the program: what comes through it is theirs. */
    Connection: {
      extends: 'Socket',
      members: { '[]': { source: { kind: 'message.data', form: Form.String } } },
    },
  },
};

/** https://nodejs.org/api/dgram.html#event-message */
export const nodeDgram: LibraryModel = {
  packages: ['node:dgram'],
  exports: { createSocket: { call: { returns: 'Socket' } } },
  types: {
    Socket: {
      extends: 'node:events:EventEmitter',
      members: {
        ...Object.fromEntries(
          ['on', 'once', 'addListener'].map((name) => [name, { call: { native: 'messages.datagram' } }]),
        ),
      },
    },
  },
};

/** The name server of whoever owns the name is asked: that alone tells her, and leads on. What looks at the answer is a check. */
const lookup: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'address', within: 'dns://' }],
    roles: [{ role: 'host.resolved' }],
    callbacks: [
      { at: '1', args: [FAILURE, null] },
      { at: '2', args: [FAILURE, null] },
    ],
    returns: 'unknown',
  },
};
const lookups: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  [
    'lookup',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveMx',
    'resolveTxt',
    'resolveCname',
    'resolveSrv',
    'resolveNs',
    'resolveAny',
    'resolveCaa',
    'resolveNaptr',
    'resolvePtr',
    'resolveSoa',
    'resolveTlsa',
  ].map((name) => [name, lookup]),
);

export const nodeDns: LibraryModel = {
  packages: ['node:dns', 'node:dns/promises'],
  exports: { ...lookups, promises: { members: lookups } },
};
