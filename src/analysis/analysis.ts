/** The one door for rules: what is found in a file, with lang, flow and models joined for its program. */
import { isDeclaredWithout } from '../lang/declared-members.js';
import { importedExpression } from '../lang/exported.js';
import { actsAlikeFromAfar, dependentsOf, importedBy } from '../lang/imports.js';
import { LightProject } from '../lang/light-project.js';
import { typedProject, type Project } from '../lang/project.js';
import type { TS } from '../lang/ts.js';
import type { CallRecord, Comparison, ConstantHit, Hit, Log, RegexUse, TextUse } from '../flow/machine.js';
import { Machine } from '../flow/machine.js';
import { LIMITS } from '../flow/limits.js';
import { runFile, type FileResult } from '../flow/run.js';
import {
  connectedFiles,
  endpointsIn,
  endpointsThrough,
  importersOf,
  mayHoldEndpoints,
  readApplication,
  runsInTerminal,
  type Application,
  type Endpoint,
} from '../endpoints/index.js';
import { isRefuted, nearer } from './callers.js';
import { callsElsewhere, comparisonsElsewhereOf, helperCalls, isSaidAtOrigin } from './elsewhere.js';
import { placeConstant, placeIn, type Placed } from './placed.js';
import { comparedSecrets } from './compared-secrets.js';
import { declaredSecrets } from './declared-secrets.js';
import { checksTexts, textsThrough, type TextOfUser } from './helpers.js';
import { withUsers } from './injected.js';
import { tellersAmong } from './tellers.js';
import { semantics, userModels } from '../models/index.js';
import type { Semantics } from '../flow/semantics.js';

export type { Placed } from './placed.js';

export {
  guardOf,
  stepPlaying,
  traitsOf,
  type Application,
  type ChainStep,
  isStartedByTests,
  type Endpoint,
  type Check,
  type SeenCall,
} from '../endpoints/index.js';

/** A sink reached by untrusted data, with the place in the linted file where it is reported. */
export interface Finding {
  readonly hit: Hit;
  readonly at: TS.Node;
}

export interface FileAnalysis {
  readonly file: TS.SourceFile;
  readonly findings: readonly Finding[];
  /** Constants in places of secrets: at the literal when it is in this file, otherwise at the use. */
  readonly constants: readonly Placed<ConstantHit>[];
  readonly regexes: readonly Placed<RegexUse>[];
  /** Tests and replacements of constant parts that stand in this file. */
  readonly texts: readonly TextUse[];
  /** Tests and replacements in functions of this file of texts that only its users know to be untrusted, with what their runs have seen. */
  readonly textsOfUsers: () => readonly TextOfUser[];
  /** Calls of library things that stand in this file. */
  readonly calls: readonly CallRecord[];
  /** Comparisons in this file of values of which something is known. */
  readonly comparisons: readonly Comparison[];
  /** Comparisons in files that this one imports, of which only the run of this file knows what is compared. */
  readonly comparisonsElsewhere: () => readonly Placed<Comparison>[];
  readonly result: FileResult;
  /** Calls in the files that import this one. */
  readonly callsOfImporters: () => readonly CallRecord[];
  /** Calls in this file that were seen when a file was run that imports it: with the calls there that led to them. */
  readonly callsThroughImporters: () => readonly CallRecord[];
  /** Calls in the files that imports connect with this one, as far as these files name a package. */
  readonly callsAround: (specifier: string) => readonly CallRecord[];
  /** The same calls, as the nearest files that use these files have seen them. */
  readonly callsOfUsers: (specifier: string) => readonly CallRecord[];
  /** The files that import this one, directly or through others, and this one. */
  readonly importers: () => ReadonlySet<TS.SourceFile>;
  /** The first files that import another one, the nearest first, as far as they stand before this one: they tell of it first. */
  readonly tellersOf: (other: TS.SourceFile) => readonly FileAnalysis[];
  /** For questions about files around this one, which are seldom asked. */
  readonly project: Project;
  /** Calls in files that this one imports, which only the run of this file has seen: with the place here that leads to them. */
  readonly callsElsewhere: () => readonly Placed<CallRecord>[];
  /** Calls of helpers in other files that play a role, with the place here that leads to them; those that count where they stand are reported there. */
  readonly helperCalls: (role: string, counts: (record: CallRecord) => boolean) => readonly Placed<CallRecord>[];
  /** The same as `application`, also for files that register nothing themselves: for questions that are seldom asked. */
  readonly applicationAround: () => Application;
  /** The expression that an imported name was given in the file that exports it; null when nothing plain is. */
  readonly importedExpression: (name: TS.Identifier) => TS.Expression | null;
  /** Whether it belongs to programs for a terminal alone, and to nothing that answers requests. */
  readonly runsInTerminal: () => boolean;
  /** Whether all that a type declares is known, and a property of this name is not among it. */
  readonly declaresNo: (type: TS.TypeNode, name: string) => boolean;
  /** The endpoints of the application that the file belongs to. */
  readonly application: () => Application;
  /** Those that stand in the file. */
  readonly endpoints: () => readonly Endpoint[];
  /** Those that may do something in the file; `always`: also where it holds none itself. */
  readonly endpointsThrough: (always?: boolean) => readonly Endpoint[];
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
  readonly #importers = new Map<TS.SourceFile, ReadonlySet<TS.SourceFile>>();
  readonly #logs = new Map<FileResult, Log>();
  readonly #users = new Map<TS.SourceFile, readonly TS.SourceFile[]>();

  readonly #through = new Map<
    TS.SourceFile,
    { readonly application: Application; readonly endpoints: readonly Endpoint[] }
  >();

  constructor(
    readonly project: Project,
    readonly meaning: Semantics,
  ) {
    this.#machine = new Machine(project, meaning);
  }

  /** Forgets what a change of files makes void: the changed files, and all that imports lead from to them. */
  update(): this {
    const changes = this.project.takeChanges();
    if (changes?.length === 0) return this;
    this.#importers.clear();
    this.#users.clear();
    this.#logs.clear();
    this.#through.clear();
    this.#edits++;
    const afar = changes?.some(({ before, after }) => !actsAlikeFromAfar(before.text, after.text)) ?? true;
    if (changes === null || afar || this.#edits > MAX_EDITS) {
      this.#edits = 0;
      this.#machine = new Machine(this.project, this.meaning);
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
      const log = this.#logOf(result);
      const own = (other: TS.SourceFile): Pick<FileResult, 'log'> => ({ log: this.#logOf(this.raw(other)) });
      let elsewhere: readonly Placed<CallRecord>[] | null = null;
      let texts: readonly TextOfUser[] | null = null;
      let compared: readonly Placed<Comparison>[] | null = null;
      const comparisonsElsewhere = (): readonly Placed<Comparison>[] =>
        (compared ??= comparisonsElsewhereOf(file, log, own));
      known = {
        file,
        result,
        findings: log.hits.flatMap((hit) => this.#place(hit, file) ?? []),
        constants: [
          ...[...log.constants, ...log.comparisons.flatMap(comparedSecrets), ...declaredSecrets(file)].flatMap(
            (seen) => (isSaidAtOrigin(seen, file, (each) => this.raw(each)) ? [] : (placeConstant(seen, file) ?? [])),
          ),
          ...comparisonsElsewhere().flatMap(({ seen, at }) =>
            comparedSecrets(seen).map((each) => ({ seen: each, at })),
          ),
        ],
        regexes: log.regexes.flatMap((seen) => this.#placeRegex(seen, file) ?? []),
        texts: log.texts.filter((use) => use.call.getSourceFile() === file),
        textsOfUsers: () => (texts ??= checksTexts(result) ? textsThrough(result, this.#usersOf(file)) : []),
        calls: log.records.filter((record) => record.call.node.getSourceFile() === file),
        callsOfImporters: () => this.#recordsOfImporters(file, (node, importer) => node.getSourceFile() === importer),
        callsThroughImporters: () => this.#recordsOfImporters(file, (node) => node.getSourceFile() === file),
        comparisons: log.comparisons.filter((each) => each.node.getSourceFile() === file),
        comparisonsElsewhere,
        callsAround: (specifier) => this.#recordsAround(file, specifier),
        callsOfUsers: (specifier) => this.#recordsAround(file, specifier, true),
        importers: () => this.#importersOf(file),
        tellersOf: (other) => tellersAmong(this.#nearestOf(other), file).map((each) => this.file(each)),
        project: this.project,
        callsElsewhere: () => (elsewhere ??= callsElsewhere(file, log.records, own)),
        helperCalls: (role, counts) => helperCalls(file, log, own, { role, counts }),
        applicationAround: () => this.#application(file, true),
        importedExpression: (name) => importedExpression(this.project, name),
        runsInTerminal: () => runsInTerminal(this.project, file, () => this.#application(file, true)),
        declaresNo: (type, name) => isDeclaredWithout(this.project, type, name),
        application: () => this.#application(file),
        endpoints: () => endpointsIn(this.#application(file), file),
        endpointsThrough: (always) => this.#endpointsThrough(file, always),
      };
      this.#findings.set(file, known);
    }
    return known;
  }

  #importersOf(file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
    let known = this.#importers.get(file);
    if (!known) {
      known = importersOf(this.project, file, this.#applications.get(file)?.files ?? []);
      this.#importers.set(file, known);
    }
    return known;
  }

  #application(file: TS.SourceFile, always = false): Application {
    const { project } = this;
    if (!always && !mayHoldEndpoints(this.#machine, file)) return NO_APPLICATION;
    const known = this.#applications.get(file);
    if (known) return known.application;
    work.applications++;
    const files = connectedFiles(project, file, project.filesAround(file));
    const read = { files, application: readApplication(this.#machine, files) };
    for (const each of files) this.#applications.set(each, read);
    return read.application;
  }

  #endpointsThrough(file: TS.SourceFile, always = false): readonly Endpoint[] {
    const application = this.#application(file, always);
    const known = this.#through.get(file);
    if (known?.application === application) return known.endpoints;
    const endpoints = endpointsThrough(application, file, this.#importersOf(file));
    this.#through.set(file, { application, endpoints });
    return endpoints;
  }

  /** The runs of the files that import a file, directly or through others: of the nearest, one by one as they are asked for. */
  *#usersOf(file: TS.SourceFile): Generator<FileResult> {
    for (const each of this.#nearestOf(file)) yield this.raw(each);
  }

  #nearestOf(file: TS.SourceFile): readonly TS.SourceFile[] {
    let users = this.#users.get(file);
    if (!users) {
      const all = importersOf(this.project, file, this.project.filesAround(file));
      this.#users.set(file, (users = [...all].slice(1, 1 + LIMITS.usersOfFile)));
    }
    return users;
  }

  /** What a run has seen of a file; with what only the files know that hand things to its functions. */
  #logOf(result: FileResult): Log {
    let log = this.#logs.get(result);
    if (!log) {
      log = withUsers(result, this.meaning.isMember, () => [...this.#usersOf(result.file)]);
      this.#logs.set(result, log);
    }
    return log;
  }

  #recordsOfImporters(
    file: TS.SourceFile,
    keep: (node: TS.Node, importer: TS.SourceFile) => boolean,
  ): readonly CallRecord[] {
    const { project } = this;
    return project
      .filesAround(file)
      .filter((each) => each !== file && importedBy(project, each).includes(file))
      .flatMap((each) => this.raw(each).log.records.filter(({ call }) => keep(call.node, each)));
  }

  #recordsAround(file: TS.SourceFile, specifier: string, ofUsers = false): readonly CallRecord[] {
    return connectedFiles(this.project, file, this.project.filesAround(file)).flatMap((each) => {
      if (!each.text.includes(specifier)) return [];
      const runs = ofUsers ? [...this.#usersOf(each)] : [this.raw(each)];
      return runs.flatMap(({ log }) => log.records.filter(({ call }) => call.node.getSourceFile() === each));
    });
  }

  /** Where a hit is reported in a file; null when another file of its way finds it by itself. */
  #place(hit: Hit, file: TS.SourceFile): Finding | null {
    const own = hit.node.getSourceFile() === file;
    const last = hit.stack.findLastIndex((node) => node.getSourceFile() === file);
    const at = own ? hit.node : hit.stack[last];
    if (!at) return null;
    if (isRefuted(hit, this.raw(file), () => this.#usersOf(file))) return null;
    if (own) return { hit, at };
    // A handler by itself does not know what the route that registers it makes of its answers.
    const milder = this.meaning.policy(hit.kind)?.milder;
    const found = this.#elsewhere(file, nearer(hit, last), ({ hits }) =>
      hits.some(
        (each) =>
          (each.kind === hit.kind || each.kind === milder) &&
          each.node === hit.node &&
          // Where anything counts, the file of the sink reports it, wherever the value came from.
          (each.label.source.node === hit.label.source.node || each.any),
      ),
    );
    return found ? null : { hit, at };
  }

  /** The same for a regular expression that untrusted text reaches. */
  #placeRegex(seen: RegexUse, file: TS.SourceFile): Placed<RegexUse> | null {
    // A pattern is the same however often it is made: where it stands says it all.
    if (seen.label === null) return placeIn(seen, seen.regex, [], file);
    const placed = placeIn(seen, seen.regex, [...seen.stack, seen.call], file);
    if (!placed || placed.at === seen.regex) return placed;
    const source = seen.label.source.node;
    const found = this.#elsewhere(file, [...seen.stack, seen.call, source], ({ regexes }) =>
      regexes.some(
        (each) => each.call === seen.call && each.regex === seen.regex && each.label?.source.node === source,
      ),
    );
    return found ? null : placed;
  }

  /** True when another file of a way finds something by itself. */
  #elsewhere(file: TS.SourceFile, way: readonly TS.Node[], finds: (log: Log) => boolean): boolean {
    const others = new Set(way.map((node) => node.getSourceFile()));
    others.delete(file);
    const theirs = [...others].filter((each) => !each.isDeclarationFile && !each.fileName.includes('/node_modules/'));
    // What users of a file add to what its own run has seen is asked for last: it takes the runs of all of them.
    return (
      theirs.some((each) => finds(this.raw(each).log)) || theirs.some((each) => finds(this.#logOf(this.raw(each))))
    );
  }
}

const analyses = new WeakMap<Project, ProjectAnalysis>();

/** Returns the analysis of a project; another one when other models are asked for. */
function analysisOf(project: Project, own: unknown): ProjectAnalysis {
  const meaning = semantics(userModels(own).models);
  let known = analyses.get(project);
  if (known?.meaning !== meaning) {
    known = new ProjectAnalysis(project, meaning);
    analyses.set(project, known);
  }
  return known.update();
}

const light = new LightProject();

/** Returns what is wrong with the models in the settings, each with its place; empty when nothing is. */
export function modelProblems(own: unknown): readonly string[] {
  return userModels(own).problems;
}

/**
 * Returns the analysis of a file of a typed program; null when the program does not hold it.
 * @param own the models that users have added in their settings, as they are written there.
 */
export function analyseTyped(program: TS.Program, fileName: string, own?: unknown): FileAnalysis | null {
  const file = program.getSourceFile(fileName);
  return file ? analysisOf(typedProject(program), own).file(file) : null;
}

/** Returns the analysis of a file without types; `own` as for typed ones. */
export function analyseText(fileName: string, text: string, own?: unknown): FileAnalysis {
  light.refresh(Date.now());
  const file = light.setText(fileName, text);
  return analysisOf(light, own).file(file);
}
