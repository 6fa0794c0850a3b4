/** Endpoints of Express, Koa and Hono: routes of applications and routers, with all that is registered before them. */
import type { Machine } from '../flow/machine.js';
import type { FunctionNode, Obj } from '../flow/refs.js';
import { Form } from '../flow/forms.js';
import { makeLabel } from '../flow/labels.js';
import { labelled, UNKNOWN, type Value } from '../flow/value.js';
import { isOwnFunction } from '../models/shared/chain.js';
import {
  allRegistered,
  mountsOf,
  registeredBefore,
  registeredHere,
  registrationsOf,
  type Registration,
} from '../models/shared/registration.js';
import { isServed } from '../models/shared/served.js';
import { ts, type TS } from '../lang/ts.js';
import { sometimes } from './alternatives.js';
import { candidates } from './candidates.js';
import { covers, dialectOf, type Dialect } from './dialects.js';
import { nameOfValue } from './names.js';
import { joinPaths } from './paths.js';
import { judgeLibrary, rolesOf } from './verdicts.js';
import { judgeStep, probeHandler, probeStep, type Evidence } from './probe.js';
import type { ChainStep, Endpoint, Server } from './types.js';
import { judged, judgement, Verdicts, type Judgement } from './steps.js';
import { readsCredentials } from './credentials.js';
import { handling, loginHandling, unknownHandling } from './own.js';
import { leftBy, leftFor, probeBehind, probeStepBehind, takesUp } from './left.js';
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
  return mounts.flatMap((mount) =>
    waysTo(m, mount.parent, mount.layer, depth + 1).map((way) => ({ root: way.root, stops: [...way.stops, own] })),
  );
}

function joined(parts: readonly (string | null)[]): string | null {
  let path = '';
  for (const part of parts) {
    if (part === null) return null;
    path = joinPaths(path, part);
  }
  return path;
}

export class OrderedReader {
  readonly #verdicts = new Verdicts();
  /** The steps of functions that are the same for each request: an application of many routes asks for them at each. */
  readonly #always = new Map<Value, Map<TS.Node, readonly ChainStep[]>>();

  constructor(readonly m: Machine) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    const found: Endpoint[] = [];
    for (const seen of allRegistered(m)) {
      const { parent, child } = seen;
      const dialect = dialectOf(seen.layer.framework);
      if (!dialect || child !== undefined || !mayAnswer(dialect, seen.layer)) continue;
      const layer = registeredHere(m, seen);
      if (!layer || layer.handlers.length === 0) continue;
      for (const way of waysTo(m, parent, layer)) found.push(...this.#endpoint(dialect, way, layer));
    }
    return found;
  }

  #endpoint(dialect: Dialect, way: Way, layer: Registration): readonly Endpoint[] {
    const handler = layer.handlers.at(-1);
    if (!handler) return [];
    const path = joined(
      way.stops.map((stop) => (stop.layer.kind === 'use' && stop.layer.path === '/' ? '' : stop.layer.path)),
    );
    const request: Request = { path, method: layer.method };
    const chain = this.#chain(dialect, way, request);
    const before = layer.handlers.slice(0, -1).flatMap((each) => this.#step(dialect, each, layer.node, request));
    const steps = this.#together(dialect, [...chain.steps, ...before], layer.node);
    // It lets in, and nothing stands behind it: other endpoints are not like it.
    if (this.#standsAlone(way, layer, handler))
      steps.push(
        ...this.#step(dialect, handler, layer.node, request).map((step) => ({ ...step, verdict: 'open' as const })),
      );
    else if (this.#isOpenStep(dialect, way, layer, handler)) return [];
    const evidence = this.#own(dialect, handler, layer.node, steps);
    const made = way.root.slots.has('made') && dialect.roots.includes(way.root.entity?.name ?? '');
    return [
      {
        framework: layer.framework,
        method: layer.method.toUpperCase(),
        path,
        ...(path === null ? { outline: way.stops.map((stop) => stop.layer.path ?? '…').reduce(joinPaths, '') } : {}),
        node: reportNode(layer.node),
        handler,
        steps,
        handling: evidence,
        ...(made ? { server: serverOf(this.m, way.root) } : {}),
        understood: made && !chain.maybe && steps.every((step) => step.verdict !== 'unknown'),
      },
    ];
  }

  /** `app.all('/prefix/*', guard)`: a route that only lets requests pass, or turns them away, is no endpoint. */
  #isOpenStep(dialect: Dialect, { stops }: Way, layer: Registration, handler: Value): boolean {
    const ofLibrary = handler.refs.map(judgeLibrary);
    if (layer.method === 'all' ? ofLibrary.some((each) => each !== null) : ofLibrary.includes('guard')) return true;
    // Most handlers never hand on: they need no run while the application is read.
    if (!isOwnFunction(handler) || !(layer.method === 'all' || mayHandOn(handler))) return false;
    const { passes, replies, exhausted, effects } = this.#probe(dialect, handler, layer.node);
    if (!passes || layer.method === 'all') return passes;
    return !exhausted && (!replies || (effects.length === 0 && this.#isTakenUp(stops.at(-1)?.owner, layer)));
  }

  /** A guard of a library that is the whole route: a login of passport, which answers by itself. */
  #standsAlone({ stops }: Way, layer: Registration, handler: Value): boolean {
    if (layer.method === 'all' || layer.path === null || /[*(]/.test(layer.path)) return false;
    return handler.refs.map(judgeLibrary).includes('guard') && !this.#isTakenUp(stops.at(-1)?.owner, layer);
  }

  /** The same method and path are registered once more behind it: what it lets pass is answered there. */
  #isTakenUp(owner: Obj | undefined, layer: Registration): boolean {
    const all = owner ? registrationsOf(this.m, owner) : [];
    return all
      .slice(all.indexOf(layer) + 1)
      .some(
        ({ kind, method, path }) => kind === 'route' && method === layer.method && path !== null && path === layer.path,
      );
  }

  #chain(
    dialect: Dialect,
    way: Way,
    request: Request,
  ): { readonly steps: readonly ChainStep[]; readonly maybe: boolean } {
    const steps: ChainStep[] = [];
    let maybe = false;
    const made = way.stops.map((stop) => stop.layer);
    way.stops.forEach(({ owner, layer }, index) => {
      const rest = joined(
        way.stops
          .slice(index)
          .map((stop) => (stop.layer.kind === 'use' && stop.layer.path === '/' ? '' : stop.layer.path)),
      );
      const all = registrationsOf(this.m, owner);
      steps.push(...this.#params(dialect, all, layer));
      for (const each of registeredBefore(candidates(all, rest, layer), layer)) {
        const covering = covers(dialect, each, rest, request.method);
        if (covering === 'no') continue;
        const found = this.#steps(dialect, each, rest, request, 0).map((step) => sometimes(step, each, made));
        if (covering === 'yes') steps.push(...found);
        else if (found.some((step) => step.verdict !== 'open')) maybe = true;
      }
      const next = way.stops[index + 1];
      if (!next) return;
      for (const handler of layer.handlers) {
        if (handler.refs.some((ref) => ref === next.owner)) break;
        steps.push(...this.#step(dialect, handler, layer.node, request));
      }
    });
    return { steps, maybe };
  }

  /** `router.param('id', check)` runs before the routes of the router whose path names the parameter. */
  #params(dialect: Dialect, all: readonly Registration[], layer: Registration): readonly ChainStep[] {
    const { m } = this;
    if (layer.path?.includes(':') !== true) return [];
    const names = layer.path.split('/');
    return all.filter(isParam).flatMap((each) => {
      if (each.path === null || !names.includes(`:${each.path}`)) return [];
      return each.handlers.map((handler) => {
        const evidence = probeStep(m, {
          handler,
          node: each.node,
          args: (next) => [...dialect.args(m, each.node, next), clientText(each)],
        });
        return { ...nameOfValue(handler, each.node, m), ...judgement(evidence.denies ? 'guard' : 'open', evidence) };
      });
    });
  }

  /** The steps of one registration; a router that was mounted before lets requests pass its own middleware. */
  #steps(
    dialect: Dialect,
    layer: Registration,
    path: string | null,
    request: Request,
    depth: number,
  ): readonly ChainStep[] {
    return layer.handlers.flatMap((handler) => {
      const router = handler.refs.find((ref): ref is Obj => ref.kind === 'obj' && ref.entity !== null && isRouter(ref));
      if (!router) return this.#step(dialect, handler, layer.node, request);
      if (depth > MAX_DEPTH) return [];
      return registrationsOf(this.m, router)
        .filter(
          (each) =>
            each.kind === 'use' &&
            (each.path === '/' || each.path === '*') &&
            covers(dialect, layer, path, request.method) === 'yes',
        )
        .flatMap((each) => this.#steps(dialect, each, path, request, depth + 1));
    });
  }

  #probe(dialect: Dialect, handler: Value, node: TS.Node): Evidence {
    const { m } = this;
    const { answer, byReturning } = dialect;
    const special = { ...(answer ? { answer } : {}), ...(byReturning ? { byReturning } : {}) };
    return probeStep(m, { handler, node, args: (next) => dialect.args(m, node, next), ...special }, dialect.byProblem);
  }

  #step(dialect: Dialect, handler: Value, node: TS.Node, request: Request): readonly ChainStep[] {
    let always = this.#always.get(handler);
    if (!always) this.#always.set(handler, (always = new Map<TS.Node, readonly ChainStep[]>()));
    let steps = always.get(node);
    if (!steps) always.set(node, (steps = this.#stepOf(dialect, handler, node)));
    return steps.map((step) => {
      const exempt = step.verdict === 'guard' ? this.#exempt(handler, request, node) : 'no';
      return exempt === 'no' ? step : { ...step, verdict: exempt === 'yes' ? 'open' : 'unknown' };
    });
  }

  #stepOf(dialect: Dialect, handler: Value, node: TS.Node): readonly ChainStep[] {
    if (dialect.takesError(handler)) return [];
    const { verdict, ...more } = this.#verdict(dialect, handler, node);
    const isOpen = verdict === 'open';
    const leaves = isOpen && leftBy(handler).length > 0 ? { leaves: handler } : {};
    const calls = isOpen && (more.shown?.strange?.size ?? 0) > 0 ? { calls: handler } : {};
    return [{ ...nameOfValue(handler, node, this.m), ...more, ...leaves, ...calls, verdict }];
  }

  /** Steps that call what others have put on the request (`res.forbidden()`) are judged behind those. */
  #together(dialect: Dialect, steps: readonly ChainStep[], node: TS.Node): ChainStep[] {
    return steps.map((step, index) => {
      const { calls: handler, shown } = step;
      const before = handler && shown?.strange ? leftFor(steps.slice(0, index), shown.strange) : [];
      if (!handler || before.length === 0) return step;
      const { m } = this;
      const behind = { handler, node, args: (next: Value): readonly Value[] => dialect.args(m, node, next) };
      const judge = (): Judgement => judged(m, () => probeStepBehind(m, before, behind, dialect), judgeStep);
      return { ...step, ...this.#verdicts.behind(handler, before, judge) };
    });
  }

  #exempt(handler: Value, request: Request, node: TS.Node): 'yes' | 'no' | 'maybe' {
    for (const ref of handler.refs) {
      const options = ref.kind === 'obj' ? ref.slots.get('unless') : undefined;
      if (options !== undefined) return isExempt(this.m, options as Value, request, node);
    }
    return 'no';
  }

  #verdict(dialect: Dialect, handler: Value, node: TS.Node): Judgement {
    return this.#verdicts.of(handler, (each) => judged(this.m, () => this.#probe(dialect, each, node), judgeStep));
  }

  #own(dialect: Dialect, handler: Value, node: TS.Node, steps: readonly ChainStep[]): Endpoint['handling'] {
    if (!isOwnFunction(handler)) return rolesOf(handler).has('auth.login') ? loginHandling : unknownHandling;
    const { m } = this;
    const args = (next: Value): readonly Value[] => dialect.args(m, node, next);
    // Behind a guard it is known already who calls; running what stands before each handler costs more than the handler.
    const isGuarded = steps.some(({ verdict }) => verdict === 'guard');
    const leaving = isGuarded
      ? []
      : steps.filter(({ leaves }) => leaves !== undefined && takesUp(handler, leftBy(leaves)));
    const before = leaving.flatMap(({ leaves }) => leaves ?? []);
    const isToldWho = leaving.some(({ shown }) => shown?.reads !== undefined && readsCredentials(shown.reads));
    // What a thing that was left on the request asks about the caller when it is called, the handler asks.
    if (before.length > 0)
      return handling(m, () => probeBehind(m, before, { handler, node, args }, dialect), isToldWho);
    return handling(m, () => {
      const alone = probeHandler(m, handler, args(UNKNOWN), node);
      const left = isGuarded ? [] : leftFor(steps, alone.strange);
      return left.length > 0 ? probeBehind(m, left, { handler, node, args }, dialect) : alone;
    });
  }
}

/** Routes answer, and so does what is registered with `use` where that is how answers are registered. */
function mayAnswer({ usesAnswer, takesError }: Dialect, { kind, handlers }: Registration): boolean {
  const last = handlers.at(-1);
  return (
    kind === 'route' || (kind === 'use' && usesAnswer === true && !!last && isOwnFunction(last) && !takesError(last))
  );
}

function isParam({ kind }: Registration): boolean {
  return kind === 'param';
}

const handingOn = new WeakMap<FunctionNode, boolean>();

/** True when a function calls its last parameter without an argument, as `next()` is called. */
function handsOn(node: FunctionNode): boolean {
  let known = handingOn.get(node);
  if (known === undefined) {
    const last = node.parameters.at(-1)?.name;
    known =
      last !== undefined &&
      ts.isIdentifier(last) &&
      new RegExp(`\\b${last.text.replace(/\$/g, '\\$&')}\\(\\s*\\)`).test(node.body?.getText() ?? '');
    handingOn.set(node, known);
  }
  return known;
}

function mayHandOn({ refs }: Value): boolean {
  return refs.some((ref) => ref.kind === 'func' && handsOn(ref.node));
}

/** Returns the application object of a way whose making was seen. */
export function serverOf(m: Machine, root: Obj): Server {
  return { node: root.slots.get('made') as TS.Node, served: isServed(m, root) };
}

function clientText({ node, path }: Registration): Value {
  return labelled([makeLabel({ kind: 'http.params', node, text: path ?? 'param' }, Form.String)], Form.String);
}

const ROUTERS: ReadonlySet<string> = new Set(['Router', 'Application', 'Hono', 'OpenAPIHono', 'App']);

function isRouter(ref: Obj): boolean {
  return ref.entity !== null && ROUTERS.has(ref.entity.name);
}

/** Where a report about a registration stands: the name of the method. */
export function reportNode(node: TS.Node): TS.Node {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node;
}
