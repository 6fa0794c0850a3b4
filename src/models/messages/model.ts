/** Sockets: ws 8 and socket.io 4, as servers (https://github.com/websockets/ws/blob/master/doc/ws.md, https://socket.io/docs/v4/server-api/). */
import { Form } from '../../flow/forms.js';
import { HEADERS, JSON_BODY, MESSAGE, FLAT_QUERY, PATH_TEXT, promises, source } from '../shared/client.js';
import { members } from '../stores/parts.js';
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
    createWebSocketStream: { call: { returns: 'SocketStream' } },
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
      members: {
        on: listens,
        once: listens,
        addListener: listens,
        handleUpgrade: {
          call: { callbacks: [{ at: '3', args: ['WebSocket', 'node:http:IncomingMessage'], when: 'later' }] },
        },
        clients: { type: 'object' },
        close: { call: {} },
      },
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
    /** A connection as a stream: what comes through it is the client's. */
    SocketStream: {
      extends: 'node:stream:Duplex',
      members: { '[]': source({ kind: 'message.data', form: Form.String }) },
    },
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

/** What the other end acknowledges with is the client's (https://socket.io/docs/v4/emitting-events/#acknowledgements). */
const sends: Readonly<Record<string, MemberSpec>> = {
  emit: { call: { native: 'messages.acknowledged' } },
  emitWithAck: promises(MESSAGE),
};
const rooms: Readonly<Record<string, MemberSpec>> = {
  emit: { call: { native: 'messages.acknowledged' } },
  ...members('to in except timeout compress', { call: { returns: 'BroadcastOperator' } }),
};

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
        ...rooms,
        ...members('volatile local', { type: 'BroadcastOperator' }),
      },
    },
    Namespace: {
      members: {
        on: listens,
        use: { call: { native: 'messages.use' } },
        ...rooms,
        ...members('volatile local', { type: 'BroadcastOperator' }),
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
        ...sends,
        ...members('broadcast volatile local', { type: 'Socket' }),
        ...members('to in except timeout compress', chainable),
        join: { call: {} },
      },
    },
    BroadcastOperator: {
      members: {
        ...sends,
        ...members('to in except timeout compress', chainable),
        ...members('volatile local', { type: 'BroadcastOperator' }),
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
