/** The pipes that a NestJS application has in force for all its controllers: `useGlobalPipes` and providers of `APP_PIPE`. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { decoratorsOf } from '../../flow/decorators.js';
import type { Machine } from '../../flow/machine.js';
import { moduleState } from '../../flow/modules.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { isCallable } from '../shared/schemas.js';

const KEY = 'global pipes';
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
function reachedFrom(m: Machine, file: TS.SourceFile): ReadonlySet<TS.SourceFile> {
  const seen = new Set([file]);
  for (const each of seen) {
    for (const specifier of specifiersOf(each)) {
      const target = m.project.resolve(each, specifier);
      if (target.kind === 'source') seen.add(target.file);
    }
  }
  return seen;
}

/** The files of the applications that a file belongs to: all that is reached from a start that reaches it. */
function applicationOf(m: Machine, near: TS.SourceFile): readonly TS.SourceFile[] {
  const files = m.project.filesFor(near);
  const starts = files
    .filter((file) => file.text.includes('NestFactory'))
    .map((file) => reachedFrom(m, file))
    .filter((reached) => reached.has(near));
  return [...new Set(starts.flatMap((reached) => [...reached]))];
}

/** Gives a pipe on the path where it is asked for: what a factory makes lives no longer. */
type Pipe = (m: Machine) => Value;

function fromCalls(m: Machine, file: TS.SourceFile): readonly Pipe[] {
  return moduleState(m, file).log.records.flatMap(({ entity, call }) =>
    entity.name.endsWith('useGlobalPipes') ? call.args.map((each) => () => each) : [],
  );
}

function fromProviders(m: Machine, file: TS.SourceFile): readonly Pipe[] {
  const found: Pipe[] = [];
  for (const cls of moduleState(m, file).classes) {
    for (const use of decoratorsOf(m, cls.node)) {
      if (use.lib?.entity.name !== 'Module') continue;
      const providers = getProperty(m, use.args[0] ?? UNKNOWN, 'providers', use.node);
      for (const provider of elementsOf(m, providers, use.node).known) {
        const token = getProperty(m, provider, 'provide', use.node);
        if (token.consts.some((each) => each.value === 'APP_PIPE'))
          found.push((machine) => provided(machine, provider, use.node));
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

/** Returns the global pipes for a file; asked once for each file and analysis. */
export function globalPipes(m: Machine, near: TS.SourceFile): readonly Value[] {
  const known =
    (m.notes.get(KEY) as Map<TS.SourceFile, readonly Pipe[]> | undefined) ?? new Map<TS.SourceFile, readonly Pipe[]>();
  m.forgetters.set(KEY, () => m.notes.delete(KEY));
  m.notes.set(KEY, known);
  let pipes = known.get(near);
  if (!pipes) {
    known.set(near, []);
    pipes = applicationOf(m, near)
      .filter((file) => /useGlobalPipes|APP_PIPE/.test(file.text))
      .flatMap((file) => [...fromCalls(m, file), ...fromProviders(m, file)]);
    known.set(near, pipes);
  }
  return pipes.map((pipe) => pipe(m));
}

export const globalPipeNatives: Natives = {
  'nest.globalPipes': (m, call) => m.array(globalPipes(m, call.node.getSourceFile()), null),
};
