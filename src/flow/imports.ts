/** Reading what modules export: names, namespaces, `require` and `import()`. */
import { requiredBy } from '../lang/required.js';
import { ts, type TS } from '../lang/ts.js';
import { getProperty } from './access.js';
import { earlierState } from './circles.js';
import { behindStars } from './stars.js';
import { evaluate } from './eval.js';
import { Form } from './forms.js';
import { entityValue } from './library.js';
import type { Machine } from './machine.js';
import { moduleState, takeEffects } from './modules.js';
import { promiseOf } from './promises.js';
import type { Obj } from './refs.js';
import type { ImportBinding, Scope } from './scope.js';
import { join, joinAll, NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from './value.js';

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
      return importedMissing(m, binding) ?? UNKNOWN;
  }
}

/** What a name imported from a module that is not there shows itself to be. */
function importedMissing(m: Machine, { specifier, name }: ImportBinding): Value | null {
  const { importClause: clause } = ts.isImportDeclaration(specifier.parent) ? specifier.parent : {};
  if (!clause) return null;
  if (name === 'default' && clause.name) return m.semantics.missing(m, clause.name.text, clause.name);
  const bindings = clause.namedBindings;
  const own =
    bindings && ts.isNamedImports(bindings)
      ? bindings.elements.find((each) => (each.propertyName ?? each.name).text === name)
      : undefined;
  return own ? m.semantics.missing(m, own.name.text, own) : null;
}

/** The same for `const X = require('./x')` and `const { X } = require('./x')`. */
function requiredMissing(m: Machine, node: TS.CallExpression): Value | null {
  const declaration = node.parent;
  if (!ts.isVariableDeclaration(declaration)) return null;
  const { name } = declaration;
  if (ts.isIdentifier(name)) return m.semantics.missing(m, name.text, name);
  if (!ts.isObjectBindingPattern(name)) return null;
  const found = name.elements.flatMap((each) => {
    const value = ts.isIdentifier(each.name) ? m.semantics.missing(m, each.name.text, each) : null;
    return value ? [[(each.propertyName ?? each.name).getText(), value] as const] : [];
  });
  if (found.length === 0) return null;
  const made = m.object('object', node);
  for (const ref of made.refs) if (ref.kind === 'obj') for (const [key, value] of found) m.setCell(ref, key, value);
  return join(made, UNKNOWN);
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
  if (state.exported) {
    const earlier = earlierState(m, file)?.exported;
    const exported = m.cell(state.exported, 'exports') ?? UNKNOWN;
    return earlier ? join(exported, m.cell(earlier, 'exports') ?? NOTHING) : exported;
  }
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
  for (const name of assignedNames(m, state.exported)) names.add(name);
  for (const star of state.stars) {
    if (!ts.isStringLiteral(star)) continue;
    const target = m.project.resolve(file, star.text);
    if (target.kind === 'source')
      for (const name of exportNames(m, target.file, seen)) if (name !== 'default') names.add(name);
  }
  return [...names];
}

/** The names under which a CommonJS module has put something on `exports`. */
function assignedNames(m: Machine, exported: Obj | null): readonly string[] {
  const value = exported ? m.cell(exported, 'exports') : undefined;
  return (value?.refs ?? []).flatMap((ref) =>
    ref.kind === 'obj' ? [...ref.cells.keys()].filter((name) => /^[\w$]+$/.test(name)) : [],
  );
}

/** Returns an export of a module by name (`*` for any of them), or null when it has none of that name. */
export function moduleExport(m: Machine, file: TS.SourceFile, name: string): Value | null {
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
  const before = earlierState(m, file)?.exports.get(name);
  if (before) return before();
  const assigned = state.exports.get('=');
  if (assigned) return name === 'default' ? assigned() : getProperty(m, assigned(), name, file);
  if (state.stars.length === 0) return null;
  const found = behindStars(m, state, name);
  if (found === null) return null;
  return 'statements' in found ? moduleExport(m, found, name) : entityValue(m, found.entity, found.star);
}

/** `require('x')`; null when the argument is no constant. */
export function requireCall(m: Machine, node: TS.CallExpression, scope: Scope): Value | null {
  const [argument] = node.arguments;
  if (!argument || !ts.isStringLiteralLike(argument)) return null;
  const target = m.project.resolve(scope.file, argument.text);
  if (target.kind === 'source') {
    const state = moduleState(m, target.file);
    // A module that is loaded while another one is evaluated has done what it does before that goes on.
    if (m.evaluating && state.status === 'done') takeEffects(m, state);
    return namespaceOf(m, target.file);
  }
  if (target.kind === 'package') return packageValue(m, target.specifier, '=', node);
  return requiredMissing(m, node) ?? UNKNOWN;
}

/** What `require` gives for a computed name that only the program itself chooses; null when that is not known. */
export function requireComputed(m: Machine, node: TS.CallExpression): Value | null {
  const files = requiredBy(m.project, node);
  return files.length === 0 ? null : joinAll(files.map((file) => namespaceOf(m, file)));
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
