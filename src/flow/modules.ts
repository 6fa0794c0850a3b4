/** Modules: evaluated once each, on first use, in a store of their own; ES modules and CommonJS. */
import { ts, type TS } from '../lang/ts.js';
import { getProperty } from './access.js';
import { evaluate } from './eval.js';
import { Form } from './forms.js';
import { evalClass } from './classes.js';
import { declare, makeFunction } from './functions.js';
import { entityValue } from './library.js';
import { LIMITS } from './limits.js';
import { emptyLog, type Frame, type Machine, type ModuleState } from './machine.js';
import { promiseOf } from './promises.js';
import { contained } from './run.js';
import { Scope, type ImportBinding } from './scope.js';
import { declareBlock, exec, hoist } from './statements.js';
import { Store } from './store.js';
import { join, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from './value.js';

const scopes = new WeakMap<ModuleState, Scope>();

/** Returns the state of a module, evaluating it first; while it is under evaluation, what it has so far. */
export function moduleState(m: Machine, file: TS.SourceFile): ModuleState {
  const known = m.modules.get(file);
  if (known) return known;
  const state: ModuleState = {
    file,
    status: 'running',
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
  return state;
}

/** Runs a module's body on the root store, away from whatever is under way. */
function runModule(m: Machine, state: ModuleState): void {
  const saved = {
    store: m.store,
    floor: m.floor,
    catcher: m.catcher,
    steps: m.steps,
    budget: m.budget,
    nesting: m.nesting,
    repeating: m.repeating,
    log: m.log,
    created: m.created,
    classes: m.classes,
    visited: m.visited,
    deferred: m.deferred,
    evaluating: m.evaluating,
    ownedFrom: m.ownedFrom,
    linted: m.linted,
    dirty: m.dirty,
    entryMark: m.entryMark,
    instances: m.instances,
  };
  const frames = m.frames.splice(0);
  m.store = new Store(m.root);
  const base = m.store;
  m.floor = base;
  m.catcher = null;
  m.steps = 0;
  m.budget = LIMITS.stepsPerEntry * 4;
  m.nesting = 0;
  m.repeating = 0;
  m.log = state.log;
  m.created = state.created;
  m.classes = state.classes;
  m.visited = state.visited;
  m.deferred = state.deferred;
  m.evaluating = state;
  m.linted = null;
  m.entryMark = 0;
  const scope = new Scope(null, state.file, null, 'module');
  scopes.set(state, scope);
  const frame: Frame = {
    fn: null,
    call: null,
    entry: base,
    returns: [],
    jumps: new Map(),
    yielded: NOTHING,
    sent: UNKNOWN,
  };
  m.frames.push(frame);
  const firstPlace = m.newPlace();
  contained(m, state, () => {
    execModule(m, state, scope);
  });
  commit(m, state, base, firstPlace);
  m.frames.splice(0, m.frames.length, ...frames);
  Object.assign(m, saved);
}

/** Places that the module made become part of the root; writes to those of other modules stay its own effects. */
function commit(m: Machine, state: ModuleState, base: Store, firstPlace: number): void {
  const layers: Store[] = [];
  for (let layer: Store | null = m.store; layer !== null && layer !== base.parent; layer = layer.parent)
    layers.push(layer);
  for (const layer of layers.reverse()) {
    for (const [place, value] of layer.writes) {
      if (place >= firstPlace && !m.foreign.has(place)) m.root.writes.set(place, value);
      else state.effects.set(place, value);
    }
  }
}

function execModule(m: Machine, state: ModuleState, scope: Scope): void {
  const { statements } = state.file;
  bindImports(m, state, statements, scope);
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
  const other = moduleState(m, target.file);
  for (const [place, value] of other.effects) m.store.writes.set(place, value);
}

function bindImports(m: Machine, state: ModuleState, statements: readonly TS.Statement[], scope: Scope): void {
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
  void m;
  void state;
}

function isCommonJs(file: TS.SourceFile): boolean {
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
    if (binding === undefined) return UNKNOWN;
    return typeof binding === 'number' ? (m.read(binding) ?? UNKNOWN) : readImport(m, file, binding);
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

/** Reads an imported name: from a file of the project, or as a thing of a library. */
export function readImport(m: Machine, from: TS.SourceFile, binding: ImportBinding): Value {
  const specifier = binding.specifier;
  if (!ts.isStringLiteralLike(specifier)) return UNKNOWN;
  const target = m.project.resolve(from, specifier.text);
  switch (target.kind) {
    case 'source':
      if (binding.name === '*' || binding.name === '=') return namespaceOf(m, target.file);
      return moduleExport(m, target.file, binding.name) ?? UNKNOWN;
    case 'package':
      return packageValue(m, target.specifier, binding.name, specifier);
    case 'none':
      return UNKNOWN;
  }
}

function packageValue(m: Machine, specifier: string, name: string, node: TS.Node): Value {
  const entity = m.semantics.moduleEntity(specifier);
  if (!entity) return UNKNOWN;
  if (name === '*' || name === '=') return entityValue(m, entity, node);
  const member = entity.member(name) ?? (name === 'default' ? entity : null);
  return member ? entityValue(m, member, node) : UNKNOWN;
}

function namespaceOf(m: Machine, file: TS.SourceFile): Value {
  const state = moduleState(m, file);
  const assigned = state.exports.get('=');
  if (assigned) return assigned();
  if (state.exported) return m.cell(state.exported, 'exports') ?? UNKNOWN;
  return refValue({ kind: 'module', file }, Form.Object);
}

/** Returns what a module exports as one value, for `require` and spreads. */
export function moduleValue(m: Machine, file: TS.SourceFile): Value | null {
  const state = moduleState(m, file);
  if (state.exported) return m.cell(state.exported, 'exports') ?? null;
  const made = m.object('object', null);
  const [ref] = made.refs;
  if (ref?.kind === 'obj')
    for (const name of exportNames(m, file)) m.setCell(ref, name, moduleExport(m, file, name) ?? UNKNOWN);
  return made;
}

export function exportNames(m: Machine, file: TS.SourceFile, seen = new Set<TS.SourceFile>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const state = moduleState(m, file);
  const names = new Set(state.exports.keys());
  for (const star of state.stars) {
    if (!ts.isStringLiteral(star)) continue;
    const target = m.project.resolve(file, star.text);
    if (target.kind === 'source')
      for (const name of exportNames(m, target.file, seen)) if (name !== 'default') names.add(name);
  }
  return [...names];
}

/** Returns an export of a module by name (`*` for any of them), or null when it has none of that name. */
export function moduleExport(
  m: Machine,
  file: TS.SourceFile,
  name: string,
  seen: ReadonlySet<TS.SourceFile> = new Set(),
): Value | null {
  if (seen.has(file)) return null;
  const state = moduleState(m, file);
  if (name === '*') {
    let all: Value = UNDEFINED;
    for (const each of exportNames(m, file)) all = join(all, moduleExport(m, file, each) ?? UNKNOWN);
    return all;
  }
  const own = state.exports.get(name);
  if (own) return own();
  if (state.exported) {
    const exported = m.cell(state.exported, 'exports') ?? UNKNOWN;
    if (name === 'default') return exported;
    return getProperty(m, exported, name, file);
  }
  const assigned = state.exports.get('=');
  if (assigned) return name === 'default' ? assigned() : getProperty(m, assigned(), name, file);
  for (const star of state.stars) {
    if (!ts.isStringLiteral(star)) continue;
    const target = m.project.resolve(file, star.text);
    if (target.kind === 'source') {
      const found = moduleExport(m, target.file, name, new Set([...seen, file]));
      if (found) return found;
    } else if (target.kind === 'package') {
      const found = m.semantics.moduleEntity(target.specifier)?.member(name);
      if (found) return entityValue(m, found, star);
    }
  }
  return null;
}

/** `require('x')`; null when the argument is no constant. */
export function requireCall(m: Machine, node: TS.CallExpression, scope: Scope): Value | null {
  const [argument] = node.arguments;
  if (!argument || !ts.isStringLiteralLike(argument)) return null;
  const target = m.project.resolve(scope.file, argument.text);
  if (target.kind === 'source') return namespaceOf(m, target.file);
  if (target.kind === 'package') return packageValue(m, target.specifier, '=', node);
  return UNKNOWN;
}

/** `import('x')`: a promise of the namespace. A name that is not constant is a sink, which models describe. */
export function importCall(m: Machine, node: TS.CallExpression, scope: Scope): Value {
  const [argument] = node.arguments;
  if (!argument) return UNKNOWN;
  const value = evaluate(m, argument, scope);
  const results = value.consts.map((each) => {
    if (typeof each.value !== 'string' || value.open) return UNKNOWN;
    const target = m.project.resolve(scope.file, each.value);
    if (target.kind === 'source') return importNamespace(m, target.file);
    return target.kind === 'package' ? packageValue(m, target.specifier, '*', node) : UNKNOWN;
  });
  const entity = m.semantics.globalEntity('import');
  if (entity?.call?.sinks) {
    const call = {
      node,
      self: UNDEFINED,
      args: [value],
      argNodes: [argument],
      restFrom: null,
      isNew: false,
      spec: entity.call,
      entity,
    };
    for (const sink of entity.call.sinks) m.sink(value, argument, call, sink, entity.name);
  }
  return promiseOf(results.length === 0 ? UNKNOWN : results.reduce((a, b) => join(a, b), NOTHING));
}

function importNamespace(m: Machine, file: TS.SourceFile): Value {
  const state = moduleState(m, file);
  if (!state.exported) return namespaceOf(m, file);
  const exported = m.cell(state.exported, 'exports') ?? UNKNOWN;
  const made = m.object('object', null, [['default', exported]]);
  const [ref] = made.refs;
  for (const each of exported.refs) {
    if (each.kind !== 'obj' || ref?.kind !== 'obj') continue;
    for (const [name, place] of each.cells) if (name !== 'default') m.setCell(ref, name, m.read(place) ?? UNKNOWN);
  }
  return made;
}

/** Returns the module-level scope of an evaluated module. */
export function moduleScope(state: ModuleState): Scope | undefined {
  return scopes.get(state);
}
