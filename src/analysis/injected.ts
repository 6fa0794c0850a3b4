/**
 * Files whose functions are handed what they work with: `module.exports = (app) => app.get(...)`. Only the files that hand
 * it over know what it is, so what their runs have seen of such a file is seen by it, too.
 */
import { sameData } from './callers.js';
import type { CallRecord, Log } from '../flow/log.js';
import type { FileResult } from '../flow/run.js';
import { ts, type TS } from '../lang/ts.js';

type Function = TS.SignatureDeclaration & { readonly body?: TS.Node | undefined };

/** The name that an expression begins with: `app` in `app.locals.router.get`. */
function beginningOf(node: TS.Expression): string | null {
  let base = node;
  while (ts.isPropertyAccessExpression(base) || ts.isCallExpression(base)) base = base.expression;
  return ts.isIdentifier(base) ? base.text : null;
}

/** Names that the parameters of a function bind, and that no annotation says anything of. */
function untypedNames(fn: Function): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (name: TS.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const each of name.elements) if (ts.isBindingElement(each)) bind(each.name);
  };
  for (const parameter of fn.parameters) if (parameter.type === undefined) bind(parameter.name);
  return names;
}

/** Something that can be called later: written there, or named. */
function mayBeHandler(node: TS.Expression): boolean {
  return (
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isCallExpression(node)
  );
}

/** A function that others can call by a name; one that is written as an argument is called by who takes it. */
function isNamed(fn: Function): boolean {
  return !ts.isCallExpression(fn.parent) && !ts.isNewExpression(fn.parent);
}

/** True when a function hands a handler to a method, of a name that models know, of something it is given. */
function registersOn(fn: Function, known: (name: string) => boolean): boolean {
  const names = untypedNames(fn);
  if (names.size === 0 || fn.body === undefined) return false;
  const visit = (node: TS.Node): boolean => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      known(node.expression.name.text) &&
      node.arguments.some(mayBeHandler) &&
      names.has(beginningOf(node.expression) ?? '')
    )
      return true;
    return ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  return visit(fn.body);
}

/** True when an inner function uses a name, or a call or `new` of the function hands it on to what may. */
function worksWith(fn: Function): boolean {
  const names = untypedNames(fn);
  if (names.size === 0 || fn.body === undefined) return false;
  const isName = (node: TS.Node): boolean => ts.isIdentifier(node) && names.has(node.text);
  const visit = (node: TS.Node): boolean => {
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      if (node.arguments?.some(isName)) return true;
      if (ts.isPropertyAccessExpression(node.expression) && names.has(beginningOf(node.expression) ?? '')) return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  return visit(fn.body);
}

/** `router.get('/orders', handler)`: a name, and at the end what is called for it. */
function registersHandler({ call: { node, argNodes } }: CallRecord): boolean {
  const [name] = argNodes;
  const handler = argNodes.at(-1);
  return (
    ts.isCallExpression(node) &&
    argNodes.length > 1 &&
    name !== undefined &&
    ts.isStringLiteralLike(name) &&
    handler !== undefined &&
    ts.isExpression(handler) &&
    mayBeHandler(handler)
  );
}

/** Functions of a file that make routers of their own: `exports.createRouter = (deps) => { router.get(...) }`. */
function registering({ alone, log, file }: FileResult): ReadonlySet<Function> {
  const found = new Set<Function>();
  for (const record of log.records) {
    const { node } = record.call;
    if (node.getSourceFile() !== file || !registersHandler(record)) continue;
    for (let at: TS.Node = node.parent; !ts.isSourceFile(at); at = at.parent)
      if (alone.has(at) && ts.isFunctionLike(at)) found.add(at);
  }
  return found;
}

/**
 * True when a file has functions that register things on what others hand to them, or endpoints that work with it; `known`
 * tells the names of members in models.
 */
function isHandedThings(result: FileResult, known: (name: string) => boolean): boolean {
  for (const node of result.alone)
    if (ts.isFunctionLike(node) && isNamed(node) && registersOn(node, known)) return true;
  if (result.alone.size > 0) for (const fn of registering(result)) if (isNamed(fn) && worksWith(fn)) return true;
  return false;
}

/** A function in a table of tables: `{ Query: { user(parent, args) {} } }`. */
function isInTable(fn: Function): boolean {
  const entry = ts.isMethodDeclaration(fn) ? fn : fn.parent;
  return (
    fn.parameters.length > 0 &&
    (ts.isMethodDeclaration(entry) || ts.isPropertyAssignment(entry)) &&
    ts.isObjectLiteralExpression(entry.parent) &&
    ts.isPropertyAssignment(entry.parent.parent)
  );
}

/** `routes.add('GET', '/items', (req, res) => { ... })`: who keeps routes of its own calls it, and says what it is given. */
function isHandedOver(fn: Function): boolean {
  return (
    (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) &&
    fn.parameters.length > 0 &&
    fn.parameters.every(({ type }) => type === undefined) &&
    ts.isCallExpression(fn.parent) &&
    fn.parent.arguments.some((each) => each === fn)
  );
}

/**
 * True when a file holds functions that nothing in it calls, in tables or as arguments: only who is handed them knows what
 * they are given.
 */
function handsFunctions({ alone }: FileResult): boolean {
  for (const node of alone) if (ts.isFunctionLike(node) && (isInTable(node) || isHandedOver(node))) return true;
  return false;
}

/** The node stands in a function that is handed over, and that the file by itself runs without knowing what it is given. */
function isInHanded({ alone, file }: FileResult, node: TS.Node): boolean {
  if (node.getSourceFile() !== file) return false;
  for (let at = node; !ts.isSourceFile(at); at = at.parent)
    if (alone.has(at) && ts.isFunctionLike(at) && isHandedOver(at)) return true;
  return false;
}

interface Seen {
  readonly stack: readonly TS.Node[];
}

/**
 * Returns the log of a file with what the runs of its users have seen of data that enters in this file, in functions of its
 * tables, and of all that functions do which it hands over.
 */
function withEntered(result: FileResult, users: readonly FileResult[]): Log {
  const { file, log } = result;
  const hits = [...log.hits];
  for (const user of users)
    for (const hit of user.log.hits)
      if (
        (hit.label.source.node.getSourceFile() === file ||
          [hit.node, ...hit.stack].some((node) => isInHanded(result, node))) &&
        !hits.some((each) => sameData(each, hit))
      )
        hits.push(hit);
  const added = adding(users);
  return {
    ...log,
    hits,
    records: added(
      log.records,
      (of) => of.records,
      ({ call }) => call.node,
      ({ call }) => isInHanded(result, call.node),
    ),
    comparisons: added(
      log.comparisons,
      (of) => of.comparisons,
      ({ node }) => node,
      ({ node }) => isInHanded(result, node),
    ),
  };
}

/** Adds to what a run has seen what those of its users have, of other places. */
function adding(users: readonly FileResult[]) {
  return <T>(
    own: readonly T[],
    all: (of: Log) => readonly T[],
    nodeOf: (each: T) => TS.Node,
    counts: (each: T) => boolean,
  ): T[] => {
    const known = new Set(own.map(nodeOf));
    return [...own, ...users.flatMap(({ log }) => all(log).filter((each) => counts(each) && !known.has(nodeOf(each))))];
  };
}

/**
 * Returns the log of a file with what the runs of its users have seen of work that begins in this file: nothing of
 * their own stands on the way to it, so no other file can report it.
 */
function withInjected({ file, log }: FileResult, users: readonly FileResult[]): Log {
  const begins = ({ stack }: Seen): boolean => stack[0]?.getSourceFile() === file;
  const added = adding(users);
  const hits = users
    .flatMap((user) => user.log.hits.filter(begins))
    .filter((hit) => !log.hits.some((each) => sameData(each, hit)));
  return {
    ...log,
    hits: [...log.hits, ...hits],
    records: added(
      log.records,
      (of) => of.records,
      ({ call }) => call.node,
      begins,
    ),
    texts: added(
      log.texts,
      (of) => of.texts,
      ({ call }) => call,
      begins,
    ),
    comparisons: added(
      log.comparisons,
      (of) => of.comparisons,
      ({ node }) => node,
      begins,
    ),
    regexes: [
      ...log.regexes,
      ...users.flatMap((user) => user.log.regexes.filter((each) => each.label !== null && begins(each))),
    ],
  };
}

/**
 * Returns the log of a file with what only the runs of its users have seen of it: of what they hand to its functions, and of
 * functions that it hands over. `known` tells the names of members in models; the users are asked for where it matters.
 */
export function withUsers(
  result: FileResult,
  known: (name: string) => boolean,
  usersOf: () => readonly FileResult[],
): Log {
  const [handed, hands] = [isHandedThings(result, known), handsFunctions(result)];
  const users = handed || hands ? usersOf() : [];
  const log = hands ? withEntered(result, users) : result.log;
  return handed ? withInjected({ ...result, log }, users) : log;
}
