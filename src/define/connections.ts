/** Requests whose connections are looked at before they are made: by an agent that resolves hosts by a function of the program, or by a look-up whose answer is checked. */
import type { FileAnalysis } from '../analysis/analysis.js';
import type { CallRecord, Hit } from '../flow/machine.js';
import type { Source } from '../flow/labels.js';
import { leaves, variablesAround } from '../lang/branches.js';
import { functionAround, isWithin } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';

/** The option by which sockets are told how to resolve a host (https://nodejs.org/api/net.html#socketconnectoptions-connectlistener). */
const RESOLVES = 'lookup';
const MAX_STEPS = 3;

/** The expression that an imported name was given where it is exported. */
type Imported = FileAnalysis['importedExpression'];

/** True when an expression, or what a variable in sight or an imported one was made of, gives a function that resolves hosts to what it makes. */
function givesResolver(node: TS.Node, imported: Imported, steps = 0): boolean {
  if (ts.isIdentifier(node)) {
    if (steps >= MAX_STEPS) return false;
    const declared = variablesAround(node).find(({ name }) => ts.isIdentifier(name) && name.text === node.text);
    const made = declared ? declared.initializer : imported(node);
    return made ? givesResolver(made, imported, steps + 1) : false;
  }
  if (ts.isObjectLiteralExpression(node))
    return node.properties.some(
      (each) =>
        each.name?.getText() === RESOLVES ||
        (ts.isPropertyAssignment(each) && givesResolver(each.initializer, imported, steps)) ||
        (ts.isShorthandPropertyAssignment(each) && givesResolver(each.name, imported, steps)),
    );
  return ts.isNewExpression(node) && (node.arguments ?? []).some((each) => givesResolver(each, imported, steps));
}

/**
 * True when a request is sent by an agent that the program has given its own function for resolving hosts, `new Agent({ connect:
 * { lookup } })`: what it lets through is its affair (https://undici.nodejs.org/#/docs/api/Client?id=parameter-connectoptions).
 */
export function guardsConnections({ node, call }: Hit, imported: Imported): boolean {
  const around = ts.findAncestor(node, (each) => ts.isCallExpression(each) || ts.isNewExpression(each));
  const given = [around, call].flatMap((each) =>
    each && (ts.isCallExpression(each) || ts.isNewExpression(each)) ? [...(each.arguments ?? [])] : [],
  );
  return given.some((each) => ts.isObjectLiteralExpression(each) && givesResolver(each, imported));
}

function namesIn(name: TS.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isBindingElement(each) ? namesIn(each.name) : []));
}

interface Answer {
  /** The variables or parameters that hold it: of a callback all but the error in front. */
  readonly names: readonly string[];
  /** Where they are in sight. */
  readonly within: TS.Node;
}

function answerOf(call: TS.CallExpression): Answer {
  for (const each of call.arguments)
    if (ts.isArrowFunction(each) || ts.isFunctionExpression(each))
      return { names: each.parameters.slice(1).flatMap(({ name }) => namesIn(name)), within: each };
  const declared = ts.findAncestor(call, (each) => ts.isVariableDeclaration(each) || ts.isFunctionLike(each));
  const names = declared && ts.isVariableDeclaration(declared) ? namesIn(declared.name) : [];
  return { names, within: functionAround(call) };
}

/** What a condition decides by, and what a function that only answers a question returns. */
function decidedBy(node: TS.Node): TS.Expression | undefined {
  if (ts.isConditionalExpression(node)) return node.condition;
  return ts.isIfStatement(node) || ts.isReturnStatement(node) ? node.expression : undefined;
}

/** True where a name is handed to a function, or a method of it is called: more is asked than whether it is there. */
function asksOf(test: TS.Node, names: ReadonlySet<string>, isSink: (call: TS.Node) => boolean): boolean {
  const mentions = (node: TS.Node): boolean =>
    (ts.isIdentifier(node) && names.has(node.text)) ||
    ts.forEachChild(node, (each) => mentions(each) || undefined) === true;
  const visit = (node: TS.Node): boolean =>
    (ts.isCallExpression(node) && !isSink(node) && mentions(node)) ||
    ts.forEachChild(node, (each) => visit(each) || undefined) === true;
  return visit(test);
}

/** True when something is decided by the addresses that a look-up of a host has given. */
function isAnswerChecked(call: TS.CallExpression, isSink: (call: TS.Node) => boolean): boolean {
  const answer = answerOf(call);
  const names = new Set(answer.names);
  const visit = (node: TS.Node): boolean => {
    if (
      ts.isForOfStatement(node) &&
      ts.isVariableDeclarationList(node.initializer) &&
      names.has(node.expression.getText())
    )
      for (const { name } of node.initializer.declarations) for (const each of namesIn(name)) names.add(each);
    const test = decidedBy(node);
    return (
      (test !== undefined && asksOf(test, names, isSink)) ||
      ts.forEachChild(node, (each) => visit(each) || undefined) === true
    );
  };
  return names.size > 0 && visit(answer.within);
}

/** True for a look-up of a host whose addresses are checked: that is how requests to one's own network are refused. */
export function isCheckingHost({ call }: Hit, records: readonly CallRecord[]): boolean {
  const recordsOf = (node: TS.Node): readonly CallRecord[] => records.filter((each) => each.call.node === node);
  return (
    ts.isCallExpression(call) &&
    recordsOf(call).some((each) => (each.call.spec?.roles ?? []).some(({ role }) => role === 'host.resolved')) &&
    // An answer that is sent on has not been looked at.
    isAnswerChecked(call, (node) => recordsOf(node).some((each) => (each.call.spec?.sinks ?? []).length > 0))
  );
}

/** True for the same part of a request. */
function isSamePart({ kind, path = [] }: Source, other: Source): boolean {
  return kind === other.kind && path.length > 0 && path.join('.') === (other.path ?? []).join('.');
}

/** What a call on the way to a look-up decides where the request is sent: it is the test of an `if` that leaves, or throws. */
function decides(way: TS.Node): boolean {
  const statement = ts.findAncestor(way, ts.isStatement);
  if (!statement) return false;
  if (ts.isExpressionStatement(statement)) return ts.isAwaitExpression(statement.expression);
  return ts.isIfStatement(statement) && isWithin(way, statement.expression) && leaves(statement.thenStatement);
}

/**
 * True when a helper has looked up the host of an address before the request is sent, something was decided by the addresses
 * that were found, and who has called the helper leaves by its answer: the check of a program of its own.
 */
export function isHostChecked({ call, label }: Hit, records: readonly CallRecord[]): boolean {
  const around = functionAround(call);
  const resolves = (each: CallRecord): boolean =>
    (each.call.spec?.roles ?? []).some(({ role }) => role === 'host.resolved');
  const isSink = (node: TS.Node): boolean =>
    records.some((one) => one.call.node === node && (one.call.spec?.sinks ?? []).length > 0);
  return records.some(
    (each) =>
      resolves(each) &&
      each.call.node !== call &&
      each.call.args[0]?.labels.some(({ source }) => isSamePart(source, label.source)) === true &&
      each.stack.some((way) => way.end <= call.pos && functionAround(way) === around && decides(way)) &&
      ts.isCallExpression(each.call.node) &&
      isAnswerChecked(each.call.node, isSink),
  );
}
