/** Lists: which calls of reading endpoints answer with as many rows as there are. */
import type { Endpoint, FileAnalysis } from '../analysis/analysis.js';
import { madeBy } from '../analysis/parts.js';
import { awaited, isConst, soleText } from '../analysis/values.js';
import type { Given } from '../flow/given.js';
import type { CallRecord } from '../flow/machine.js';
import { isDiscarded } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';
import { functionsOf } from './functions.js';
import { functionAround, isWithin } from './places.js';

/** Methods under which an endpoint may list what a store holds. */
const READS: ReadonlySet<string> = new Set(['GET', 'ANY', 'ALL', 'QUERY']);

function handles({ method, handler }: Endpoint, node: TS.Node): boolean {
  return READS.has(method) && functionsOf(handler).some((own) => isWithin(node, own));
}

/** A handler of another file is reported where it is registered here. */
function isRegistration(endpoint: Endpoint, at: TS.Node): boolean {
  return isWithin(endpoint.node, at);
}

/** A query whose chain of calls is used up on the spot: nothing can bound it later. */
function isFinal(call: TS.Node, until: readonly string[]): boolean {
  let node = call;
  for (;;) {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
      if (until.includes(parent.name.text)) return false;
      node = parent;
    } else if (ts.isParenthesizedExpression(parent) || (ts.isCallExpression(parent) && parent.expression === node))
      node = parent;
    // What is only waited for, to see that the store is there, is not answered with.
    else
      return (
        (ts.isAwaitExpression(parent) && !isDiscarded(parent)) ||
        ts.isReturnStatement(parent) ||
        ts.isArrowFunction(parent) ||
        (ts.isExpressionStatement(parent) && isHandedOn(node, call))
      );
  }
}

/** `find({}, (error, rows) => …)`, `find({}).exec(…)`, `find({}).then(…).catch(…)`: some call of the chain hands the rows to a function. */
function isHandedOn(top: TS.Node, first: TS.Node): boolean {
  for (let at = top; ;) {
    if (ts.isCallExpression(at)) {
      if (at.arguments.some((each) => ts.isFunctionLike(each) && each.parameters.length > 0)) return true;
      if (at === first) return false;
      at = at.expression;
    } else if (ts.isPropertyAccessExpression(at) || ts.isParenthesizedExpression(at)) at = at.expression;
    else return false;
  }
}

const AGGREGATE = /^\s*select\s+(?:count|sum|avg|min|max|exists|bool_or|bool_and)\s*\(/i;

/** A statement that reads a whole table (LIMIT, FETCH FIRST and TOP are what the dialects bound it by). */
function readsTable(text: string): boolean {
  if (!/^\s*select\b[\s\S]*\bfrom\b/i.test(text) || AGGREGATE.test(text)) return false;
  return !/\b(?:where|limit|fetch|top|group\s+by|having)\b/i.test(text);
}

/** `{}` and `{ status: 'open' }`: what is asked for is the same for everybody, and grows with the table. */
function isConstant({ value, properties, items, whole }: Given): boolean {
  if (properties === null && items === null) return isConst(value);
  return whole && [...(properties?.values() ?? []), ...(items ?? [])].every(isConstant);
}

/** What is left by a filter that asks for something of the request or the caller is not the whole table. */
function isFiltered({ given, parts }: CallRecord, at: string | undefined): boolean {
  const filter = parts['filter'];
  if (!filter || (isConst(filter) && filter.consts.every(({ value }) => value == null))) return false;
  const seen = at === undefined ? undefined : given.get(at);
  return seen === undefined || !isConstant(seen);
}

/** The text that a prepared statement was made of. */
function preparedText({ call }: CallRecord, records: readonly CallRecord[]): string {
  const made = madeBy(call.self);
  const maker = made.length === 1 ? records.find((each) => each.call.node === made[0]) : undefined;
  const [text] = maker?.call.args ?? [];
  return (text && soleText(text)) ?? '';
}

function isOpen(record: CallRecord, records: readonly CallRecord[]): boolean {
  const { call } = record;
  return (call.spec?.roles ?? []).some(({ role, parts, until }) => {
    if (role === 'store.list') return !isFiltered(record, parts?.['filter']) && isFinal(call.node, until ?? []);
    if (role === 'store.all') return readsTable(preparedText(record, records));
    const [text] = call.args;
    return role === 'store.sql' && text !== undefined && readsTable(soleText(text) ?? '');
  });
}

/** A function that is given nothing and gives nothing back: it fills a cache, and answers nobody. */
function isKeptInside({ call }: CallRecord): boolean {
  const around = functionAround(call.node);
  if (!ts.isFunctionLike(around) || !('body' in around) || !around.body || around.parameters.length > 0) return false;
  return ts.isBlock(around.body) && !givesBack(around.body);
}

/** True when a function gives some value back. */
function givesBack(body: TS.Block): boolean {
  const visit = (node: TS.Node): boolean => {
    if (ts.isFunctionLike(node)) return false;
    if (ts.isReturnStatement(node)) return node.expression !== undefined;
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(body);
}

/** All that is ever answered is a yes, a no or a number, whatever was listed for it. */
function answersNoList({ handling }: Endpoint): boolean {
  const { shown } = handling();
  if (!shown || shown.exhausted || shown.replies || shown.answers.length === 0) return false;
  const answers = shown.answers.map(awaited);
  return (
    answers.every((each) => isConst(each)) &&
    answers.some(({ consts }) => consts.some(({ value }) => typeof value === 'boolean' || typeof value === 'number'))
  );
}

export interface OpenList {
  readonly record: CallRecord;
  /** The place in the linted file. */
  readonly at: TS.Node;
  readonly endpoint: Endpoint;
}

/** Returns the calls below reading endpoints of the file that list without a bound. */
export function openLists(analysis: FileAnalysis): readonly OpenList[] {
  const { records } = analysis.result.log;
  const open = records.filter((record) => isOpen(record, records) && !isKeptInside(record));
  if (open.length === 0) return [];
  const { endpoints } = analysis.application();
  return open.flatMap((record) => {
    const at = [...record.stack, record.call.node].findLast((node) => node.getSourceFile() === analysis.file);
    const endpoint =
      at &&
      endpoints.find((each) => handles(each, at) || (isRegistration(each, at) && handles(each, record.call.node)));
    return at && endpoint && !answersNoList(endpoint) ? [{ record, at, endpoint }] : [];
  });
}
