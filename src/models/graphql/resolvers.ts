/** Resolvers: called with the parent, the client's arguments and what the server made the context of. */
import { schemaTextNear } from '../../lang/graphql-schema.js';
import type { TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { noteGiven } from '../../flow/modelled.js';
import { awaited } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { isOwnFunction } from '../shared/chain.js';
import { keepRegistration, objectOf } from '../shared/registration.js';
import { reachCorsOptions } from '../cors/origins.js';
import { shapedValue } from '../shared/shaped.js';
import { namedSource } from '../shared/sources.js';
import { CONTEXT } from './context.js';
import { ARGUMENTS, documentNatives, documentText } from './documents.js';
import { ELSEWHERE, policyNatives, SCHEMA_TEXT } from './policies.js';
import { argumentsOf, type Arguments } from './sdl.js';
import { noteBuiltType, noteDeclaredTypes } from './shown.js';

export const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);
const NOTHING_KNOWN: Arguments = new Map();

interface Server {
  readonly makers: { readonly value: Value; readonly call: Call }[];
  /** The instance of Fastify whose hooks run before it. */
  readonly scope?: Obj;
  /** The call of a server that has a context of its own. */
  initial: Call | null;
}

function own(m: Machine, obj: Obj): readonly (readonly [string, Value])[] {
  return [...obj.cells.keys()].flatMap((name) => {
    const value = m.cell(obj, name);
    return value && !name.startsWith('%') ? [[name, value] as const] : [];
  });
}

/** What a schema declares; one of which nothing is in the program may be loaded from the files of its package. */
function declaredBy(text: string, node: TS.Node): Arguments {
  const own = argumentsOf(text);
  return own.size > 0 ? own : argumentsOf(schemaTextNear(node.getSourceFile().fileName));
}

/** Defers every resolver of a map `{ Type: { field: resolver } }`. */
function runResolvers(
  m: Machine,
  options: Value,
  node: TS.Node,
  context: (machine: Machine) => Value,
  scope?: Obj,
): void {
  const accepted = declaredBy(documentText(m, getProperty(m, options, 'typeDefs', node), node), node);
  runMaps(m, getProperty(m, options, 'resolvers', node), node, { context, scope, accepted });
}

interface Surroundings {
  readonly context: (machine: Machine) => Value;
  readonly scope?: Obj | undefined;
  readonly accepted: Arguments;
}

function runMaps(m: Machine, resolvers: Value, node: TS.Node, around: Surroundings): void {
  const maps = resolvers.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')
    ? elementsOf(m, resolvers, node).known
    : [resolvers];
  for (const map of maps) {
    const types = objectOf(map);
    if (!types) continue;
    for (const [type, fields] of own(m, types)) {
      const table = objectOf(fields);
      if (!table) continue;
      for (const [field, value] of own(m, table)) resolver(m, types, type, field, value, node, around);
    }
  }
}

function resolver(
  m: Machine,
  owner: Obj,
  type: string,
  field: string,
  value: Value,
  node: TS.Node,
  around: Surroundings,
): void {
  const subscribe = objectOf(value) ? getProperty(m, value, 'subscribe', node) : UNDEFINED;
  const resolve = objectOf(value) ? getProperty(m, value, 'resolve', node) : UNDEFINED;
  if (isOwnFunction(resolve)) answer(m, resolve, `${type}.${field}`, node, around);
  const handler = isOwnFunction(value) ? value : subscribe;
  if (!isOwnFunction(handler)) return;
  const [ref] = handler.refs;
  const at = ref?.kind === 'func' ? ref.node : node;
  if (ROOTS.has(type)) {
    owner.slots.set(CONTEXT, around.context);
    keepRegistration(m, owner, {
      framework: 'graphql',
      kind: 'route',
      method: type.toLowerCase(),
      path: field,
      handlers: [handler],
      node: at,
      ...(around.scope ? { options: refValue(around.scope) } : {}),
    });
  }
  answer(m, handler, `${type}.${field}`, node, around);
}

/** Calls a function of a field later: with the parent, what the client has sent, and the context. */
function answer(m: Machine, handler: Value, name: string, node: TS.Node, { context, accepted }: Surroundings): void {
  const [ref] = handler.refs;
  const at = ref?.kind === 'func' ? ref.node : node;
  m.defer(at, (machine) => {
    const raw = namedSource(machine, ARGUMENTS, at, 'args');
    const shape = accepted.get(name);
    const sent = shape ? shapedValue(machine, shape, raw, at) : raw;
    callValue(machine, handler, plainCall(node, UNDEFINED, [UNKNOWN, sent, context(machine), UNKNOWN]));
  });
}

/** What a context function is given: the request under each adapter's name; Mercurius gives request and reply. */
function contextArguments(m: Machine, call: Call): readonly Value[] {
  if (call.entity?.specifier !== 'mercurius') return [contextArgument(m, call)];
  return ['FastifyRequest', 'FastifyReply'].map((name) =>
    call.entity ? entityInstance(m, call.entity, `fastify:${name}`, call.node) : UNKNOWN,
  );
}

function contextArgument(m: Machine, call: Call): Value {
  const { entity } = call;
  if (!entity) return UNKNOWN;
  if (entity.specifier === 'graphql-yoga')
    return m.object('object', null, [
      ['request', entityInstance(m, entity, '@web/request:Request', call.node)],
      ['params', namedSource(m, ARGUMENTS, call.node, 'params')],
    ]);
  if (entity.specifier === 'mercurius') return entityInstance(m, entity, 'fastify:FastifyRequest', call.node);
  return m.object('object', null, [
    ['req', entityInstance(m, entity, 'express:Request', call.node)],
    ['res', entityInstance(m, entity, 'express:Response', call.node)],
    ['ctx', entityInstance(m, entity, 'koa:Context', call.node)],
  ]);
}

function madeContext(m: Machine, server: Server | null): Value {
  if (!server || server.makers.length === 0) return server?.initial ? contextArgument(m, server.initial) : UNKNOWN;
  let made: Value = UNKNOWN;
  for (const { value, call } of server.makers) {
    if (!isOwnFunction(value)) {
      made = value;
      continue;
    }
    const { catcher, store } = m;
    m.catcher = { throws: [], overwritten: null, outer: null };
    made = awaited(callValue(m, value, plainCall(call.node, UNDEFINED, contextArguments(m, call))));
    m.catcher = catcher;
    if (m.dead) m.store = store;
  }
  return made;
}

function serverOf(value: Value | undefined): Server | null {
  return (objectOf(value ?? UNKNOWN)?.slots.get('graphql') as Server | undefined) ?? null;
}

function addContext(m: Machine, server: Server | null, options: Value, call: Call): void {
  const value = options.refs.length > 0 ? getProperty(m, options, 'context', call.node) : UNDEFINED;
  if (server && value.refs.length > 0 && !server.makers.some((each) => each.call.node === call.node))
    server.makers.push({ value, call });
}

function made(value: Value): Server | null {
  const owner = objectOf(value);
  if (!owner) return null;
  const server: Server = { makers: [], initial: null };
  owner.slots.set('graphql', server);
  return server;
}

/** `createSchema({ typeDefs, resolvers })`: its server is known once it is given to one. */
const schema: Native = (m, call) => {
  const result = refValue(m.alloc('object', null));
  const server = made(result);
  const [options = UNKNOWN] = call.args;
  noteDeclaredTypes(m, call, options);
  runResolvers(m, options, call.node, (machine) => madeContext(machine, server));
  return result;
};

const server: Native = (m, call) => {
  const result = call.entity ? entityInstance(m, call.entity, call.spec?.returns ?? 'unknown', call.node) : UNKNOWN;
  const [options = UNKNOWN] = call.args;
  serve(m, result, options, call);
  return result;
};

/** https://the-guild.dev/graphql/yoga-server/docs/features/cors */
const yoga: Native = (m, call) => {
  reachCorsOptions(m, call, getProperty(m, call.args[0] ?? UNKNOWN, 'cors', call.node), 'yoga');
  return server(m, call);
};

function serve(m: Machine, result: Value, options: Value, call: Call): void {
  const inner = serverOf(getProperty(m, options, 'schema', call.node));
  const own = made(result);
  const shared = inner ?? own;
  if (inner) objectOf(result)?.slots.set('graphql', inner);
  addContext(m, shared, options, call);
  // What Yoga starts from is the context where the program adds none (https://the-guild.dev/graphql/yoga-server/docs/features/context).
  if (shared && call.entity?.specifier === 'graphql-yoga') shared.initial = call;
  noteDeclaredTypes(m, call, options);
  runResolvers(m, options, call.node, (machine) => madeContext(machine, shared));
}

/** `app.register(mercurius, { resolvers, context })`: the instance gets `graphql`, by which more can be defined later. */
const mercurius: Native = (m, call) => {
  const [scope = UNKNOWN, options = UNDEFINED] = call.args;
  const owner = objectOf(scope);
  const plugin = getProperty(m, scope, 'graphql', call.node);
  const held = objectOf(plugin);
  if (!owner) return UNKNOWN;
  const server: Server = { makers: [], initial: null, scope: owner };
  held?.slots.set('graphql', server);
  if (options.refs.length === 0) return UNKNOWN;
  addContext(m, server, options, call);
  const context = (machine: Machine): Value => madeContext(machine, server);
  const text = documentText(m, getProperty(m, options, 'schema', call.node), call.node);
  owner.slots.set(SCHEMA_TEXT, text);
  runMaps(m, getProperty(m, options, 'resolvers', call.node), call.node, {
    context,
    scope: owner,
    accepted: declaredBy(text, call.node),
  });
  return UNKNOWN;
};

/**
 * `rootValue`: its methods are the fields of the roots, called with the arguments, the context and the query
 * (https://www.graphql-js.org/docs/graphql-clients/, https://graphql.org/graphql-js/passing-arguments/).
 */
function runRoot(m: Machine, root: Value, context: Value, node: TS.Node): void {
  const object = objectOf(root);
  if (!object) return;
  for (const [field, value] of own(m, object)) {
    const handler = isOwnFunction(value) ? value : null;
    const [ref] = handler?.refs ?? [];
    if (!handler || ref?.kind !== 'func') continue;
    m.defer(ref.node, (machine) => {
      const sent = namedSource(machine, ARGUMENTS, ref.node, field);
      callValue(machine, handler, plainCall(node, root, [sent, context, UNKNOWN]));
    });
  }
}

const OPERATIONS = /\btype\s+(Query|Mutation)\s*\{([^}]*)\}/g;

/** The fields of the roots, as the text of a schema names them. */
function rootFields(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(OPERATIONS)].flatMap(([, root = '', body = '']) =>
      [...body.matchAll(/(\w+)\s*(?:\([^)]*\))?\s*:/g)].map(([, field = '']) => [field, root] as const),
    ),
  );
}

/** `buildSchema(text)`: what it declares is known to whoever serves it. */
const built: Native = (m, call) => {
  const result = refValue(m.alloc('object', null));
  const text = call.args[0]?.shape ?? null;
  if (text !== null) objectOf(result)?.slots.set('graphql.fields', rootFields(text));
  return result;
};

/** `graphqlHTTP({ schema, rootValue, context })`: each method of the root is called with arguments, context and info. */
const rooted: Native = (m, call) => {
  const result = call.entity ? entityInstance(m, call.entity, call.spec?.returns ?? 'unknown', call.node) : UNKNOWN;
  const [given = UNKNOWN] = call.args;
  const owner = objectOf(result);
  const options = isOwnFunction(given)
    ? awaited(callValue(m, given, plainCall(call.node, UNDEFINED, [requestOf(m, call)])))
    : given;
  if (options.refs.length === 0) return result;
  if (options !== given) noteGiven(m, call, [options]);
  const value = getProperty(m, options, 'rootValue', call.node);
  const root = objectOf(value);
  if (!owner || !root) {
    runRoot(m, value, UNKNOWN, call.node);
    return result;
  }
  const server = made(result);
  addContext(m, server, options, call);
  const schema = objectOf(getProperty(m, options, 'schema', call.node));
  const fields = schema?.slots.get('graphql.fields') as ReadonlyMap<string, string> | undefined;
  for (const [field, handler] of own(m, root)) {
    if (!isOwnFunction(handler)) continue;
    const [ref] = handler.refs;
    const at = ref?.kind === 'func' ? ref.node : call.node;
    keepRegistration(m, owner, {
      framework: 'graphql',
      kind: 'route',
      method: (fields?.get(field) ?? 'Query').toLowerCase(),
      path: field,
      handlers: [handler],
      node: at,
      options: refValue(root),
    });
    m.defer(at, (machine) => {
      const context = server && server.makers.length > 0 ? madeContext(machine, server) : requestOf(machine, call);
      callValue(
        machine,
        handler,
        plainCall(call.node, UNDEFINED, [namedSource(machine, ARGUMENTS, at, field), context, UNKNOWN]),
      );
    });
  }
  owner.slots.set('graphql.rooted', true);
  return result;
};

/** Without a context of its own the request is the context. */
function requestOf(m: Machine, call: Call): Value {
  return call.entity ? entityInstance(m, call.entity, 'express:Request', call.node) : UNKNOWN;
}

/** The root that a type stands for by its name, as the documents call them; null for types of other objects. */
function rootOf(name: string | null): string | null {
  const [, root] = /(query|mutation|subscription)/i.exec(name ?? '') ?? [];
  return root === undefined ? null : `${root.charAt(0).toUpperCase()}${root.slice(1).toLowerCase()}`;
}

/** `new GraphQLObjectType({ name, fields: { user: { args, resolve } } })`; fields may also be a function that returns them. */
const objectType: Native = (m, call) => {
  const { node } = call;
  const [options = UNKNOWN] = call.args;
  const result = refValue(m.alloc('object', node));
  if (options.refs.length === 0) return result;
  const type = soleText(getProperty(m, options, 'name', node));
  const fields = getProperty(m, options, 'fields', node);
  const run = (machine: Machine, found: Value): void => {
    const table = objectOf(found);
    if (!table) return;
    noteBuiltType(machine, call, type ?? '', found);
    for (const [field, spec] of own(machine, table)) {
      if (!objectOf(spec)) continue;
      const value = getProperty(machine, spec, 'resolve', node);
      const around = { context: () => UNKNOWN, accepted: NOTHING_KNOWN };
      resolver(machine, table, rootOf(type) ?? type ?? '', field, value, node, around);
    }
  };
  if (!isOwnFunction(fields)) run(m, fields);
  else
    m.defer(node, (machine) => {
      run(machine, awaited(callValue(machine, fields, plainCall(node, UNDEFINED, []))));
    });
  return result;
};

function guardedElsewhere(scope: Value): void {
  const owner = serverOf(scope)?.scope ?? objectOf(scope);
  owner?.slots.set(ELSEWHERE, true);
}

export const graphqlNatives: Natives = {
  ...documentNatives,
  ...policyNatives,
  'graphql.schema': schema,
  'graphql.built': built,
  'graphql.rooted': rooted,
  'graphql.server': server,
  'graphql.mercurius': mercurius,
  'graphql.defineResolvers': (m, call) => {
    const server = serverOf(call.self);
    const [resolvers = UNKNOWN] = call.args;
    const context = (machine: Machine): Value => madeContext(machine, server);
    runMaps(m, resolvers, call.node, { context, scope: server?.scope, accepted: NOTHING_KNOWN });
    return UNDEFINED;
  },
  'graphql.addHook': (_, call) => {
    guardedElsewhere(call.self);
    return UNDEFINED;
  },
  'graphql.yoga': yoga,
  'graphql.objectType': objectType,
  /** `startStandaloneServer(server, { context })`, `expressMiddleware(server, { context })`. */
  'graphql.context': (m, call) => {
    const [first, options] = call.args;
    if (options) addContext(m, serverOf(first), options, call);
    return UNKNOWN;
  },
};
