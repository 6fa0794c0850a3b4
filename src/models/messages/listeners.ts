/** Listeners of sockets: connections, and what clients send through them. */
import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, FuncRef } from '../../flow/refs.js';
import type { Native, SourceSpec } from '../../flow/semantics.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { Form } from '../../flow/forms.js';
import { isCallable } from '../kit.js';
import type { Natives } from '../schema.js';
import { pass } from '../shared/chain.js';
import { MESSAGE } from '../shared/client.js';
import { keepRegistration, ownerOf } from '../shared/registration.js';
import { namedSource } from '../shared/sources.js';

/** Events of a socket that carry nothing of the client's. */
const OWN_EVENTS = new Set(['close', 'error', 'open', 'disconnect', 'disconnecting', 'pong', 'ping', 'upgrade']);
const THIRD_PARTY: SourceSpec = { kind: 'third-party.response' };

function parameters(callback: Value): FuncRef['node']['parameters'] | null {
  for (const ref of callback.refs) {
    if (ref.kind === 'func') return ref.node.parameters;
    if (ref.kind === 'bound') return parameters(ref.target);
  }
  return null;
}

function listen(m: Machine, call: Call, callback: Value, args: (m: Machine) => readonly Value[]): void {
  const owner = ownerOf(call);
  const event = call.args[0] ? soleText(call.args[0]) : null;
  if (owner)
    keepRegistration(m, owner, {
      framework: owner.entity?.specifier ?? 'sockets',
      kind: 'route',
      method: 'message',
      path: event,
      handlers: [callback],
      node: call.node,
    });
  m.defer(call.node, (machine) => {
    callValue(machine, callback, plainCall(call.node, call.self, args(machine)));
  });
}

function messages(m: Machine, call: Call, callback: Value, spec: SourceSpec): readonly Value[] {
  const params = parameters(callback) ?? [];
  if (params.length === 0) return [namedSource(m, spec, call.node, 'message')];
  return params.map((each) => namedSource(m, spec, each, each.name.getText().replace(/\s+/g, ' ')));
}

function connected(m: Machine, call: Call): readonly Value[] {
  const { entity } = call;
  if (!entity) return [];
  if (entity.specifier === 'socket.io') return [entityInstance(m, entity, 'Socket', call.node)];
  return [
    entityInstance(m, entity, 'WebSocket', call.node),
    entityInstance(m, entity, 'node:http:IncomingMessage', call.node),
  ];
}

function receiving(spec: SourceSpec): Native {
  return (m, call) => {
    const [name, callback] = call.args;
    const event = name ? soleText(name) : null;
    if (!callback || (event !== null && OWN_EVENTS.has(event))) {
      if (callback) listen(m, call, callback, () => [UNKNOWN]);
      return call.self;
    }
    const byListener = call.entity?.name.endsWith('addEventListener') === true && call.entity.specifier === 'ws';
    listen(m, call, callback, (machine) => {
      if (!byListener) return messages(machine, call, callback, spec);
      return [machine.object('object', null, [['data', namedSource(machine, spec, call.node, 'event.data')]])];
    });
    return call.self;
  };
}

const TEXT: SourceSpec = { kind: 'message.data', form: Form.String };

/** A callback that is given a message as text or bytes in one of its parameters, and names of the program's own in the others. */
function hears(m: Machine, call: Call, index: number | null): Value {
  const callback = call.args.findLast(isCallable);
  if (!callback) return call.self;
  m.defer(call.node, (machine) => {
    const parameter = index === null ? undefined : parameters(callback)?.[index];
    const text = parameter?.name.getText().replace(/\s+/g, ' ') ?? 'message';
    const message = index === null ? UNKNOWN : namedSource(machine, TEXT, parameter ?? call.node, text);
    const before = Array<Value>(index ?? 0).fill(UNKNOWN);
    callValue(machine, callback, plainCall(call.node, call.self, [...before, message]));
  });
  return call.self;
}

/** A listener of a client: which events bring a message, and in which parameter; of an unknown event it is that of `message`. */
function hearing(carriers: Readonly<Record<string, number>> & { readonly message: number }): Native {
  return (m, call) => {
    const event = call.args[0] ? soleText(call.args[0]) : 'message';
    return hears(m, call, event === null ? carriers.message : (carriers[event] ?? null));
  };
}

export const messageNatives: Natives = {
  /** `subscribe(channel, (message) => ...)`. */
  'messages.subscribed': (m, call) => hears(m, call, 0),
  /** https://nodejs.org/api/dgram.html#event-message */
  'messages.datagram': hearing({ message: 0 }),
  /** https://github.com/redis/ioredis#pubsub and https://github.com/mqttjs/MQTT.js#event-message */
  'messages.published': hearing({
    message: 1,
    messageBuffer: 1,
    smessage: 1,
    smessageBuffer: 1,
    pmessage: 2,
    pmessageBuffer: 2,
  }),
  'messages.connection': (m, call) => {
    const [name, callback] = call.args;
    const event = name ? soleText(name) : null;
    if (callback)
      listen(m, call, callback, (machine) =>
        event === 'connection' || event === 'connect' ? connected(machine, call) : [UNKNOWN],
      );
    return call.self;
  },
  'messages.event': receiving(MESSAGE),
  'messages.assigned': (m, call) => {
    const [callback] = call.args;
    const { entity } = call;
    if (callback && entity)
      m.defer(call.node, (machine) => {
        const event = entityInstance(machine, entity, 'MessageEvent', call.node);
        callValue(machine, callback, plainCall(call.node, call.self, [event]));
      });
    return UNKNOWN;
  },
  /** The last argument of `emit`, when it is a function, is given the answer; with a time-out, an error before it. */
  'messages.acknowledged': (m, call) => {
    const callback = call.args.length > 1 ? call.args.at(-1) : undefined;
    if (callback && isCallable(callback))
      m.defer(call.node, (machine) => {
        callValue(machine, callback, plainCall(call.node, call.self, messages(machine, call, callback, MESSAGE)));
      });
    return UNKNOWN;
  },
  'messages.outgoing': receiving(THIRD_PARTY),
  'messages.anyEvent': (m, call) => {
    const callback = call.args.at(-1);
    if (callback) listen(m, call, callback, (machine) => messages(machine, call, callback, MESSAGE));
    return call.self;
  },
  /** `io.use((socket, next) => ...)`. */
  'messages.use': (m, call) => {
    const [handler] = call.args;
    const owner = ownerOf(call);
    if (owner && handler)
      keepRegistration(m, owner, {
        framework: 'socket.io',
        kind: 'use',
        method: 'all',
        path: '/',
        handlers: [handler],
        node: call.node,
      });
    if (handler) {
      m.defer(call.node, (machine) => {
        pass(machine, { handler, node: call.node, args: (next) => [...connected(machine, call), next] });
      });
    }
    return call.self;
  },
};
