/** Endpoints of NestJS: handlers of controllers and resolvers, with the guards and middleware of every level. */
import { getProperty } from '../../flow/access.js';
import { entryCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { bound, makeFunction } from '../../flow/functions.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef } from '../../flow/refs.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { nestApplications, type Mark, type NestApplication } from '../../models/nest/core.js';
import { registrationsOf, type Registration } from '../../models/shared/registration.js';
import { dialectOf } from '../dialects.js';
import { nameOfValue } from '../names.js';
import { handling } from '../own.js';
import { joinPaths } from '../paths.js';
import { judgeStep, probeCall, probeStep } from '../probe.js';
import { judgement, Verdicts } from '../steps.js';
import type { ChainStep, Endpoint } from '../types.js';
import { appliedBy, appliesTo, type Applied } from './consumer.js';
import { Guards, type Route } from './guards.js';
import { classMarks, lineage, marksOn, named } from './marks.js';
import { classesIn, listOf, modulesBelow, type Modules } from './modules.js';

const VERBS: ReadonlySet<string> = new Set([
  'Get',
  'Post',
  'Put',
  'Patch',
  'Delete',
  'All',
  'Head',
  'Options',
  'Search',
  'Sse',
]);
const OPERATIONS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

interface Door {
  readonly method: string;
  readonly path: string | null;
  readonly outline?: string;
  readonly mark: Mark;
}

export class NestReader {
  readonly #guards: Guards;
  readonly #verdicts = new Verdicts();
  readonly #used = new Set<unknown>();

  constructor(readonly m: Machine) {
    this.#guards = new Guards(m);
  }

  read(): { readonly endpoints: readonly Endpoint[]; readonly spare: readonly ChainStep[] } {
    const endpoints: Endpoint[] = [];
    const spare: ChainStep[] = [];
    for (const application of nestApplications(this.m)) {
      const modules = modulesBelow(this.m, application.module, application.node);
      endpoints.push(...this.#application(application, modules));
      spare.push(...this.#spare(modules));
    }
    return { endpoints, spare };
  }

  #application(application: NestApplication, modules: Modules): readonly Endpoint[] {
    const { m } = this;
    const own = registrationsOf(m, application.app);
    const global = [
      ...own
        .filter((each) => each.method === 'guards')
        .flatMap((each) => each.handlers.map((value) => ({ value, node: each.node }))),
      ...this.#appGuards(modules),
    ];
    const before = own.filter((each) => each.method === 'middleware');
    const prefix = own.find((each) => each.method === 'prefix')?.handlers[0];
    const applied = appliedBy(m, modules.classes);
    const context = { global, before, applied, prefix: prefix ? soleText(prefix) : '' };
    const resolvers = modules.providers
      .flatMap(classesIn)
      .filter((cls) => named(classMarks(m, cls), 'Resolver', '@nestjs/graphql').length > 0);
    return [...modules.controllers, ...new Set(resolvers)].flatMap((cls) => this.#class(cls, context));
  }

  /** `{ provide: APP_GUARD, useClass: X }` in any module. */
  #appGuards(modules: Modules): readonly { readonly value: Value; readonly node: TS.Node }[] {
    return modules.providers.flatMap((provider) => {
      const [ref] = provider.refs;
      if (ref?.kind !== 'obj' || ref.node === null) return [];
      const read = (name: string): Value => getProperty(this.m, provider, name, ref.node ?? UNNAMED);
      if (soleText(read('provide')) !== 'APP_GUARD') return [];
      const given = ['useClass', 'useExisting', 'useValue'].map(read).find((each) => each.refs.length > 0);
      return [{ value: given ?? UNKNOWN, node: ref.node }];
    });
  }

  #class(cls: ClassRef, context: Context): readonly Endpoint[] {
    const { m } = this;
    const owner = classMarks(m, cls);
    const seen = new Set<string>();
    return lineage(cls).flatMap((each) =>
      [...each.methods].flatMap(([name, member]) => {
        if (!ts.isMethodDeclaration(member) || seen.has(name)) return [];
        seen.add(name);
        const handler = marksOn(m, member);
        return doors(m, owner, handler, context.prefix).map((door) =>
          this.#endpoint(cls, each, member, door, { handler, owner }, context),
        );
      }),
    );
  }

  #endpoint(
    cls: ClassRef,
    home: ClassRef,
    member: TS.MethodDeclaration,
    door: Door,
    route: Route,
    context: Context,
  ): Endpoint {
    const { m } = this;
    const guards = [
      ...context.global,
      ...[...named(route.owner, 'UseGuards'), ...named(route.handler, 'UseGuards')].flatMap((mark) =>
        mark.args.map((value) => ({ value, node: mark.node })),
      ),
    ];
    const self = instanceOf(m, cls);
    const handler = bound(makeFunction(m, member, home.scope, self, home), self);
    const middleware = this.#middleware(cls, door, context);
    const steps = [...middleware.steps, ...guards.map(({ value, node }) => this.#guard(value, route, node))];
    return {
      framework: 'nest',
      method: door.method,
      path: door.path,
      ...(door.path === null ? { outline: door.outline ?? member.name.getText() } : {}),
      node: door.mark.node,
      handler,
      steps,
      handling: handling(m, () => probeCall(m, handler, entryCall(member, self))),
      understood: !middleware.maybe && steps.every((step) => step.verdict !== 'unknown'),
    };
  }

  #guard(value: Value, route: Route, node: TS.Node): ChainStep {
    for (const ref of value.refs) this.#used.add(ref.kind === 'obj' ? ref.cls : ref);
    return this.#guards.step(value, route, node);
  }

  #middleware(
    cls: ClassRef,
    door: Door,
    context: Context,
  ): { readonly steps: readonly ChainStep[]; readonly maybe: boolean } {
    if (door.method === 'QUERY' || door.method === 'MUTATION') return { steps: [], maybe: false };
    const steps = context.before.flatMap((each) => each.handlers.map((handler) => this.#passing(handler, each.node)));
    let maybe = false;
    const at = { path: door.path, verb: door.method.toLowerCase(), prefix: context.prefix };
    for (const applied of context.applied) {
      const answer = appliesTo(this.m, applied, cls, at);
      const own = answer === 'no' ? [] : applied.middleware.map((each) => this.#passing(each, applied.node));
      if (answer === 'yes') steps.push(...own);
      else if (own.some((step) => step.verdict !== 'open')) maybe = true;
    }
    return { steps, maybe };
  }

  /** Middleware of the application: a function as in Express, or a class with `use`. */
  #passing(given: Value, node: TS.Node): ChainStep {
    const { m } = this;
    const express = dialectOf('express');
    const [cls] = classesIn(given);
    const self = cls ? instanceOf(m, cls) : UNKNOWN;
    const handler = cls ? getProperty(m, self, 'use', node) : given;
    const judged = this.#verdicts.of(cls ? { ...handler, refs: handler.refs.slice(0, 1) } : handler, () => {
      if (!express) return { verdict: 'unknown' };
      const evidence = probeStep(m, { handler, node, self, args: (next) => express.args(m, node, next) });
      return judgement(judgeStep(evidence), evidence);
    });
    return { ...nameOfValue(given, node), ...judged };
  }

  /** Guards that modules provide and that stand before nothing. */
  #spare(modules: Modules): readonly ChainStep[] {
    const route: Route = { handler: [], owner: [] };
    return modules.providers
      .flatMap((provider) => classesIn(provider))
      .filter((cls) => !this.#used.has(cls) && lineage(cls).some((each) => each.methods.has('canActivate')))
      .map((cls) => this.#guards.step({ ...UNDEFINED, refs: [cls], consts: [] }, route, cls.node))
      .filter((step) => step.verdict === 'guard');
  }
}

const UNNAMED = ts.factory.createIdentifier('provider');

interface Context {
  readonly global: readonly { readonly value: Value; readonly node: TS.Node }[];
  readonly before: readonly Registration[];
  readonly applied: readonly Applied[];
  readonly prefix: string | null;
}

function pathsOf(m: Machine, mark: Mark | undefined): readonly (string | null)[] {
  const [first] = mark?.args ?? [];
  if (!first || (first.refs.length === 0 && first.consts.every((each) => each.value === undefined))) return [''];
  const listed = listOf(m, first, mark?.node ?? UNNAMED);
  if (first.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) return listed.map(soleText);
  if (first.refs.length > 0) return [soleText(getProperty(m, first, 'path', mark?.node ?? UNNAMED)) ?? ''];
  return [soleText(first)];
}

/** Returns how a method can be reached from outside. */
function doors(m: Machine, owner: readonly Mark[], handler: readonly Mark[], prefix: string | null): readonly Door[] {
  const [controller] = named(owner, 'Controller');
  const [front = ''] = pathsOf(m, controller);
  const found: Door[] = [];
  for (const mark of handler) {
    if (controller && mark.specifier === '@nestjs/common' && VERBS.has(mark.name)) {
      const [back = ''] = pathsOf(m, mark);
      const path =
        front === null || back === null || prefix === null
          ? null
          : joinPaths(joinPaths(joinPaths('', prefix), front), back);
      const outline = [prefix, front, back].map((each) => each ?? '…').reduce(joinPaths, '');
      found.push({ method: mark.name === 'Sse' ? 'GET' : mark.name.toUpperCase(), path, outline, mark });
    } else if (mark.specifier === '@nestjs/graphql' && OPERATIONS.has(mark.name))
      found.push({ method: mark.name.toUpperCase(), path: null, mark });
  }
  return found;
}
