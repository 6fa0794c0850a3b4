/** Modules: evaluated once each, on first use, in a store of their own; ES modules and CommonJS. */
import { apart, beginAbove } from './apart.js';
import { isTestCode } from '../lang/environment.js';
import { isMinified } from '../lang/minified.js';
import { ts, type TS } from '../lang/ts.js';
import { earlierName, settleCircle } from './circles.js';
import { evaluate } from './eval.js';
import { evalClass } from './classes.js';
import { heldIn } from './filled.js';
import { declare, makeFunction } from './functions.js';
import { readImport } from './imports.js';
import { LIMITS } from './limits.js';
import { emptyLog } from './log.js';
import type { Machine, ModuleState } from './machine.js';
import { contained } from './run.js';
import { Scope } from './scope.js';
import { declareBlock, exec, hoist } from './statements.js';
import { Store } from './store.js';
import { join, UNKNOWN, type Value } from './value.js';

const scopes = new WeakMap<ModuleState, Scope>();

/** Returns the state of a module, evaluating it first; while it is under evaluation, what it has so far. */
export function moduleState(m: Machine, file: TS.SourceFile): ModuleState {
  const known = m.modules.get(file);
  if (known) {
    if (known.status === 'running') m.unfinished++;
    return known;
  }
  const state: ModuleState = {
    file,
    status: 'running',
    asked: false,
    exports: new Map(),
    stars: [],
    exported: null,
    deferred: [],
    effects: new Map(),
    created: [],
    classes: [],
    log: emptyLog(),
    visited: new Set(),
  };
  m.modules.set(file, state);
  runModule(m, state);
  state.status = 'done';
  if (state.asked) settleCircle(m, file);
  return m.modules.get(file) ?? state;
}

/** Runs a module's body on the root store, away from whatever is under way. */
function runModule(m: Machine, state: ModuleState): void {
  apart(m, () => {
    const isTest = isTestCode(state.file) || isMinified(state.file);
    const base = beginAbove(m, m.root, isTest ? LIMITS.stepsPerTest : LIMITS.stepsPerModule);
    m.log = state.log;
    m.created = state.created;
    m.classes = state.classes;
    m.visited = state.visited;
    m.deferred = state.deferred;
    m.evaluating = state;
    m.linted = null;
    m.entryMark = 0;
    m.dirty = false;
    // Who asks first must not see what the module does once for all.
    m.watcher = null;
    const scope = new Scope(null, state.file, null, 'module');
    scopes.set(state, scope);
    const firstPlace = m.newPlace();
    contained(m, state, () => {
      execModule(m, state, scope);
    });
    commit(m, state, base, firstPlace);
  });
}

/** The places that modules have made while they were evaluated: from the first to before the second, in their order. */
type Made = readonly [first: number, behind: number];

const made = new WeakMap<Machine, Made[]>();

/** Returns what modules have made that were evaluated for the first time during this one. */
function madeByOthers(m: Machine, firstPlace: number): readonly Made[] {
  const all = made.get(m) ?? [];
  made.set(m, all);
  const others: Made[] = [];
  for (let last = all.at(-1); last && last[0] > firstPlace; last = all.at(-1)) {
    others.push(last);
    all.pop();
  }
  all.push([firstPlace, m.newPlace()]);
  return others;
}

/**
 * Places that the module made become part of the root; writes to those of other modules stay its own effects, also where
 * the other one was evaluated for the first time in the meantime: what it is for others must not depend on who came first.
 */
function commit(m: Machine, state: ModuleState, base: Store, firstPlace: number): void {
  const others = madeByOthers(m, firstPlace);
  const isOwn = (place: number): boolean =>
    place >= firstPlace && !m.foreign.has(place) && !others.some(([first, behind]) => place >= first && place < behind);
  const layers: Store[] = [];
  for (let layer: Store | null = m.store; layer !== null && layer !== base.parent; layer = layer.parent)
    layers.push(layer);
  for (const layer of layers.reverse()) {
    for (const [place, value] of layer.writes) {
      if (isOwn(place)) m.root.set(place, value);
      else state.effects.set(place, value);
    }
  }
}

function execModule(m: Machine, state: ModuleState, scope: Scope): void {
  const { statements } = state.file;
  bindImports(statements, scope);
  bindCommonJs(m, state, scope);
  hoist(m, state.file, scope);
  declareBlock(m, statements, scope);
  for (const statement of statements) exportDeclared(m, state, statement, scope);
  for (const statement of statements) {
    if (m.store.dead) {
      // A module that always throws at its top: what is declared behind it still deserves a look.
      const living = new Store(m.store.parent ?? m.root);
      m.store = living;
    }
    if (ts.isImportDeclaration(statement)) {
      applyEffects(m, state, statement.moduleSpecifier);
      continue;
    }
    if (ts.isExportAssignment(statement)) {
      const value = evaluate(m, statement.expression, scope);
      if (statement.isExportEquals) state.exports.set('=', () => value);
      else state.exports.set('default', () => value);
      continue;
    }
    exec(m, statement, scope);
  }
}

/** What another module did, when it was evaluated, to objects that are not its own is seen by those who import it. */
function applyEffects(m: Machine, state: ModuleState, specifier: TS.Expression): void {
  if (!ts.isStringLiteral(specifier)) return;
  const target = m.project.resolve(state.file, specifier.text);
  if (target.kind !== 'source') return;
  takeEffects(m, moduleState(m, target.file));
}

/**
 * Lets the store see what a module did, when it was evaluated, to objects that are not its own. Of two that have done
 * something to the same place neither has seen the other: both may hold, as in a list of routes that each adds to.
 */
export function takeEffects(m: Machine, { effects }: ModuleState): void {
  for (const [place, value] of effects) {
    const now = m.store.read(place);
    const isTouched = now !== undefined && now !== m.root.read(place);
    m.store.set(place, isTouched ? join(now, value) : value);
  }
}

function bindImports(statements: readonly TS.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      if (!clause) continue;
      const bind = (name: string, imported: string): void => {
        scope.names.set(name, { specifier: statement.moduleSpecifier, name: imported });
      };
      if (clause.name) bind(clause.name.text, 'default');
      const { namedBindings } = clause;
      if (namedBindings && ts.isNamespaceImport(namedBindings)) bind(namedBindings.name.text, '*');
      else if (namedBindings)
        for (const each of namedBindings.elements) bind(each.name.text, (each.propertyName ?? each.name).text);
    } else if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
      scope.names.set(statement.name.text, { specifier: statement.moduleReference.expression, name: '=' });
    }
  }
}

/** TypeScript that is compiled to CommonJS may import as ES modules do and still assign `module.exports`, or members of it. */
function assignsExports(file: TS.SourceFile): boolean {
  return (
    /\.c?ts$/.test(file.fileName) &&
    /\bexports\b/.test(file.text) &&
    file.statements.some(
      (each) =>
        ts.isExpressionStatement(each) &&
        ts.isBinaryExpression(each.expression) &&
        each.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        /^(?:module\.)?exports(?:\.\w+)?$/.test(each.expression.left.getText(file)),
    )
  );
}

function isCommonJs(file: TS.SourceFile): boolean {
  if (assignsExports(file)) return true;
  return (
    /\.c?jsx?$|\.cts$/.test(file.fileName) &&
    /\b(?:module\.exports|exports\.|exports\b)/.test(file.text) &&
    !file.statements.some((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each))
  );
}

function bindCommonJs(m: Machine, state: ModuleState, scope: Scope): void {
  if (!isCommonJs(state.file)) return;
  const exported = m.object('object', null);
  const holder = m.object('object', null, [['exports', exported]]);
  declare(m, scope, 'module', holder);
  declare(m, scope, 'exports', exported);
  const [ref] = holder.refs;
  if (ref?.kind === 'obj') state.exported = ref;
}

function hasModifier(node: TS.Statement, kind: TS.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((each) => each.kind === kind);
}

function nameReader(m: Machine, scope: Scope, file: TS.SourceFile, name: string): () => Value {
  return () => {
    const binding = scope.names.get(name);
    if (binding === undefined) return earlierName(m, file, name) ?? UNKNOWN;
    return typeof binding === 'number' ? heldIn(m, file, name, binding) : readImport(m, file, binding);
  };
}

function exportDeclared(m: Machine, state: ModuleState, statement: TS.Statement, scope: Scope): void {
  const add = (exported: string, local: string): void => {
    state.exports.set(exported, nameReader(m, scope, state.file, local));
  };
  if (ts.isExportDeclaration(statement)) {
    exportClause(m, state, statement, add);
    return;
  }
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return;
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  if (ts.isVariableStatement(statement)) {
    const visit = (name: TS.BindingName): void => {
      if (ts.isIdentifier(name)) add(name.text, name.text);
      else for (const element of name.elements) if (!ts.isOmittedExpression(element)) visit(element.name);
    };
    for (const declaration of statement.declarationList.declarations) visit(declaration.name);
  } else if (ts.isImportEqualsDeclaration(statement)) add(statement.name.text, statement.name.text);
  else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  ) {
    const name = statement.name && ts.isIdentifier(statement.name) ? statement.name.text : null;
    if (isDefault) {
      if (name !== null) add('default', name);
      else anonymousDefault(m, state, statement, scope);
    } else if (name !== null) add(name, name);
  }
}

function anonymousDefault(m: Machine, state: ModuleState, statement: TS.Statement, scope: Scope): void {
  let value: Value | null = ts.isFunctionDeclaration(statement) ? makeFunction(m, statement, scope) : null;
  state.exports.set('default', () => {
    if (value === null && ts.isClassDeclaration(statement)) value = evalClass(m, statement, scope);
    return value ?? UNKNOWN;
  });
}

function exportClause(
  m: Machine,
  state: ModuleState,
  statement: TS.ExportDeclaration,
  add: (exported: string, local: string) => void,
): void {
  const { exportClause: clause, moduleSpecifier: specifier } = statement;
  if (!specifier) {
    if (clause && ts.isNamedExports(clause))
      for (const each of clause.elements) add(each.name.text, (each.propertyName ?? each.name).text);
    return;
  }
  if (!clause) {
    state.stars.push(specifier);
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    state.exports.set(clause.name.text, () => readImport(m, state.file, { specifier, name: '*' }));
    return;
  }
  for (const each of clause.elements) {
    const name = (each.propertyName ?? each.name).text;
    state.exports.set(each.name.text, () => readImport(m, state.file, { specifier, name }));
  }
}

/** Returns the module-level scope of an evaluated module. */
export function moduleScope(state: ModuleState): Scope | undefined {
  return scopes.get(state);
}
