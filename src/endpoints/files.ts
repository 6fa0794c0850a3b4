/** Which files belong to one application: those that imports connect. */
import path from 'node:path';
import { hasTestName } from '../lang/environment.js';
import { importedBy } from '../lang/imports.js';
import type { Project } from '../lang/project.js';
import type { TS } from '../lang/ts.js';
import { autoloadedBy } from '../models/fastify/autoload.js';
import { isHooksFile } from '../models/sveltekit/files.js';
import { fileEndpoint } from '../models/next/files.js';

/** How many files of one application are looked at. */
const MAX_FILES = 20_000;

/** What a file uses that runs tests, or that sends requests to an application in them. */
const TEST_RUNNER =
  /\b(?:from|require\()\s*['"](?:node:test|bun:test|vitest|@jest\/globals|mocha|ava|tap|tape|uvu|supertest|@playwright\/test)['"]/;

/** Tests and their helpers import the application and are no part of it. */
function isTest({ fileName, text }: TS.SourceFile): boolean {
  return hasTestName(fileName) || /[\\/]__tests__[\\/]/.test(fileName) || TEST_RUNNER.test(text);
}

/** The middleware of Next.js and the hooks of SvelteKit are imported by nothing: their place puts them before the routes below their folder. */
function standsBefore(candidate: TS.SourceFile, file: TS.SourceFile): boolean {
  if (isHooksFile(candidate.fileName))
    return file.fileName.startsWith(path.dirname(candidate.fileName)) && file.fileName.includes('/routes/');
  return (
    fileEndpoint(candidate.fileName, 'middleware')?.kind === 'middleware' &&
    file.fileName.startsWith(path.dirname(candidate.fileName)) &&
    /\/(?:app|pages)\//.test(file.fileName)
  );
}

/** The files that a file brings into its application: by imports, or by naming their folder. */
function broughtBy(project: Project, file: TS.SourceFile): readonly TS.SourceFile[] {
  return [...importedBy(project, file), ...autoloadedBy(project, file)];
}

interface Graph {
  readonly candidates: readonly TS.SourceFile[];
  readonly importers: ReadonlyMap<TS.SourceFile, readonly TS.SourceFile[]>;
}

const graphs = new WeakMap<Project, Graph>();

/** Who imports whom, once for the same files. */
function graphOf(project: Project, candidates: readonly TS.SourceFile[]): Graph {
  const known = graphs.get(project);
  if (known?.candidates === candidates) return known;
  if (known?.candidates.length === candidates.length && known.candidates.every((each, at) => each === candidates[at]))
    return known;
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
  graphs.set(project, graph);
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
  const tests = isTest(file);
  for (const each of found) {
    if (found.size >= MAX_FILES) break;
    for (const other of broughtBy(project, each)) if (!tests || isTest(other)) found.add(other);
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
