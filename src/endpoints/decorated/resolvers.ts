/**
 * Endpoints of TypeGraphQL (https://typegraphql.com/docs/authorization.html, https://typegraphql.com/docs/middlewares.html):
 * queries, mutations and subscriptions, with `@Authorized` and the middleware of the schema, the class and the method.
 */
import { getProperty } from '../../flow/access.js';
import { instanceOf } from '../../flow/classes.js';
import { promiseOf } from '../../flow/promises.js';
import type { Machine } from '../../flow/machine.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { builtSchemas, contextIds, type BuiltSchema } from '../../models/type-graphql/model.js';
import { openContext } from '../../models/graphql/context.js';
import type { Mark } from '../../models/nest/core.js';
import { nameOfValue } from '../names.js';
import { named } from '../nest/marks.js';
import { classesIn, listOf } from '../nest/modules.js';
import { judgeStep, probeStep } from '../probe.js';
import { judgement } from '../steps.js';
import type { ChainStep, Endpoint } from '../types.js';
import { actionsOf, checkerStep, type Action } from './actions.js';
import { Checks, mayHold, optionOf, setupsIn } from './setup.js';

const SPECIFIER = 'type-graphql';
const OPERATIONS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

export class ResolversReader {
  readonly #steps = new Map<unknown, ChainStep>();
  readonly #checks: Checks;

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {
    this.#checks = new Checks(m, 'authChecker');
  }

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    if (!this.files.some((file) => file.text.includes(SPECIFIER))) return [];
    const schemas = setupsIn(this.files, builtSchemas(m));
    return actionsOf(m, this.files, SPECIFIER, (name) => name === 'Resolver', contextIds(m)).flatMap((action) => {
      const schema = schemas.find((each) => mayHold(m, each, 'resolvers', action.cls)) ?? null;
      return action.own.flatMap((mark) => (OPERATIONS.has(mark.name) ? [this.#endpoint(action, mark, schema)] : []));
    });
  }

  #endpoint(action: Action, mark: Mark, schema: BuiltSchema | null): Endpoint {
    const { owner, own, member, handler } = action;
    const used = [
      ...(schema ? listOf(this.m, optionOf(this.m, schema, 'globalMiddlewares'), schema.node) : []),
      ...[...named(owner, 'UseMiddleware', SPECIFIER), ...named(own, 'UseMiddleware', SPECIFIER)].flatMap(({ args }) =>
        args.flatMap((each) =>
          each.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array')
            ? listOf(this.m, each, mark.node)
            : [each],
        ),
      ),
    ];
    const steps = [...this.#authorized(action, schema), ...used.map((given) => this.#middleware(given, mark.node))];
    return {
      framework: SPECIFIER,
      method: mark.name.toUpperCase(),
      path: this.#nameOf(mark, member),
      node: mark.node,
      handler,
      steps,
      handling: action.handling,
      understood: schema !== null && steps.every((step) => step.verdict !== 'unknown'),
    };
  }

  /** `@Query(() => Item, { name: 'item' })`; the method's name otherwise. */
  #nameOf(mark: Mark, member: TS.MethodDeclaration): string | null {
    const options = mark.args.find((each) => each.refs.some((ref) => ref.kind === 'obj'));
    const given = options ? getProperty(this.m, options, 'name', mark.node) : UNDEFINED;
    if (given !== UNDEFINED) return soleText(given);
    return ts.isIdentifier(member.name) ? member.name.text : null;
  }

  /** `{ root, args, context, info }` as middleware and checkers get it, and the ids of what is read of the context. */
  #data(node: TS.Node): { readonly value: Value; readonly ids: ReadonlySet<number> } {
    const ids = new Set<number>();
    const value = this.m.object('object', null, [
      ['root', UNKNOWN],
      ['args', UNKNOWN],
      ['context', openContext(this.m, node, ids)],
      ['info', UNKNOWN],
    ]);
    return { value, ids };
  }

  #middleware(given: Value, node: TS.Node): ChainStep {
    const { m } = this;
    const [key] = given.refs;
    const known = key && this.#steps.get(key);
    if (known) return known;
    const [cls] = classesIn(given);
    const self = cls ? instanceOf(m, cls) : UNKNOWN;
    const handler = cls ? getProperty(m, self, 'use', node) : given;
    const data = this.#data(node);
    const args = (next: Value): readonly Value[] => [data.value, next];
    const evidence = probeStep(m, { handler, node, self, args, answer: promiseOf(UNKNOWN) }, false, data.ids);
    const step = { ...nameOfValue(given, node), ...judgement(judgeStep(evidence), evidence) };
    if (key) this.#steps.set(key, step);
    return step;
  }

  /** The method's `@Authorized` replaces the class's; without an `authChecker` no schema is built. */
  #authorized({ owner, own }: Action, schema: BuiltSchema | null): readonly ChainStep[] {
    const [mark] = [...named(own, 'Authorized', SPECIFIER), ...named(owner, 'Authorized', SPECIFIER)];
    if (!mark) return [];
    return [
      this.#checks.step(schema, mark, mark.args, (built, checker, roles) => {
        const [cls] = classesIn(checker);
        const self = cls ? instanceOf(this.m, cls) : UNKNOWN;
        const check = cls ? getProperty(this.m, self, 'check', built.node) : checker;
        return {
          ...checkerStep(this.m, check, [this.#data(built.node).value, roles], built.node, self),
          ...nameOfValue(checker, built.node),
        };
      }),
    ];
  }
}
