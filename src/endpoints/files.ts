/** Which files belong to one application: those that imports connect. */
import path from 'node:path';
import { deploymentsNear, isModule, isServerlessCode, type Deployment } from '../lang/deployment/find.js';
import { isTestCode, isTestFile } from '../lang/environment.js';
import { importedBy, typesTakenBy } from '../lang/imports.js';
import type { Application } from './types.js';
import type { Project } from '../lang/project.js';
import { ts, type TS } from '../lang/ts.js';
import { autoloadedBy } from '../models/fastify/autoload.js';
import { nitroPlace } from '../models/h3/files.js';
import { isHooksFile } from '../models/sveltekit/files.js';
import { fileEndpoint } from '../models/next/files.js';

/** How many files of one application are looked at. */
const MAX_FILES = 20_000;

/** Tests and their helpers import the application and are no part of it. */
function isTest(file: TS.SourceFile): boolean {
  return isTestCode(file) || /[\\/]__tests__[\\/]/.test(file.fileName);
}

/** The middleware of Next.js, the hooks of SvelteKit and a serverless.ts are imported by nothing: their place puts them before what is below their folder. */
function standsBefore(candidate: TS.SourceFile, file: TS.SourceFile): boolean {
  if (isServerlessCode(candidate.fileName)) return file.fileName.startsWith(`${path.dirname(candidate.fileName)}/`);
  if (isHooksFile(candidate.fileName))
    return file.fileName.startsWith(path.dirname(candidate.fileName)) && file.fileName.includes('/routes/');
  const middleware = /[\\/]middleware[\\/]/.test(candidate.fileName) ? nitroPlace(candidate.fileName) : null;
  if (middleware?.kind === 'middleware') return nitroPlace(file.fileName)?.base === middleware.base;
  return (
    fileEndpoint(candidate.fileName, 'middleware')?.kind === 'middleware' &&
    file.fileName.startsWith(path.dirname(candidate.fileName)) &&
    /\/(?:app|pages)\//.test(file.fileName)
  );
}

/** Calls of packages that serve decorated classes, which they may load from folders, and what such a class has on it. */
const LOADERS: readonly { readonly from: string; readonly calls: RegExp; readonly decorated: RegExp }[] = [
  {
    from: 'routing-controllers',
    calls: /\b(?:create|use)(?:Express|Koa)Server\b/,
    decorated: /@(?:Json)?Controller\b|@Middleware\b/,
  },
  { from: 'type-graphql', calls: /\bbuild(?:Schema|SchemaSync|TypeDefsAndResolvers)\b/, decorated: /@Resolver\b/ },
];

function uses({ text, statements }: TS.SourceFile, from: string, what: RegExp): boolean {
  return (
    what.test(text) &&
    statements.some(
      (each) =>
        ts.isImportDeclaration(each) && ts.isStringLiteral(each.moduleSpecifier) && each.moduleSpecifier.text === from,
    )
  );
}

function loadedBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  return LOADERS.flatMap(({ from, calls, decorated }) =>
    uses(file, from, calls) ? project.filesAround(file).filter((each) => uses(each, from, decorated)) : [],
  );
}

/** The files that a file brings into its application: by imports, or by naming their folder. */
function broughtBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  return [...importedBy(project, file), ...autoloadedBy(project, file), ...loadedBy(project, file)];
}

/**
 * What a file brings in, without the files of other packages of which it takes types only: the client of a service knows the
 * types of its router, and is no part of it.
 */
function runningWith(project: Project, file: TS.SourceFile, own: ReadonlySet<TS.SourceFile>): readonly TS.SourceFile[] {
  const brought = broughtBy(project, file);
  if (brought.every((each) => own.has(each))) return brought;
  const typed = typesTakenBy(project, file);
  return brought.filter((each) => own.has(each) || !typed.has(each));
}

/** The files that documents put behind the same gateway: nothing else connects the functions of a deployment. */
function deployedWith(
  file: TS.SourceFile,
  candidates: readonly TS.SourceFile[],
  seen: Set<Deployment>,
): readonly TS.SourceFile[] {
  const own = deploymentsNear(file.fileName).filter(
    (each) => !seen.has(each) && each.routes.some(({ module }) => isModule(module, file.fileName)),
  );
  if (own.length === 0) return [];
  for (const each of own) seen.add(each);
  const modules = own.flatMap(({ routes }) => routes.map(({ module }) => module));
  return candidates.filter(({ fileName }) => modules.some((module) => isModule(module, fileName)));
}

interface Graph {
  readonly candidates: readonly TS.SourceFile[];
  readonly importers: ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]>;
}

/** Who asks with the files of a folder and who asks with those of an application take turns: each keeps its graph. */
const MAX_GRAPHS = 4;

const graphs = new WeakMap<Project, Graph[]>();

function isOf(graph: Graph, candidates: readonly TS.SourceFile[]): boolean {
  const known = graph.candidates;
  return known.length === candidates.length && known.every((each, at) => each === candidates[at]);
}

/** Who imports whom, once for the same files. */
function graphOf(project: Project, candidates: readonly TS.SourceFile[]): Graph {
  const all = graphs.get(project) ?? [];
  const known = all.find((each) => each.candidates === candidates) ?? all.find((each) => isOf(each, candidates));
  if (known) return known;
  const importers = new Map<TS.SourceFile, TS.SourceFile[]>();
  for (const each of candidates) {
    if (isTest(each)) continue;
    for (const target of broughtBy(project, each)) {
      const list = importers.get(target);
      if (list) list.push(each);
      else importers.set(target, [each]);
    }
  }
  const graph = { candidates, importers };
  graphs.set(project, [graph, ...all.slice(0, MAX_GRAPHS - 1)]);
  return graph;
}

/**
 * Returns the files that imports connect with a file, in both directions, the file itself first. A test is connected with
 * its helpers: the application that it tries out is read once, for its own files, and not again for every test.
 */
export function connectedFiles(
  project: Project,
  file: TS.SourceFile,
  candidates: readonly TS.SourceFile[],
): readonly TS.SourceFile[] {
  const { importers } = graphOf(project, candidates);
  const found = new Set<TS.SourceFile>([file, ...candidates.filter((each) => standsBefore(each, file))]);
  const deployments = new Set<Deployment>();
  const tests = isTest(file);
  const own = new Set(candidates);
  for (const each of found) {
    if (found.size >= MAX_FILES) break;
    for (const other of runningWith(project, each, own)) if (!tests || isTest(other)) found.add(other);
    for (const other of deployedWith(each, candidates, deployments)) found.add(other);
    if (!tests) for (const other of importers.get(each) ?? []) found.add(other);
  }
  return [...found];
}

/** Returns the files that import a file, directly or through others, and the file itself. */
export function importersOf(
  project: Project,
  file: TS.SourceFile,
  candidates: readonly TS.SourceFile[],
): ReadonlySet<TS.SourceFile> {
  const { importers } = graphOf(project, candidates);
  const found = new Set<TS.SourceFile>([file]);
  for (const each of found) for (const other of importers.get(each) ?? []) found.add(other);
  return found;
}

/**
 * True when a file belongs to programs for a terminal alone: each of its importers that nobody imports begins with the line
 * that names what runs it, and none of them answers requests.
 */
export function runsInTerminal(project: Project, file: TS.SourceFile, ask: () => Application): boolean {
  const candidates = project.filesAround(file);
  const { importers } = graphOf(project, candidates);
  const roots = [...importersOf(project, file, candidates)].filter((each) => (importers.get(each) ?? []).length === 0);
  return roots.length > 0 && roots.every(({ text }) => text.startsWith('#!')) && ask().endpoints.length === 0;
}

/** True when tests import a file, and besides them only files that stand among tests: nobody sends requests to what it starts. */
export function isStartedByTests(project: Project, file: TS.SourceFile): boolean {
  if (isTestCode(file)) return true;
  if (!isTestFile(file.fileName)) return false;
  const candidates = project.filesAround(file);
  const users = importersOf(project, file, candidates);
  if (![...users].every((each) => isTestFile(each.fileName))) return false;
  return candidates.some((each) => isTestCode(each) && broughtBy(project, each).some((target) => users.has(target)));
}

/** Returns the files that import a file directly. */
export function directImportersOf(
  project: Project,
  file: TS.SourceFile,
  candidates: readonly TS.SourceFile[],
): readonly TS.SourceFile[] {
  return graphOf(project, candidates).importers.get(file) ?? [];
}
