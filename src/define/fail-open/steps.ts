/**
 * Steps before endpoints that verify who is calling and let the request pass whatever comes of it. That may be meant: a
 * first stage that only finds out who is there, for a guard behind it or for a handler that asks. It is a flaw where a
 * change is made behind it and nobody asks.
 */
import { guardOf, type Application, type ChainStep, type Endpoint, type SeenCall } from '../../analysis/analysis.js';
import { ts, type TS } from '../../lang/ts.js';
import { looksAt } from '../functions.js';
import { isWithin } from '../places.js';
import { callsOn, functionAround, isAsync, statementOf, within } from './code.js';

/** Methods that change nothing (RFC 9110, 9.2.1): what they show may depend on who asks. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'SUBSCRIPTION']);

function changes({ method, handling }: Endpoint): boolean {
  if (SAFE.has(method)) return false;
  return !['ANY', 'ALL'].includes(method) || handling().changes || handling().effects.length > 0;
}

function verifies({ verdict, shown }: ChainStep): boolean {
  return verdict === 'open' && (shown?.verifications ?? []).length > 0;
}

/** `Object.assign(req, { user })` */
function mergedBy(call: TS.CallExpression): readonly string[] {
  if (call.expression.getText() !== 'Object.assign') return [];
  return call.arguments.flatMap((each) =>
    ts.isObjectLiteralExpression(each) ? each.properties.flatMap(({ name }) => name?.getText() ?? []) : [],
  );
}

/** What the libraries that verify leave on the request by themselves, as their models say. */
function leftByLibraries({ shown }: ChainStep): readonly string[] {
  return (shown?.verifications ?? []).flatMap(({ call }) =>
    (call.spec?.roles ?? []).flatMap(({ defaults }) =>
      typeof defaults?.['leaves'] === 'string' ? [defaults['leaves']] : [],
    ),
  );
}

/** The names under which a step leaves what it found out. */
function leftBy(step: ChainStep): readonly string[] {
  const assigned = within(step.node, ts.isFunctionLike)
    .concat(step.node)
    .flatMap((fn) => within(bodyOf(fn), (each) => ts.isBinaryExpression(each) || ts.isCallExpression(each)))
    .flatMap((each): readonly string[] => {
      if (ts.isBinaryExpression(each))
        return each.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(each.left)
          ? [each.left.name.text]
          : [];
      if (!ts.isCallExpression(each)) return [];
      const [name] = each.arguments;
      return name && ts.isStringLiteralLike(name) ? [name.text] : mergedBy(each);
    });
  return [...new Set([...assigned, ...leftByLibraries(step)])];
}

function bodyOf(node: TS.Node): TS.Node {
  return ts.isFunctionLike(node) && 'body' in node && node.body ? node.body : node;
}

/** The steps that have a guard behind them somewhere, or a handler that asks who is calling. */
function stages({ endpoints }: Application): ReadonlySet<TS.Node> {
  return new Set(
    endpoints
      .filter((each) => guardOf(each) !== null || ['denies', 'verifies'].includes(each.handling().own))
      .flatMap(({ steps }) => steps.map(({ node }) => node)),
  );
}

const ignoring = new WeakMap<Application, ReadonlyMap<Endpoint, ChainStep>>();

/** Returns the endpoints of an application that such a step alone stands before, with the step. */
export function ignoringSteps(application: Application): ReadonlyMap<Endpoint, ChainStep> {
  const known = ignoring.get(application);
  if (known) return known;
  const found = new Map<Endpoint, ChainStep>();
  let staged: ReadonlySet<TS.Node> | null = null;
  for (const endpoint of application.endpoints) {
    const step = endpoint.understood && guardOf(endpoint) === null ? endpoint.steps.find(verifies) : undefined;
    if (!step || !changes(endpoint) || endpoint.handling().own !== 'open') continue;
    staged ??= stages(application);
    if (staged.has(step.node) || leftBy(step).some((name) => looksAt(endpoint.handler, name))) continue;
    found.set(endpoint, step);
  }
  ignoring.set(application, found);
  return found;
}

/** How a step passes over a failed check. */
export type Ignored = 'catch' | 'swallowed' | 'not-awaited' | 'not-used';

export interface IgnoredPlace {
  readonly node: TS.Node;
  readonly why: Ignored;
}

/** The check in the step itself: the call, or the one that leads to it. */
function checkIn({ node }: ChainStep, { call, stack }: SeenCall): TS.Node | null {
  return [...stack, call.node].find((each) => each !== node && isWithin(each, node)) ?? null;
}

/** Returns where a step passes over the failure of its check, as far as that is in its own text. */
export function ignoredPlace(step: ChainStep): IgnoredPlace | null {
  const [first] = step.shown?.verifications ?? [];
  const check = first ? checkIn(step, first) : null;
  if (!check) return null;
  let whole = check;
  for (let at = check; at !== step.node && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isTryStatement(parent) && parent.tryBlock === at && parent.catchClause)
      return { node: within(parent.catchClause.block, callsOn)[0] ?? parent.catchClause, why: 'catch' };
    if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) && parent.expression === at) {
      whole = parent.parent;
      if (parent.name.text === 'catch') return { node: whole, why: 'swallowed' };
    }
  }
  const statement = statementOf(check);
  const fn = functionAround(check);
  const isLost = statement !== null && ts.isExpressionStatement(statement) && statement.expression === whole;
  return { node: whole, why: isLost && fn !== null && (isAsync(fn) || whole !== check) ? 'not-awaited' : 'not-used' };
}
