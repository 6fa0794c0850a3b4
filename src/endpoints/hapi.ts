/** Endpoints of hapi: routes with the authentication strategy that is in force (https://hapi.dev/api#-routeoptionsauth). */
import { getProperty } from '../flow/access.js';
import { entityInstance } from '../flow/library.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { refValue, soleConst, soleText, UNDEFINED, UNKNOWN, type Value } from '../flow/value.js';
import { isOwnFunction } from '../models/shared/chain.js';
import {
  allRegistered,
  objectOf,
  registeredHere,
  registrationsOf,
  type Registration,
} from '../models/shared/registration.js';
import { ts, type TS } from '../lang/ts.js';
import { reportNode, serverOf } from './ordered.js';
import { handling, unknownHandling } from './own.js';
import { probeHandler, type Verdict } from './probe.js';
import type { ChainStep, Endpoint } from './types.js';

/** How messages call a strategy: its name alone says nothing. */
function named(strategy: string): string {
  return `auth: '${strategy}'`;
}

/** What a setting of `auth` means: a name or options guard, unless their mode lets requests without credentials pass. */
function judge(m: Machine, auth: Value, node: TS.Node): { readonly verdict: Verdict; readonly name: string } | null {
  if (auth.refs.length === 0 && auth.consts.every((each) => each.value === undefined) && !auth.open) return null;
  if (soleConst(auth)?.value === false) return { verdict: 'open', name: 'auth' };
  const text = soleText(auth);
  if (text !== null) return { verdict: 'guard', name: named(text) };
  if (auth.refs.length === 0) return { verdict: 'unknown', name: 'auth' };
  const mode = soleText(getProperty(m, auth, 'mode', node));
  const strategy = soleText(getProperty(m, auth, 'strategy', node));
  const name = strategy === null ? 'auth' : named(strategy);
  return { verdict: mode === 'try' || mode === 'optional' ? 'open' : 'guard', name };
}

/** `scope` in a setting, itself or under `access`: credentials without it are refused (https://hapi.dev/api#-routeoptionsauthaccessscope). */
function asksScope(m: Machine, auth: Value, node: TS.Node): boolean {
  if (auth.refs.length === 0) return false;
  return [auth, getProperty(m, auth, 'access', node)].some((each) => {
    const scope = each.refs.length > 0 ? getProperty(m, each, 'scope', node) : UNDEFINED;
    return scope !== UNDEFINED && soleConst(scope)?.value !== false;
  });
}

export class HapiReader {
  constructor(readonly m: Machine) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    return allRegistered(m).flatMap((seen) => {
      const layer =
        seen.layer.framework === 'hapi' && seen.layer.kind === 'route' && seen.child === undefined
          ? registeredHere(m, seen)
          : null;
      return layer ? [this.#endpoint(seen.parent, layer)] : [];
    });
  }

  #endpoint(server: Obj, layer: Registration): Endpoint {
    const { m } = this;
    const { node } = layer;
    const handler = layer.handlers[0] ?? UNKNOWN;
    const step = this.#step(server, layer);
    const headers = this.#headers(server, layer);
    return {
      framework: 'hapi',
      method: layer.method.toUpperCase(),
      path: layer.path,
      node: ts.isCallExpression(node) ? reportNode(node) : node,
      handler,
      steps: [...(headers ? [headers] : []), ...(step ? [step] : [])],
      handling: isOwnFunction(handler)
        ? handling(m, () => probeHandler(m, handler, this.#exchange(server, node), node))
        : unknownHandling,
      understood: server.slots.has('made') && step?.verdict !== 'unknown',
      ...(server.slots.has('made') && this.#hasOnlyOwnParts(server) ? { server: serverOf(m, server) } : {}),
    };
  }

  /** Nothing of others is registered with the server, and nothing runs before its answers leave. */
  #hasOnlyOwnParts(server: Obj): boolean {
    const { m } = this;
    return registrationsOf(m, server).every(
      ({ kind, method, handlers: [plugin], node }) =>
        kind !== 'hook' ||
        method.startsWith('auth.') ||
        (method === 'register' &&
          plugin !== undefined &&
          isOwnFunction(plugin.refs.length > 0 ? getProperty(m, plugin, 'register', node) : UNDEFINED)),
    );
  }

  /** `security: true`, or an object of protections: of the route, or of all routes (https://hapi.dev/api/#-routeoptionssecurity). */
  #headers(server: Obj, { options = UNDEFINED, node }: Registration): ChainStep | null {
    const { m } = this;
    const all = m.cell(server, '%routes') ?? UNDEFINED;
    const isOn = [options, all].some((each) => {
      if (each.refs.length === 0) return each.open;
      const security = getProperty(m, each, 'security', node);
      return security.refs.length > 0 || security.open || security.consts.some(({ value }) => value === true);
    });
    return isOn
      ? {
          name: 'security',
          node,
          verdict: 'open',
          shown: { roles: new Set(['headers.secure']), asksRole: false, owned: false },
        }
      : null;
  }

  /** The route's own setting, else the server's default, wherever it was set before the server started. */
  #step(server: Obj, layer: Registration): ChainStep | null {
    const { m } = this;
    const { node } = layer;
    const options = layer.options ?? UNDEFINED;
    const own = judge(m, options.refs.length > 0 ? getProperty(m, options, 'auth', node) : UNDEFINED, node);
    if (own)
      return {
        ...own,
        node,
        shown: { roles: new Set(), asksRole: asksScope(m, getProperty(m, options, 'auth', node), node), owned: false },
      };
    const auth = objectOf(getProperty(m, refValue(server), 'auth', node));
    const preset = auth ? registrationsOf(m, auth).find((each) => each.method === 'auth.default') : undefined;
    const found = preset?.options ? judge(m, preset.options, preset.node) : null;
    if (!preset || !found) return null;
    const asksRole = asksScope(m, preset.options ?? UNDEFINED, preset.node);
    return { ...found, node: preset.node, shown: { roles: new Set(), asksRole, owned: false } };
  }

  #exchange(server: Obj, node: TS.Node): readonly Value[] {
    const { entity } = server;
    if (!entity) return [UNKNOWN, UNKNOWN];
    return [
      entityInstance(this.m, entity, '@hapi/hapi:Request', node),
      entityInstance(this.m, entity, '@hapi/hapi:ResponseToolkit', node),
    ];
  }
}
