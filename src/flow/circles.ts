/**
 * Circles of imports. Which module of a circle runs first depends on who asks first, and so does what its members find
 * in each other while they run. When something was not there yet, the whole circle is therefore run again, beginning with
 * each member in the order of file names, until everything is there, as it is when the program really starts. When there
 * is no such beginning, it is run in rounds in which each member sees what the others had before, until nothing changes.
 * The answer is then the same, whoever asked first.
 */
import { ts, type TS } from '../lang/ts.js';
import type { Project } from '../lang/project.js';
import { LIMITS } from './limits.js';
import type { Machine, ModuleState } from './machine.js';
import { moduleScope, moduleState } from './modules.js';
import { forgetStars } from './stars.js';
import type { Value } from './value.js';

const REQUIRED = /\brequire\(\s*(['"])([^'"\n]+)\1\s*\)/g;
const imported = new WeakMap<Project, Map<TS.SourceFile, readonly TS.SourceFile[]>>();

function specifiersOf(file: TS.SourceFile): readonly string[] {
  const specifiers = file.statements.flatMap((each) => {
    if ((ts.isImportDeclaration(each) || ts.isExportDeclaration(each)) && each.moduleSpecifier)
      return ts.isStringLiteral(each.moduleSpecifier) ? [each.moduleSpecifier.text] : [];
    return [];
  });
  return [...specifiers, ...[...file.text.matchAll(REQUIRED)].map((match) => match[2] ?? '')];
}

function importsOf(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  let known = imported.get(project);
  if (!known) imported.set(project, (known = new Map<TS.SourceFile, readonly TS.SourceFile[]>()));
  let own = known.get(file);
  if (!own) {
    own = specifiersOf(file).flatMap((specifier) => {
      const target = project.resolve(file, specifier);
      return target.kind === 'source' ? [target.file] : [];
    });
    known.set(file, own);
  }
  return own;
}

/** Returns the files that import each other in circles with this one, itself included, in the order of their names. */
export function circleOf(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  const importers = new Map<TS.SourceFile, TS.SourceFile[]>();
  const reached = new Set([file]);
  for (const each of reached) {
    for (const target of importsOf(project, each)) {
      const list = importers.get(target);
      if (list) list.push(each);
      else importers.set(target, [each]);
      reached.add(target);
    }
  }
  const circle = new Set([file]);
  for (const each of circle) for (const importer of importers.get(each) ?? []) circle.add(importer);
  return [...circle].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
}

function describe(m: Machine, value: Value, depth: number): string {
  const labels = value.labels.map(
    ({ source }) => `${source.kind}@${source.node.getSourceFile().fileName}:${source.node.pos}`,
  );
  const inside = value.refs.map((ref) => {
    if (ref.kind === 'obj') return depth > 2 ? ref.shape : `${ref.shape}(${describe(m, m.contents(ref), depth + 1)})`;
    if (ref.kind === 'promise') return `promise(${describe(m, ref.value, depth + 1)})`;
    return ref.kind === 'func' ? `func@${ref.node.pos}` : ref.kind;
  });
  return [value.form, value.open, value.consts.length, labels.sort().join(' '), inside.sort().join(' ')].join('|');
}

/** What can be seen of a module from outside, in short. */
function signature(m: Machine, state: ModuleState): string {
  const parts: string[] = [];
  for (const [name, place] of moduleScope(state)?.names ?? []) {
    const value = typeof place === 'number' ? m.root.read(place) : undefined;
    if (value) parts.push(`${name}=${describe(m, value, 0)}`);
  }
  const hits = state.log.hits.map((hit) => `${hit.kind}@${hit.node.getSourceFile().fileName}:${hit.node.pos}`);
  return [...parts, ...hits, state.deferred.length].join('\n');
}

/** Runs every module of a circle anew, one of them first. Returns whether each found all that it asked for. */
function runFrom(m: Machine, members: readonly TS.SourceFile[], first: TS.SourceFile): boolean {
  for (const each of members) m.modules.delete(each);
  forgetStars(m);
  moduleState(m, first);
  return members.map((each) => moduleState(m, each)).every((state) => !state.asked);
}

/**
 * Runs the circle of a module of which another one needed something that was not there yet. When some other member
 * still runs, the circle is left to that one.
 */
export function settleCircle(m: Machine, file: TS.SourceFile): void {
  const members = circleOf(m.project, file);
  if (members.length < 2 || members.some((each) => m.settling.has(each))) return;
  const running = members.map((each) => m.modules.get(each)).find((state) => state?.status === 'running');
  if (running) {
    running.asked = true;
    return;
  }
  for (const each of members) m.settling.add(each);
  if (members.length > LIMITS.circleFiles) m.reached('circleFiles');
  const starts = members.slice(0, members.length > LIMITS.circleFiles ? 1 : LIMITS.circleStarts);
  if (!starts.some((start) => runFrom(m, members, start))) repeat(m, members);
  for (const each of members) {
    m.settling.delete(each);
    m.earlier.delete(each);
  }
}

/** In no order is everything there: what is not is taken from the round before. */
function repeat(m: Machine, members: readonly TS.SourceFile[]): void {
  const [first] = members;
  if (!first) return;
  const seen = (): string => members.map((each) => signature(m, moduleState(m, each))).join('\n\n');
  let before = '';
  for (let round = 0; round < LIMITS.circleRounds; round++) {
    runFrom(m, members, first);
    const after = seen();
    if (after === before) return;
    before = after;
    for (const each of members) m.earlier.set(each, moduleState(m, each));
  }
  m.reached('circleRounds');
}

/** The module whose code runs needs something of another one that is still running: see what that one had before. */
export function earlierState(m: Machine, file: TS.SourceFile): ModuleState | undefined {
  const state = m.modules.get(file);
  if (state?.status !== 'running' || m.evaluating === state) return undefined;
  state.asked = true;
  return m.earlier.get(file);
}

const declared = new WeakMap<TS.SourceFile, ReadonlySet<string>>();

/** The names of a module that have no value before their declarations ran. */
function declaredNames(file: TS.SourceFile): ReadonlySet<string> {
  const known = declared.get(file);
  if (known) return known;
  const names = new Set<string>();
  const add = (name: TS.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (!ts.isOmittedExpression(element)) add(element.name);
  };
  for (const each of file.statements) {
    if (ts.isVariableStatement(each)) {
      if (!(ts.getModifiers(each) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword))
        for (const declaration of each.declarationList.declarations) add(declaration.name);
    } else if ((ts.isClassDeclaration(each) || ts.isEnumDeclaration(each)) && each.name) names.add(each.name.text);
  }
  declared.set(file, names);
  return names;
}

/** Returns what a name at the top of a module that is still running was before; undefined when that is not known. */
export function earlierName(m: Machine, file: TS.SourceFile, name: string): Value | undefined {
  if (!declaredNames(file).has(name)) return undefined;
  const earlier = earlierState(m, file);
  const place = earlier && moduleScope(earlier)?.names.get(name);
  return typeof place === 'number' ? m.read(place) : undefined;
}
