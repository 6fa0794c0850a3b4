/** Routes and hooks of Fastify: what is in force before a handler, and the exchange that they share. */
import { reachCors } from '../shared/cors-header.js';
import { ts, type TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited, resolved } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { FALSE, refValue, soleText, TRUE, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import {
  answerData,
  answerHtml,
  contentTypeOf,
  noteHeader,
  setContentType,
  type AnswerForm,
} from '../shared/answer.js';
import { BODY_TEXT } from '../shared/client.js';
import { thrownValue } from '../shared/errors.js';
import { namedSource } from '../shared/sources.js';
import { isOwnFunction, pass, settle } from '../shared/chain.js';
import { addressesByClient, believesClients } from '../shared/proxies.js';
import {
  keepRegistration,
  objectOf,
  ownerOf,
  registrationsOf,
  UNKNOWN_METHOD,
  type Registration,
} from '../shared/registration.js';
import { routedBy } from './on-route.js';
import { schemaValue } from './schema.js';
import { decorations, scopesOf, throughOf } from './scopes.js';

/** The hooks before a handler in the order in which they run; validation stands between the second and the third. */
const BEFORE_VALIDATION = ['onRequest', 'preParsing', 'preValidation'];
const AFTER_VALIDATION = ['preHandler'];
const HOOKS = [...BEFORE_VALIDATION, ...AFTER_VALIDATION];

/** The cell of an instance that keeps its option. */
const TRUST = '%trustProxy';

interface Exchange {
  readonly request: Value;
  readonly reply: Value;
  readonly node: TS.Node;
}

function handlersOf(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) {
    const { known, rest } = elementsOf(m, value, node);
    return rest.refs.length > 0 || known.length === 0 ? [...known, rest] : known;
  }
  return value.refs.length > 0 ? [value] : [];
}

function register(m: Machine, call: Call, method: string, path: string | null, given: Value, answers: Value): void {
  const owner = ownerOf(call);
  if (!owner) return;
  const written = { method, path, options: given, handler: answers };
  const { options, handler } = routedBy(m, hooksOf(m, owner, 'onRoute'), refValue(owner), written, call.node);
  const layer: Registration = {
    framework: 'fastify',
    kind: 'route',
    method,
    path,
    handlers: handlersOf(m, handler, call.node),
    node: call.node,
    options,
    ...throughOf(m, owner),
  };
  keepRegistration(m, owner, layer);
  m.defer(call.node, (machine) => {
    runRoute(machine, owner, layer);
  });
}

function exchange(m: Machine, owner: Obj, node: TS.Node): Exchange {
  const entity = owner.entity;
  const request = entity ? entityInstance(m, entity, 'fastify:FastifyRequest', node) : UNKNOWN;
  const reply = entity ? entityInstance(m, entity, 'fastify:FastifyReply', node) : UNKNOWN;
  const answering = objectOf(reply);
  if (answering) m.setCell(answering, '%sent', FALSE);
  setProperty(m, request, 'server', refValue(owner), node);
  setProperty(m, reply, 'server', refValue(owner), node);
  setProperty(m, reply, 'request', request, node);
  for (const { name, value } of decorations(m, owner, 'requestDecorations')) decorate(m, request, name, value, node);
  for (const { name, value } of decorations(m, owner, 'replyDecorations')) decorate(m, reply, name, value, node);
  if (scopesOf(m, owner).some((scope) => believesClients(m, scope, TRUST))) addressesByClient(m, request);
  return { request, reply, node };
}

/** A decoration may be an object with a getter: `{ getter() { ... } }`. */
function decorate(m: Machine, target: Value, name: string, value: Value, node: TS.Node): void {
  const getter = objectOf(value)?.shape === 'object' ? getProperty(m, value, 'getter', node) : UNDEFINED;
  const [own] = target.refs;
  if (isOwnFunction(getter) && own?.kind === 'obj') m.setCell(own, `get ${name}`, getter);
  else setProperty(m, target, name, value, node);
}

/** Paths on which a hook has answered, by returning the reply or by having sent it, end there. */
function answeredBy(exchanged: Exchange): NonNullable<Call['exit']> {
  const reply = objectOf(exchanged.reply);
  return (m, value) => {
    if (!reply) return false;
    if (awaited(value).refs.includes(reply)) return true;
    const sent = m.cell(reply, '%sent');
    // Where a path that has answered meets one that has not, the request may go on.
    return sent !== undefined && !sent.open && sent.consts.every((each) => each.value === true);
  };
}

function runHook(m: Machine, hook: Value, exchanged: Exchange, self: Value): boolean {
  const { request, reply, node } = exchanged;
  if (!isOwnFunction(hook)) return !m.dead;
  const callback = hook.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length > 2);
  if (callback) return pass(m, { handler: hook, node, self, args: (done) => [request, reply, done] });
  settle(m, hook, [request, reply], node, answeredBy(exchanged), self);
  return !m.dead;
}

/** Hooks of a name that a scope and those around it have. */
function hooksOf(m: Machine, owner: Obj, name: string): readonly Value[] {
  return [...scopesOf(m, owner)]
    .reverse()
    .flatMap((scope) =>
      registrationsOf(m, scope).flatMap((layer) =>
        layer.kind === 'hook' && layer.method === name ? layer.handlers : [],
      ),
    );
}

function runRoute(m: Machine, owner: Obj, layer: Registration): void {
  const exchanged = exchange(m, owner, layer.node);
  const options = layer.options ?? UNDEFINED;
  const self = refValue(owner);
  const own = (name: string): readonly Value[] =>
    options.refs.length > 0 ? handlersOf(m, getProperty(m, options, name, layer.node), layer.node) : [];
  for (const name of HOOKS) {
    if (name === AFTER_VALIDATION[0] && options.refs.length > 0)
      schemaValue(m, owner, options, exchanged.request, layer.node);
    for (const hook of [...hooksOf(m, owner, name), ...own(name)]) {
      if (!runHook(m, hook, exchanged, self)) return;
    }
  }
  noteSchema(m, options, exchanged.reply, layer.node);
  const exit: Call['exit'] = (now, value, at) => {
    answered(now, value, at, objectOf(exchanged.reply));
    return false;
  };
  const socket = options.refs.length > 0 && truthiness(getProperty(m, options, 'websocket', layer.node)) === true;
  // @fastify/websocket hands over the connection in place of the reply (https://github.com/fastify/fastify-websocket#usage).
  const args =
    socket && owner.entity
      ? [entityInstance(m, owner.entity, 'ws:WebSocket', layer.node), exchanged.request]
      : [exchanged.request, exchanged.reply];
  for (const handler of layer.handlers) callValue(m, handler, { ...plainCall(layer.node, self, args), exit });
}

const SERIALIZED = '%responseSchema';

/** A response schema writes the properties that it declares and no others (https://fastify.dev/docs/latest/Reference/Validation-and-Serialization/#serialization). */
function noteSchema(m: Machine, options: Value, reply: Value, node: TS.Node): void {
  const schema = options.refs.length > 0 ? getProperty(m, options, 'schema', node) : UNDEFINED;
  const made = objectOf(reply);
  if (made && schema.refs.length > 0 && getProperty(m, schema, 'response', node).refs.length > 0)
    m.setCell(made, SERIALIZED, TRUE);
}

function formOf(m: Machine, reply: Obj | null): AnswerForm {
  return reply && m.cell(reply, SERIALIZED) ? 'mapped' : 'plain';
}

/**
 * A returned text is sent as plain text unless the type was set. Who returns the reply only says that it has been sent or
 * will be (https://fastify.dev/docs/latest/Reference/Reply/#async-await-and-promises): it is no answer itself.
 */
function answered(m: Machine, value: Value, node: TS.Node, reply: Obj | null): void {
  const whole = resolved(m, value, node);
  const others = whole.refs.filter((ref) => ref !== reply);
  if (others.length === 0 && others.length < whole.refs.length && whole.labels.length === 0 && !whole.open) return;
  const data = { ...whole, refs: others };
  answerData(m, data, node, 'the answer', undefined, formOf(m, reply));
  if (contentTypeOf(m, reply) === 'html') answerHtml(m, data, node, 'the answer');
}

/** `app.get(path, options?, handler)`. */
const route: Native = (m, call) => {
  const method = call.entity?.name.split('.').at(-1) ?? 'all';
  const [path, second = UNKNOWN, third] = call.args;
  const options = third === undefined && isOwnFunction(second) ? UNDEFINED : second;
  const handler = third ?? (isOwnFunction(second) ? second : getProperty(m, second, 'handler', call.node));
  register(m, call, method, path ? soleText(path) : null, options, handler);
  return call.self;
};

/** `app.route({ method, url, handler })`; the method may be a list. */
const routeObject: Native = (m, call) => {
  const [options = UNKNOWN] = call.args;
  const read = (name: string): Value => getProperty(m, options, name, call.node);
  const methods = elementsOf(m, read('method'), call.node).known.flatMap((each) => soleText(each) ?? []);
  const single = soleText(read('method'));
  const path = soleText(read('url')) ?? soleText(read('path'));
  const names = single === null ? methods : [single];
  for (const method of names.length === 0 ? [UNKNOWN_METHOD] : names)
    register(m, call, method.toLowerCase(), path, options, read('handler'));
  return call.self;
};

/** Keeps what is set on an instance beside its routes: a hook, an error handler, a parser. */
function keepHook(
  m: Machine,
  owner: Obj | null,
  call: Call,
  hook: { readonly method: string; readonly handlers: readonly Value[]; readonly options?: Value },
): void {
  if (owner)
    keepRegistration(m, owner, {
      framework: 'fastify',
      kind: 'hook',
      path: '/',
      node: call.node,
      ...hook,
      ...throughOf(m, owner),
    });
}

const addHook: Native = (m, call) => {
  const owner = ownerOf(call);
  const [name, handler = UNKNOWN] = call.args;
  const method = name ? (soleText(name) ?? '*') : '*';
  keepHook(m, owner, call, { method, handlers: [handler] });
  // A hook is worth a look even where no route is seen behind it.
  const [only] = handler.refs;
  if (owner && only?.kind === 'func')
    m.defer(call.node, (machine) => {
      if (!machine.visited.has(only.node))
        runHook(machine, handler, exchange(machine, owner, call.node), refValue(owner));
    });
  return call.self;
};

const notFound: Native = (m, call) => {
  const handler = call.args.at(-1) ?? UNKNOWN;
  register(m, call, 'all', '*', call.args.length > 1 ? (call.args[0] ?? UNDEFINED) : UNDEFINED, handler);
  return call.self;
};

function markSent(m: Machine, call: Call): void {
  const reply = ownerOf(call);
  if (reply) m.setCell(reply, '%sent', TRUE);
}

const send: Native = (m, call) => {
  const reply = ownerOf(call);
  const [payload] = call.args;
  if (payload) answerData(m, payload, call.argNodes[0] ?? call.node, 'reply.send', call, formOf(m, reply));
  if (payload && contentTypeOf(m, reply) === 'html')
    answerHtml(m, payload, call.argNodes[0] ?? call.node, 'reply.send', call);
  markSent(m, call);
  return call.self;
};

const setting: Native = (m, call) => {
  const owner = ownerOf(call);
  const method = call.entity?.name.split('.').at(-1) ?? 'setting';
  const types = method === 'addContentTypeParser' ? call.args[0] : undefined;
  keepHook(m, owner, call, { method, handlers: [], ...(types ? { options: types } : {}) });
  for (const arg of call.args) runErrorHandler(m, owner, arg, call.node);
  return call.self;
};

/** `addContentTypeParser(type, { parseAs }, (request, body, done) => ...)`: the body as a text or bytes, or else as a stream. */
const parser: Native = (m, call) => {
  const owner = ownerOf(call);
  const handler = call.args.at(-1);
  const entity = owner?.entity;
  if (owner && entity && handler && isOwnFunction(handler))
    m.defer(call.node, (machine) => {
      const { request } = exchange(machine, owner, call.node);
      const options = call.args.length > 2 ? (call.args[1] ?? UNDEFINED) : UNDEFINED;
      const whole = options.refs.length > 0 && getProperty(machine, options, 'parseAs', call.node).consts.length > 0;
      const body = whole
        ? namedSource(machine, BODY_TEXT, call.node, 'the body')
        : entityInstance(machine, entity, 'node:http:IncomingMessage', call.node);
      callValue(machine, handler, plainCall(call.node, refValue(owner), [request, body]));
    });
  return setting(m, call);
};

export const routeNatives: Natives = {
  'fastify.route': route,
  'fastify.routeObject': routeObject,
  'fastify.addHook': addHook,
  'fastify.notFound': notFound,
  'fastify.send': send,
  'fastify.sent': (m, call) => {
    markSent(m, call);
    return call.self;
  },
  'fastify.type': (m, call) => {
    const reply = ownerOf(call);
    if (reply) setContentType(m, reply, call.args[0] ?? UNKNOWN);
    return call.self;
  },
  'fastify.header': (m, call) => {
    reachCors(m, call);
    const reply = ownerOf(call);
    if (reply) noteHeader(m, reply, call.args[0], call.args[1]);
    return call.self;
  },
  'fastify.setting': setting,
  'fastify.parser': parser,
  'fastify.addSchema': (m, call) => {
    const owner = ownerOf(call);
    if (owner) m.keep(owner, 'schemas', call.args[0] ?? UNKNOWN);
    return call.self;
  },
};

/** Error handlers see the request as it came. */
function runErrorHandler(m: Machine, owner: Obj | null, handler: Value, node: TS.Node): void {
  if (!owner || !handler.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length >= 2)) return;
  if (!ts.isCallExpression(node) || (handler.form & Form.Function) === 0) return;
  m.defer(handler.refs[0]?.kind === 'func' ? handler.refs[0].node : node, (machine) => {
    const { request, reply } = exchange(machine, owner, node);
    callValue(machine, handler, plainCall(node, refValue(owner), [thrownValue(handler, node), request, reply]));
  });
}
