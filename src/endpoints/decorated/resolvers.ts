/**
 * Endpoints of TypeGraphQL (https://typegraphql.com/docs/authorization.html, https://typegraphql.com/docs/middlewares.html):
 * queries, mutations and subscriptions, with `@Authorized` and the middleware of the schema, the class and the method.
 */
import { getProperty } from '../../flow/access.js';
import { instanceOf } from '../../flow/classes.js';
import { promiseOf } from '../../flow/promises.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef } from '../../flow/refs.js';
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

const SPECIFIER = 'type-graphql';
const OPERATIONS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

export class ResolversReader {
  readonly #steps = new Map<unknown, ChainStep>();
  readonly #checked = new Map<string, ChainStep>();

  constructor(
    readonly m: Machine,
    readonly files: readonly TS.SourceFile[],
  ) {}

  endpoints(): readonly Endpoint[] {
    const { m } = this;
    if (!this.files.some((file) => file.text.includes(SPECIFIER))) return [];
    const files = new Set(this.files);
    const schemas = builtSchemas(m).filter(({ node }) => files.has(node.getSourceFile()));
    return actionsOf(m, this.files, SPECIFIER, (name) => name === 'Resolver', contextIds(m)).flatMap((action) => {
      const schema = schemas.find((each) => this.#holds(each, action.cls)) ?? null;
      return action.own.flatMap((mark) => (OPERATIONS.has(mark.name) ? [this.#endpoint(action, mark, schema)] : []));
    });
  }

  #option(schema: BuiltSchema, name: string): Value {
    return getProperty(this.m, schema.options, name, schema.node);
  }

  /** A list of classes names the resolvers; patterns of files and what is computed may hold every one. */
  #holds(schema: BuiltSchema, cls: ClassRef): boolean {
    const listed = listOf(this.m, this.#option(schema, 'resolvers'), schema.node);
    const classes = listed.flatMap(classesIn);
    return classes.length < listed.length || classes.length === 0 || classes.some(({ node }) => node === cls.node);
  }

  #endpoint(action: Action, mark: Mark, schema: BuiltSchema | null): Endpoint {
    const { owner, own, member, handler } = action;
    const used = [
      ...(schema ? listOf(this.m, this.#option(schema, 'globalMiddlewares'), schema.node) : []),
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
    const checker = schema ? this.#option(schema, 'authChecker') : UNDEFINED;
    const asked: ChainStep = { name: '@Authorized', node: mark.node, verdict: 'guard' };
    if (!schema || checker === UNDEFINED || checker.refs.length === 0) return [asked];
    const roles = mark.args.flatMap((each) => (each.refs.length > 0 ? listOf(this.m, each, mark.node) : [each]));
    const key = roles.map((each) => soleText(each) ?? '?').join(' ');
    let step = this.#checked.get(key);
    if (!step) {
      const [cls] = classesIn(checker);
      const self = cls ? instanceOf(this.m, cls) : UNKNOWN;
      const check = cls ? getProperty(this.m, self, 'check', schema.node) : checker;
      const list = this.m.array(roles, mark.node);
      step = {
        ...checkerStep(this.m, check, [this.#data(schema.node).value, list], schema.node, self),
        ...nameOfValue(checker, schema.node),
      };
      this.#checked.set(key, step);
    }
    return [step.verdict === 'unknown' ? asked : step];
  }
}
