/**
 * Handlers whose parameters no annotation describes, and that nothing in the program registers: what they do with their
 * parameters tells what these are. `(a, b) => b.status(404).json(a.body)` takes a request and an answer of Express,
 * whatever the two are called. Where other files of the program import the function they say what it is given.
 */
import { entityInstance } from '../flow/library.js';
import type { FunctionNode } from '../flow/refs.js';
import type { ParameterReader } from '../flow/semantics.js';
import { isImported } from '../lang/imports.js';
import { ts, type TS } from '../lang/ts.js';
import { versionFor } from '../lang/versions.js';

/** What a function does with one parameter: the members that it reads, calls with arguments, or assigns. */
interface Use {
  readonly reads: Set<string>;
  readonly calls: Set<string>;
  readonly writes: Set<string>;
  called: boolean;
}

interface Parameters {
  readonly specifier: string;
  /** The type of each parameter, in their order. */
  readonly types: readonly (string | null)[];
}

interface Framework extends Parameters {
  /** True when the parameters are used as the framework means them to be used. */
  readonly fits: (uses: readonly Use[]) => boolean;
}

const some = (used: ReadonlySet<string>, known: ReadonlySet<string>): boolean =>
  [...used].some((each) => known.has(each));

/** What requests of Express, Connect and Fastify hold of the client. */
const ASKED = new Set([
  'body',
  'query',
  'params',
  'headers',
  'cookies',
  'signedCookies',
  'file',
  'files',
  'url',
  'originalUrl',
  'raw',
]);
/** What answers of Node, Express and Fastify are told, with an argument: `response.json()` reads one of `fetch`. */
const ANSWERED = new Set([
  'json',
  'jsonp',
  'send',
  'sendStatus',
  'sendFile',
  'status',
  'code',
  'render',
  'redirect',
  'download',
  'cookie',
  'end',
  'setHeader',
  'writeHead',
]);

/** What nothing but an answer of Express is told, whatever becomes of the request. */
const ANSWERED_ANYWAY = new Set(['json', 'jsonp', 'sendStatus', 'sendFile']);

/** The request is asked for the client's data, and somebody is answered, or the next step is called. */
function isStep([request, response, next]: readonly Use[]): boolean {
  if (!request || !response) return false;
  if (some(response.calls, ANSWERED_ANYWAY)) return true;
  if (!some(request.reads, ASKED)) return false;
  return some(response.calls, ANSWERED) || next?.called === true;
}

/** What only answers of Express are told. */
const OF_EXPRESS = new Set(['json', 'jsonp', 'send', 'sendStatus', 'status', 'render']);

/** Express calls functions of four parameters with what was thrown: they answer through the third one. */
export function isErrorHandler(node: FunctionNode): boolean {
  if (node.parameters.length !== 4 || !node.parameters.every(isBare)) return false;
  const [, , response] = usesOf(node);
  return response !== undefined && some(response.calls, OF_EXPRESS);
}

const ERROR_HANDLER = { specifier: 'express', types: [null, 'Request', 'Response', 'NextFunction'] } as const;

const FRAMEWORKS: readonly Framework[] = [
  { specifier: 'express', types: ['Request', 'Response', 'NextFunction'], fits: isStep },
  { specifier: 'fastify', types: ['FastifyRequest', 'FastifyReply'], fits: isStep },
  {
    specifier: '@hapi/hapi',
    types: ['Request', 'ResponseToolkit'],
    // `payload` is what hapi alone calls a body.
    fits: ([request, toolkit]) =>
      toolkit !== undefined &&
      some(request?.reads ?? new Set(), new Set(['payload', 'query', 'params', 'state', 'headers'])) &&
      some(toolkit.calls, new Set(['response', 'redirect', 'view', 'file'])),
  },
  {
    specifier: 'koa',
    types: ['Context', 'Next'],
    fits: ([context]) =>
      context !== undefined &&
      some(context.reads, new Set(['request', 'query', 'params', 'cookies', 'headers', 'querystring'])) &&
      (some(context.writes, new Set(['body', 'status'])) || some(context.calls, new Set(['redirect']))),
  },
];

/** The members that a pattern of a parameter binds are read. */
function useOf({ name }: TS.ParameterDeclaration): Use {
  const reads = new Set<string>();
  if (ts.isObjectBindingPattern(name))
    for (const each of name.elements) reads.add((each.propertyName ?? each.name).getText());
  return { reads, calls: new Set(), writes: new Set(), called: false };
}

function isWritten(node: TS.PropertyAccessExpression): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function noteAccess(node: TS.PropertyAccessExpression, use: Use): void {
  const { parent } = node;
  const name = node.name.text;
  if (isWritten(node)) use.writes.add(name);
  else if (!ts.isCallExpression(parent) || parent.expression !== node) use.reads.add(name);
  else if (parent.arguments.length > 0 || name === 'end') {
    use.calls.add(name);
    // `response.status(200).json(found)`
    const next = parent.parent;
    if (name === 'status' && ts.isPropertyAccessExpression(next)) noteAccess(next, use);
  }
}

/** Returns what a function does with each of its parameters. */
function usesOf({ parameters, body }: FunctionNode): readonly Use[] {
  const uses = parameters.map(useOf);
  const byName = new Map<string, Use>();
  parameters.forEach(({ name }, index) => {
    const use = uses[index];
    if (use && ts.isIdentifier(name)) byName.set(name.text, use);
  });
  const useOfName = (node: TS.Node | undefined): Use | undefined =>
    node && ts.isIdentifier(node) ? byName.get(node.text) : undefined;
  const visit = (node: TS.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const use = useOfName(node.expression);
      if (use) noteAccess(node, use);
    } else if (ts.isCallExpression(node)) {
      const use = useOfName(node.expression);
      if (use) use.called = true;
    } else if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
      const use = useOfName(node.initializer);
      if (use) for (const each of node.name.elements) use.reads.add((each.propertyName ?? each.name).getText());
    }
    ts.forEachChild(node, visit);
  };
  if (body) visit(body);
  return uses;
}

/** A parameter that says nothing of itself: `any` is no more than no annotation. */
function isBare({ type, initializer, dotDotDotToken }: TS.ParameterDeclaration): boolean {
  const isSilent = type === undefined || type.kind === ts.SyntaxKind.AnyKeyword;
  return isSilent && initializer === undefined && dotDotDotToken === undefined;
}

function frameworkFor(node: FunctionNode): Parameters | null {
  const { parameters } = node;
  if (isErrorHandler(node)) return ERROR_HANDLER;
  if (parameters.length === 0 || parameters.length > 3 || !parameters.every(isBare)) return null;
  const uses = usesOf(node);
  const fitting = FRAMEWORKS.filter(({ fits }) => fits(uses));
  const [first] = fitting;
  if (!first || fitting.length === 1) return first ?? null;
  const file = node.getSourceFile().fileName;
  return fitting.find(({ specifier }) => versionFor(file, specifier) !== null) ?? first;
}

const known = new WeakMap<TS.Node, Parameters | null>();

/** Returns what a parameter is, by how the function uses all of them; null when that says nothing. */
export const parameterByUse: ParameterReader = (m, node, index) => {
  let framework = known.get(node);
  if (framework === undefined) known.set(node, (framework = frameworkFor(node)));
  if (framework && isImported(m.project, node.getSourceFile())) return null;
  const type = framework?.types[index];
  const entity = framework && typeof type === 'string' ? m.semantics.typeEntity(framework.specifier, type) : null;
  return entity ? entityInstance(m, entity, 'this', node.parameters[index] ?? node) : null;
};
