/** Statements: control flow on the store. */
import { ts, type TS } from '../lang/ts.js';
import { allOf, elementsOf, getProperty, keysOf } from './access.js';
import { defineClass } from './classes.js';
import { assignTo, assume, evaluate } from './eval.js';
import { compareCase } from './switch.js';
import { declare, leave, makeFunction } from './functions.js';
import { sourceLabel } from './sources.js';
import { LIMITS } from './limits.js';
import type { Catcher, Machine, Throw } from './machine.js';
import { recordDecorators } from './decorators.js';
import { bindPattern } from './patterns.js';
import { awaited } from './promises.js';
import { Scope } from './scope.js';
import { factsAbove, mergeStores, Store } from './store.js';
import { claimsType } from './types.js';
import {
  covers,
  join,
  joinAll,
  labelled,
  NOTHING,
  refValue,
  truthiness,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from './value.js';

const hoisted = new WeakMap<TS.Node, readonly string[]>();

function varNames(root: TS.Node): readonly string[] {
  const known = hoisted.get(root);
  if (known) return known;
  const names: string[] = [];
  const addName = (name: TS.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (!ts.isOmittedExpression(element)) addName(element.name);
  };
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0)
      for (const each of node.declarations) addName(each.name);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  hoisted.set(root, names);
  return names;
}

/** Declares the `var` names of a function or module. */
export function hoist(m: Machine, root: TS.Node, scope: Scope): void {
  const body = ts.isSourceFile(root) ? root : ((root as { readonly body?: TS.Node }).body ?? root);
  if (!body.getSourceFile().text.includes('var ')) return;
  for (const name of varNames(body)) if (!scope.names.has(name)) declare(m, scope, name, UNDEFINED);
}

/** Declares the functions and classes of a block before its statements run. */
export function declareBlock(m: Machine, statements: readonly TS.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body)
      declare(m, scope, statement.name.text, makeFunction(m, statement, scope));
  }
}

export function execBlock(m: Machine, statements: readonly TS.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (m.store.dead) return;
    exec(m, statement, scope);
  }
}

export function exec(m: Machine, node: TS.Statement, scope: Scope): void {
  if (m.store.dead) return;
  m.steps++;
  if (m.exhausted) {
    m.reached('stepsPerEntry');
    return;
  }
  switch (node.kind) {
    case ts.SyntaxKind.ExpressionStatement:
      evaluate(m, (node as TS.ExpressionStatement).expression, scope);
      return;
    case ts.SyntaxKind.VariableStatement:
      declareVariables(m, (node as TS.VariableStatement).declarationList, scope);
      return;
    case ts.SyntaxKind.ReturnStatement: {
      const { expression } = node as TS.ReturnStatement;
      const value = expression ? evaluate(m, expression, scope) : UNDEFINED;
      const frame = m.frames.at(-1);
      if (frame && !m.store.dead) leave(m, frame, value, expression ?? node);
      return;
    }
    case ts.SyntaxKind.IfStatement:
      execIf(m, node as TS.IfStatement, scope);
      return;
    case ts.SyntaxKind.Block: {
      const inner = new Scope(scope, scope.file, scope.fn, 'block');
      declareBlock(m, (node as TS.Block).statements, inner);
      execBlock(m, (node as TS.Block).statements, inner);
      return;
    }
    case ts.SyntaxKind.ThrowStatement:
      m.throw(evaluate(m, (node as TS.ThrowStatement).expression, scope));
      return;
    case ts.SyntaxKind.TryStatement:
      execTry(m, node as TS.TryStatement, scope);
      return;
    case ts.SyntaxKind.SwitchStatement:
      execSwitch(m, node as TS.SwitchStatement, scope);
      return;
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
      execForEach(m, node as TS.ForOfStatement, scope);
      return;
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
      execLoop(m, node as TS.ForStatement, scope);
      return;
    case ts.SyntaxKind.BreakStatement:
      jump(m, `break ${(node as TS.BreakStatement).label?.text ?? ''}`);
      return;
    case ts.SyntaxKind.ContinueStatement:
      jump(m, `continue ${(node as TS.ContinueStatement).label?.text ?? ''}`);
      return;
    case ts.SyntaxKind.LabeledStatement:
      execLabelled(m, node as TS.LabeledStatement, scope);
      return;
    case ts.SyntaxKind.ClassDeclaration:
      defineClass(m, node as TS.ClassDeclaration, scope);
      return;
    case ts.SyntaxKind.FunctionDeclaration: {
      const fn = node as TS.FunctionDeclaration;
      recordDecorators(m, fn, scope);
      if (fn.name && fn.body && !scope.names.has(fn.name.text))
        declare(m, scope, fn.name.text, makeFunction(m, fn, scope));
      return;
    }
    case ts.SyntaxKind.EnumDeclaration:
      defineEnum(m, node as TS.EnumDeclaration, scope);
      return;
    case ts.SyntaxKind.ModuleDeclaration: {
      const { body, name, modifiers } = node as TS.ModuleDeclaration;
      if (modifiers?.some((each) => each.kind === ts.SyntaxKind.DeclareKeyword) || !body || !ts.isModuleBlock(body))
        return;
      const inner = new Scope(scope, scope.file, scope.fn, 'block');
      declareBlock(m, body.statements, inner);
      execBlock(m, body.statements, inner);
      const made = m.alloc('object', node);
      for (const [each, place] of inner.names)
        if (typeof place === 'number') m.setCell(made, each, m.read(place) ?? UNKNOWN);
      if (ts.isIdentifier(name)) declare(m, scope, name.text, refValue(made));
      return;
    }
    default:
      return;
  }
}

export function declareVariables(m: Machine, list: TS.VariableDeclarationList, scope: Scope): void {
  const blockScoped = (list.flags & ts.NodeFlags.BlockScoped) !== 0;
  const constants = (list.flags & ts.NodeFlags.Const) !== 0;
  for (const declaration of list.declarations) {
    const target = blockScoped ? scope : scope.varScope();
    if (!declaration.initializer) {
      if (!blockScoped) continue;
      const ambient = declaration.type && isAmbient(declaration) ? claimsType(m, declaration.type, scope) : null;
      bindPattern(m, declaration.name, ambient ?? UNDEFINED, target, true);
      continue;
    }
    let value = evaluate(m, declaration.initializer, scope);
    if (value.open && value.refs.length === 0 && value.labels.length === 0 && declaration.type)
      value = claimsType(m, declaration.type, scope) ?? value;
    if (m.store.dead) return;
    bindPattern(m, declaration.name, value, target, blockScoped);
    if (constants && ts.isIdentifier(declaration.name)) {
      const place = target.names.get(declaration.name.text);
      if (typeof place === 'number') target.constants.add(place);
    }
  }
}

function isAmbient(declaration: TS.VariableDeclaration): boolean {
  const statement = declaration.parent.parent;
  return (
    ts.isVariableStatement(statement) &&
    (statement.modifiers ?? []).some((each) => each.kind === ts.SyntaxKind.DeclareKeyword)
  );
}

function execIf(m: Machine, node: TS.IfStatement, scope: Scope): void {
  const condition = evaluate(m, node.expression, scope);
  if (m.store.dead) return;
  const known = condition.outcome === null ? truthiness(condition) : null;
  if (known === true) {
    exec(m, node.thenStatement, scope);
    return;
  }
  if (known === false) {
    if (node.elseStatement) exec(m, node.elseStatement, scope);
    return;
  }
  m.branch([
    () => {
      assume(m, node.expression, condition, true, scope);
      exec(m, node.thenStatement, scope);
    },
    () => {
      assume(m, node.expression, condition, false, scope);
      if (node.elseStatement) exec(m, node.elseStatement, scope);
    },
  ]);
}

function jump(m: Machine, target: string): void {
  const frame = m.frames.at(-1);
  if (m.store.dead || !frame) return;
  m.snapshots++;
  const stores = frame.jumps.get(target);
  if (stores) stores.push(m.store);
  else frame.jumps.set(target, [m.store]);
  m.die();
}

/** Takes the stores that jumped to a target. */
function takeJumps(m: Machine, ...targets: readonly string[]): readonly Store[] {
  const jumps = m.frames.at(-1)?.jumps;
  return targets.flatMap((target) => {
    const stores = jumps?.get(target) ?? [];
    jumps?.delete(target);
    return stores;
  });
}

function execLabelled(m: Machine, node: TS.LabeledStatement, scope: Scope): void {
  const base = m.store;
  const floor = m.floor;
  m.floor = base;
  m.store = new Store(base);
  const before = m.snapshots;
  if (ts.isIterationStatement(node.statement, false)) execIteration(m, node.statement, scope, node.label.text);
  else exec(m, node.statement, scope);
  m.floor = floor;
  m.store = mergeStores(base, [m.store, ...takeJumps(m, `break ${node.label.text}`)], m.snapshots === before);
}

function execIteration(m: Machine, node: TS.IterationStatement, scope: Scope, label: string): void {
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) execForEach(m, node as TS.ForOfStatement, scope, label);
  else execLoop(m, node as TS.ForStatement, scope, label);
}

/** Runs a loop body until its state stands still, at most a few rounds. `round` runs the body once; `leaves` ends it. */
function iterate(m: Machine, label: string, round: () => void, mayRunNever: boolean, leaves: () => void): void {
  const base = m.store;
  const floor = m.floor;
  const outerJumps = m.frames.at(-1)?.jumps.get('break ');
  m.frames.at(-1)?.jumps.delete('break ');
  const outerContinues = m.frames.at(-1)?.jumps.get('continue ');
  m.frames.at(-1)?.jumps.delete('continue ');
  const breaks: Store[] = [];
  let head = base;
  let lastEnd: Store | null = null;
  m.floor = base;
  for (let count = 0; count < LIMITS.loopRounds; count++) {
    m.store = new Store(head);
    if (count > 0) m.repeating++;
    round();
    if (count > 0) m.repeating--;
    const ends = [m.store, ...takeJumps(m, 'continue ', `continue ${label}`)];
    breaks.push(...takeJumps(m, 'break '));
    m.snapshots++;
    const end = mergeStores(head, ends, false);
    lastEnd = end;
    if (end.dead) break;
    const next = mergeStores(
      base,
      count === 0 && mayRunNever ? [base, end] : [head === base ? base : head, end],
      false,
    );
    const stable = !changed(base, head, next);
    head = next;
    if (stable) break;
  }
  m.floor = floor;
  // A loop that certainly runs is left from the end of a round, never from the state before the first one.
  const finish = mayRunNever ? head : lastEnd;
  m.store = finish === null ? head : new Store(finish);
  if (finish?.dead) m.store.dead = true;
  if (!m.store.dead) leaves();
  if (lastEnd !== null && !lastEnd.dead && breaks.length === 0) m.learn(elementFacts(lastEnd, base));
  m.store = mergeStores(base, [m.store, ...breaks], false);
  const frame = m.frames.at(-1);
  if (outerJumps) frame?.jumps.set('break ', [...outerJumps, ...(frame.jumps.get('break ') ?? [])]);
  if (outerContinues) frame?.jumps.set('continue ', [...outerContinues, ...(frame.jumps.get('continue ') ?? [])]);
  m.settle();
}

/** What holds of each element at the end of every round holds of all elements after the loop. */
function elementFacts(end: Store, base: Store): ReturnType<typeof factsAbove> {
  return factsAbove(end, base);
}

function changed(base: Store, head: Store, next: Store): boolean {
  for (const [place, value] of next.writes) {
    const before = head.read(place);
    if (before === undefined) {
      if (base.read(place) !== undefined) return true;
      continue;
    }
    if (!covers(before, value)) return true;
  }
  return false;
}

function execForEach(m: Machine, node: TS.ForOfStatement | TS.ForInStatement, scope: Scope, label = ''): void {
  const list = evaluate(m, node.expression, scope);
  if (m.store.dead) return;
  const element = ts.isForInStatement(node) ? keysOf(m, list) : eachElement(m, list, node);
  if (element === NOTHING && list.refs.length > 0 && list.labels.length === 0 && !list.open) {
    const unknownLater = m.frames.length <= 1;
    if (!unknownLater) return;
  }
  const known =
    ts.isForOfStatement(node) && list.refs.length === 1 && list.labels.length === 0 ? elementsOf(m, list, node) : null;
  const sure = known !== null && known.known.length > 0;
  const unroll =
    known !== null && known.rest === NOTHING && known.known.length > 0 && known.known.length <= LIMITS.elements;
  if (unroll && known.known.some((each) => each.refs.length > 0 || each.consts.length > 0)) {
    execUnrolled(m, node as TS.ForOfStatement, known.known, scope, label);
    return;
  }
  iterate(
    m,
    label,
    () => {
      const inner = new Scope(scope, scope.file, scope.fn, 'block');
      bindLoopVariable(m, node, element === NOTHING ? UNKNOWN : element, inner);
      exec(m, node.statement, inner);
    },
    !sure,
    () => undefined,
  );
}

const MAX_UNROLLED = 24;

/** A list of known elements: one round for each, in order. */
function execUnrolled(
  m: Machine,
  node: TS.ForOfStatement,
  elements: readonly Value[],
  scope: Scope,
  label: string,
): void {
  if (elements.length > MAX_UNROLLED) {
    iterate(
      m,
      label,
      () => {
        const inner = new Scope(scope, scope.file, scope.fn, 'block');
        bindLoopVariable(m, node, joinAll(elements), inner);
        exec(m, node.statement, inner);
      },
      false,
      () => undefined,
    );
    return;
  }
  const base = m.store;
  const floor = m.floor;
  const frame = m.frames.at(-1);
  const outer = ['break ', 'continue '].map((key) => [key, frame?.jumps.get(key)] as const);
  for (const [key] of outer) frame?.jumps.delete(key);
  m.floor = base;
  m.store = new Store(base);
  const breaks: Store[] = [];
  for (const element of elements) {
    if (m.store.dead) break;
    const start = m.store;
    const inner = new Scope(scope, scope.file, scope.fn, 'block');
    m.store = new Store(start);
    bindLoopVariable(m, node, element, inner);
    exec(m, node.statement, inner);
    breaks.push(...takeJumps(m, 'break '));
    m.store = mergeStores(start, [m.store, ...takeJumps(m, 'continue ', `continue ${label}`)], false);
  }
  m.floor = floor;
  m.snapshots++;
  m.store = mergeStores(base, [m.store, ...breaks], false);
  for (const [key, stores] of outer) if (stores) frame?.jumps.set(key, stores);
  m.settle();
}

function eachElement(m: Machine, list: Value, node: TS.ForOfStatement): Value {
  const element = allOf(elementsOf(m, list, node));
  return node.awaitModifier ? awaited(element) : element;
}

function bindLoopVariable(m: Machine, node: TS.ForOfStatement | TS.ForInStatement, value: Value, scope: Scope): void {
  const { initializer } = node;
  if (ts.isVariableDeclarationList(initializer)) {
    const [declaration] = initializer.declarations;
    if (declaration)
      bindPattern(m, declaration.name, value, scope, (initializer.flags & ts.NodeFlags.BlockScoped) !== 0);
  } else assignTo(m, initializer, value, scope);
}

function execLoop(
  m: Machine,
  node: TS.ForStatement | TS.WhileStatement | TS.DoStatement,
  scope: Scope,
  label = '',
): void {
  const inner = new Scope(scope, scope.file, scope.fn, 'block');
  let condition: TS.Expression | undefined;
  let incrementor: TS.Expression | undefined;
  if (ts.isForStatement(node)) {
    const { initializer } = node;
    if (initializer) {
      if (ts.isVariableDeclarationList(initializer)) declareVariables(m, initializer, inner);
      else evaluate(m, initializer, inner);
    }
    condition = node.condition;
    incrementor = node.incrementor;
  } else condition = node.expression;
  const test = condition;
  const first = ts.isDoStatement(node);
  const endless = test === undefined || test.kind === ts.SyntaxKind.TrueKeyword;
  iterate(
    m,
    label,
    () => {
      if (test && !first) {
        const value = evaluate(m, test, inner);
        if (!endless) assumeLoosely(m, test, value, inner);
      }
      exec(m, node.statement, inner);
      // `continue` goes to the increment as well; what it left is joined by the caller, which is close enough.
      if (incrementor && !m.store.dead) evaluate(m, incrementor, inner);
      if (test && first && !m.store.dead) evaluate(m, test, inner);
    },
    !first && !endless,
    () => {
      if (endless) {
        m.die();
        return;
      }
      if (test) {
        const value = evaluate(m, test, inner);
        m.learn(value.outcome?.no);
      }
    },
  );
}

/** Enters a loop whose condition may be constant only in the first round. */
function assumeLoosely(m: Machine, node: TS.Expression, value: Value, scope: Scope): void {
  m.learn(value.outcome?.yes);
  if (truthiness(value) === null) assume(m, node, value, true, scope);
}

function execTry(m: Machine, node: TS.TryStatement, scope: Scope): void {
  const base = m.store;
  const floor = m.floor;
  const outer = m.catcher;
  const catcher: Catcher = { throws: [], overwritten: new Map(), outer };
  m.catcher = catcher;
  m.floor = base;
  m.store = new Store(base);
  const frame = m.frames.at(-1);
  const returnsBefore = frame?.returns.length ?? 0;
  exec(m, node.tryBlock, scope);
  m.catcher = outer;
  const ends: Store[] = [m.store];
  m.snapshots++;
  if (node.catchClause) {
    m.store = catchStore(base, m.store, catcher);
    const caught = caughtValue(m, catcher.throws, node.catchClause);
    const inner = new Scope(scope, scope.file, scope.fn, 'block');
    const { variableDeclaration } = node.catchClause;
    if (variableDeclaration) bindPattern(m, variableDeclaration.name, caught, inner, true);
    exec(m, node.catchClause.block, inner);
    ends.push(m.store);
  }
  m.floor = floor;
  const { finallyBlock } = node;
  if (!finallyBlock) {
    m.store = mergeStores(base, ends, false);
    m.settle();
    return;
  }
  finish(m, node, base, ends, catcher, returnsBefore, scope);
}

/** The store in which a catch block begins: somewhere in the try, something was thrown. */
function catchStore(base: Store, end: Store, catcher: Catcher): Store {
  const start = new Store(base);
  for (const [place, value] of catcher.overwritten ?? []) start.writes.set(place, value);
  const stores = catcher.throws.map((each) => each.store);
  const living = end.dead ? stores : [end, ...stores];
  // An unknown call inside may throw before anything was done: the base is a path, too.
  return mergeStores(base, [start, ...living], false);
}

function caughtValue(m: Machine, throws: readonly Throw[], clause: TS.CatchClause): Value {
  const thrown = joinAll(throws.map((each) => each.value));
  const declaration = clause.variableDeclaration;
  if (!declaration) return UNKNOWN;
  const label = sourceLabel('error.caught', declaration, declaration.name.getText());
  const unknown: Value = { ...labelled([label], 255), open: true };
  void m;
  return thrown === NOTHING ? unknown : join(thrown, unknown);
}

/** Runs a finally block on every way out of the try. */
function finish(
  m: Machine,
  node: TS.TryStatement,
  base: Store,
  ends: readonly Store[],
  catcher: Catcher,
  returnsBefore: number,
  scope: Scope,
): void {
  const { finallyBlock } = node;
  if (!finallyBlock) return;
  const frame = m.frames.at(-1);
  const returned = frame?.returns.splice(returnsBefore) ?? [];
  m.store = mergeStores(base, ends, false);
  const normal = m.store;
  if (!normal.dead) {
    exec(m, finallyBlock, scope);
  }
  const after = m.store;
  for (const exit of returned) {
    m.store = new Store(exit.store);
    exec(m, finallyBlock, scope);
    if (!m.store.dead && frame) leave(m, frame, exit.value, node);
  }
  if (!node.catchClause) {
    const failing =
      catcher.throws.length > 0
        ? catcher.throws
        : [{ value: UNKNOWN, store: catchStore(base, ends[0] ?? base, catcher) }];
    m.store = mergeStores(
      base,
      failing.map((each) => each.store),
      false,
    );
    if (!m.store.dead || catcher.throws.length === 0) {
      m.store = new Store(m.store);
      exec(m, finallyBlock, scope);
      if (!m.store.dead && catcher.throws.length > 0) m.throw(joinAll(catcher.throws.map((each) => each.value)));
    }
  }
  m.store = after;
  m.settle();
}

function execSwitch(m: Machine, node: TS.SwitchStatement, scope: Scope): void {
  const subject = evaluate(m, node.expression, scope);
  if (m.store.dead) return;
  const base = m.store;
  const floor = m.floor;
  const frame = m.frames.at(-1);
  const outerBreaks = frame?.jumps.get('break ');
  frame?.jumps.delete('break ');
  m.floor = base;
  const inner = new Scope(scope, scope.file, scope.fn, 'block');
  for (const clause of node.caseBlock.clauses) declareBlock(m, clause.statements, inner);
  let waiting: Store = new Store(base);
  let falling: Store | null = null;
  const clauses = node.caseBlock.clauses;
  const entries = new Map<TS.CaseOrDefaultClause, Store>();
  for (const clause of clauses) {
    if (ts.isDefaultClause(clause)) continue;
    m.store = waiting;
    const { taken, left } = compareCase(m, node.expression, subject, clause.expression, inner);
    entries.set(clause, taken);
    waiting = left;
  }
  for (const clause of clauses) {
    const own = ts.isDefaultClause(clause) ? new Store(waiting) : entries.get(clause);
    const stores = [...(own && !own.dead ? [own] : []), ...(falling && !falling.dead ? [falling] : [])];
    if (stores.length === 0) continue;
    m.snapshots++;
    m.store = new Store(mergeStores(base, stores, false));
    execBlock(m, clause.statements, inner);
    falling = m.store;
  }
  const ends = [...takeJumps(m, 'break '), ...(falling ? [falling] : [])];
  if (!clauses.some(ts.isDefaultClause)) ends.push(waiting);
  m.snapshots++;
  m.floor = floor;
  m.store = mergeStores(base, ends, false);
  if (outerBreaks) frame?.jumps.set('break ', outerBreaks);
  m.settle();
}

function defineEnum(m: Machine, node: TS.EnumDeclaration, scope: Scope): void {
  const made = m.alloc('object', node);
  let next = 0;
  for (const member of node.members) {
    const name = ts.isComputedPropertyName(member.name) ? null : member.name.text;
    if (name === null) continue;
    const inner = new Scope(scope, scope.file, scope.fn, 'block');
    for (const [each, place] of made.cells) inner.names.set(each, place);
    const value = member.initializer
      ? evaluate(m, member.initializer, inner)
      : { ...UNKNOWN, form: 2, consts: [{ value: next, origin: member }], open: false };
    const sole = value.consts[0]?.value;
    if (typeof sole === 'number') next = sole + 1;
    m.setCell(made, name, value);
  }
  declare(m, scope, node.name.text, refValue(made));
}

export { getProperty };
