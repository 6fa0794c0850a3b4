/**
 * Scopes of Fastify: a registered plugin has an instance of its own, which inherits decorators and hooks of its parent;
 * fastify-plugin takes that scope away (https://fastify.dev/docs/latest/Reference/Encapsulation/).
 */
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { entityInstance } from '../../flow/library.js';
import { callModelled } from '../../flow/modelled.js';
import { moduleExport } from '../../flow/imports.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { awaited } from '../../flow/promises.js';
import { constant, join, refValue, soleText, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { loadedDir, loadedFolders, writtenPattern } from './autoload.js';
import {
  joinedPath,
  keepMount,
  keepRegistration,
  mountsOf,
  objectOf,
  ownerOf,
  type Registration,
} from '../shared/registration.js';

const FLAT = '%fastify-plugin';

/** Returns the instance, and those that it inherits from, the nearest first. */
export function scopesOf(m: Machine, instance: Obj): readonly Obj[] {
  const scopes: Obj[] = [];
  for (
    let scope: Obj | undefined = instance;
    scope !== undefined && scopes.length < 12;
    scope = mountsOf(m, scope)[0]?.parent
  ) {
    if (scopes.includes(scope)) break;
    scopes.push(scope);
  }
  return scopes;
}

/** The path in front of every route of a scope; null when a part of it is not constant. */
export function prefixOf(m: Machine, instance: Obj): string | null {
  let prefix: string | null = '';
  for (const scope of scopesOf(m, instance)) {
    const [mount] = mountsOf(m, scope);
    if (mount) prefix = joinedPath(mount.layer.path, prefix);
  }
  return prefix;
}

function childOf(m: Machine, parent: Obj): Obj {
  return m.alloc('instance', null, {
    entity: parent.entity,
    lazy: (machine, name) => {
      const inherited = machine.cell(parent, name);
      return inherited ?? parent.lazy?.(machine, name) ?? null;
    },
  });
}

/** `fp(plugin)`: what it registers belongs to the scope that registers it. */
const plugin: Native = (m, call) => {
  const [inner = UNKNOWN] = call.args;
  const made = m.alloc('object', null);
  m.setCell(made, FLAT, inner);
  m.setCell(made, '%call', inner);
  const [ref] = inner.refs;
  const { entity } = call;
  if (entity && ref?.kind === 'func')
    m.defer(ref.node, (machine) => {
      // Where its own file is linted nobody registers it; elsewhere it is run by who does.
      if (machine.linted !== ref.scope.file || machine.visited.has(ref.node)) return;
      const instance = entityInstance(machine, entity, 'fastify:FastifyInstance', ref.node);
      callValue(machine, inner, plainCall(ref.node, UNDEFINED, [instance, UNKNOWN]));
    });
  return refValue(made, Form.Function);
};

/** @fastify/jwt: `jwt.sign` of the scope takes its usual lifetime from the options (`sign.expiresIn`). */
const jwtPlugin: Native = (m, call) => {
  const [scope = UNKNOWN, options = UNDEFINED] = call.args;
  const signing = getProperty(m, options, 'sign', call.node);
  const jwt = objectOf(getProperty(m, scope, 'jwt', call.node));
  if (jwt) m.setCell(jwt, '%expiresIn', getProperty(m, signing, 'expiresIn', call.node));
  return UNKNOWN;
};

const register: Native = (m, call) => {
  const parent = ownerOf(call);
  const [given = UNKNOWN, options = UNDEFINED] = call.args;
  if (parent) registerOn(m, parent, given, options, call);
  return call.self;
};

/** `@fastify/autoload`: the plugins of a folder and of those inside, each folder with the hooks that it has or inherits. */
const autoload: Native = (m, call) => {
  const [self = UNKNOWN, options = UNDEFINED] = call.args;
  const parent = objectOf(self);
  const dir = loadedDir(call.argNodes[1]);
  if (!parent || dir === null) return UNKNOWN;
  const flag = (name: string): boolean | undefined => truthiness(getProperty(m, options, name, call.node)) ?? undefined;
  const folders = loadedFolders(m.project, call.node.getSourceFile(), dir, {
    hooks: flag('autoHooks') === true,
    cascade: flag('cascadeHooks') === true,
    ignore: writtenPattern(call.argNodes[1], 'ignorePattern'),
    index: writtenPattern(call.argNodes[1], 'indexPattern'),
    prefixes:
      flag('dirNameRoutePrefix') !== false || isAbsent(getProperty(m, options, 'dirNameRoutePrefix', call.node)),
  });
  const common = getProperty(m, options, 'options', call.node);
  const handed = common.refs.length > 0 ? common : UNDEFINED;
  const front = handed === UNDEFINED ? '' : (soleText(getProperty(m, handed, 'prefix', call.node)) ?? '');
  for (const { prefix, hooks, plugins } of folders) {
    const path = `${front}${prefix}`;
    const layer: Registration = {
      framework: 'fastify',
      kind: 'mount',
      method: 'all',
      path: '/',
      handlers: [],
      node: call.node,
    };
    const scope: Obj = hooks.length > 0 ? childOf(m, parent) : parent;
    if (scope !== parent) keepMount(m, scope, parent, layer);
    for (const file of hooks) {
      const body = unwrappedOf(m, moduleExport(m, file, 'default') ?? UNKNOWN);
      runPlugin(m, body, [refValue(scope), handed === UNDEFINED ? m.object('object', null) : handed], call);
    }
    for (const file of plugins) {
      const own = moduleExport(m, file, 'default');
      if (!own) continue;
      const given = m.object('object', null, path === '' ? [] : [['prefix', constant(path)]]);
      registerOn(m, scope, own, given, call);
    }
  }
  return UNKNOWN;
};

/** What fastify-plugin has wrapped, itself. */
function unwrappedOf(m: Machine, plugin_: Value): Value {
  const wrapper = objectOf(plugin_);
  return (wrapper ? m.cell(wrapper, FLAT) : undefined) ?? plugin_;
}

/** Calls a plugin; one that throws ends the registration, not what comes behind it. */
function runPlugin(m: Machine, callee: Value, args: readonly Value[], call: Call): void {
  if (!callee.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound')) return;
  const { catcher } = m;
  m.catcher = { throws: [], overwritten: null, outer: null };
  const before = m.store;
  callValue(m, callee, plainCall(call.node, UNKNOWN, [...args, UNKNOWN]));
  if (m.dead) m.store = before;
  m.catcher = catcher;
}

function registerOn(m: Machine, parent: Obj, given: Value, options: Value, call: Call): void {
  const target = awaited(given);
  const wrapper = objectOf(target);
  const flat = wrapper ? m.cell(wrapper, FLAT) : undefined;
  const [namespace] = target.refs;
  const body =
    flat ??
    (namespace?.kind === 'module' || wrapper?.entity === null ? getProperty(m, target, 'default', call.node) : target);
  const inner = objectOf(body);
  const unwrapped = inner ? m.cell(inner, FLAT) : undefined;
  const prefix = options.refs.length > 0 ? soleText(getProperty(m, options, 'prefix', call.node)) : null;
  const known = options.refs.length === 0 || prefix !== null || isAbsent(getProperty(m, options, 'prefix', call.node));
  const layer: Registration = {
    framework: 'fastify',
    kind: 'mount',
    method: 'all',
    path: prefix ?? (known ? '/' : null),
    handlers: [unwrapped ?? body],
    node: call.node,
    options,
  };
  const shared = flat !== undefined || unwrapped !== undefined;
  keepRegistration(m, parent, layer);
  if (shared) m.setCell(parent, '%through', refValue({ kind: 'data', items: [call.node] }));
  const scope = shared ? parent : childOf(m, parent);
  if (!shared) keepMount(m, scope, parent, layer);
  const callee = unwrapped ?? body;
  const handed = options === UNDEFINED ? m.object('object', null) : options;
  for (const ref of callee.refs) {
    const spec = ref.kind === 'lib' ? ref.entity.call : null;
    if (ref.kind !== 'lib' || !spec) continue;
    // Plugins of libraries are wrapped by fastify-plugin: what they decorate is the scope that registers them.
    const own = plainCall(call.node, UNKNOWN, [refValue(parent), handed]);
    callModelled(m, ref.entity, { ...own, argNodes: [undefined, call.argNodes[1]] });
  }
  runPlugin(m, callee, [refValue(scope), handed], call);
  if (shared) m.setCell(parent, '%through', refValue({ kind: 'data', items: [] }));
}

function isAbsent(value: Value): boolean {
  return !value.open && value.refs.length === 0 && value.consts.every((each) => each.value === undefined);
}

/** The call of a plugin without scope that is under way for an instance. */
export function throughOf(m: Machine, instance: Obj): Pick<Registration, 'through'> {
  const [node] = m.kept(instance, 'through');
  return node === undefined ? {} : { through: node as NonNullable<Registration['through']> };
}

function keepDecoration(key: string): Native {
  return (m, call) => {
    const owner = ownerOf(call);
    const name = call.args[0] ? soleText(call.args[0]) : null;
    if (owner && name !== null)
      m.keep(owner, key, { name, value: firstValue(call.args[1] ?? UNKNOWN) } satisfies Decoration);
    return call.self;
  };
}

/** `decorateRequest('user', null)` only names the place: a hook puts something there for each request. */
function firstValue(given: Value): Value {
  return given.consts.length > 0 && given.refs.length === 0 ? join(given, UNKNOWN) : given;
}

/** `decorateRequest(name, value)`. */
export interface Decoration {
  readonly name: string;
  readonly value: Value;
}

/** Returns what requests or replies of a scope carry besides Fastify's own. */
export function decorations(
  m: Machine,
  instance: Obj,
  key: 'requestDecorations' | 'replyDecorations',
): readonly Decoration[] {
  return [...scopesOf(m, instance)].reverse().flatMap((scope) => m.kept(scope, key) as readonly Decoration[]);
}

/**
 * @fastify/auth: a hook that asks functions one after the other, until one lets the request pass, or all of them
 * (https://github.com/fastify/fastify-auth#api-options). One function is that hook.
 */
const anyOf: Native = (m, call) => {
  const [list = UNDEFINED, options = UNDEFINED] = call.args;
  if (soleText(getProperty(m, options, 'relation', call.node)) === 'and') return list;
  return allOf(elementsOf(m, list, call.node));
};

export const scopeNatives: Natives = {
  'fastify.auth': anyOf,
  'fastify.plugin': plugin,
  'fastify-jwt.plugin': jwtPlugin,
  'fastify.register': register,
  'fastify.autoload': autoload,
  'fastify.decorate': (m, call) => {
    const name = call.args[0] ? soleText(call.args[0]) : null;
    if (name !== null) setProperty(m, call.self, name, call.args[1] ?? UNKNOWN, call.node);
    return call.self;
  },
  'fastify.decorateRequest': keepDecoration('requestDecorations'),
  'fastify.decorateReply': keepDecoration('replyDecorations'),
};
