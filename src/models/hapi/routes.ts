/** Routes of hapi: validation, prerequisites, handler (https://hapi.dev/api#request-lifecycle). */
import type { TS } from '../../lang/ts.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import type { Label } from '../../flow/labels.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { refValue, soleText, UNDEFINED, UNKNOWN, withLabels, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { answerData, answerHtml, contentTypeOf, noteHeader, setContentType } from '../shared/answer.js';
import { isOwnFunction, settle } from '../shared/chain.js';
import { reachCors } from '../shared/cors-header.js';
import { parsedBy } from '../shared/parser.js';
import { keepRegistration, objectOf, ownerOf, UNKNOWN_METHOD, type Registration } from '../shared/registration.js';

const SOURCE = '%source';
const PARTS = ['headers', 'params', 'query', 'payload', 'state'];

function isList(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array');
}

function listOf(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (!isList(value)) return value.refs.length > 0 || value.consts.length > 0 ? [value] : [];
  const { known, rest } = elementsOf(m, value, node);
  return rest.refs.length > 0 ? [...known, rest] : known;
}

/** `options` may be called `config`, and may be a function of the server. */
function optionsOf(m: Machine, route: Value, server: Value, node: TS.Node): Value {
  for (const name of ['options', 'config']) {
    const value = getProperty(m, route, name, node);
    if (isOwnFunction(value)) return callValue(m, value, plainCall(node, UNDEFINED, [server]));
    if (value.refs.length > 0) return value;
  }
  return UNDEFINED;
}

function registerRoute(m: Machine, call: Call, server: Obj, route: Value): void {
  const node = objectOf(route)?.node ?? call.node;
  const options = optionsOf(m, route, call.self, call.node);
  const own = getProperty(m, route, 'handler', call.node);
  const handler =
    own.refs.length > 0 ? own : options.refs.length > 0 ? getProperty(m, options, 'handler', call.node) : UNKNOWN;
  const path = soleText(getProperty(m, route, 'path', call.node));
  const methods = listOf(m, getProperty(m, route, 'method', call.node), call.node).map(
    (each) => soleText(each)?.toLowerCase() ?? UNKNOWN_METHOD,
  );
  const layers = (methods.length === 0 ? [UNKNOWN_METHOD] : methods).map((method): Registration => ({
    framework: 'hapi',
    kind: 'route',
    method: method === '*' ? 'all' : method,
    path,
    handlers: [handler],
    node,
    options,
  }));
  for (const layer of layers) keepRegistration(m, server, layer);
  const [layer] = layers;
  if (!layer) return;
  m.defer(node, (machine) => {
    run(machine, server, layer, options);
  });
}

function typed(m: Machine, server: Obj, name: string, node: TS.Node): Value {
  return server.entity ? entityInstance(m, server.entity, `@hapi/hapi:${name}`, node) : UNKNOWN;
}

/** Runs a validator on a part; `failAction` of log or ignore lets the raw value through. */
function validate(m: Machine, options: Value, request: Value, node: TS.Node): void {
  const rules = options.refs.length > 0 ? getProperty(m, options, 'validate', node) : UNDEFINED;
  if (rules.refs.length === 0) return;
  const action = soleText(getProperty(m, rules, 'failAction', node));
  if (action === 'log' || action === 'ignore') return;
  for (const part of PARTS) {
    const schema = getProperty(m, rules, part, node);
    if (m.dead || schema === UNDEFINED || (!schema.open && schema.refs.length === 0)) continue;
    setProperty(m, request, part, checked(m, schema, getProperty(m, request, part, node), node), node);
  }
}

/** A schema, or an object of schemas by key. */
function checked(m: Machine, schema: Value, raw: Value, node: TS.Node): Value {
  const keys = objectOf(schema);
  if (keys?.shape !== 'object' || keys.entity !== null) return parsedBy(m, schema, raw, node);
  const entries: (readonly [string, Value])[] = [];
  for (const name of [...keys.cells.keys()]) {
    const own = m.cell(keys, name);
    if (own && !name.startsWith('%') && !m.dead)
      entries.push([name, parsedBy(m, own, getProperty(m, raw, name, node), node)]);
  }
  return m.object('object', null, entries);
}

function run(m: Machine, server: Obj, layer: Registration, options: Value): void {
  const { node } = layer;
  const request = typed(m, server, 'Request', node);
  const toolkit = typed(m, server, 'ResponseToolkit', node);
  setProperty(m, request, 'server', refValue(server), node);
  validate(m, options, request, node);
  prerequisites(m, options, request, toolkit, node);
  if (m.dead) return;
  const exit: Call['exit'] = (machine, value, at) => {
    answered(machine, value, at);
    return false;
  };
  for (const handler of layer.handlers)
    callValue(m, handler, { ...plainCall(node, UNDEFINED, [request, toolkit]), exit });
}

/** `pre: [{ method, assign }]`: what they return is found under `request.pre`. */
function prerequisites(m: Machine, options: Value, request: Value, toolkit: Value, node: TS.Node): void {
  const steps = options.refs.length > 0 ? listOf(m, getProperty(m, options, 'pre', node), node) : [];
  if (steps.length === 0) return;
  const results = m.object('object', null);
  setProperty(m, request, 'pre', results, node);
  for (const step of steps.flatMap((each) => (isList(each) ? listOf(m, each, node) : [each]))) {
    if (m.dead) return;
    const method = isOwnFunction(step) ? step : getProperty(m, step, 'method', node);
    if (!isOwnFunction(method)) continue;
    const value = settle(m, method, [request, toolkit], node);
    const name = isOwnFunction(step) ? null : soleText(getProperty(m, step, 'assign', node));
    if (name !== null) setProperty(m, results, name, value, node);
  }
}

/** A text is answered as HTML unless another type was set (https://hapi.dev/api#response.type). */
function answered(m: Machine, value: Value, node: TS.Node): void {
  const whole = awaited(value);
  const made = whole.refs.find((ref): ref is Obj => ref.kind === 'obj' && ref.entity?.name === 'ResponseObject');
  if (!made) {
    answerData(m, whole, node, 'the answer');
    answerHtml(m, whole, node, 'the answer');
    return;
  }
  const type = contentTypeOf(m, made);
  const content = m.cell(made, SOURCE);
  if (content) answerData(m, content, node, 'h.response');
  if (content && (type === null || type === 'html')) answerHtml(m, content, node, 'h.response');
}

/** `server.register(plugin)`: a plugin's `register` is called with the server. */
const register: Native = (m, call) => {
  const [given = UNKNOWN] = call.args;
  const plugins = listOf(m, given, call.node);
  for (const each of plugins.length > 0 ? plugins : [UNKNOWN]) {
    const inner = getProperty(m, each, 'plugin', call.node);
    const plugin = inner.refs.length > 0 ? inner : each;
    const body = getProperty(m, plugin, 'register', call.node);
    const options = inner.refs.length > 0 ? getProperty(m, each, 'options', call.node) : UNDEFINED;
    const owner = ownerOf(call);
    if (owner)
      keepRegistration(m, owner, {
        framework: 'hapi',
        kind: 'hook',
        method: 'register',
        path: '/',
        handlers: [plugin],
        node: call.node,
        options,
      });
    if (isOwnFunction(body)) {
      const before = m.store;
      settle(m, body, [call.self, options], call.node, undefined, plugin);
      if (m.dead) m.store = before;
    }
  }
  return UNKNOWN;
};

/** What runs at a point of every request: `ext(event, method)`, `ext({ type, method })`, or a list of these. */
function runExtensions(m: Machine, call: Call): void {
  const [first = UNKNOWN, second] = call.args;
  const methods = second
    ? [second]
    : listOf(m, first, call.node).map((each) => getProperty(m, each, 'method', call.node));
  const { entity } = call;
  for (const run of methods.filter(isOwnFunction))
    m.defer(call.node, (machine) => {
      if (!entity) return;
      const args = ['Request', 'ResponseToolkit'].map((type) => entityInstance(machine, entity, type, call.node));
      callValue(machine, run, plainCall(call.node, UNDEFINED, args));
    });
}

function hook(method: string): Native {
  return (m, call) => {
    const owner = ownerOf(call);
    const event = call.args[0] ? soleText(call.args[0]) : null;
    if (owner)
      keepRegistration(m, owner, {
        framework: 'hapi',
        kind: 'hook',
        method: method === 'ext' ? (event ?? 'ext') : method,
        path: '/',
        handlers: call.args.slice(1),
        node: call.node,
        options: call.args[0] ?? UNDEFINED,
      });
    if (method === 'ext') runExtensions(m, call);
    return UNDEFINED;
  };
}

/** The toolkit asserts that what it wraps is no error: the client gets a plain 500 (lib/toolkit.js of @hapi/hapi, `response`). */
function withoutErrors(value: Value): Value {
  const isWhole = ({ source, form, lead }: Label): boolean =>
    source.kind.startsWith('error.') && (source.path ?? []).length === 0 && lead === null && (form & Form.Object) !== 0;
  return value.labels.some(isWhole)
    ? withLabels(
        value,
        value.labels.filter((each) => !isWhole(each)),
      )
    : value;
}

export const hapiNatives: Natives = {
  'hapi.route': (m, call) => {
    const server = ownerOf(call);
    const [given = UNKNOWN] = call.args;
    if (server) for (const route of listOf(m, given, call.node)) registerRoute(m, call, server, route);
    return UNDEFINED;
  },
  'hapi.register': register,
  'hapi.ext': hook('ext'),
  'hapi.authStrategy': hook('auth.strategy'),
  'hapi.authDefault': hook('auth.default'),
  'hapi.authScheme': hook('auth.scheme'),
  'hapi.response': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'ResponseObject', call.node) : UNKNOWN;
    const owner = objectOf(made);
    if (owner && call.args[0]) m.setCell(owner, SOURCE, withoutErrors(call.args[0]));
    return made;
  },
  'hapi.type': (m, call) => {
    const owner = ownerOf(call);
    if (owner) setContentType(m, owner, call.args[0] ?? UNKNOWN);
    return call.self;
  },
  'hapi.header': (m, call) => {
    reachCors(m, call);
    const owner = ownerOf(call);
    if (owner) noteHeader(m, owner, call.args[0], call.args[1]);
    return call.self;
  },
};
