/** The pipes that a NestJS application has in force for all its controllers: `useGlobalPipes` and providers of `APP_PIPE`. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { decoratorsOf } from '../../flow/decorators.js';
import type { Machine } from '../../flow/machine.js';
import { moduleState } from '../../flow/modules.js';
import { truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { hasTestName } from '../../lang/environment.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { isCallable } from '../shared/schemas.js';

/** What is in force for a whole application: how it is put there by a call, and by the token of a provider. */
interface Global {
  readonly method: string;
  readonly token: string;
}

const PIPES: Global = { method: 'useGlobalPipes', token: 'APP_PIPE' };
const INTERCEPTORS: Global = { method: 'useGlobalInterceptors', token: 'APP_INTERCEPTOR' };
const imports = new WeakMap<TS.SourceFile, readonly string[]>();

function specifiersOf(file: TS.SourceFile): readonly string[] {
  let known = imports.get(file);
  if (!known) {
    known = file.statements.flatMap((statement) =>
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier &&
      ts.isStringLiteral(statement.moduleSpecifier)
        ? [statement.moduleSpecifier.text]
        : [],
    );
    imports.set(file, known);
  }
  return known;
}

/** Returns every project file that a file imports, directly or not, itself included. */
const REACHED = 'files reached from a start';

/** Every file of the project asks for the same few starts. */
function reachedFrom(m: Machine, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  type Known = Map<TS.SourceFile, ReadonlySet<TS.SourceFile>>;
  const known = (m.notes.get(REACHED) as Known | undefined) ?? (new Map() as Known);
  m.notes.set(REACHED, known);
  m.forgetters.set(REACHED, () => m.notes.delete(REACHED));
  let reached = known.get(file);
  if (!reached) known.set(file, (reached = allReachedFrom(m, file)));
  return reached;
}

function allReachedFrom(m: Machine, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  const seen = new Set([file]);
  for (const each of seen) {
    for (const specifier of specifiersOf(each)) {
      const target = m.project.resolve(each, specifier);
      if (target.kind === 'source') seen.add(target.file);
    }
  }
  return seen;
}

/** A context without a server answers nobody (https://docs.nestjs.com/standalone-applications). */
const SERVES = /\bNestFactory\s*\.\s*create(?!ApplicationContext)/;

const serving = new WeakMap<TS.SourceFile, boolean>();

function serves(file: TS.SourceFile): boolean {
  let known = serving.get(file);
  if (known === undefined) serving.set(file, (known = SERVES.test(file.text)));
  return known;
}

interface Application {
  /** Where it is made: what functions of other files do to it stands in the log of this one. */
  readonly starts: readonly TS.SourceFile[];
  readonly files: readonly TS.SourceFile[];
}

/**
 * The applications that a file belongs to: all that is reached from a start that reaches it. What none reaches by its
 * imports (a module that is loaded later) belongs to the only application that there is.
 */
function applicationOf(m: Machine, near: TS.SourceFile): Application {
  const files = m.project.filesAround(near);
  const all = files.filter(serves).map((file) => ({ file, reached: reachedFrom(m, file) }));
  const own = all.filter(({ reached }) => reached.has(near));
  const served = all.filter(({ file }) => !hasTestName(file.fileName));
  const starts = own.length > 0 ? own : served.length === 1 ? served : [];
  return { starts: starts.map(({ file }) => file), files: [...new Set(starts.flatMap(({ reached }) => [...reached]))] };
}

/** The files that may put something in force for the application: those that say so, and the starts that call them. */
function settingFiles(m: Machine, near: TS.SourceFile, global: Global): readonly TS.SourceFile[] {
  const { starts, files } = applicationOf(m, near);
  const naming = files.filter((file) => file.text.includes(global.method) || file.text.includes(global.token));
  return naming.length === 0 ? [] : [...new Set([...starts, ...naming])];
}

/** Gives a pipe on the path where it is asked for: what a factory makes lives no longer. */
interface Pipe {
  readonly make: (m: Machine) => Value;
  /** In force for the HTTP part of a hybrid application only, unless that hands its configuration on. */
  readonly httpOnly: boolean;
}

/** `connectMicroservice` without `inheritAppConfig` (https://docs.nestjs.com/faq/hybrid-application#sharing-configuration). */
function connectsApart(m: Machine, file: TS.SourceFile): boolean {
  return moduleState(m, file).log.records.some(
    ({ entity, call }) =>
      entity.name.endsWith('connectMicroservice') &&
      truthiness(getProperty(m, call.args[1] ?? UNDEFINED, 'inheritAppConfig', call.node)) !== true,
  );
}

function fromCalls(m: Machine, file: TS.SourceFile, { method }: Global): readonly Pipe[] {
  const httpOnly = connectsApart(m, file);
  return moduleState(m, file).log.records.flatMap(({ entity, call }) =>
    entity.name.endsWith(method) ? call.args.map((each) => ({ make: () => each, httpOnly })) : [],
  );
}

function fromProviders(m: Machine, file: TS.SourceFile, { token: wanted }: Global): readonly Pipe[] {
  const found: Pipe[] = [];
  for (const cls of moduleState(m, file).classes) {
    for (const use of decoratorsOf(m, cls.node)) {
      if (use.lib?.entity.name !== 'Module') continue;
      const providers = getProperty(m, use.args[0] ?? UNKNOWN, 'providers', use.node);
      for (const provider of elementsOf(m, providers, use.node).known) {
        const token = getProperty(m, provider, 'provide', use.node);
        if (token.consts.some((each) => each.value === wanted))
          found.push({ make: (machine) => provided(machine, provider, use.node), httpOnly: false });
      }
    }
  }
  return found;
}

function provided(m: Machine, provider: Value, node: TS.Node): Value {
  const factory = getProperty(m, provider, 'useFactory', node);
  if (isCallable(factory)) return callValue(m, factory, plainCall(node, UNKNOWN, []));
  for (const key of ['useValue', 'useClass']) {
    const value = getProperty(m, provider, key, node);
    if (value !== UNDEFINED && value.refs.length > 0) return value;
  }
  return UNKNOWN;
}

/** Returns what is in force for all of a file's application; asked once for each file and analysis. */
function globalsOf(m: Machine, near: TS.SourceFile, global: Global, ofMessages = false): readonly Value[] {
  const known =
    (m.notes.get(global.token) as Map<TS.SourceFile, readonly Pipe[]> | undefined) ??
    new Map<TS.SourceFile, readonly Pipe[]>();
  m.forgetters.set(global.token, () => m.notes.delete(global.token));
  m.notes.set(global.token, known);
  let found = known.get(near);
  if (!found) {
    known.set(near, []);
    found = settingFiles(m, near, global).flatMap((file) => [
      ...fromCalls(m, file, global),
      ...fromProviders(m, file, global),
    ]);
    known.set(near, found);
  }
  return found.filter((each) => !(ofMessages && each.httpOnly)).map((each) => each.make(m));
}

/** Returns the global pipes for a file. */
export function globalPipes(m: Machine, near: TS.SourceFile, ofMessages = false): readonly Value[] {
  return globalsOf(m, near, PIPES, ofMessages);
}

/** True for parameters of a method that a message calls, not a request. */
function takesMessages(m: Machine, parameter: TS.Node): boolean {
  return decoratorsOf(m, parameter.parent).some((use) => use.lib?.entity.specifier === '@nestjs/microservices');
}

export const globalPipeNatives: Natives = {
  'nest.globalPipes': (m, call) =>
    m.array(globalPipes(m, call.node.getSourceFile(), takesMessages(m, call.node)), null),
  'nest.globalInterceptors': (m, call) => m.array(globalsOf(m, call.node.getSourceFile(), INTERCEPTORS), null),
};
