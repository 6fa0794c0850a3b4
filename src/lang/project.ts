/**
 * A project: source files and how imports lead from one to another. Two makes: over the program of typed linting (here), and
 * the light one (light-project.ts), which parses what a question reaches.
 */
import { current, makeResolver, type ModuleTarget, type Resolver } from './resolver.js';
import type { TS } from './ts.js';
import { packageOfFile } from './types.js';

export type { ModuleTarget } from './resolver.js';

/** A file that got another text since somebody last asked. */
export interface Change {
  readonly before: TS.SourceFile;
  readonly after: TS.SourceFile;
}

export interface Project {
  /** Returns what has changed since the last call; null when files came or went: nothing known before holds then. */
  readonly takeChanges: () => readonly Change[] | null;
  /** The checker of typed linting; null for the light project, and where no library's types can be seen. */
  readonly checker: TS.TypeChecker | null;
  /** The packages that files of the program stand in: the checker knows types of no others. */
  readonly packages: ReadonlySet<string>;
  /** Finds a project file by absolute path, parsing it when the project is light. */
  readonly sourceFile: (fileName: string) => TS.SourceFile | undefined;
  readonly resolve: (from: TS.SourceFile, specifier: string) => ModuleTarget;
  /** The source files of the project that are no declarations; for the light project, files below its root. */
  readonly files: () => readonly TS.SourceFile[];
  /** The files among which an implementation used by this file may stand. */
  readonly filesFor: (near: TS.SourceFile) => readonly TS.SourceFile[];
  /** The files among which those that mount, start or configure what this file declares may stand. */
  readonly filesAround: (near: TS.SourceFile) => readonly TS.SourceFile[];
  /** The files of a file's folder that an editor has not saved yet, when a list of what is on the disk lacks them. */
  readonly unsavedBeside: (near: TS.SourceFile) => readonly TS.SourceFile[];
}

/** The project over a program of typed linting. Editors make a program for every edit: the project goes on with the next one. */
class TypedProject implements Project {
  #program: TS.Program;
  #files: ReadonlyMap<string, TS.SourceFile>;
  /** Those of the project itself. */
  #own: readonly TS.SourceFile[] | null = null;
  #packages: ReadonlySet<string> | null = null;
  #changes: Change[] = [];
  readonly #resolver: Resolver;

  constructor(program: TS.Program) {
    this.#program = program;
    this.#files = filesOf(program);
    const options = program.getCompilerOptions();
    this.#resolver = makeResolver(this.sourceFile, () => options);
  }

  get program(): TS.Program {
    return this.#program;
  }

  get checker(): TS.TypeChecker | null {
    return this.packages.size > 0 ? this.#program.getTypeChecker() : null;
  }

  /** Later programs have files of the same names. */
  get packages(): ReadonlySet<string> {
    return (this.#packages ??= packagesOf(this.#files.keys()));
  }

  /** Goes on with a later program; false when it differs in more than the text of a few files of the project's own. */
  advance(program: TS.Program): boolean {
    if (program === this.#program) return true;
    if (!sameOptions(this.#program.getCompilerOptions(), program.getCompilerOptions())) return false;
    const next = filesOf(program);
    if (next.size !== this.#files.size) return false;
    const changes: Change[] = [];
    for (const [name, after] of next) {
      const before = this.#files.get(name);
      if (before === after) continue;
      if (!before || before.isDeclarationFile || changes.length >= MAX_CHANGES) return false;
      changes.push({ before, after });
    }
    this.#program = program;
    this.#files = next;
    this.#own = null;
    this.#changes.push(...changes);
    return true;
  }

  readonly takeChanges = (): readonly Change[] => {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  };

  readonly sourceFile = (fileName: string): TS.SourceFile | undefined =>
    this.#files.get(fileName) ?? this.#program.getSourceFile(fileName);

  readonly resolve = (from: TS.SourceFile, specifier: string): ModuleTarget => {
    return current(this, this.#resolver.resolve(from, specifier));
  };

  readonly files = (): readonly TS.SourceFile[] =>
    (this.#own ??= [...this.#files.values()].filter(
      (file) => !file.isDeclarationFile && !file.fileName.includes('/node_modules/'),
    ));

  readonly filesFor = this.files;
  readonly filesAround = this.files;
  readonly unsavedBeside = (): readonly TS.SourceFile[] => [];
}

/** More files than this do not change from one keystroke to the next: another branch was checked out. */
const MAX_CHANGES = 40;
/** How many projects are remembered for their next program. */
const MAX_PROJECTS = 6;

function filesOf(program: TS.Program): ReadonlyMap<string, TS.SourceFile> {
  return new Map(program.getSourceFiles().map((file) => [file.fileName, file]));
}

/** Without installed packages the checker knows no library: asking it would cost a type check for nothing. */
function packagesOf(names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of names) {
    const owner = packageOfFile(name);
    if (owner !== null && owner !== COMPILER) found.add(owner);
  }
  return found;
}

const COMPILER = 'typescript';

function sameOptions(a: TS.CompilerOptions, b: TS.CompilerOptions): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const typedProjects = new WeakMap<TS.Program, TypedProject>();
const recent: WeakRef<TypedProject>[] = [];

/** Returns the project over the program of typed linting: that of an earlier program of the same files where there is one. */
export function typedProject(program: TS.Program): Project {
  const known = typedProjects.get(program);
  if (known?.advance(program) === true) return known;
  const earlier = recent.map((each) => each.deref()).find((each) => each?.advance(program) === true);
  const project = earlier ?? new TypedProject(program);
  if (!earlier) {
    recent.unshift(new WeakRef(project));
    recent.length = Math.min(recent.length, MAX_PROJECTS);
  }
  typedProjects.set(program, project);
  return project;
}
