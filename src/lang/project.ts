/**
 * A project: source files and how imports lead from one to another. Two makes: over the program of typed linting, and the
 * light one, which parses what a question reaches (no libraries, no node_modules).
 */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { current, makeResolver, NONE, type ModuleTarget, type Resolver } from './resolver.js';
import { EXTENSIONS, MAX_LIGHT_FILES, sourcesBelow } from './sources-below.js';
import { ts, type TS } from './ts.js';
import { packageOfFile } from './types.js';
import { configFor } from './tsconfig.js';

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

interface Parsed {
  readonly stamp: string;
  readonly file: TS.SourceFile;
}

function scriptKind(fileName: string): TS.ScriptKind {
  if (fileName.endsWith('.tsx')) return ts.ScriptKind.TSX;
  if (/\.[cm]?ts$/.test(fileName)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}

/** Parses one text; parent links are set because every layer above walks up. */
export function parseText(fileName: string, text: string): TS.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, scriptKind(fileName));
}

/** The stamp of a text that came from the linter and not from the disk. */
const EDITOR = 'editor';
/** How long what is known of the disk is trusted. */
const RECHECK_MILLISECONDS = 1000;
/** It is trusted for so many times as long as the last look at it took: looking at a large project must stay a small part of the work. */
const RECHECK_SHARE = 50;

/** The home of whoever runs the process; null where the system knows of none: then `homedir` throws. */
function home(): string | null {
  try {
    return os.homedir();
  } catch {
    return null;
  }
}

/** Folders in which projects stand that have nothing to do with each other. */
const SHARED_FOLDERS: ReadonlySet<string | null> = new Set([os.tmpdir(), home()]);

const SKIPPED_FOLDERS = ['**/node_modules', '**/dist', '**/build', '**/coverage', '**/.*'];

/**
 * The light project: parses the files that a question reaches and keeps them by path and modification time.
 * `setText` replaces a file's text by that of the editor.
 */
export class LightProject implements Project {
  readonly checker = null;
  readonly packages: ReadonlySet<string> = new Set();
  readonly #parsed = new Map<string, Parsed>();
  readonly #resolver: Resolver;
  readonly #fresh = new Set<string>();
  /** Imports that lead nowhere, by folder and specifier, until a file appears there. */
  readonly #missing = new Map<string, { readonly from: TS.SourceFile; readonly specifier: string }>();
  /** What stands below folders, until the disk is looked at again. */
  readonly #below = new Map<string, readonly string[] | null>();
  /** Files that no list had, until the disk is looked at again: those of folders that are never listed, and those in no saved file. */
  readonly #relisted = new Set<string>();
  #checked = 0;
  /** Milliseconds that were spent on looking at the disk since it was last looked at as a whole. */
  #looking = 0;
  #changes: Change[] | null = [];

  readonly takeChanges = (): readonly Change[] | null => {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  };

  constructor() {
    this.#resolver = makeResolver(
      (fileName) => this.sourceFile(fileName),
      (from) => configFor(from.fileName).options,
    );
  }

  /** Looks at the disk again, at most once in a while, for files that have changed. */
  refresh(now: number): void {
    if (now - this.#checked < Math.max(RECHECK_MILLISECONDS, RECHECK_SHARE * this.#looking)) return;
    this.#checked = now;
    this.#looking = 0;
    this.#fresh.clear();
    this.#below.clear();
    this.#relisted.clear();
    this.#timed(() => {
      for (const [name, { stamp }] of this.#parsed) if (stamp !== EDITOR) this.sourceFile(name);
      this.#lookForMissing();
    });
  }

  #timed<T>(look: () => T): T {
    const began = performance.now();
    const seen = look();
    this.#looking += performance.now() - began;
    return seen;
  }

  /** A file that appears where an import led nowhere changes what the importing file means. */
  #lookForMissing(): void {
    for (const [key, { from, specifier }] of this.#missing) {
      if (this.#find(from, specifier).kind === 'none') continue;
      this.#missing.delete(key);
      this.#changes = null;
    }
  }

  /** The source files below a folder that holds this one. A list that lacks it is older than the file, and made anew. */
  #sourcesBelow(folder: string, near: string): readonly string[] | null {
    let known = this.#below.get(folder);
    const key = `${folder}\0${near}`;
    const isOld = known?.includes(near) === false && !this.#relisted.has(key);
    if (known === undefined || isOld) {
      if (isOld) this.#relisted.add(key);
      known = this.#timed(() => sourcesBelow(folder));
      this.#below.set(folder, known);
    }
    return known;
  }

  #keep(fileName: string, stamp: string, file: TS.SourceFile): void {
    const known = this.#parsed.get(fileName);
    if (known && known.file !== file) this.#changes?.push({ before: known.file, after: file });
    this.#parsed.set(fileName, { stamp, file });
  }

  setText(fileName: string, text: string): TS.SourceFile {
    const known = this.#parsed.get(fileName);
    this.#fresh.add(fileName);
    if (known?.file.text === text) return known.file;
    const file = parseText(fileName, text);
    this.#keep(fileName, EDITOR, file);
    if (!known) this.#lookForMissing();
    return file;
  }

  readonly sourceFile = (fileName: string): TS.SourceFile | undefined => {
    const known = this.#parsed.get(fileName);
    if (known && this.#fresh.has(fileName)) return known.file;
    const time = ts.sys.getModifiedTime?.(fileName)?.getTime();
    if (time === undefined || (!known && !ts.sys.fileExists(fileName))) {
      if (this.#parsed.delete(fileName)) this.#changes = null;
      return undefined;
    }
    this.#fresh.add(fileName);
    const stamp = String(time);
    if (known?.stamp === stamp) return known.file;
    const text = ts.sys.readFile(fileName);
    if (text === undefined) return undefined;
    if (known?.file.text === text) {
      this.#parsed.set(fileName, { stamp, file: known.file });
      return known.file;
    }
    const file = parseText(fileName, text);
    this.#keep(fileName, stamp, file);
    return file;
  };

  #find(from: TS.SourceFile, specifier: string): ModuleTarget {
    return current(this, this.#resolver.resolve(from, specifier));
  }

  readonly resolve = (from: TS.SourceFile, specifier: string): ModuleTarget => {
    const before = this.#resolver.known(from, specifier);
    const there = before && current(this, before);
    if (there && there.kind !== 'none') return there;
    const key = `${path.dirname(from.fileName)}\0${specifier}`;
    if (this.#missing.has(key)) return NONE;
    const target = this.#find(from, specifier);
    if (target.kind === 'none') this.#missing.set(key, { from, specifier });
    return target;
  };

  readonly files = (): readonly TS.SourceFile[] => [...this.#parsed.values()].map((each) => each.file);

  readonly filesFor = (near: TS.SourceFile): readonly TS.SourceFile[] => {
    const folder = path.dirname(near.fileName);
    const below = SHARED_FOLDERS.has(folder) ? [near] : this.filesBelow(folder);
    const read = this.files().filter(({ fileName }) => path.dirname(fileName) === folder);
    return [...new Set([...below, ...read])];
  };

  /** Goes up from the file's folder as long as it stays of a size that can be read, to the nearest package.json. */
  readonly filesAround = (near: TS.SourceFile): readonly TS.SourceFile[] => {
    let folder = path.dirname(near.fileName);
    let names: readonly string[] = [near.fileName];
    for (let up = 0; up < 8 && path.dirname(folder) !== folder; up++) {
      const below = SHARED_FOLDERS.has(folder) ? null : this.#sourcesBelow(folder, near.fileName);
      if (below === null) break;
      names = below;
      if (existsSync(path.join(folder, 'package.json')) || existsSync(path.join(folder, '.git'))) break;
      folder = path.dirname(folder);
    }
    const found = names.flatMap((name) => (name.endsWith('.d.ts') ? [] : (this.sourceFile(name) ?? [])));
    // A file that has not been saved is on no disk.
    return found.includes(near) ? found : [near, ...found];
  };

  /** Returns the source files below a folder, at most a documented number of them. */
  filesBelow(folder: string): readonly TS.SourceFile[] {
    const names = ts.sys.readDirectory(folder, EXTENSIONS, SKIPPED_FOLDERS, undefined).slice(0, MAX_LIGHT_FILES);
    return names.flatMap((name) => (name.endsWith('.d.ts') ? [] : (this.sourceFile(name) ?? [])));
  }
}
