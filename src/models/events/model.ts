/** node:events. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const on: MemberSpec = { call: { native: 'events.on' } };
const quiet: MemberSpec = { call: { returns: 'this' } };
const emitter: MemberSpec = { construct: { returns: 'EventEmitter' } };

export const nodeEvents = {
  packages: ['node:events', 'events', 'eventemitter3', 'eventemitter2'],
  exports: {
    '=': emitter,
    default: emitter,
    EventEmitter: emitter,
    EventEmitter2: emitter,
    once: { call: { returns: 'Promise<unknown>' } },
    on: { call: { returns: 'unknown' } },
  },
  types: {
    EventEmitter: {
      declared: ['node#EventEmitter', 'events#EventEmitter'],
      members: {
        on,
        once: on,
        addListener: on,
        prependListener: on,
        prependOnceListener: on,
        emit: { call: { native: 'events.emit' } },
        off: quiet,
        removeListener: quiet,
        removeAllListeners: quiet,
        setMaxListeners: quiet,
        listenerCount: { call: { returns: 'number' } },
      },
    },
  },
} as const satisfies LibraryModel;
