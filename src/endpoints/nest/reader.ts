/**
 * Endpoints of NestJS: handlers of controllers and resolvers, with the guards and middleware of every level. A controller
 * that no application in sight reaches counts as served by one that is out of sight: what its own decorators say holds, and
 * that something is missing cannot be known.
 */
import { getProperty } from '../../flow/access.js';
import { entryCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { bound, makeFunction } from '../../flow/functions.js';
import type { Machine } from '../../flow/machine.js';
import { moduleState } from '../../flow/modules.js';
import type { ClassRef } from '../../flow/refs.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { nestApplications, type Mark, type NestApplication } from '../../models/nest/core.js';
import { registrationsOf, type Registration } from '../../models/shared/registration.js';
import { isServed } from '../../models/shared/served.js';
import { sometimes } from '../alternatives.js';
import { dialectOf } from '../dialects.js';
import { nameOfValue } from '../names.js';
import { handling } from '../own.js';
import { joinPaths } from '../paths.js';
import { passing } from '../passing.js';
import { rolesOf } from '../verdicts.js';
import { probeCall } from '../probe.js';
import { Verdicts } from '../steps.js';
import type { ChainStep, Endpoint, Server } from '../types.js';
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
/** How messages of other transports are called as endpoints: a path names the pattern or event. */
const MESSAGES: Readonly<Record<string, string>> = {
  '@nestjs/microservices MessagePattern': 'MESSAGE',
  '@nestjs/microservices EventPattern': 'EVENT',
  '@nestjs/microservices GrpcMethod': 'GRPC',
  '@nestjs/microservices GrpcStreamMethod': 'GRPC',
  '@nestjs/websockets SubscribeMessage': 'SOCKET',
};
/** Methods of gateways in which a connection is looked at before its messages (https://docs.nestjs.com/websockets/gateways#lifecycle-hooks). */
const CONNECTING = ['handleConnection', 'afterInit'];
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

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {
    this.#guards = new Guards(m);
  }

  read(): { readonly endpoints: readonly Endpoint[]; readonly spare: readonly ChainStep[] } {
    const endpoints: Endpoint[] = [];
    const spare: ChainStep[] = [];
    const served = new Set<TS.Node>();
    const files = new Set(this.files);
    for (const application of this.#serving(files)) {
      const modules = modulesBelow(this.m, application.module, application.node);
      const classes = [...modules.controllers, ...this.#resolvers(modules)];
      for (const { node } of classes) served.add(node);
      endpoints.push(...this.#application(application, modules, classes));
      spare.push(...this.#spare(modules));
    }
    return { endpoints: [...endpoints, ...this.#servedElsewhere(served)], spare };
  }

  /** An application that is only made to read its configuration, and closed, serves nothing beside one of the same module that listens. */
  #serving(files: ReadonlySet<TS.SourceFile>): readonly NestApplication[] {
    const own = nestApplications(this.m).filter(({ node }) => files.has(node.getSourceFile()));
    const listens = ({ app }: NestApplication): boolean => isServed(this.m, app);
    const sameModule = (a: NestApplication, b: NestApplication): boolean =>
      a.node !== b.node && a.module.refs.some((ref) => b.module.refs.includes(ref));
    return own.filter((each) => listens(each) || !own.some((other) => listens(other) && sameModule(each, other)));
  }

  /** Resolvers and gateways are providers. */
  #resolvers({ providers }: Modules): readonly ClassRef[] {
    return [...new Set(providers.flatMap(classesIn))].filter((cls) =>
      answers(classMarks(this.m, cls), ['Resolver', 'WebSocketGateway']),
    );
  }

  #servedElsewhere(served: ReadonlySet<TS.Node>): readonly Endpoint[] {
    const { m } = this;
    return this.files
      .flatMap((file) => moduleState(m, file).classes)
      .filter(({ node }) => !served.has(node) && isDecorated(node))
      .filter((cls) => answers(classMarks(m, cls)))
      .flatMap((cls) => this.#class(cls, OUT_OF_SIGHT));
  }

  #application(application: NestApplication, modules: Modules, classes: readonly ClassRef[]): readonly Endpoint[] {
    const { m } = this;
    const own = registrationsOf(m, application.app);
    const global = [
      ...own
        .filter((each) => each.method === 'guards')
        .flatMap((each) => each.handlers.map((value) => ({ value, node: each.node, layer: each }))),
      ...this.#appGuards(modules),
    ];
    const before = own.filter(
      (each) =>
        each.method === 'middleware' ||
        (each.method === 'plugins' && rolesOf(each.handlers[0] ?? UNKNOWN).has('headers.secure')),
    );
    const prefix = own.find((each) => each.method === 'prefix')?.handlers[0];
    const applied = appliedBy(m, modules.classes);
    const server = { node: application.node, served: isServed(m, application.app) };
    const context = { global, before, applied, prefix: prefix ? soleText(prefix) : '', server, inSight: true };
    return classes.flatMap((cls) => this.#class(cls, context));
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
        mark.args.map((value) => ({ value, node: mark.node, layer: undefined })),
      ),
    ];
    const self = instanceOf(m, cls);
    const handler = bound(makeFunction(m, member, home.scope, self, home), self);
    const middleware = this.#middleware(cls, door, context);
    const steps = [
      ...middleware.steps,
      ...guards.map(({ value, node, layer }) => {
        const step = this.#guard(value, route, node);
        return layer ? sometimes(step, layer, []) : step;
      }),
    ];
    return {
      framework: 'nest',
      method: door.method,
      path: door.path,
      ...(door.path === null ? { outline: door.outline ?? member.name.getText() } : {}),
      node: door.mark.node,
      handler,
      steps,
      handling: handling(m, () => probeCall(m, handler, entryCall(member, self))),
      ...(context.server ? { server: context.server } : {}),
      understood:
        context.inSight &&
        !middleware.maybe &&
        !(
          door.method === 'SOCKET' && lineage(cls).some(({ methods }) => CONNECTING.some((each) => methods.has(each)))
        ) &&
        steps.every((step) => step.verdict !== 'unknown'),
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
    const isVerb = VERBS.has(capitalized(door.method));
    if (!isVerb && !OVER_HTTP.has(door.method)) return { steps: [], maybe: false };
    const steps = context.before.flatMap((each) =>
      (each.method === 'plugins' ? each.handlers.slice(0, 1) : each.handlers).map((handler) =>
        this.#passing(handler, each.node),
      ),
    );
    // Operations of GraphQL are requests like others; the paths that modules apply middleware to do not name them.
    if (!isVerb) return { steps: steps.filter(({ verdict }) => verdict !== 'unknown'), maybe: false };
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
    const express = dialectOf('express');
    return express
      ? passing(this.m, this.#verdicts, express, given, node)
      : { ...nameOfValue(given, node), verdict: 'unknown' };
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

/** What a client asks of GraphQL by a request to one address: what stands before the whole application stands before it. */
const OVER_HTTP: ReadonlySet<string> = new Set(['QUERY', 'MUTATION']);

const UNNAMED = ts.factory.createIdentifier('provider');

interface Context {
  readonly global: readonly { readonly value: Value; readonly node: TS.Node; readonly layer?: Registration }[];
  readonly before: readonly Registration[];
  readonly applied: readonly Applied[];
  readonly prefix: string | null;
  readonly server: Server | null;
  /** All that the application puts in force has been seen. */
  readonly inSight: boolean;
}

const OUT_OF_SIGHT: Context = { global: [], before: [], applied: [], prefix: '', server: null, inSight: false };

/** The packages whose decorators make a class one that answers to clients. */
const ANSWERING = {
  Controller: '@nestjs/common',
  Resolver: '@nestjs/graphql',
  WebSocketGateway: '@nestjs/websockets',
} as const;

function answers(marks: readonly Mark[], names = Object.keys(ANSWERING) as (keyof typeof ANSWERING)[]): boolean {
  return names.some((name) => named(marks, name, ANSWERING[name]).length > 0);
}

/** A class that can be made, and about which a decorator says something. */
function isDecorated(node: ClassRef['node']): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return (
    ts.canHaveDecorators(node) &&
    (ts.getDecorators(node) ?? []).length > 0 &&
    modifiers.every(({ kind }) => kind !== ts.SyntaxKind.AbstractKeyword)
  );
}

function pathsOf(m: Machine, mark: Mark | undefined): readonly (string | null)[] {
  const [first] = mark?.args ?? [];
  if (!first || (first.refs.length === 0 && first.consts.every((each) => each.value === undefined))) return [''];
  const listed = listOf(m, first, mark?.node ?? UNNAMED);
  if (first.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')) return listed.map(soleText);
  if (first.refs.length > 0) return [soleText(getProperty(m, first, 'path', mark?.node ?? UNNAMED)) ?? ''];
  return [soleText(first)];
}

function capitalized(method: string): string {
  return `${method.slice(0, 1)}${method.slice(1).toLowerCase()}`;
}

function keyOf({ specifier, name }: Mark): string {
  return `${specifier} ${name}`;
}

/** The pattern or event as it is written: a text, or an object such as `{ cmd: 'sum' }`; of gRPC the service and its method. */
function patternOf({ args, node, name }: Mark): string | null {
  const texts = args.map(soleText);
  if (name.startsWith('Grpc')) return texts.every((each) => each !== null) && texts.length > 0 ? texts.join('.') : null;
  const [first] = args;
  if (first === undefined || first.refs.length === 0) return texts[0] ?? null;
  const made = ts.isDecorator(node) ? node.expression : node;
  const [written] = ts.isCallExpression(made) ? made.arguments : [];
  return written && ts.isObjectLiteralExpression(written) ? written.getText().replace(/\s+/g, ' ') : null;
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
    } else if (MESSAGES[keyOf(mark)] !== undefined)
      found.push({ method: MESSAGES[keyOf(mark)] ?? '', path: patternOf(mark), mark });
    else if (mark.specifier === '@nestjs/graphql' && OPERATIONS.has(mark.name))
      found.push({ method: mark.name.toUpperCase(), path: null, mark });
  }
  return found;
}
