/** The project of linting without types: parses the files that a question reaches; no libraries, no node_modules. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Change, Project } from './project.js';
import { current, makeResolver, NONE, type ModuleTarget, type Resolver } from './resolver.js';
import { EXTENSIONS, MAX_LIGHT_FILES, sourcesBelow } from './sources-below.js';
import { configFor } from './tsconfig.js';
import { ts, type TS } from './ts.js';

interface Parsed {
  readonly stamp: string;
  readonly file: TS.SourceFile;
}

/** The version of a list that has to be made again. */
const NEVER = -1;

/** The files of a list of names, at a version of the project. */
interface List {
  readonly version: number;
  readonly files: readonly TS.SourceFile[];
  readonly all: ReadonlySet<TS.SourceFile>;
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

/** Folders in which projects stand that have nothing to do with each other. */
const SHARED_FOLDERS: ReadonlySet<string> = new Set([os.tmpdir(), os.homedir()]);

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
  /** What stood below them when it was looked at before. */
  readonly #earlier = new Map<string, readonly string[]>();
  /** Whether a folder is the root of a package or of a repository, until the disk is looked at again. */
  readonly #roots = new Map<string, boolean>();
  /** The files of a list of names, until one of them changes. */
  readonly #lists = new WeakMap<readonly string[], List>();
  /** Grows with every change of what is parsed. */
  #version = 0;
  /** Files that no list had, until the disk is looked at again: those of folders that are never listed, and those in no saved file. */
  readonly #relisted = new Set<string>();
  /** Files that were on no disk when the linter gave their text. */
  readonly #unsaved = new Set<string>();
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
    this.#roots.clear();
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
      known = this.#timed(() => this.#list(folder));
      this.#below.set(folder, known);
    }
    return known;
  }

  /** The same list as before as long as the same files stand there: what is known of a list stays known. */
  #list(folder: string): readonly string[] | null {
    const names = sourcesBelow(folder);
    const before = this.#earlier.get(folder);
    if (!names || (before?.length === names.length && before.every((each, at) => each === names[at])))
      return names && (before ?? names);
    this.#earlier.set(folder, names);
    return names;
  }

  #isRoot(folder: string): boolean {
    let known = this.#roots.get(folder);
    if (known === undefined) {
      known = existsSync(path.join(folder, 'package.json')) || existsSync(path.join(folder, '.git'));
      this.#roots.set(folder, known);
    }
    return known;
  }

  #keep(fileName: string, stamp: string, file: TS.SourceFile): void {
    const known = this.#parsed.get(fileName);
    if (known && known.file !== file) this.#changes?.push({ before: known.file, after: file });
    // What is read for the first time is in no list yet that was made.
    if (known) this.#version++;
    this.#parsed.set(fileName, { stamp, file });
  }

  setText(fileName: string, text: string): TS.SourceFile {
    const known = this.#parsed.get(fileName);
    this.#fresh.add(fileName);
    if (known?.file.text === text) return known.file;
    const file = parseText(fileName, text);
    this.#keep(fileName, EDITOR, file);
    if (!known) {
      if (!ts.sys.fileExists(fileName)) this.#unsaved.add(fileName);
      this.#lookForMissing();
    }
    return file;
  }

  readonly sourceFile = (fileName: string): TS.SourceFile | undefined => {
    const known = this.#parsed.get(fileName);
    if (known && this.#fresh.has(fileName)) return known.file;
    const time = ts.sys.getModifiedTime?.(fileName)?.getTime();
    if (time === undefined || (!known && !ts.sys.fileExists(fileName))) {
      if (this.#parsed.delete(fileName)) {
        this.#changes = null;
        this.#version++;
      }
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

  readonly filesFor = (near: TS.SourceFile): readonly TS.SourceFile[] => [
    ...new Set([...this.filesBelow(path.dirname(near.fileName)), ...this.files()]),
  ];

  readonly filesAround = (near: TS.SourceFile): readonly TS.SourceFile[] => {
    const list = this.#listOf(this.#namesAround(near.fileName));
    // A file that has not been saved is on no disk.
    return list.all.has(near) ? list.files : [near, ...list.files];
  };

  readonly unsavedBeside = (near: TS.SourceFile): readonly TS.SourceFile[] => {
    const folder = path.dirname(near.fileName);
    return [...this.#unsaved].flatMap((name) => {
      return path.dirname(name) === folder ? (this.#parsed.get(name)?.file ?? []) : [];
    });
  };

  /** Goes up from the file's folder as long as it stays of a size that can be read, to the nearest package.json. */
  #namesAround(near: string): readonly string[] {
    let folder = path.dirname(near);
    let names: readonly string[] = [near];
    for (let up = 0; up < 8 && path.dirname(folder) !== folder; up++) {
      const below = SHARED_FOLDERS.has(folder) ? null : this.#sourcesBelow(folder, near);
      if (below === null) break;
      names = below;
      if (this.#isRoot(folder)) break;
      folder = path.dirname(folder);
    }
    return names;
  }

  #listOf(names: readonly string[]): List {
    const known = this.#lists.get(names);
    if (known?.version === this.#version) return known;
    const sources = names.filter((name) => !name.endsWith('.d.ts'));
    const files = sources.flatMap((name) => this.sourceFile(name) ?? []);
    // A file that could not be read now may be there the next time.
    const version = files.length === sources.length ? this.#version : NEVER;
    const isSame = known?.files.length === files.length && known.files.every((each, at) => each === files[at]);
    const list: List = known && isSame ? { ...known, version } : { version, files, all: new Set(files) };
    this.#lists.set(names, list);
    return list;
  }

  /** Returns the source files below a folder, at most a documented number of them. */
  filesBelow(folder: string): readonly TS.SourceFile[] {
    const names = ts.sys.readDirectory(folder, EXTENSIONS, SKIPPED_FOLDERS, undefined).slice(0, MAX_LIGHT_FILES);
    return names.flatMap((name) => (name.endsWith('.d.ts') ? [] : (this.sourceFile(name) ?? [])));
  }
}
