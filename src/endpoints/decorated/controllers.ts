/**
 * Endpoints of routing-controllers (https://github.com/typestack/routing-controllers): actions of controllers, with what
 * the server, `@UseBefore`, `@Authorized` and `@CurrentUser({ required: true })` put before them.
 */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { moduleState } from '../../flow/modules.js';
import { soleText, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { controlledServers, type ControlledServer } from '../../models/routing-controllers/model.js';
import type { Mark } from '../../models/nest/core.js';
import { registrationsOf } from '../../models/shared/registration.js';
import { covers, dialectOf, type Dialect } from '../dialects.js';
import { classMarks, marksOn, named } from '../nest/marks.js';
import { classesIn, listOf } from '../nest/modules.js';
import { serverOf } from '../ordered.js';
import { passing } from '../passing.js';
import { joinPaths } from '../paths.js';
import { Verdicts } from '../steps.js';
import type { ChainStep, Endpoint, Server } from '../types.js';
import { actionsOf, checkerStep, type Action } from './actions.js';
import { Checks, mayHold, optionOf, setupsIn } from './setup.js';

const SPECIFIER = 'routing-controllers';
const VERBS: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All']);

/** What a server puts in force, and what of it is not known. */
interface Context {
  readonly server: ControlledServer | null;
  readonly reached?: Server;
  readonly prefix: string | null;
  readonly dialect: Dialect;
}

export class ControllersReader {
  readonly #verdicts = new Verdicts();
  readonly #checks: Checks;

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {
    this.#checks = new Checks(m, 'authorizationChecker');
  }

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    if (!this.files.some((file) => file.text.includes(SPECIFIER))) return [];
    const servers = setupsIn(this.files, controlledServers(m));
    const actions = actionsOf(m, this.files, SPECIFIER, (name) => name === 'Controller' || name === 'JsonController');
    return actions.flatMap((action) => {
      const serving = servers.filter((server) => mayHold(m, server, 'controllers', action.cls));
      return (serving.length > 0 ? serving : [null]).flatMap((server) =>
        this.#endpoints(action, this.#context(server)),
      );
    });
  }

  #context(server: ControlledServer | null): Context {
    const dialect = dialectOf(server?.dialect ?? 'express') ?? dialectOf('express');
    if (!dialect) throw new RangeError('There is no dialect of Express.');
    if (!server) return { server, prefix: '', dialect };
    const prefix = optionOf(this.m, server, 'routePrefix');
    const made = server.app?.slots.has('made') === true;
    return {
      server,
      dialect,
      prefix: prefix === UNDEFINED ? '' : soleText(prefix),
      ...(server.app && made ? { reached: serverOf(this.m, server.app) } : {}),
    };
  }

  #endpoints(action: Action, context: Context): readonly Endpoint[] {
    return action.own.flatMap((mark) => {
      const isNamed = mark.name === 'Method';
      if (!isNamed && !VERBS.has(mark.name)) return [];
      const [verb, address] = isNamed ? mark.args : [undefined, mark.args[0]];
      const method = isNamed ? (verb && soleText(verb))?.toUpperCase() : mark.name.toUpperCase();
      return [this.#endpoint(action, mark, method ?? 'ANY', address, context)];
    });
  }

  #endpoint(action: Action, mark: Mark, method: string, address: Value | undefined, context: Context): Endpoint {
    const { owner, own, handler } = action;
    const front = owner.find(({ name }) => name === 'Controller' || name === 'JsonController')?.args[0];
    const parts = [context.prefix, partOf(front), partOf(address)];
    const known = parts.every((each) => each !== null);
    const outline = parts.map((each) => each ?? '…').reduce(joinPaths, '');
    const before = this.#before(context, known ? outline : null, method);
    const steps = [
      ...before.steps,
      ...[...named(owner, 'UseBefore', SPECIFIER), ...named(own, 'UseBefore', SPECIFIER)].flatMap((each) =>
        each.args.map((given) => passing(this.m, this.#verdicts, context.dialect, given, each.node)),
      ),
      ...this.#authorized(action, context),
      ...this.#currentUser(action),
    ];
    return {
      framework: SPECIFIER,
      method,
      path: known ? outline : null,
      ...(known ? {} : { outline }),
      node: mark.node,
      handler,
      steps,
      handling: action.handling,
      ...(context.reached ? { server: context.reached } : {}),
      understood:
        context.server !== null &&
        context.reached !== undefined &&
        !before.maybe &&
        steps.every((step) => step.verdict !== 'unknown'),
    };
  }

  /** What the application had before the controllers came, and middleware classes of type `before`. */
  #before(
    { server, dialect }: Context,
    path: string | null,
    method: string,
  ): { readonly steps: readonly ChainStep[]; readonly maybe: boolean } {
    const { m } = this;
    if (!server) return { steps: [], maybe: false };
    const steps: ChainStep[] = [];
    let maybe = false;
    for (const layer of server.app ? registrationsOf(m, server.app) : []) {
      if (layer.node.getSourceFile() === server.node.getSourceFile() && layer.node.pos > server.node.pos) continue;
      const covering = covers(dialect, layer, path, method.toLowerCase());
      if (covering === 'no' || layer.kind !== 'use') continue;
      const found = layer.handlers
        .filter((each) => !dialect.takesError(each))
        .map((each) => passing(m, this.#verdicts, dialect, each, layer.node));
      if (covering === 'yes') steps.push(...found);
      else if (found.some((step) => step.verdict !== 'open')) maybe = true;
    }
    steps.push(...this.#middlewares(server, dialect));
    return { steps, maybe };
  }

  #middlewares(server: ControlledServer, dialect: Dialect): readonly ChainStep[] {
    const { m } = this;
    const given = optionOf(m, server, 'middlewares');
    if (given === UNDEFINED) return [];
    const listed = listOf(m, given, server.node);
    const classes = listed.flatMap(classesIn);
    const all =
      classes.length > 0 && classes.length === listed.length
        ? classes
        : this.files.filter((file) => file.text.includes(SPECIFIER)).flatMap((file) => moduleState(m, file).classes);
    return all.flatMap((cls) => {
      const [mark] = named(classMarks(m, cls), 'Middleware', SPECIFIER);
      if (!mark || !cls.methods.has('use')) return [];
      const type = getProperty(m, mark.args[0] ?? UNDEFINED, 'type', mark.node);
      if (soleText(type) === 'after') return [];
      return [passing(m, this.#verdicts, dialect, { ...UNDEFINED, refs: [cls], consts: [] }, mark.node)];
    });
  }

  /** `@Authorized()` asks the server's `authorizationChecker`; without one every request is turned away. */
  #authorized(action: Action, context: Context): readonly ChainStep[] {
    const marks = [...named(action.owner, 'Authorized', SPECIFIER), ...named(action.own, 'Authorized', SPECIFIER)];
    const [mark] = marks;
    if (!mark) return [];
    const given = marks.flatMap(({ args }) => args);
    return [
      this.#checks.step(context.server, mark, given, (server, check, roles) =>
        checkerStep(this.m, check, [this.#action(server, mark.node), roles], server.node),
      ),
    ];
  }

  #action(server: ControlledServer, node: TS.Node): Value {
    const { m } = this;
    const [request = UNKNOWN, response = UNKNOWN] =
      server.dialect === 'express' ? (dialectOf('express')?.args(m, node, UNKNOWN) ?? []) : [];
    const entity = m.semantics.typeEntity(SPECIFIER, 'Action');
    const context = entity ? entityInstance(m, entity, 'koa:Context', node) : UNKNOWN;
    return m.object('object', null, [
      ['request', request],
      ['response', response],
      ['context', context],
      ['next', UNKNOWN],
    ]);
  }

  #currentUser({ member }: Action): readonly ChainStep[] {
    const { m } = this;
    return member.parameters.flatMap((parameter) =>
      named(marksOn(m, parameter), 'CurrentUser', SPECIFIER).flatMap((mark): readonly ChainStep[] =>
        truthiness(getProperty(m, mark.args[0] ?? UNDEFINED, 'required', mark.node)) === true
          ? [{ name: '@CurrentUser', node: mark.node, verdict: 'guard' }]
          : [],
      ),
    );
  }
}

function partOf(value: Value | undefined): string | null {
  return value === undefined || value === UNDEFINED ? '' : soleText(value);
}
