/** Suggestions that write the safe form of a call, offered only where nothing is left to guess. */
import type { Finding } from '../analysis/analysis.js';
import type { Rewrite } from '../flow/semantics.js';
import { ts, type TS } from '../lang/ts.js';
import { suggestion, type Edit, type Suggestion } from './edits.js';
import { equalityEdits } from './filters.js';
import { literalOf, piecesOf } from './pieces.js';
import { withPlaceholders, type PlaceholderStyle, type Statement } from './placeholders.js';
import { programEdits } from './programs.js';

function isFunction(node: TS.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function isSingle(node: TS.Expression): boolean {
  return !ts.isSpreadElement(node) && !ts.isOmittedExpression(node);
}

/** The code of all values in the order of their placeholders; numbered ones are looked up, so new values stand last. */
function valueCodes(statement: Statement, before: readonly TS.Expression[], style: PlaceholderStyle): string {
  const old = before.map((each) => each.getText());
  const added = statement.values.filter((each) => each !== null);
  if (style === 'numbered') return [...old, ...added].join(', ');
  let next = 0;
  return statement.values.map((each) => each ?? old[next++] ?? '').join(', ');
}

/** `query(text)`, `query(text, [values])`, both also with a callback. */
function queryEdits(call: TS.CallExpression, node: TS.Node, style: PlaceholderStyle): readonly Edit[] | null {
  const [first, second, ...others] = call.arguments;
  const list = second && ts.isArrayLiteralExpression(second) ? second : null;
  if (first !== node || others.length > 1 || !others.every(isFunction)) return null;
  if (second && !list && (!isFunction(second) || others.length > 0)) return null;
  const before = list?.elements ?? [];
  const pieces = before.every(isSingle) ? piecesOf(node) : null;
  const statement = pieces && withPlaceholders(pieces, style, before.length);
  if (!statement) return null;
  const values = `[${valueCodes(statement, before, style)}]`;
  const text = { start: node.getStart(), end: node.getEnd(), text: literalOf(statement.text) };
  if (!list) return [{ ...text, text: `${text.text}, ${values}` }];
  return [text, { start: list.getStart(), end: list.getEnd(), text: values }];
}

/** Returns the call that runs a statement where it is prepared: `prepare(text).pluck().get(values)`. */
function runOf(call: TS.CallExpression, runs: readonly string[]): TS.CallExpression | null {
  let prepared: TS.Expression = call;
  for (;;) {
    const access: TS.Node = prepared.parent;
    if (!ts.isPropertyAccessExpression(access) || access.expression !== prepared) return null;
    const run: TS.Node = access.parent;
    if (!ts.isCallExpression(run) || run.expression !== access) return null;
    if (runs.includes(access.name.text)) return run;
    if (run.arguments.length > 1 || access.name.text === 'bind') return null;
    prepared = run;
  }
}

/** Names and lists among the arguments bind several values at once. */
function bindsOne(node: TS.Expression): boolean {
  return isSingle(node) && !ts.isObjectLiteralExpression(node) && !ts.isArrayLiteralExpression(node);
}

function preparedEdits(call: TS.CallExpression, node: TS.Node, runs: readonly string[]): readonly Edit[] | null {
  const run = call.arguments.length === 1 && call.arguments[0] === node ? runOf(call, runs) : null;
  if (!run?.arguments.every(bindsOne)) return null;
  const pieces = piecesOf(node);
  const statement = pieces && withPlaceholders(pieces, 'question', run.arguments.length);
  if (!statement) return null;
  const start = run.arguments.pos;
  return [
    { start: node.getStart(), end: node.getEnd(), text: literalOf(statement.text) },
    { start, end: run.arguments.end, text: valueCodes(statement, run.arguments, 'question') },
  ];
}

/** Returns the rewrite of a call whose argument is a text that its model knows a safe form of. */
export function rewriteOf(rewrite: Rewrite, call: TS.Node, node: TS.Node): readonly Suggestion[] {
  if (!ts.isCallExpression(call)) return [];
  switch (rewrite.to) {
    case 'program':
      return suggestion(
        `Run the program without a shell, by ${rewrite.callee}.`,
        programEdits(call, node, rewrite.callee),
      );
    case 'prepared':
      return suggestion('Bind the values when the statement runs.', preparedEdits(call, node, rewrite.runs));
    case 'equality':
      return [];
    case 'numbered':
    case 'question':
      return suggestion('Pass the values as parameters.', queryEdits(call, node, rewrite.to));
  }
}

/** Returns the rewrites for a finding whose sink stands in the linted file; none when its model knows none. */
export function rewritesFor({ hit }: Finding): readonly Suggestion[] {
  if (hit.rewrite?.to === 'equality')
    return hit.kind === 'document-query'
      ? suggestion('Compare it as a value, by $eq.', equalityEdits(hit.node, hit.label.source.text))
      : [];
  return hit.rewrite ? rewriteOf(hit.rewrite, hit.call, hit.node) : [];
}
