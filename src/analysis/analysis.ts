/** The one door for rules: what is found in a file, with lang, flow and models joined for its program. */
import { actsAlikeFromAfar, dependentsOf } from '../lang/imports.js';
import { LightProject, typedProject, type Project } from '../lang/project.js';
import type { TS } from '../lang/ts.js';
import type { CallRecord, ConstantHit, Hit, Log, RegexUse } from '../flow/machine.js';
import { Machine } from '../flow/machine.js';
import { runFile, type FileResult } from '../flow/run.js';
import { connectedFiles, mayHoldEndpoints, readApplication, type Application } from '../endpoints/index.js';
import { semantics } from '../models/index.js';

export { guardOf, type Application, type ChainStep, type Endpoint } from '../endpoints/index.js';

/** A sink reached by untrusted data, with the place in the linted file where it is reported. */
export interface Finding {
  readonly hit: Hit;
  readonly at: TS.Node;
}

/** Something else that a run has seen, with its place in the linted file. */
export interface Placed<T> {
  readonly seen: T;
  readonly at: TS.Node;
}

export interface FileAnalysis {
  readonly file: TS.SourceFile;
  readonly findings: readonly Finding[];
  /** Constants in places of secrets: at the literal when it is in this file, otherwise at the use. */
  readonly constants: readonly Placed<ConstantHit>[];
  readonly regexes: readonly Placed<RegexUse>[];
  /** Calls of library things that stand in this file. */
  readonly calls: readonly CallRecord[];
  readonly result: FileResult;
  /** The endpoints of the application that the file belongs to. */
  readonly application: () => Application;
}

/** How much work was done since the process began: for tests of what is analysed again. */
export interface Work {
  /** Files whose functions were run. */
  readonly files: number;
  /** Applications whose endpoints were read. */
  readonly applications: number;
}

const work = { files: 0, applications: 0 };

export function workDone(): Work {
  return { ...work };
}

const NO_APPLICATION: Application = { endpoints: [], spare: [] };

/** A store that has grown past this through edits is begun anew: what it holds of former texts is never asked for. */
const MAX_EDITS = 500;

class ProjectAnalysis {
  #machine: Machine;
  #edits = 0;
  readonly #files = new Map<TS.SourceFile, FileResult>();
  readonly #applications = new Map<
    TS.SourceFile,
    { readonly files: readonly TS.SourceFile[]; readonly application: Application }
  >();
  readonly #findings = new Map<TS.SourceFile, FileAnalysis>();

  constructor(readonly project: Project) {
    this.#machine = new Machine(project, semantics());
  }

  /** Forgets what a change of files makes void: the changed files, and all that imports lead from to them. */
  update(): this {
    const changes = this.project.takeChanges();
    if (changes?.length === 0) return this;
    this.#edits++;
    const afar = changes?.some(({ before, after }) => !actsAlikeFromAfar(before.text, after.text)) ?? true;
    if (changes === null || afar || this.#edits > MAX_EDITS) {
      this.#edits = 0;
      this.#machine = new Machine(this.project, semantics());
      for (const map of [this.#files, this.#findings, this.#applications]) map.clear();
      return this;
    }
    const known = new Set([...this.#machine.modules.keys(), ...this.#files.keys()]);
    const names = dependentsOf(
      this.project,
      known,
      changes.map(({ before }) => before.fileName),
    );
    this.#machine.forgetFiles(names);
    const applications = new Set(
      [...this.#applications.values()].filter(({ files }) => files.some((each) => names.has(each.fileName))),
    );
    for (const [file, each] of this.#applications) if (applications.has(each)) this.#applications.delete(file);
    for (const map of [this.#files, this.#findings])
      for (const file of map.keys()) if (names.has(file.fileName)) map.delete(file);
    return this;
  }

  raw(file: TS.SourceFile): FileResult {
    let known = this.#files.get(file);
    if (!known) {
      work.files++;
      known = runFile(this.#machine, file);
      this.#files.set(file, known);
    }
    return known;
  }

  file(file: TS.SourceFile): FileAnalysis {
    let known = this.#findings.get(file);
    if (!known) {
      const result = this.raw(file);
      const { log } = result;
      known = {
        file,
        result,
        findings: log.hits.flatMap((hit) => this.#place(hit, file) ?? []),
        constants: log.constants.flatMap((seen) => placeConstant(seen, file) ?? []),
        regexes: log.regexes.flatMap((seen) => this.#placeRegex(seen, file) ?? []),
        calls: log.records.filter((record) => record.call.node.getSourceFile() === file),
        application: () => this.#application(file),
      };
      this.#findings.set(file, known);
    }
    return known;
  }

  #application(file: TS.SourceFile): Application {
    const { project } = this;
    if (!mayHoldEndpoints(this.#machine, file)) return NO_APPLICATION;
    const known = this.#applications.get(file);
    if (known) return known.application;
    work.applications++;
    const files = connectedFiles(project, file, project.filesAround(file));
    const read = { files, application: readApplication(this.#machine, files) };
    for (const each of files) this.#applications.set(each, read);
    return read.application;
  }

  /** Where a hit is reported in a file; null when another file of its way finds it by itself. */
  #place(hit: Hit, file: TS.SourceFile): Finding | null {
    const own = hit.node.getSourceFile() === file;
    const at = own ? hit.node : [...hit.stack].reverse().find((node) => node.getSourceFile() === file);
    if (!at) return null;
    if (own) return { hit, at };
    const found = this.#elsewhere(file, [...hit.stack, hit.node, hit.label.source.node], ({ hits }) =>
      hits.some(
        (each) => each.kind === hit.kind && each.node === hit.node && each.label.source.node === hit.label.source.node,
      ),
    );
    return found ? null : { hit, at };
  }

  /** The same for a regular expression that untrusted text reaches. */
  #placeRegex(seen: RegexUse, file: TS.SourceFile): Placed<RegexUse> | null {
    const placed = placeIn(seen, seen.regex, [...seen.stack, seen.call], file);
    if (!placed || placed.at === seen.regex) return placed;
    const source = seen.label.source.node;
    const found = this.#elsewhere(file, [...seen.stack, seen.call, source], ({ regexes }) =>
      regexes.some((each) => each.call === seen.call && each.regex === seen.regex && each.label.source.node === source),
    );
    return found ? null : placed;
  }

  /** True when another file of a way finds something by itself. */
  #elsewhere(file: TS.SourceFile, way: readonly TS.Node[], finds: (log: Log) => boolean): boolean {
    const others = new Set(way.map((node) => node.getSourceFile()));
    others.delete(file);
    return [...others].some(
      (other) => !other.isDeclarationFile && !other.fileName.includes('/node_modules/') && finds(this.raw(other).log),
    );
  }
}

function placeIn<T>(seen: T, own: TS.Node | null, ways: readonly TS.Node[], file: TS.SourceFile): Placed<T> | null {
  if (own?.getSourceFile() === file) return { seen, at: own };
  const at = [...ways].reverse().find((node) => node.getSourceFile() === file);
  return at ? { seen, at } : null;
}

/** A literal of another file that was used in a third one is reported there. */
function placeConstant(seen: ConstantHit, file: TS.SourceFile): Placed<ConstantHit> | null {
  if (seen.origin?.getSourceFile() === file) return { seen, at: seen.origin };
  return seen.node.getSourceFile() === file ? { seen, at: seen.node } : null;
}

const analyses = new WeakMap<Project, ProjectAnalysis>();

function analysisOf(project: Project): ProjectAnalysis {
  let known = analyses.get(project);
  if (!known) {
    known = new ProjectAnalysis(project);
    analyses.set(project, known);
  }
  return known;
}

const light = new LightProject();
const lightAnalysis = new ProjectAnalysis(light);

/** Returns the analysis of a file of a typed program; null when the program does not hold it. */
export function analyseTyped(program: TS.Program, fileName: string): FileAnalysis | null {
  const file = program.getSourceFile(fileName);
  return file ? analysisOf(typedProject(program)).update().file(file) : null;
}

/** Returns the analysis of a file without types. */
export function analyseText(fileName: string, text: string): FileAnalysis {
  light.refresh(Date.now());
  const file = light.setText(fileName, text);
  return lightAnalysis.update().file(file);
}
