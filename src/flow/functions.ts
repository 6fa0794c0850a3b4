/** Functions of the program: closures, activations, what they return. */
import { ts, type TS } from '../lang/ts.js';
import { evaluate } from './eval.js';
import { ANY_FORM, Form } from './forms.js';
import { LIMITS } from './limits.js';
import type { Catcher, Frame, Machine } from './machine.js';
import { recalled } from './memo.js';
import { bindPattern } from './patterns.js';
import { awaited, promiseOf } from './promises.js';
import { anyNumbers, keepRecursion, keyOfRecursion, noteRecursion } from './recursion.js';
import type { BoundRef, Call, ClassRef, FuncRef, FunctionNode, Obj } from './refs.js';
import { Scope } from './scope.js';
import { withinShare } from './shares.js';
import { declareBlock, execBlock, hoist } from './statements.js';
import { joinPaths, mergeStores } from './merging.js';
import { factsAbove, Store } from './store.js';
import { typedValue } from './library.js';
import { activate, arrivedValue, givenValue, noteExit } from './trails.js';
import { noteResult } from './results.js';
import { claimsType, declaredValue } from './types.js';
import { join, joinAll, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from './value.js';

/** Returns a closure over the scope. Arrows keep the `this` that surrounds them. */
export function makeFunction(
  m: Machine,
  node: FunctionNode,
  scope: Scope,
  self: Value | null = null,
  home: ClassRef | null = scope.home,
): Value {
  const known = m.repeating > 0 ? (m.notes.get(node) as FuncRef | undefined) : undefined;
  if (known?.scope === scope) return refValue(known, Form.Function);
  const statics: Obj = m.alloc('object', null);
  const made: FuncRef = { kind: 'func', node, scope, self, home, statics };
  if (m.repeating > 0) m.notes.set(node, made);
  m.created.push(made);
  return refValue(made, Form.Function);
}

export function nameOf(node: FunctionNode): string {
  const own = node.name;
  if (own && (ts.isIdentifier(own) || ts.isStringLiteral(own) || ts.isPrivateIdentifier(own))) return own.text;
  if (ts.isConstructorDeclaration(node)) return `new ${node.parent.name?.text ?? 'class'}`;
  const holder = node.parent;
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) return holder.name.text;
  if ((ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder)) && ts.isIdentifier(holder.name))
    return holder.name.text;
  if (ts.isBinaryExpression(holder) && ts.isPropertyAccessExpression(holder.left)) return holder.left.name.text;
  return 'a function';
}

export function isAsync(node: FunctionNode): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((each) => each.kind === ts.SyntaxKind.AsyncKeyword)
  );
}

function isGenerator(node: FunctionNode): boolean {
  return 'asteriskToken' in node && node.asteriskToken !== undefined;
}

/** Calls a function of the program with these arguments. */
export function callFunction(m: Machine, fn: FuncRef, call: Call): Value {
  return arrivedValue(
    m,
    recalled(m, fn, call, (own) => runFunction(m, fn, own)) ?? withinShare(m, fn, () => runFunction(m, fn, call)),
  );
}

function runFunction(m: Machine, fn: FuncRef, call: Call): Value {
  const { node } = fn;
  if (!node.body) return implementationOf(m, fn, call);
  const depth = m.frames.length;
  if (depth >= LIMITS.callDepth) {
    m.reached('callDepth');
    m.foreignFailures++;
    return UNKNOWN;
  }
  let active = 0;
  let outermost: Frame | null = null;
  for (const each of m.frames) {
    if (each.fn?.node !== node) continue;
    if (active++ === 0) outermost = each;
  }
  const recursion = outermost === null ? null : keyOfRecursion(m, fn, call);
  const before = recursion === null ? undefined : outermost?.recursions?.get(recursion);
  if (before) return before;
  if (active >= LIMITS.recursion || m.steps - (outermost?.from ?? m.steps) > LIMITS.stepsOfRecursion) {
    m.reached(active >= LIMITS.recursion ? 'recursion' : 'stepsOfRecursion');
    m.foreignFailures++;
    const known = m.notes.get(node.body);
    return (known as Value | undefined) ?? NOTHING;
  }
  m.visited.add(node);
  const scope = new Scope(fn.scope, fn.scope.file, fn, 'function', fn.home);
  const entry = m.store;
  const floor = m.floor;
  const snapshots = m.snapshots;
  const outer = m.catcher;
  const catcher: Catcher = { throws: [], overwritten: null, outer: null };
  const async = isAsync(node);
  const generator = isGenerator(node);
  const frame: Frame = {
    fn,
    call: call.node,
    entry,
    returns: [],
    jumps: new Map(),
    from: m.steps,
    locals: [],
    yielded: NOTHING,
    sent: call.sent ?? UNDEFINED,
    exit: call.exit,
    activation: activate(m, node),
  };
  const { created, classes } = m;
  const [closures, inner] = [created.length, classes.length];
  m.frames.push(frame);
  m.floor = entry;
  m.store = new Store(entry);
  m.catcher = catcher;
  bindParameters(m, fn, scope, active === LIMITS.recursion - 1 ? anyNumbers(call) : call);
  runBody(m, node, scope, frame);
  m.frames.pop();
  m.catcher = outer;
  m.floor = floor;

  const exits = frame.returns;
  if (exits.length > 1) m.watcher?.left?.(m, frame, exits);
  const inPlace = m.snapshots - snapshots <= exits.length && catcher.throws.length === 0;
  let value: Value;
  const facts = exits.map((exit) => factsAbove(exit.store, entry));
  if (exits.length === 0) value = NOTHING;
  else value = joinPaths(exits.map((exit, index) => ({ value: exit.value, facts: facts[index] ?? null })));
  if (exits.length > 1) markBorn(exits.map((exit, index) => ({ value: exit.value, facts: facts[index] ?? null })));

  if (generator) {
    m.store =
      exits.length === 0
        ? new Store(entry)
        : mergeStores(
            entry,
            exits.map((exit) => exit.store),
            false,
          );
    return generatorResult(m, fn, call, frame, value);
  }
  // Without a closure over them, variables end with the activation.
  const captured = created.length > closures || classes.length > inner;
  const gone = captured || !frame.locals || frame.locals.length === 0 ? null : new Set(frame.locals);
  const merged = mergeStores(
    entry,
    exits.map((exit) => exit.store),
    inPlace && exits.length > 1,
    gone,
  );
  if (exits.length > 1) m.countMerge(exits.map((exit) => exit.store));
  if (active > 0) noteRecursion(m, node, value);
  else m.notes.delete(node.body);
  m.store = merged;
  if (!merged.dead) value = annotated(m, fn, value, async);
  if (async) return asyncResult(m, entry, merged, value, catcher, gone);
  if (m.catcher !== null && catcher.throws.length > 0) {
    m.snapshots++;
    m.catcher.throws.push(...catcher.throws);
  }
  m.settle();
  if (outermost && recursion !== null && !merged.dead && catcher.throws.length === 0)
    keepRecursion(outermost, recursion, value);
  return value;
}

/** A result of which nothing is known is at least what the function's declaration says: no question to the checker is needed. */
function annotated(m: Machine, fn: FuncRef, value: Value, async: boolean): Value {
  const { type } = fn.node;
  if (!type) return value;
  const inner = async ? awaited(value) : value;
  if (!isBlank(inner) || inner.form !== ANY_FORM || inner.outcome !== null || inner.hint) return value;
  const claimed = claimsType(m, type, fn.scope);
  return claimed ? (async ? awaited(claimed) : claimed) : value;
}

function isBlank(value: Value): boolean {
  return value.open && value.refs.length === 0 && value.labels.length === 0 && value.consts.length === 0;
}

/** Objects that only one path returns tell that this path was taken. */
function markBorn(exits: readonly { readonly value: Value; readonly facts: ReturnType<typeof factsAbove> }[]): void {
  for (const { value, facts } of exits) {
    if (facts === null) continue;
    for (const ref of value.refs) if (ref.kind === 'obj' && ref.born === null) ref.born = facts;
  }
}

/** An async function returns a promise at once; what it proves holds when the promise is awaited. */
function asyncResult(
  m: Machine,
  entry: Store,
  merged: Store,
  value: Value,
  catcher: Catcher,
  gone: ReadonlySet<number> | null,
): Value {
  const inner = awaited(value);
  const rejected = catcher.throws.length > 0 ? joinAll(catcher.throws.map((each) => each.value)) : null;
  const fails = merged.dead;
  if (catcher.throws.length === 0) {
    m.store = merged;
    if (merged.dead) m.store = entry;
    return promiseOf(inner, rejected, null, fails);
  }
  const facts = fails ? null : factsAbove(merged, entry);
  const stores = [...(merged.dead ? [] : [merged]), ...catcher.throws.map((each) => each.store)];
  m.store = mergeStores(entry, stores, false, gone);
  m.countMerge(stores);
  return promiseOf(inner, rejected, facts, fails);
}

function generatorResult(m: Machine, fn: FuncRef, call: Call, frame: Frame, returned: Value): Value {
  const made = m.alloc('iterator', fn.node);
  // What next() sends in is known only later: the body then runs again with it.
  made.slots.set('again', (machine: Machine, sent: Value) => callFunction(machine, fn, { ...call, sent }));
  if (frame.yielded !== NOTHING) m.addRest(made, frame.yielded);
  m.setCell(made, '%returned', returned === NOTHING ? UNDEFINED : returned);
  return refValue(made);
}

function runBody(m: Machine, node: FunctionNode, scope: Scope, frame: Frame): void {
  const { body } = node;
  if (!body) return;
  if (!ts.isBlock(body)) {
    const value = evaluate(m, body, scope);
    leave(m, frame, value, body);
    return;
  }
  hoist(m, node, scope);
  declareBlock(m, body.statements, scope);
  execBlock(m, body.statements, scope);
  if (!m.store.dead) leave(m, frame, ts.isConstructorDeclaration(node) ? NOTHING : UNDEFINED, node);
}

/** Ends the current path with a return. */
export function leave(m: Machine, frame: Frame, value: Value, node: TS.Node): void {
  if (m.store.dead) return;
  if (value.labels.length > 0) noteResult(m, frame.fn?.node, value, node);
  if (frame.exit?.(m, value, node) === true) {
    m.die();
    return;
  }
  m.snapshots++;
  noteExit(frame, node);
  frame.returns.push({ value: value === NOTHING ? UNDEFINED : value, store: m.store });
  m.die();
}

function bindParameters(m: Machine, fn: FuncRef, scope: Scope, call: Call): void {
  const { node } = fn;
  if (!ts.isArrowFunction(node)) {
    const self = fn.self ?? call.self;
    declare(m, scope, 'this', self);
    if (usesArguments(node)) declare(m, scope, 'arguments', m.array(call.args, node));
  }
  if (fn.home && !ts.isArrowFunction(node)) {
    const parent = fn.home.parent;
    if (parent) declare(m, scope, 'super', parent);
  }
  if (ts.isFunctionExpression(node) && node.name) declare(m, scope, node.name.text, refValue(fn, Form.Function));
  node.parameters.forEach((parameter, index) => {
    bindParameter(m, fn, scope, call, parameter, index);
  });
}

function bindParameter(
  m: Machine,
  fn: FuncRef,
  scope: Scope,
  call: Call,
  parameter: TS.ParameterDeclaration,
  index: number,
): void {
  if (ts.isIdentifier(parameter.name) && parameter.name.text === 'this') return;
  const hasThis =
    fn.node.parameters[0] && ts.isIdentifier(fn.node.parameters[0].name) && fn.node.parameters[0].name.text === 'this';
  const position = hasThis ? index - 1 : index;
  let value: Value;
  if (parameter.dotDotDotToken) {
    const rest = call.args.slice(position);
    value = m.array(rest, parameter);
    if (call.restFrom !== null) for (const ref of value.refs) if (ref.kind === 'obj') m.addRest(ref, restOf(call));
    if (call.isEntry === true && ts.isArrayBindingPattern(parameter.name)) {
      value = m.array(
        parameter.name.elements.map((each) =>
          ts.isOmittedExpression(each) ? UNKNOWN : (typedValue(m, each.name) ?? UNKNOWN),
        ),
        parameter,
      );
    }
  } else if (call.isEntry === true && call.restFrom === 0) value = UNKNOWN;
  else if (position < call.args.length && (call.restFrom === null || position < call.restFrom))
    value = call.args[position] ?? UNDEFINED;
  else if (call.restFrom !== null) value = join(restOf(call), UNDEFINED);
  else value = UNDEFINED;
  if (isBlank(value)) {
    const declared = declaredValue(m, parameter, scope);
    value = declared ?? (call.isEntry === true ? m.semantics.parameter(m, fn.node, index) : null) ?? value;
  }
  if (parameter.initializer && mayBeMissing(value)) {
    const fallback = evaluate(m, parameter.initializer, scope);
    value = isUndefined(value) ? fallback : join(value, fallback);
  }
  if (call.isEntry !== true) value = givenValue(m, value);
  bindPattern(m, parameter.name, value, scope, true);
  if (ts.isConstructorDeclaration(fn.node) && ts.getModifiers(parameter)?.length && ts.isIdentifier(parameter.name)) {
    const self = call.self.refs[0];
    if (self?.kind === 'obj') m.setCell(self, parameter.name.text, value);
  }
}

function restOf(call: Call): Value {
  return joinAll(call.args.slice(call.restFrom ?? 0));
}

export function isUndefined(value: Value): boolean {
  return (
    !value.open &&
    value.refs.length === 0 &&
    value.labels.length === 0 &&
    value.consts.length > 0 &&
    value.consts.every((each) => each.value === undefined)
  );
}

export function mayBeMissing(value: Value): boolean {
  return value.open || value.labels.length > 0 || value.consts.some((each) => each.value === undefined);
}

const argumentsUse = new WeakMap<TS.Node, boolean>();

function usesArguments(node: FunctionNode): boolean {
  let known = argumentsUse.get(node);
  if (known === undefined) {
    known =
      node.body !== undefined && /\barguments\b/.test(node.getSourceFile().text.slice(node.body.pos, node.body.end));
    argumentsUse.set(node, known);
  }
  return known;
}

export function declare(m: Machine, scope: Scope, name: string, value: Value): void {
  const place = m.newPlace();
  scope.names.set(name, place);
  m.frames.at(-1)?.locals?.push(place);
  m.store.set(place, value);
}

/** An overload or abstract signature: the implementation beside it, or in the subclass that `this` is. */
function implementationOf(m: Machine, fn: FuncRef, call: Call): Value {
  const { node } = fn;
  const siblings: readonly TS.Node[] = ts.isFunctionDeclaration(node)
    ? 'statements' in node.parent
      ? (node.parent as TS.SourceFile).statements
      : []
    : ts.isClassLike(node.parent)
      ? node.parent.members
      : [];
  const name = node.name?.getText();
  for (const sibling of siblings) {
    if (
      sibling !== node &&
      (ts.isFunctionDeclaration(sibling) || ts.isMethodDeclaration(sibling)) &&
      sibling.body &&
      sibling.name?.getText() === name
    ) {
      return callFunction(m, { ...fn, node: sibling }, call);
    }
  }
  return UNKNOWN;
}

/** Returns a function with `this` given, as bind does. */
export function bound(target: Value, self: Value, args: readonly Value[] = []): Value {
  const ref: BoundRef = { kind: 'bound', target, self, args };
  return refValue(ref, Form.Function);
}
