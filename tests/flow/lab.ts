/**
 * A laboratory for the engine: a library of four words (`source`, `sink`, `clean`, `isSafe` and what goes with them), and
 * programs over it whose lines say at their end what must be seen there: `// sink` or `// quiet`.
 */
import path from 'node:path';
import { expect, test } from 'vitest';
import { Form } from '../../src/flow/forms.js';
import { Machine, type Hit } from '../../src/flow/machine.js';
import { runFile } from '../../src/flow/run.js';
import type { Semantics } from '../../src/flow/semantics.js';
import { LightProject } from '../../src/lang/light-project.js';
import { asyncHooksNatives, nodeAsyncHooks } from '../../src/models/async-hooks/model.js';
import { compileModels } from '../../src/models/compile.js';
import { emitterNatives } from '../../src/models/events/emitters.js';
import { nodeEvents } from '../../src/models/events/model.js';
import { nodeProcess } from '../../src/models/process/model.js';
import type { LibraryModel } from '../../src/models/schema.js';
import { streamNatives } from '../../src/models/streams/flows.js';
import { nodeStream, nodeStreamPromises } from '../../src/models/streams/model.js';
import { utilNatives } from '../../src/models/util/functions.js';
import { nodeUtil } from '../../src/models/util/model.js';

const lab = {
  packages: ['lab'],
  exports: {
    source: { call: { source: { kind: 'http.query' } } },
    fetched: { call: { source: { kind: 'http.query' }, returns: 'Promise<unknown>' } },
    sink: { call: { sinks: [{ at: '0', kind: 'lab' }] } },
    deepSink: { call: { sinks: [{ at: '0', kind: 'lab', deep: true }] } },
    clean: { call: { flows: [{ from: '0', to: 'return', as: 'made', clears: ['lab'] }] } },
    isSafe: { call: { guards: [{ at: '0', when: 'true', clears: ['lab'] }], returns: 'boolean' } },
    isBad: { call: { guards: [{ at: '0', when: 'false', clears: ['lab'] }], returns: 'boolean' } },
    mustBeSafe: { call: { guards: [{ at: '0', when: 'returns', clears: ['lab'] }], returns: 'void' } },
    later: { call: { callbacks: [{ at: '0', args: [null], when: 'later' }] } },
    handle: { call: { callbacks: [{ at: '0', args: ['Request'], when: 'later' }] } },
    stop: { call: { exits: true, returns: 'never' } },
  },
  types: { Request: { members: { query: { source: { kind: 'http.query' } } } } },
} as const satisfies LibraryModel;

const NATIVES = { ...asyncHooksNatives, ...emitterNatives, ...streamNatives, ...utilNatives };

/** Returns the semantics of the laboratory: the one library and what Node itself brings along, one kind of sink, which every text and object can harm. */
export function labSemantics(): Semantics {
  return compileModels(
    [lab, nodeAsyncHooks, nodeEvents, nodeProcess, nodeStream, nodeStreamPromises, nodeUtil],
    NATIVES,
    [{ kind: 'lab', fears: Form.String | Form.Object | Form.Array, what: 'the sink', dangerous: () => true }],
  );
}

const folder = path.join(import.meta.dirname, 'in-memory');
const WORDS = Object.keys(lab.exports).join(', ');

/** The first line of every program, unless it brings its own imports. */
export const HEAD = `import { ${WORDS} } from 'lab';`;

/** The files of a program, by name; those without an import of `lab` are given one. */
export type Program = Readonly<Record<string, string>>;

export interface Outcome {
  readonly machine: Machine;
  /** `main.ts:3` for each sink that the source reaches. */
  readonly reached: readonly string[];
}

export function withHead(text: string): string {
  return /from 'lab'|require\('lab'\)/.test(text) ? text : `${HEAD}\n${text}`;
}

/** Returns the program as a project of which nothing is on the disk. */
export function projectOf(program: Program): { readonly project: LightProject; readonly names: readonly string[] } {
  const project = new LightProject();
  const names = Object.entries(program).map(([name, text]) => {
    const full = path.join(folder, name);
    project.setText(full, withHead(text));
    return full;
  });
  return { project, names };
}

export function placeOfHit(hit: Hit): string {
  const file = hit.node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(hit.node.getStart());
  return `${path.relative(folder, file.fileName).split(path.sep).join('/')}:${String(line + 1)}`;
}

/** Runs every file of a program, in the order given, on one machine. */
export function runProgram(program: Program, order?: (names: readonly string[]) => readonly string[]): Outcome {
  const { project, names } = projectOf(program);
  const machine = new Machine(project, labSemantics());
  const reached = new Set<string>();
  for (const name of order?.(names) ?? names) {
    const file = project.sourceFile(name);
    if (!file) throw new RangeError(`no such file: ${name}`);
    for (const hit of runFile(machine, file).log.hits)
      if (hit.label.source.kind.startsWith('http.')) reached.add(placeOfHit(hit));
  }
  return { machine, reached: [...reached].sort() };
}

const MARK = /\/\/ (sink|quiet)(?: - .*)?$/;

/** Declares a test: exactly the lines marked `// sink` are reached, and nothing failed on the way. */
export function program(name: string, given: string | Program): void {
  test(name, () => {
    const files: Program = typeof given === 'string' ? { 'main.ts': given.trim() } : given;
    const { machine, reached } = runProgram(files);
    const marks = Object.entries(files).flatMap(([file, text]) =>
      withHead(text)
        .split('\n')
        .flatMap((line, index) => {
          const mark = MARK.exec(line)?.[1];
          return mark === undefined ? [] : [{ mark, place: `${file}:${String(index + 1)}`, line: line.trim() }];
        }),
    );
    const lineAt = (place: string): string => marks.find((each) => each.place === place)?.line ?? 'unmarked';
    expect(marks.length).toBeGreaterThan(0);
    expect(reached.map((place) => `${place} ${lineAt(place)}`)).toEqual(
      marks
        .filter(({ mark }) => mark === 'sink')
        .map(({ place, line }) => `${place} ${line}`)
        .sort(),
    );
    expect(machine.failures).toBe(0);
  });
}
