/** Statements: control flow on the store. */
import { noteDecision } from './conditions.js';
import { ts, type TS } from '../lang/ts.js';
import { defineClass } from './classes.js';
import { assume, evaluate } from './eval.js';
import { compareCase } from './switch.js';
import { declare, leave, makeFunction } from './functions.js';
import type { Machine } from './machine.js';
import { recordDecorators } from './decorators.js';
import { bindPattern } from './patterns.js';
import { Scope } from './scope.js';
import { mergeStores } from './merging.js';
import { factsAbove, Store } from './store.js';
import { claimsType } from './types.js';
import { labelled, refValue, truthiness, UNDEFINED, UNKNOWN } from './value.js';
import { plainCall } from './calls.js';
import { decidingLabels } from './conditions.js';
import { keepBranches } from './correlated.js';
import { ANY_FORM } from './forms.js';
import { execForEach, execLoop, jump, execLabelled, takeJumps } from './loops.js';
import { execTry } from './tries.js';
import { alternatively } from './undecided.js';

const hoisted = new WeakMap<TS.Node, readonly string[]>();

function varNames(root: TS.Node): readonly string[] {
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
  return names;
}

const NO_NAMES: readonly string[] = [];

/** Declares the `var` names of a function or module. */
export function hoist(m: Machine, root: TS.Node, scope: Scope): void {
  const body = ts.isSourceFile(root) ? root : ((root as { readonly body?: TS.Node }).body ?? root);
  let names = hoisted.get(body);
  if (!names) hoisted.set(body, (names = body.getSourceFile().text.includes('var ') ? varNames(body) : NO_NAMES));
  for (const name of names) if (!scope.names.has(name)) declare(m, scope, name, UNDEFINED);
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
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- evaluating the expression may end the path
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
      m.throw(evaluate(m, (node as TS.ThrowStatement).expression, scope), node);
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
      let value = UNDEFINED;
      if (isAmbient(declaration)) value = (declaration.type && claimsType(m, declaration.type, scope)) ?? UNKNOWN;
      bindPattern(m, declaration.name, value, target, true);
      continue;
    }
    let value = evaluate(m, declaration.initializer, scope);
    if (value.open && value.refs.length === 0 && value.labels.length === 0 && declaration.type)
      value = claimsType(m, declaration.type, scope) ?? value;
    if (m.store.dead) return;
    if (ts.isIdentifier(declaration.name)) m.named(declaration.name.text, value, declaration.initializer);
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
  noteDecision(m, condition, node.expression);
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
  const deciding = decidingLabels(condition.outcome);
  const ends: boolean[] = [];
  const before = m.store;
  // What each branch has learned beyond what its condition says.
  const learned: ReturnType<typeof factsAbove>[] = [];
  const choose = (truth: boolean, branch: TS.Statement | undefined): void => {
    assume(m, node.expression, condition, truth, scope);
    const told = factsAbove(m.store, before)?.size ?? 0;
    if (branch) exec(m, branch, scope);
    ends.push(m.dead);
    const facts = m.dead ? null : factsAbove(m.store, before);
    learned.push(facts !== null && facts.size > told ? facts : null);
  };
  alternatively(m, [
    () => {
      choose(true, node.thenStatement);
    },
    () => {
      choose(false, node.elseStatement);
    },
  ]);
  if (!ends.includes(true)) keepBranches(m, node.expression, scope, learned[0] ?? null, learned[1] ?? null);
  if (deciding.length === 0 || !ends.includes(true)) return;
  const after = m.store;
  m.store = before;
  m.sink(labelled(deciding, ANY_FORM), node.expression, plainCall(node, UNKNOWN, []), { kind: 'decision' }, 'if');
  m.store = after;
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
  m.countMerge(ends);
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
