/** Procedures of tRPC: built step by step, run as a chain of input parsers and middleware. */
import { apart, beginAbove } from '../../flow/apart.js';
import { LIMITS } from '../../flow/limits.js';
import { ts, type TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { callValue, entryCall, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { Form } from '../../flow/forms.js';
import { exportNames, moduleExport } from '../../flow/imports.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import { awaited, promiseOf } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { answerData } from '../shared/answer.js';
import { grown, layered } from '../shared/builder.js';
import type { Natives } from '../schema.js';
import { pass } from '../shared/chain.js';
import { JSON_BODY } from '../shared/client.js';
import { parsedBy } from '../shared/parser.js';
import { keepMount, keepRegistration, objectOf, ownerOf } from '../shared/registration.js';
import { namedSource } from '../shared/sources.js';

const STACK = { kind: 'error.caught', form: Form.String } as const;

type Step =
  | { readonly kind: 'input'; readonly parser: Value; readonly node: TS.Node }
  | { readonly kind: 'output'; readonly node: TS.Node }
  | { readonly kind: 'use'; readonly handler: Value; readonly node: TS.Node };

/** A procedure with its resolver. */
export interface Procedure {
  readonly type: string;
  readonly steps: readonly Step[];
  readonly resolver: Value;
  readonly context: TS.TypeNode | null;
  readonly node: TS.Node;
}

function typeArgument(node: TS.Node): TS.TypeNode | null {
  return ts.isCallExpression(node) ? (node.typeArguments?.[0] ?? null) : null;
}

/** The value of the context that a type names: what the function makes, or an object of the type. */
function contextValue(m: Machine, type: TS.TypeNode | null): Value {
  if (!type) return m.object('object', null);
  const scope = moduleScope(moduleState(m, type.getSourceFile()));
  if (!scope) return UNKNOWN;
  const inner =
    ts.isTypeReferenceNode(type) && type.typeName.getText() === 'inferAsyncReturnType'
      ? (type.typeArguments?.[0] ?? type)
      : type;
  const claimed = claimsType(m, inner, scope) ?? UNKNOWN;
  if (!claimed.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound')) return awaited(claimed);
  const { catcher, store } = m;
  m.catcher = { throws: [], overwritten: null, outer: null };
  const made = awaited(callValue(m, claimed, entryCall(type, UNKNOWN)));
  m.catcher = catcher;
  if (m.dead) m.store = store;
  return made;
}

/**
 * Returns a library's thing that the context of procedures holds under a name, such as the client of a database; something
 * unknown for everything else: who is calling is for whoever asks to find out.
 */
export function contextThing(m: Machine, type: TS.TypeNode, name: string): Value {
  const known = (m.notes.get(type) as Map<string, Value> | undefined) ?? new Map<string, Value>();
  m.notes.set(type, known);
  const before = known.get(name);
  if (before) return before;
  known.set(name, UNKNOWN);
  const found = apart(m, () => {
    beginAbove(m, m.store, LIMITS.stepsPerProbe);
    m.watcher = null;
    const context = contextValue(m, type);
    return context.refs.length > 0 ? getProperty(m, context, name, type) : UNKNOWN;
  });
  const isThing =
    found.refs.length > 0 &&
    !found.open &&
    found.consts.length === 0 &&
    found.refs.every((ref) => ref.kind === 'obj' && ref.entity !== null);
  if (isThing) known.set(name, { ...found, labels: [] });
  return known.get(name) ?? UNKNOWN;
}

function extended(m: Machine, call: Call, step: Step): Value {
  return grown(m, call, '@trpc/server:ProcedureBuilder', step, ['context']);
}

function run(m: Machine, procedure: Procedure): void {
  const { node } = procedure;
  const raw = namedSource(m, JSON_BODY, node, 'input');
  const state = m.alloc('object', null);
  m.setCell(state, 'ctx', contextValue(m, procedure.context));
  m.setCell(state, 'input', UNDEFINED);
  const read = (name: string): Value => m.cell(state, name) ?? UNDEFINED;
  const options = (next: Value): Value =>
    m.object('object', null, [
      ['ctx', read('ctx')],
      ['input', read('input')],
      ['next', next],
      ['rawInput', raw],
      ['getRawInput', refValue({ kind: 'native', name: 'getRawInput', props: null, call: () => promiseOf(raw) }, 128)],
      ['path', UNKNOWN],
      ['type', UNKNOWN],
    ]);
  for (const step of procedure.steps) {
    if (m.dead) return;
    if (step.kind === 'input') {
      const before = read('input');
      const parsed = parsedBy(m, step.parser, raw, step.node);
      m.setCell(state, 'input', before === UNDEFINED ? parsed : layered(m, parsed, before, step.node));
      continue;
    }
    if (step.kind === 'output') continue;
    const passed = pass(
      m,
      {
        handler: step.handler,
        node: step.node,
        args: (next) => [options(next)],
        answer: promiseOf(UNKNOWN),
        onNext: (machine, call) => {
          const [given] = call.args;
          const context = given && given.refs.length > 0 ? getProperty(machine, given, 'ctx', step.node) : UNDEFINED;
          if (context.refs.length > 0) machine.setCell(state, 'ctx', layered(machine, context, read('ctx'), step.node));
          const input = given && given.refs.length > 0 ? getProperty(machine, given, 'input', step.node) : UNDEFINED;
          if (input.refs.length > 0) machine.setCell(state, 'input', input);
        },
      },
      false,
    );
    if (!passed) return;
  }
  if (m.dead) return;
  const answer = callValue(m, procedure.resolver, plainCall(node, UNDEFINED, [options(NOTHING)]));
  // A schema of the output strips what it does not name (https://trpc.io/docs/server/validators#output-validators).
  if (!procedure.steps.some(({ kind }) => kind === 'output'))
    answerData(m, answer, node, `Procedure.${procedure.type}`);
}

const resolver: Native = (m, call) => {
  const from = ownerOf(call);
  const made = m.alloc('object', null);
  if (!from) return refValue(made);
  const [context] = m.kept(from, 'context') as readonly TS.TypeNode[];
  const procedure: Procedure = {
    type: call.entity?.name.split('.').at(-1) ?? 'query',
    steps: m.kept(from, 'steps') as readonly Step[],
    resolver: call.args[0] ?? UNKNOWN,
    context: context ?? null,
    node: call.node,
  };
  m.keep(made, 'procedure', procedure);
  m.defer(call.node, (machine) => {
    run(machine, procedure);
  });
  return refValue(made);
};

/**
 * What a procedure passes whichever of several builders it is made of, and what only with some:
 * `process.env.OPEN ? t.procedure : t.procedure.use(guard)`.
 */
function stepsOf(all: readonly Procedure[]): { readonly common: readonly Step[]; readonly perhaps: readonly Value[] } {
  const has = ({ steps }: Procedure, step: Step): boolean => steps.some(({ node }) => node === step.node);
  const common = (all[0]?.steps ?? []).filter((step) => all.every((each) => has(each, step)));
  const perhaps = all.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'use' && !all.every((each) => has(each, step)) ? [step.handler] : [])),
  );
  return { common, perhaps };
}

/** Keeps each procedure with the router under its name; routers in routers are mounted. */
const router: Native = (m, call) => {
  const [routes = UNKNOWN] = call.args;
  const owner = objectOf(routes);
  if (!owner) return routes;
  for (const name of owner.cells.keys()) {
    const value = m.cell(owner, name);
    const child = objectOf(value);
    if (!child || name.startsWith('%')) continue;
    const [procedure, ...others] = (value?.refs ?? []).flatMap((ref) =>
      ref.kind === 'obj' ? (m.kept(ref, 'procedure') as readonly Procedure[]) : [],
    );
    if (procedure) {
      const { common, perhaps } = stepsOf([procedure, ...others]);
      const steps = common.flatMap((step) => (step.kind === 'use' ? [step.handler] : []));
      const parsers = procedure.steps.flatMap((step) => (step.kind === 'input' ? [step.parser] : []));
      keepRegistration(m, owner, {
        framework: 'trpc',
        kind: 'route',
        method: procedure.type,
        path: name,
        handlers: [...steps, procedure.resolver],
        node: procedure.node,
        options: m.array(parsers, null),
        ...(perhaps.length > 0 ? { perhaps } : {}),
        ...(procedure.context ? { context: procedure.context } : {}),
      });
    } else if (m.kept(child, 'layers').length > 0) {
      const layer = {
        framework: 'trpc',
        kind: 'mount',
        method: 'all',
        path: name,
        handlers: [],
        node: call.node,
      } as const;
      keepRegistration(m, owner, layer);
      keepMount(m, child, owner, layer);
    }
  }
  return routes;
};

/** `mergeRouters(a, b)`: their procedures stand in one router, under the names that they have. */
const merge: Native = (m, call) => {
  const merged = m.alloc('object', call.node);
  for (const child of call.args.flatMap((each) => objectOf(each) ?? [])) {
    if (m.kept(child, 'layers').length === 0) continue;
    const layer = { framework: 'trpc', kind: 'mount', method: 'all', path: '', handlers: [], node: call.node } as const;
    keepRegistration(m, merged, layer);
    keepMount(m, child, merged, layer);
  }
  return refValue(merged);
};

/** `lazy(() => import('./greeting'))`: the router that it gives, or the only router that the module exports. */
const lazy: Native = (m, call) => {
  const loaded = awaited(callValue(m, call.args[0] ?? UNKNOWN, plainCall(call.node, UNDEFINED, [])));
  const [ref] = loaded.refs;
  if (ref?.kind !== 'module') return loaded;
  const exported = exportNames(m, ref.file).flatMap((name) => moduleExport(m, ref.file, name) ?? []);
  const routers = exported.filter((each) => {
    const router = objectOf(each);
    return router !== null && m.kept(router, 'layers').length > 0;
  });
  return routers.length === 1 ? (routers[0] ?? UNKNOWN) : UNKNOWN;
};

/** `errorFormatter({ shape, error })` makes the answer of every failure (https://trpc.io/docs/server/error-formatting). */
function formatErrors(m: Machine, call: Call): void {
  const formatter = getProperty(m, call.args[0] ?? UNKNOWN, 'errorFormatter', call.node);
  const [fn] = formatter.refs;
  if (fn?.kind !== 'func') return;
  m.defer(fn.node, (machine) => {
    const given = objectOf(machine.object('object', fn.node));
    const error = objectOf(machine.object('object', fn.node));
    if (!given || !error) return;
    // Its text is in the shape already, and its cause is often a validator's, made to be shown.
    machine.setRest(error, UNKNOWN);
    machine.setCell(error, 'stack', namedSource(machine, STACK, fn.node, 'error.stack'));
    machine.setRest(given, UNKNOWN);
    machine.setCell(given, 'error', refValue(error));
    const answer = callValue(machine, formatter, plainCall(call.node, UNDEFINED, [refValue(given)]));
    answerData(machine, answer, fn.node, 'errorFormatter');
  });
}

export const trpcNatives: Natives = {
  'trpc.context': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'Builder', call.node) : UNKNOWN;
    const type = typeArgument(call.node);
    const owner: Obj | null = objectOf(made);
    if (owner && type) m.keep(owner, 'context', type);
    return made;
  },
  'trpc.create': (m, call) => {
    if (!call.entity) return UNKNOWN;
    const root = entityInstance(m, call.entity, 'Root', call.node);
    const procedure = entityInstance(m, call.entity, 'ProcedureBuilder', call.node);
    const from = ownerOf(call);
    const to = objectOf(procedure);
    if (from && to) for (const each of m.kept(from, 'context')) m.keep(to, 'context', each);
    const owner = objectOf(root);
    if (owner) m.setCell(owner, 'procedure', procedure);
    formatErrors(m, call);
    return root;
  },
  'trpc.input': (m, call) => extended(m, call, { kind: 'input', parser: call.args[0] ?? UNKNOWN, node: call.node }),
  'trpc.output': (m, call) => extended(m, call, { kind: 'output', node: call.node }),
  'trpc.use': (m, call) => extended(m, call, { kind: 'use', handler: call.args[0] ?? UNKNOWN, node: call.node }),
  'trpc.resolver': resolver,
  'trpc.router': router,
  'trpc.merge': merge,
  'trpc.lazy': lazy,
};
