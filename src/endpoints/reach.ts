/** Which endpoints have to do with a file: an index, so that a file of a large application asks about few of them. */
import type { TS } from '../lang/ts.js';
import type { Application, Endpoint } from './types.js';

type Index = ReadonlyMap<TS.SourceFile, ReadonlySet<number>>;

interface Indexes {
  /** Endpoints that stand in a file. */
  readonly own: Index;
  /** Endpoints whose registration or handler stands in a file: what they do is there, or in what it imports. */
  readonly started: Index;
  /** Endpoints before which a step of a file is in force. */
  readonly passed: Index;
}

const indexes = new WeakMap<Application, Indexes>();

function add(index: Map<TS.SourceFile, Set<number>>, file: TS.SourceFile, at: number): void {
  const list = index.get(file);
  if (list) list.add(at);
  else index.set(file, new Set([at]));
}

function indexesOf(application: Application): Indexes {
  const known = indexes.get(application);
  if (known) return known;
  const own = new Map<TS.SourceFile, Set<number>>();
  const started = new Map<TS.SourceFile, Set<number>>();
  const passed = new Map<TS.SourceFile, Set<number>>();
  application.endpoints.forEach(({ node, handler, steps }, at) => {
    const file = node.getSourceFile();
    add(own, file, at);
    add(started, file, at);
    for (const ref of handler.refs) if (ref.kind === 'func' || ref.kind === 'class') add(started, ref.scope.file, at);
    for (const step of steps) add(passed, step.node.getSourceFile(), at);
  });
  const made = { own, started, passed };
  indexes.set(application, made);
  return made;
}

function inOrder(application: Application, found: Iterable<number>): readonly Endpoint[] {
  return [...found].sort((a, b) => a - b).flatMap((at) => application.endpoints[at] ?? []);
}

/** Returns the endpoints of an application that stand in a file, in its order. */
export function endpointsIn(application: Application, file: TS.SourceFile): readonly Endpoint[] {
  return inOrder(application, indexesOf(application).own.get(file) ?? []);
}

/**
 * Returns the endpoints that may do something in a file, in the order of the application: those that stand, or whose
 * handler stands, in a file that imports it, and those that pass a step that is written there.
 * @param importers the files that import the file, directly or through others, and the file itself.
 */
export function endpointsThrough(
  application: Application,
  file: TS.SourceFile,
  importers: ReadonlySet<TS.SourceFile>,
): readonly Endpoint[] {
  const { started, passed } = indexesOf(application);
  const found = new Set(passed.get(file));
  const few = importers.size < started.size;
  // The smaller side is gone through: a file at the root of all is imported by more files than hold endpoints.
  for (const each of few ? importers : started.keys())
    if (few || importers.has(each)) for (const at of started.get(each) ?? []) found.add(at);
  return inOrder(application, found);
}
