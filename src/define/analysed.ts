/** Joins an ESLint run with the analysis: which file, with or without types, and where its nodes stand in the text. */
import type { TSESLint } from '@typescript-eslint/utils';
import { analyseText, analyseTyped, modelProblems, type FileAnalysis } from '../analysis/analysis.js';
import { isMinified } from '../lang/minified.js';
import { noteFailure } from '../lang/failures.js';
import { ts, type TS } from '../lang/ts.js';
import { displayPath, type Place } from '../report/place.js';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

const perSource = new WeakMap<object, FileAnalysis | null>();

/**
 * Returns the analysis of the file that is being linted; null when it can't be analysed, and for what a minifier has written:
 * flaws of a checked-in library are its authors', and looking for them costs more than the project's own code. Never throws.
 */
export function analysisFor(context: Context): FileAnalysis | null {
  const { sourceCode } = context;
  const known = perSource.get(sourceCode.ast);
  if (known !== undefined) return known;
  let analysis: FileAnalysis | null = null;
  try {
    if (isMinified(sourceCode)) return null;
    const program = sourceCode.parserServices?.program;
    const own = modelsOf(context);
    analysis = program ? analyseTyped(program, context.physicalFilename, own) : null;
    analysis ??= analyseText(context.physicalFilename, sourceCode.text, own);
    reportProblems(context, modelProblems(own));
  } catch (error) {
    noteFailure(context.physicalFilename, error);
  }
  perSource.set(sourceCode.ast, analysis);
  return analysis;
}

function modelsOf(context: Context): unknown {
  const own = context.settings['api-security'];
  return typeof own === 'object' && own !== null && 'models' in own ? own.models : undefined;
}

/** Broken settings are said once for each file, by the rule that asks first; the rest of the models work on. */
function reportProblems(context: Context, problems: readonly string[]): void {
  const report = context.report.bind(context) as unknown as (problem: {
    readonly loc: object;
    readonly message: string;
  }) => void;
  for (const problem of problems)
    report({ loc: { line: 1, column: 0 }, message: `${problem}. The model is left out; the others are used.` });
}

/** Returns the range of a node in its file, without leading comments. */
export function rangeOf(node: TS.Node): readonly [number, number] {
  return [node.getStart(), node.getEnd()];
}

/** Returns the ESLint location of a node of the linted file. */
export function locationOf(context: Context, node: TS.Node): TSESLint.AST.SourceLocation {
  const [start, end] = rangeOf(node);
  return { start: context.sourceCode.getLocFromIndex(start), end: context.sourceCode.getLocFromIndex(end) };
}

/** Returns the place of a node for a message: file relative to the project folder, line and column from 1. */
export function placeOf(context: Context, node: TS.Node): Place {
  const file = node.getSourceFile();
  const { line, character } = ts.getLineAndCharacterOfPosition(file, node.getStart());
  return { file: displayPath(context.cwd, file.fileName), line: line + 1, column: character + 1 };
}

/** Returns how messages write a place: `src/a.ts:3:5`. */
export function placeText(context: Context, node: TS.Node): string {
  const { file, line, column } = placeOf(context, node);
  return `${file}:${String(line)}:${String(column)}`;
}
