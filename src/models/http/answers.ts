/** Answers of a plain server: what is written is HTML unless a content type says otherwise; Location is a redirect. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { booleanWith, factsFor, NO_FACTS } from '../../flow/conditions.js';
import type { Machine } from '../../flow/machine.js';
import { printed } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { listen } from '../events/emitters.js';
import { argument, fact, instanceOf, isCallable, objectOf, textArgument } from '../kit.js';
import type { Natives } from '../schema.js';
import { HEADERS } from '../shared/client.js';
import { namedSource } from '../shared/sources.js';

function noteType(m: Machine, response: Value, type: Value): void {
  const obj = objectOf(response);
  if (obj && type !== UNDEFINED) m.setCell(obj, '%contentType', type);
}

/** One header of an answer. */
export function setHeader(m: Machine, call: Call, name: string | null, value: Value, at: number): void {
  const node = call.argNodes[at] ?? call.node;
  const callee = call.entity?.name ?? 'setHeader';
  switch (name?.toLowerCase()) {
    case 'content-type':
      noteType(m, call.self, value);
      break;
    case 'location':
    case 'refresh':
      m.sink(printed(m, value, node), node, call, { kind: 'redirect' }, callee);
      break;
    case 'access-control-allow-origin':
      m.sink(printed(m, value, node), node, call, { kind: 'cors-header' }, callee);
      m.sink(printed(m, value, node), node, call, { kind: 'header' }, callee);
      break;
    default:
      m.sink(printed(m, value, node), node, call, { kind: 'header' }, callee);
  }
}

const HEADER_NAMES = [
  'location',
  'Location',
  'LOCATION',
  'content-type',
  'Content-Type',
  'Content-type',
  'Access-Control-Allow-Origin',
  'access-control-allow-origin',
];

function setHeaders(m: Machine, call: Call, at: number): void {
  const headers = argument(call, at);
  if (!headers.refs.some((ref) => ref.kind === 'obj' && ref.shape !== 'array')) return;
  for (const name of HEADER_NAMES) {
    const value = getProperty(m, headers, name, call.node);
    if (value !== UNDEFINED && (value.labels.length > 0 || value.consts.length > 0 || value.refs.length > 0))
      setHeader(m, call, name, value, at);
  }
}

/** True when the answer may be shown as HTML. */
export function mayBeHtml(m: Machine, response: Value): boolean {
  const obj = objectOf(response);
  const type = obj ? m.cell(obj, '%contentType') : undefined;
  if (!type) return true;
  const sole = soleText(type) ?? type.shape?.split('\uFFFC')[0] ?? '';
  return (
    sole === '' ||
    /html|xml|svg/i.test(sole) ||
    !/[/.]|^(?:json|text|txt|csv|png|jpe?g|gif|webp|pdf|zip|bin|css|js)$/i.test(sole)
  );
}

/** Events of a server that bring a request, and what a listener answers through (https://nodejs.org/api/http.html#event-upgrade_1). */
const ANSWERING: Readonly<Record<string, string | undefined>> = {
  request: 'node:http:ServerResponse',
  checkContinue: 'node:http:ServerResponse',
  upgrade: 'node:net:Socket',
  connect: 'node:net:Socket',
};

export const answerNatives: Natives = {
  'http.writeHead': (m, call) => {
    setHeaders(m, call, 1);
    setHeaders(m, call, 2);
    return call.self;
  },
  'http.respond': (m, call) => {
    setHeaders(m, call, 0);
    return UNDEFINED;
  },
  'http.respondWithFile': (m, call) => {
    setHeaders(m, call, 1);
    return UNDEFINED;
  },
  'http.type': (m, call) => {
    noteType(m, call.self, argument(call, 0));
    return call.self;
  },
  'http.setHeader': (m, call) => {
    setHeaders(m, call, 0);
    setHeader(m, call, soleText(argument(call, 0)), argument(call, 1), 1);
    return call.self;
  },
  'http.write': (m, call) => {
    const node = call.argNodes[0] ?? call.node;
    if (call.args.length > 0 && mayBeHtml(m, call.self))
      m.sink(printed(m, argument(call, 0), node), node, call, { kind: 'html' }, call.entity?.name ?? 'write');
    for (const callback of call.args.slice(1))
      if (isCallable(callback)) callValue(m, callback, plainCall(call.node, call.self, []));
    return call.self;
  },
  'http.serverEvent': (m, call) => {
    const callback = argument(call, 1);
    const event = soleText(argument(call, 0)) ?? '';
    if (event === 'stream' && isCallable(callback)) {
      m.defer(call.node, (machine) => {
        const stream = instanceOf(machine, call, 'node:http2:ServerHttp2Stream');
        const headers = namedSource(machine, HEADERS, call.node, 'the headers of a stream');
        callValue(machine, callback, plainCall(call.node, call.self, [stream, headers, UNKNOWN]));
      });
      return call.self;
    }
    const answering = ANSWERING[event];
    if (answering === undefined || !isCallable(callback)) return listen(m, call);
    m.defer(call.node, (machine) => {
      callValue(
        machine,
        callback,
        plainCall(call.node, call.self, [
          instanceOf(machine, call, 'node:http:IncomingMessage'),
          instanceOf(machine, call, answering),
          UNKNOWN,
        ]),
      );
    });
    return call.self;
  },
  'http.clientEvent': (m, call) => {
    const callback = argument(call, 1);
    if (soleText(argument(call, 0)) !== 'response' || !isCallable(callback)) return listen(m, call);
    callValue(m, callback, plainCall(call.node, call.self, [instanceOf(m, call, 'node:http:ClientMessage')]));
    return call.self;
  },
  'net.isIP': (m, call) =>
    booleanWith(factsFor(textArgument(m, call, 0).labels, { facts: [fact(/^[0-9A-Fa-f:.%]+$/)] }), NO_FACTS),
};
