/** Endpoints of Fastify: routes of instances, with the hooks of their scopes and their own. */
import { getProperty } from '../flow/access.js';
import { elementsOf } from '../flow/elements.js';
import { entityInstance } from '../flow/library.js';
import type { Machine } from '../flow/machine.js';
import type { Obj } from '../flow/refs.js';
import { refValue, soleConst, truthiness, UNDEFINED, UNKNOWN, type Value } from '../flow/value.js';
import type { TS } from '../lang/ts.js';
import { dropsUnlisted, parsersOf } from '../models/fastify/bodies.js';
import { routeShape } from '../models/json-schema/natives.js';
import { objectIn } from '../models/shared/shape.js';
import { prefixOf, scopesOf } from '../models/fastify/scopes.js';
import { sameSiteOf } from '../models/shared/same-site.js';
import { isOwnFunction } from '../models/shared/chain.js';
import {
  allRegistered,
  joinedPath,
  mountsOf,
  registeredHere,
  registrationsOf,
  type Registration,
} from '../models/shared/registration.js';
import { sometimes } from './alternatives.js';
import { nameOfValue } from './names.js';
import { reportNode, serverOf } from './ordered.js';
import { handling, unknownHandling } from './own.js';
import { rolesOf } from './verdicts.js';
import { judgeStep, probeHandler, probeHook, probeStep, type Evidence } from './probe.js';
import { judged, Verdicts, type Judgement } from './steps.js';
import type { ChainStep, Endpoint } from './types.js';

/** The hooks that run before the handler (https://fastify.dev/docs/latest/Reference/Lifecycle/). */
const BEFORE = ['onRequest', 'preParsing', 'preValidation', 'preHandler'];

function listed(m: Machine, value: Value, node: TS.Node): readonly Value[] {
  if (value.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) {
    // What has been added to a list stands behind what it was written with.
    const { known, rest } = elementsOf(m, value, node);
    return rest.refs.length > 0 || known.length === 0 ? [...known, rest] : known;
  }
  return value.refs.length > 0 || value.open ? [value] : [];
}

export class FastifyReader {
  readonly #verdicts = new Verdicts();

  constructor(readonly m: Machine) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    return allRegistered(m).flatMap((seen) => {
      const layer =
        seen.layer.framework === 'fastify' &&
        seen.layer.kind === 'route' &&
        seen.layer.path !== '*' &&
        seen.child === undefined
          ? registeredHere(m, seen)
          : null;
      return layer ? [this.#endpoint(seen.parent, layer)] : [];
    });
  }

  #endpoint(owner: Obj, layer: Registration): Endpoint {
    const { m } = this;
    const scopes = [...scopesOf(m, owner)].reverse();
    const options = layer.options;
    const steps: ChainStep[] = [];
    for (const name of BEFORE) {
      for (const scope of scopes) {
        for (const hook of registrationsOf(m, scope))
          if (hook.kind === 'hook' && hook.method === name)
            steps.push(...hook.handlers.map((each) => sometimes(this.#step(each, owner, hook.node), hook, [layer])));
      }
      if (options && options.refs.length > 0)
        steps.push(
          ...listed(m, getProperty(m, options, name, layer.node), layer.node).map((each) =>
            this.#step(each, owner, layer.node),
          ),
        );
    }
    steps.push(...this.#plugins(owner, layer), ...this.#headers(owner));
    const handler = layer.handlers[0] ?? UNKNOWN;
    return {
      framework: 'fastify',
      method: layer.method.toUpperCase(),
      path: joinedPath(prefixOf(m, owner), layer.path)?.replace(/(?<=.)\/$/, '') ?? null,
      node: reportNode(layer.node),
      handler,
      steps,
      handling: isOwnFunction(handler)
        ? handling(m, () => probeHandler(m, handler, this.#exchange(owner, layer.node), layer.node, refValue(owner)))
        : unknownHandling,
      parses: parsersOf(m, owner),
      ...this.#ofBody(owner, layer),
      ...(scopes[0]?.slots.has('made') === true ? { server: serverOf(m, scopes[0]) } : {}),
      understood: scopes[0]?.slots.has('made') === true && steps.every((step) => step.verdict !== 'unknown'),
    };
  }

  /** The hooks of an instance and those around it, in the order in which they run before every route of it. */
  hooksBefore(owner: Obj): readonly ChainStep[] {
    const scopes = [...scopesOf(this.m, owner)].reverse();
    return BEFORE.flatMap((name) =>
      scopes.flatMap((scope) =>
        registrationsOf(this.m, scope).flatMap((hook) =>
          hook.kind === 'hook' && hook.method === name
            ? hook.handlers.map((each) => this.#step(each, owner, hook.node))
            : [],
        ),
      ),
    );
  }

  /**
   * Plugins that keep a session, and those that limit requests: they add a hook to the routes that are registered after them in their scope and in those
   * inside. `global: false` leaves it to the routes, and a route says in its `config` what is for it.
   */
  #plugins(owner: Obj, layer: Registration): readonly ChainStep[] {
    const { m } = this;
    const config = this.#option(this.#option(layer.options, 'config', layer.node), 'rateLimit', layer.node);
    const unlimited = soleConst(config)?.value === false;
    const steps: ChainStep[] = [];
    let last: Registration = layer;
    for (const scope of scopesOf(m, owner)) {
      const all = registrationsOf(m, scope);
      const end = all.indexOf(last);
      for (const each of all.slice(0, end < 0 ? all.length : end)) {
        const plugin = each.handlers[0] ?? UNKNOWN;
        const roles = each.kind === 'mount' ? rolesOf(plugin) : null;
        const step = (shown: ReadonlySet<string>): ChainStep => ({
          ...nameOfValue(plugin, each.node),
          verdict: 'open',
          shown: { roles: shown, asksRole: false, owned: false },
        });
        if (roles?.has('session.plugin') === true) {
          const cookie = this.#option(each.options, 'cookie', each.node);
          if (sameSiteOf(m, cookie, each.node) === 'open') steps.push(step(new Set([...roles, 'session.open'])));
        }
        if (unlimited || roles?.has('rate.limit') !== true) continue;
        const global = soleConst(this.#option(each.options, 'global', each.node))?.value !== false;
        if (global || config.refs.length > 0) steps.push(step(roles));
      }
      last = mountsOf(m, scope)[0]?.layer ?? last;
    }
    return steps;
  }

  /** Plugins that set headers: their hook is for every route of the scope, before and after, and of those inside. */
  #headers(owner: Obj): readonly ChainStep[] {
    const { m } = this;
    return scopesOf(m, owner).flatMap((scope) =>
      registrationsOf(m, scope).flatMap((each) => {
        const plugin = each.handlers[0] ?? UNKNOWN;
        const roles = each.kind === 'mount' ? rolesOf(plugin) : null;
        return roles?.has('headers.secure')
          ? [
              {
                ...nameOfValue(plugin, each.node),
                verdict: 'open' as const,
                shown: { roles, asksRole: false, owned: false },
              },
            ]
          : [];
      }),
    );
  }

  /** What its schema says of the body. */
  #ofBody(owner: Obj, { options, node }: Registration): Pick<Endpoint, 'wantsObject' | 'dropsUnlisted'> {
    const { m } = this;
    const schema = this.#option(this.#option(options, 'schema', node), 'body', node);
    // With `attachValidation` the handler runs in spite of a failure.
    if (truthiness(this.#option(options, 'attachValidation', node)) === true) return {};
    if (schema.refs.length === 0 || objectIn(routeShape(m, schema, [], node)) === null) return {};
    return { wantsObject: true, ...(dropsUnlisted(m, owner) ? { dropsUnlisted: true } : {}) };
  }

  #option(options: Value | undefined, name: string, node: TS.Node): Value {
    return options && options.refs.length > 0 ? getProperty(this.m, options, name, node) : UNDEFINED;
  }

  #exchange(owner: Obj, node: TS.Node): readonly Value[] {
    const { entity } = owner;
    if (!entity) return [UNKNOWN, UNKNOWN];
    return [
      entityInstance(this.m, entity, 'fastify:FastifyRequest', node),
      entityInstance(this.m, entity, 'fastify:FastifyReply', node),
    ];
  }

  #step(hook: Value, owner: Obj, node: TS.Node): ChainStep {
    const judged = this.#verdicts.of(hook, (each) => this.#judge(each, owner, node));
    return { ...nameOfValue(hook, node, this.m), ...judged };
  }

  #judge(hook: Value, owner: Obj, node: TS.Node): Judgement {
    const { m } = this;
    const self = refValue(owner);
    const exchanged = this.#exchange(owner, node);
    const byCallback = hook.refs.some((ref) => ref.kind === 'func' && ref.node.parameters.length > 2);
    if (byCallback) {
      const passes = (): Evidence => probeStep(m, { handler: hook, node, self, args: (done) => [...exchanged, done] });
      return judged(m, passes, judgeStep);
    }
    return judged(
      m,
      () => probeHook(m, hook, exchanged, node, self),
      ({ denies, verifiedEnd }) => (denies || verifiedEnd ? 'guard' : 'open'),
    );
  }
}
