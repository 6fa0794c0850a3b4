/** Sockets: ws 8 and socket.io 4, as servers (https://github.com/websockets/ws/blob/master/doc/ws.md, https://socket.io/docs/v4/server-api/). */
import { HEADERS, JSON_BODY, MESSAGE, FLAT_QUERY, PATH_TEXT, source } from '../shared/client.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const listens: MemberSpec = { call: { native: 'messages.connection' } };
const receives: MemberSpec = { call: { native: 'messages.event' } };
const chainable: MemberSpec = { call: { returns: 'this' } };
const opens: MemberSpec = { construct: { sinks: [{ at: '0', kind: 'address' }], returns: 'OutgoingSocket' } };

export const ws = {
  packages: ['ws'],
  exports: {
    WebSocketServer: { construct: { returns: 'WebSocketServer' } },
    Server: { construct: { returns: 'WebSocketServer' } },
    WebSocket: opens,
    default: {
      ...opens,
      members: {
        Server: { construct: { returns: 'WebSocketServer' } },
        WebSocketServer: { construct: { returns: 'WebSocketServer' } },
      },
    },
    '=': opens,
  },
  types: {
    WebSocketServer: {
      members: { on: listens, once: listens, addListener: listens, clients: { type: 'object' }, close: { call: {} } },
    },
    Server: { extends: 'WebSocketServer' },
    WebSocket: {
      members: {
        on: receives,
        once: receives,
        addListener: receives,
        addEventListener: receives,
        onmessage: { assigned: { native: 'messages.assigned' } },
        send: { call: {} },
        close: { call: {} },
        terminate: { call: {} },
      },
    },
    MessageEvent: { members: { data: source(MESSAGE) } },
    /** A connection that the program opened itself: what comes is another service's. */
    OutgoingSocket: {
      members: {
        on: { call: { native: 'messages.outgoing' } },
        addEventListener: { call: { native: 'messages.outgoing' } },
        send: { call: {} },
        close: { call: {} },
      },
    },
  },
} as const satisfies LibraryModel;

const makesServer: MemberSpec = { construct: { returns: 'Server' }, call: { returns: 'Server' } };

export const socketIo = {
  packages: ['socket.io'],
  exports: {
    /** `require('socket.io')(server)` makes one, as `new Server(server)` does (https://socket.io/docs/v4/server-initialization/). */
    '=': makesServer,
    Server: makesServer,
    default: makesServer,
  },
  types: {
    Server: {
      members: {
        on: listens,
        sockets: { type: 'Namespace' },
        of: { call: { returns: 'Namespace' } },
        use: { call: { native: 'messages.use' } },
        to: chainable,
        in: chainable,
        emit: { call: {} },
      },
    },
    Namespace: {
      members: {
        on: listens,
        use: { call: { native: 'messages.use' } },
        to: chainable,
        in: chainable,
        emit: { call: {} },
      },
    },
    Socket: {
      members: {
        on: receives,
        once: receives,
        onAny: { call: { native: 'messages.anyEvent' } },
        use: { call: { native: 'messages.anyEvent' } },
        handshake: { type: 'Handshake' },
        request: { type: 'node:http:IncomingMessage' },
        data: { type: 'object' },
        emit: { call: {} },
        to: chainable,
        join: { call: {} },
      },
    },
    Handshake: {
      members: {
        query: source(FLAT_QUERY),
        auth: source(JSON_BODY),
        headers: source(HEADERS),
        url: source(PATH_TEXT),
        address: { type: 'string' },
      },
    },
    Message: { members: { data: source(MESSAGE) } },
  },
} as const satisfies LibraryModel;
