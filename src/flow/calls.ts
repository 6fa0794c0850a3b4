/** Calls: who is called, with what, and what comes back. */
import { skipWrappers } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { constantKey, getDynamic, getProperty } from './access.js';
import { elementsOf } from './elements.js';
import { builtinCall, builtinMethod } from './builtins/methods.js';
import { classMember, construct, instanceEntity, superCall } from './classes.js';
import { evaluate, knownBy, readName } from './eval.js';
import { presentPart } from './operators.js';
import { callFunction } from './functions.js';
import { entityValue, typedCallee } from './library.js';
import { callModelled } from './modelled.js';
import type { Machine } from './machine.js';
import { importCall, requireCall, requireComputed } from './imports.js';
import type { Call, Ref } from './refs.js';
import type { Scope } from './scope.js';
import { joinPaths } from './merging.js';
import { factsAbove, type Store } from './store.js';
import { isMissing, join, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from './value.js';
import { Form } from './forms.js';
import { FUNCTION_NAME } from './labels.js';
import { inheritsNothing, mayInherit } from './lookups.js';
import { unknownCall, unknownNew } from './unknown-calls.js';

/** Returns a call that the engine makes itself. */
export function plainCall(node: TS.Node, self: Value, args: readonly Value[]): Call {
  return { node, self, args, argNodes: [], restFrom: null, isNew: false, spec: null, entity: null };
}

/** Returns a call from outside: parameters have what their declarations say. */
export function entryCall(node: TS.Node, self: Value, args: readonly Value[] = []): Call {
  return {
    ...plainCall(node, self, args),
    isEntry: true,
    restFrom: args.length === 0 ? 0 : null,
    args: args.length === 0 ? [UNKNOWN] : args,
  };
}

interface Arguments {
  readonly args: readonly Value[];
  readonly argNodes: readonly (TS.Expression | undefined)[];
  readonly restFrom: number | null;
}

/** `...[]` gives no argument. */
function isEmptyList({ refs, open, labels }: Value): boolean {
  const [only] = refs;
  return refs.length === 1 && !open && labels.length === 0 && only?.kind === 'obj' && only.shape === 'array';
}

export function evalArguments(m: Machine, nodes: readonly TS.Expression[], scope: Scope): Arguments {
  const args: Value[] = [];
  const argNodes: (TS.Expression | undefined)[] = [];
  let restFrom: number | null = null;
  for (const node of nodes) {
    const value = evaluate(m, node, scope);
    if (!ts.isSpreadElement(node)) {
      args.push(value);
      argNodes.push(node);
      continue;
    }
    const elements = elementsOf(m, value, node);
    for (const each of elements.known) {
      args.push(each);
      argNodes.push(node);
    }
    if (elements.rest !== NOTHING || (elements.known.length === 0 && !isEmptyList(value))) {
      restFrom ??= args.length;
      args.push(elements.rest === NOTHING ? UNDEFINED : elements.rest);
      argNodes.push(node);
    }
  }
  return { args, argNodes, restFrom };
}

/** Methods that compare their receiver, or what it holds, with their argument. */
const COMPARES: ReadonlySet<string> = new Set(['equals', 'includes', 'has']);

export function evalCall(m: Machine, node: TS.CallExpression, scope: Scope): Value {
  const target = skipWrappers(node.expression);
  if (target.kind === ts.SyntaxKind.ImportKeyword) return importCall(m, node, scope);
  if (target.kind === ts.SyntaxKind.SuperKeyword) {
    const { args, argNodes, restFrom } = evalArguments(m, node.arguments, scope);
    if (scope.home)
      superCall(m, scope.home, readName(m, 'this', scope, node), {
        ...plainCall(node, UNDEFINED, args),
        argNodes,
        restFrom,
      });
    return UNDEFINED;
  }
  const requires = ts.isIdentifier(target) && target.text === 'require' && scope.find('require') === undefined;
  if (requires) {
    const required = requireCall(m, node, scope);
    if (required) return required;
  }
  let callee: Value;
  let self: Value = UNDEFINED;
  let method: string | null = null;
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    const optional = target.questionDotToken !== undefined;
    const superAccess = target.expression.kind === ts.SyntaxKind.SuperKeyword;
    self = superAccess ? readName(m, 'this', scope, node) : evaluate(m, target.expression, scope);
    if (ts.isPropertyAccessExpression(target)) self = knownBy(m, target, self, scope);
    if (ts.isOptionalChain(node) && isMissing(self)) return UNDEFINED;
    if (optional) self = presentPart(self);
    const key = ts.isPropertyAccessExpression(target) ? null : evaluate(m, target.argumentExpression, scope);
    method = ts.isPropertyAccessExpression(target) ? target.name.text : constantKey(key ?? UNKNOWN);
    if (superAccess && scope.home && method !== null) {
      callee = superMember(m, scope, method, node, self);
    } else if (method === null) {
      callee = getDynamic(m, self, key ?? UNKNOWN, target);
      if (key) dynamicCall(m, self, key, target, node);
    } else callee = NOTHING;
  } else callee = evaluate(m, target, scope);
  const { args, argNodes, restFrom } = evalArguments(m, node.arguments, scope);
  if (m.store.dead) return NOTHING;
  const call: Call = { node, self, args, argNodes, restFrom, isNew: false, spec: null, entity: null };
  if (method !== null && callee === NOTHING) {
    const answer = callMethod(m, self, method, call, target);
    return args[0] && COMPARES.has(method) ? (m.watcher?.compared?.(m, node, self, args[0], answer) ?? answer) : answer;
  }
  const computed = requires && args[0]?.labels.length === 0 ? requireComputed(m, node) : null;
  return computed ?? callValue(m, callee, call, target);
}

/** A call by a name that the client chose: inherited functions can be reached as well as those of the table. */
function dynamicCall(m: Machine, base: Value, key: Value, node: TS.Node, call: TS.CallExpression): void {
  if (key.labels.length === 0 || !mayInherit(key)) return;
  if (base.refs.length > 0 && base.refs.every(inheritsNothing)) return;
  m.sink(key, node, plainCall(call, base, []), { kind: FUNCTION_NAME }, call.expression.getText());
}

function superMember(m: Machine, scope: Scope, name: string, node: TS.Node, self: Value): Value {
  for (const ref of scope.home?.parent?.refs ?? []) {
    if (ref.kind === 'lib') {
      const member = instanceEntity(ref.entity)?.member(name);
      if (member?.call) return entityValue(m, member, node, self);
    }
    if (ref.kind !== 'class') continue;
    const inStatic = self.refs.some((each) => each.kind === 'class');
    const found = inStatic
      ? getProperty(m, { ...UNKNOWN, refs: [ref], open: false }, name, node)
      : classMember(m, ref, name, node, self);
    if (found) return found;
  }
  return UNKNOWN;
}

/** Calls a method by name: the program's own first, then the language's. */
export function callMethod(m: Machine, self: Value, name: string, call: Call, target: TS.Expression): Value {
  const results: { readonly value: Value; readonly store: Store }[] = [];
  const base = m.store;
  const alternatives: (() => Value)[] = [];
  const builtin = builtinMethod(m, self, name, call);
  if (builtin) alternatives.push(builtin);
  const own: Value = getProperty(m, self, name, target);
  const callable = own.refs.filter(
    (ref) => ref.kind !== 'obj' || (ref.entity?.call ?? null) !== null || ref.cells.has('%call'),
  );
  if (callable.length > 0) {
    alternatives.push(() => callValue(m, { ...own, refs: callable, open: false, labels: [] }, call, target));
  } else if (!builtin) {
    const typed = own.open && mayBeLibrary(self) ? typedCallee(m, target) : null;
    if (typed) return callValue(m, ofReceiver(typed, self), { ...call, self }, target);
    return unknownCall(m, own, call);
  }
  if (alternatives.length === 1) return (alternatives[0] ?? (() => UNKNOWN))();
  for (const run of alternatives) {
    m.branch([
      () => {
        const value = run();
        results.push({ value, store: m.store });
      },
    ]);
  }
  return results.length === 1
    ? (results[0]?.value ?? UNKNOWN)
    : joinPaths(results.map(({ value, store }) => ({ value, facts: store === base ? null : factsAbove(store, base) })));
}

/** The checker says which method it is; somebody's data stays what the method is called on. */
function ofReceiver(callee: Value, self: Value): Value {
  if (self.labels.length === 0) return callee;
  return { ...callee, refs: callee.refs.map((ref) => (ref.kind === 'lib' && ref.self ? { ...ref, self } : ref)) };
}

/** False for data of one's own: no method of it is a library's, and the checker need not be asked. */
function mayBeLibrary(self: Value): boolean {
  if ((self.form & (Form.Object | Form.Function)) === 0) return false;
  return self.refs.length === 0 || self.refs.some((ref) => ref.kind !== 'obj' || ref.shape !== 'typed');
}

/** Calls whatever a value may be; several callees are several paths. */
export function callValue(m: Machine, callee: Value, call: Call, target: TS.Expression | null = null): Value {
  if (m.store.dead) return NOTHING;
  const refs = callee.refs;
  if (refs.length === 0) {
    const typed = target && callee.open ? typedCallee(m, target) : null;
    if (typed && typed.refs.length > 0) return callValue(m, typed, call, null);
    return unknownCall(m, callee, call);
  }
  const [only] = refs;
  if (refs.length === 1 && only && !callee.open) return callRef(m, only, call);
  const place = m.newPlace();
  const runs = refs.map((ref) => () => {
    const value = callRef(m, ref, call);
    if (!m.dead && value !== NOTHING) m.store.set(place, value);
  });
  if (callee.open) {
    runs.push(() => {
      m.store.set(place, unknownCall(m, callee, call));
    });
  }
  m.branch(runs);
  return m.read(place) ?? NOTHING;
}

function callRef(m: Machine, ref: Ref, call: Call): Value {
  switch (ref.kind) {
    case 'func':
      return callFunction(m, ref, call);
    case 'bound': {
      const args = [...ref.args, ...call.args];
      const argNodes = [...ref.args.map(() => undefined), ...call.argNodes];
      const restFrom = call.restFrom === null ? null : call.restFrom + ref.args.length;
      return callValue(m, ref.target, { ...call, self: ref.self, args, argNodes, restFrom });
    }
    case 'class':
      return call.isNew ? construct(m, ref, call) : UNKNOWN;
    case 'native':
      if (!ref.presents) m.foreignFailures++;
      return ref.call(m, call);
    case 'lib': {
      const self = ref.self ?? call.self;
      return callModelled(m, ref.entity, { ...call, self });
    }
    case 'obj':
      if (ref.entity?.call)
        return callModelled(m, ref.entity, { ...call, self: { ...UNKNOWN, refs: [ref], open: false } });
      if (m.cell(ref, '%call')) return callValue(m, m.cell(ref, '%call') ?? UNKNOWN, call);
      return builtinCall(m, ref, call) ?? UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** The thing that was made, unless the function returns an object of its own (ECMA-262, 10.2.2). */
function chosenByNew(made: Value, answer: Value): Value {
  if (answer.refs.length === 0) return made;
  const own: Value = {
    ...answer,
    consts: [],
    labels: [],
    form: answer.form & (Form.Object | Form.Array | Form.Function),
  };
  return answer.open || answer.consts.length > 0 ? join(made, own) : own;
}

export function evalNew(m: Machine, node: TS.NewExpression, scope: Scope): Value {
  const callee = evaluate(m, node.expression, scope);
  const { args, argNodes, restFrom } = evalArguments(m, node.arguments ?? [], scope);
  if (m.store.dead) return NOTHING;
  const call: Call = { node, self: UNDEFINED, args, argNodes, restFrom, isNew: true, spec: null, entity: null };
  if (callee.refs.length === 0) {
    const typed = callee.open ? typedCallee(m, node.expression) : null;
    return typed ? callValue(m, typed, call) : unknownNew(m, call);
  }
  let result: Value = NOTHING;
  for (const ref of callee.refs) {
    if (ref.kind === 'func') {
      const made = refValue(m.alloc('object', node, { proto: getProperty(m, refValue(ref), 'prototype', node) }));
      const answer = callFunction(m, ref, { ...call, self: made });
      result = join(result, chosenByNew(made, answer));
    } else result = join(result, callRef(m, ref, call));
  }
  return result;
}

/** A tag is called with the texts and the values; library tags know what their values become. */
export function evalTagged(m: Machine, node: TS.TaggedTemplateExpression, scope: Scope): Value {
  const target = skipWrappers(node.tag);
  let self: Value = UNDEFINED;
  let callee: Value;
  if (ts.isPropertyAccessExpression(target)) {
    self = evaluate(m, target.expression, scope);
    callee = getProperty(m, self, target.name.text, target);
    if (callee.refs.length === 0 && callee.open) callee = typedCallee(m, target) ?? callee;
  } else {
    callee = evaluate(m, target, scope);
    if (callee.refs.length === 0 && callee.open) callee = typedCallee(m, target) ?? callee;
  }
  const { template } = node;
  const texts = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
  const raw = m.array(
    texts.map((text) => ({ ...UNKNOWN, form: 1, consts: [{ value: text, origin: null }], open: false, shape: text })),
    null,
  );
  const strings = m.array(
    texts.map((text) => ({ ...UNKNOWN, form: 1, consts: [{ value: text, origin: null }], open: false, shape: text })),
    null,
  );
  for (const ref of strings.refs) if (ref.kind === 'obj') m.setCell(ref, 'raw', raw);
  const expressions = ts.isNoSubstitutionTemplateLiteral(template)
    ? []
    : template.templateSpans.map((span) => span.expression);
  const values = expressions.map((each) => evaluate(m, each, scope));
  return callValue(
    m,
    callee,
    {
      node,
      self,
      args: [strings, ...values],
      argNodes: [undefined, ...expressions],
      restFrom: null,
      isNew: false,
      spec: null,
      entity: null,
    },
    target,
  );
}
