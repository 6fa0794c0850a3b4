/**
 * Prints what the engine has seen in a file: `npx tsx scripts/explain.ts FILE[:LINE] [--typed] [--endpoints]`. Every sink
 * that was reached, with the label that reached it; with a line, also the calls on it with what their arguments held.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import typescript from 'typescript';
import { analyseText, analyseTyped, type FileAnalysis } from '../src/analysis/analysis.js';
import { guardOf } from '../src/endpoints/index.js';
import type { Hit, Watcher } from '../src/flow/machine.js';
import { Machine } from '../src/flow/machine.js';
import { runFile } from '../src/flow/run.js';
import { LightProject } from '../src/lang/light-project.js';
import { typedProject } from '../src/lang/project.js';
import { ts, type TS } from '../src/lang/ts.js';
import { semantics } from '../src/models/index.js';
import { callWords, hitWords, nodeWords, placeWords } from './explain/words.js';
import { isMain } from './lib/repo.js';

export interface Question {
  readonly file: string;
  /** From 1; null: the whole file. */
  readonly line: number | null;
  readonly typed: boolean;
  readonly endpoints: boolean;
  /** Paths are printed relative to it. */
  readonly folder: string;
}

function lineOf(node: TS.Node): number {
  return ts.getLineAndCharacterOfPosition(node.getSourceFile(), node.getStart()).line + 1;
}

/** The program of the nearest tsconfig.json, with the file added when that does not name it. */
function programFor(file: string): TS.Program {
  const found = typescript.findConfigFile(path.dirname(file), (name) => typescript.sys.fileExists(name));
  const config: unknown = found ? typescript.readConfigFile(found, (name) => typescript.sys.readFile(name)).config : {};
  const root = found ? path.dirname(found) : path.dirname(file);
  const { options, fileNames } = typescript.parseJsonConfigFileContent(config, typescript.sys, root);
  const program = typescript.createProgram({ rootNames: [...new Set([...fileNames, file])], options });
  // Making the checker binds the files: their nodes know their parents.
  program.getTypeChecker();
  return program;
}

/** Callees of calls on a line that were no call of a library: nothing is recorded of them. */
function otherCalls(file: TS.SourceFile, line: number, known: ReadonlySet<TS.Node>): readonly TS.Node[] {
  const found: TS.Node[] = [];
  const visit = (node: TS.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && lineOf(node) === line && !known.has(node))
      found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Ids are new in every round; the rest is the same. */
function withoutIds(lines: readonly string[]): string {
  return lines.filter((each) => !each.trimStart().startsWith('ids ')).join('\n');
}

function keyOf(folder: string, hit: Hit): string {
  return [hit.kind, placeWords(folder, hit.node), placeWords(folder, hit.label.source.node)].join(' ');
}

function endpointLines(folder: string, analysis: FileAnalysis): readonly string[] {
  return analysis
    .application()
    .endpoints.filter(({ node }) => node.getSourceFile() === analysis.file)
    .flatMap((endpoint) => {
      const { own, acts, changes } = endpoint.handling();
      const facts = [own, ...(acts ? ['acts'] : []), ...(changes ? ['changes'] : [])].join(', ');
      return [
        `${endpoint.method} ${endpoint.path ?? '?'} (${placeWords(folder, endpoint.node)}): guard ${guardOf(endpoint)?.name ?? 'none'}; handler ${facts}${endpoint.understood ? '' : '; not understood'}`,
        ...endpoint.steps.map((step) => `  ${step.verdict.padEnd(7)} ${step.name} (${placeWords(folder, step.node)})`),
      ];
    });
}

/** Returns the answer, line by line. Throws when the file can't be read. */
export function explain({ file, line, typed, endpoints, folder }: Question): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const program = typed ? programFor(file) : null;
  const analysis = (program ? analyseTyped(program, file) : null) ?? analyseText(file, text);
  const light = new LightProject();
  const machine = new Machine(program ? typedProject(program) : light, semantics());
  const source = program?.getSourceFile(file) ?? light.setText(file, text);
  const calls = new Map<string, readonly string[]>();
  const known = new Set<TS.Node>();
  const isAsked = (node: TS.Node): boolean => node.getSourceFile() === source && lineOf(node) === line;
  const watcher: Watcher = {
    called: (m, entity, call, run) => {
      if (isAsked(call.node)) {
        known.add(call.node);
        const lines = callWords(folder, entity.id, call, (label) => m.store.refined(label));
        calls.set(withoutIds(lines), lines);
      }
      return run();
    },
    thrown: () => undefined,
  };
  machine.watcher = watcher;
  const { log } = runFile(machine, source);
  const reported = new Set(analysis.findings.map(({ hit }) => keyOf(folder, hit)));
  // A handler that runs in several rounds reaches its sinks each time, with labels of their own.
  const hits = new Map<string, { readonly lines: readonly string[]; readonly times: number }>();
  for (const hit of log.hits) {
    if (line !== null && ![hit.node, hit.call, ...hit.stack].some(isAsked)) continue;
    const lines = hitWords(folder, hit);
    const key = withoutIds(lines);
    const here = reported.has(keyOf(folder, hit))
      ? []
      : ['  not placed in this file: another file of its way finds it'];
    hits.set(key, { lines: [...lines, ...here], times: (hits.get(key)?.times ?? 0) + 1 });
  }
  for (const { entity, call } of log.records)
    if (call.spec === null && isAsked(call.node)) {
      known.add(call.node);
      const lines = callWords(folder, `${entity.id} (its model says nothing of calls)`, call, (label) => label);
      calls.set(withoutIds(lines), lines);
    }
  const others = line === null ? [] : otherCalls(source, line, known);
  return [
    `${typed ? 'typed' : 'untyped'}, ${hits.size} hits, ${machine.failures} failures, limits reached: ${[...machine.limitsReached].map(([name, count]) => `${name} ${count}`).join(', ') || 'none'}`,
    ...[...hits.values()].flatMap(({ lines, times }) => [
      '',
      ...lines,
      ...(times > 1 ? [`  seen    ${times} times`] : []),
    ]),
    ...[...calls.values()].flatMap(([first = '', ...rest]) => ['', `call of ${first}`, ...rest]),
    ...(others.length === 0 ? [] : ['', 'no library call was seen at:']),
    ...others.map((node) => `  ${nodeWords(folder, node)}`),
    ...(endpoints ? ['', 'endpoints:', ...endpointLines(folder, analysis)] : []),
  ];
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { typed: { type: 'boolean', default: false }, endpoints: { type: 'boolean', default: false } },
  });
  const match = /^(.+?)(?::(\d+))?$/.exec(positionals[0] ?? '');
  if (!match) {
    console.error('usage: npx tsx scripts/explain.ts FILE[:LINE] [--typed] [--endpoints]');
    process.exitCode = 2;
    return;
  }
  const lines = explain({
    file: path.resolve(match[1] ?? ''),
    line: match[2] === undefined ? null : Number(match[2]),
    typed: values.typed,
    endpoints: values.endpoints,
    folder: process.cwd(),
  });
  console.log(lines.join('\n'));
}

if (isMain(import.meta.url)) main();
