/** Endpoints of Express: routes of applications and routers, with all that is registered before them. */
import { setProperty } from '../flow/access.js';
import { entityInstance } from '../flow/library.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { UNKNOWN, type Value } from '../flow/value.js';
import { isOwnFunction } from '../models/shared/chain.js';
import { allRegistered, mountsOf, registrationsOf, type Registration } from '../models/shared/registration.js';
import { ts, type TS } from '../lang/ts.js';
import { nameOfValue } from './names.js';
import { isBelowPrefix, joinPaths, matchesRoute } from './paths.js';
import { judgeLibrary, judgeStep, probeHandler, probeStep, type Verdict } from './probe.js';
import type { ChainStep, Endpoint } from './types.js';
import { ownCheck } from './own.js';
import { isExempt, type Request } from './unless.js';

const MAX_DEPTH = 8;

/** A way from an application to a route: the registrations on it, the outermost first. */
interface Way {
  readonly root: Obj;
  readonly stops: readonly { readonly owner: Obj; readonly layer: Registration }[];
}

function waysTo(m: Machine, owner: Obj, layer: Registration, depth = 0): readonly Way[] {
  const own = { owner, layer };
  const mounts = mountsOf(m, owner);
  if (mounts.length === 0 || depth > MAX_DEPTH) return [{ root: owner, stops: [own] }];
  return mounts.flatMap((mount) => waysTo(m, mount.parent, mount.layer, depth + 1).map((way) => ({ root: way.root, stops: [...way.stops, own] })));
}

function joined(parts: readonly (string | null)[]): string | null {
  let path = '';
  for (const part of parts) {
    if (part === null) return null;
    path = joinPaths(path, part);
  }
  return path;
}

type Covering = 'yes' | 'no' | 'maybe';

/** Says whether a registration is passed by requests for a path and method. */
function covers(each: Registration, path: string | null, method: string): Covering {
  if (each.kind !== 'use' && each.kind !== 'route') return 'no';
  if (each.kind === 'route' && each.method !== 'all' && each.method !== method) return 'no';
  if (each.kind === 'use' && each.path !== null && each.path.replace(/\/$/, '') === '') return 'yes';
  if (each.path === null || path === null) return 'maybe';
  return (each.kind === 'use' ? isBelowPrefix(each.path, path) : matchesRoute(each.path, path)) ? 'yes' : 'no';
}

export class ExpressReader {
  readonly #verdicts = new Map<unknown, Verdict>();

  constructor(readonly m: Machine) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    const found: Endpoint[] = [];
    for (const { parent, layer, child } of allRegistered(m)) {
      if (layer.framework !== 'express' || layer.kind !== 'route' || child !== undefined) continue;
      if (!registrationsOf(m, parent).includes(layer) || layer.handlers.length === 0) continue;
      for (const way of waysTo(m, parent, layer)) found.push(...this.#endpoint(way, layer));
    }
    return found;
  }

  #endpoint(way: Way, layer: Registration): readonly Endpoint[] {
    const handler = layer.handlers.at(-1);
    if (!handler) return [];
    const path = joined(way.stops.map((stop) => (stop.layer.kind === 'use' && stop.layer.path === '/' ? '' : stop.layer.path)));
    const request: Request = { path, method: layer.method };
    const chain = this.#chain(way, request);
    const steps = [...chain.steps, ...layer.handlers.slice(0, -1).flatMap((each) => this.#step(each, way.root, layer.node, request))];
    const evidence = this.#isOpenStep(layer, handler) ? null : this.#own(handler, way.root, layer.node);
    if (evidence === null) return [];
    const made = way.root.slots.get('created') === true;
    return [
      {
        framework: layer.framework,
        method: layer.method.toUpperCase(),
        path,
        node: reportNode(layer.node),
        handler,
        steps,
        own: evidence,
        understood: made && !chain.maybe && steps.every((step) => step.verdict !== 'unknown'),
      },
    ];
  }

  /** `app.all('/prefix/*', guard)`: a route that only lets requests pass is no endpoint. */
  #isOpenStep(layer: Registration, handler: Value): boolean {
    if (layer.method !== 'all') return false;
    if (handler.refs.some((ref) => judgeLibrary(ref) !== null)) return true;
    return isOwnFunction(handler) && probeStep(this.m, { handler, node: layer.node, args: this.#args(layer.node) }).passes;
  }

  #chain(way: Way, request: Request): { readonly steps: readonly ChainStep[]; readonly maybe: boolean } {
    const steps: ChainStep[] = [];
    let maybe = false;
    way.stops.forEach(({ owner, layer }, index) => {
      const rest = joined(way.stops.slice(index).map((stop) => (stop.layer.kind === 'use' && stop.layer.path === '/' ? '' : stop.layer.path)));
      const all = registrationsOf(this.m, owner);
      const end = all.indexOf(layer);
      for (const each of all.slice(0, end < 0 ? all.length : end)) {
        const covering = covers(each, rest, request.method);
        if (covering === 'no') continue;
        const found = this.#steps(each, way.root, rest, request, 0);
        if (covering === 'yes') steps.push(...found);
        else if (found.some((step) => step.verdict !== 'open')) maybe = true;
      }
      const next = way.stops[index + 1];
      if (!next) return;
      for (const handler of layer.handlers) {
        if (handler.refs.some((ref) => ref === next.owner)) break;
        steps.push(...this.#step(handler, way.root, layer.node, request));
      }
    });
    return { steps, maybe };
  }

  /** The steps of one registration; a router that was mounted before lets requests pass its own middleware. */
  #steps(layer: Registration, root: Obj, path: string | null, request: Request, depth: number): readonly ChainStep[] {
    return layer.handlers.flatMap((handler) => {
      const router = handler.refs.find((ref): ref is Obj => ref.kind === 'obj' && ref.entity !== null && isRouter(ref));
      if (!router) return this.#step(handler, root, layer.node, request);
      if (depth > MAX_DEPTH) return [];
      return registrationsOf(this.m, router)
        .filter((each) => each.kind === 'use' && each.path === '/' && covers(layer, path, request.method) === 'yes')
        .flatMap((each) => this.#steps(each, root, path, request, depth + 1));
    });
  }

  #args(node: TS.Node, root: Obj | null = null): (next: Value) => readonly Value[] {
    const { m } = this;
    return (next) => {
      const from = root?.entity ?? m.semantics.typeEntity('express', 'Application');
      if (!from) return [UNKNOWN, UNKNOWN, next];
      const request = entityInstance(m, from, 'express:Request', node);
      const response = entityInstance(m, from, 'express:Response', node);
      setProperty(m, request, 'res', response, node);
      setProperty(m, response, 'req', request, node);
      return [request, response, next];
    };
  }

  #step(handler: Value, root: Obj, node: TS.Node, request: Request): readonly ChainStep[] {
    if (takesError(handler)) return [];
    const named = nameOfValue(handler, node);
    const verdict = this.#verdict(handler, root, node);
    const exempt = verdict === 'guard' ? this.#exempt(handler, request, node) : 'no';
    return [{ ...named, verdict: exempt === 'yes' ? 'open' : exempt === 'maybe' ? 'unknown' : verdict }];
  }

  #exempt(handler: Value, request: Request, node: TS.Node): 'yes' | 'no' | 'maybe' {
    for (const ref of handler.refs) {
      const options = ref.kind === 'obj' ? ref.slots.get('unless') : undefined;
      if (options !== undefined) return isExempt(this.m, options as Value, request, node);
    }
    return 'no';
  }

  #verdict(handler: Value, root: Obj, node: TS.Node): Verdict {
    const [only] = handler.refs;
    const known = handler.refs.length === 1 ? this.#verdicts.get(only) : undefined;
    if (known) return known;
    const libraries = handler.refs.flatMap((ref) => judgeLibrary(ref) ?? []);
    let verdict: Verdict;
    if (libraries.includes('guard')) verdict = 'guard';
    else if (isOwnFunction(handler)) verdict = judgeStep(probeStep(this.m, { handler, node, args: this.#args(node, root) }));
    else verdict = libraries.length > 0 ? 'open' : 'unknown';
    if (handler.refs.length === 1) this.#verdicts.set(only, verdict);
    return verdict;
  }

  #own(handler: Value, root: Obj, node: TS.Node): Endpoint['own'] {
    if (!isOwnFunction(handler)) return 'unknown';
    const next: Value = { ...UNKNOWN };
    return ownCheck(probeHandler(this.m, handler, this.#args(node, root)(next), node));
  }
}

function isRouter(ref: Obj): boolean {
  return ref.entity?.name === 'Router' || ref.entity?.name === 'Application';
}

function takesError(value: Value): boolean {
  return value.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length >= 4);
}

/** Where a report about a registration stands: the name of the method. */
export function reportNode(node: TS.Node): TS.Node {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node;
}
