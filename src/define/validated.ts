/** Which endpoints hold what they are sent against a schema, for messages about those that do not. */
import { stepPlaying, type Application, type ChainStep, type Endpoint } from '../analysis/analysis.js';
import { variablesAround } from '../lang/branches.js';
import { ts, type TS } from '../lang/ts.js';
import { missingGuardMessage, type Sibling } from '../report/guard.js';
import { oncePer, titleOf } from './endpoint-rule.js';
import { isWithin, outermostFunction } from './places.js';
import type { Place } from '../report/place.js';

/** How a message names what validates: the function that is called, or the class that a parameter is declared to be of. */
function nameOf(node: TS.Node): string {
  if (ts.isCallExpression(node)) return node.expression.getText();
  if (ts.isParameter(node)) return node.type?.getText() ?? node.name.getText();
  return node.getText();
}

function validationOf({ steps, handling }: Endpoint): Pick<ChainStep, 'name' | 'node'> | null {
  const inStep = steps.find(({ shown }) => (shown?.validations?.length ?? 0) > 0);
  if (inStep) return inStep;
  const [node] = handling().shown?.validations ?? [];
  return node ? { name: nameOf(node), node } : null;
}

const validating = oncePer(({ endpoints }: Application) =>
  endpoints.flatMap((endpoint) => {
    const step = validationOf(endpoint);
    return step ? [{ endpoint, step }] : [];
  }),
);

/** The endpoint in whose handler something stands: the innermost function counts. */
function endpointAround({ endpoints }: Application, node: TS.Node): Endpoint | null {
  let best: { readonly endpoint: Endpoint; readonly width: number } | null = null;
  for (const endpoint of endpoints) {
    for (const ref of endpoint.handler.refs) {
      const target = ref.kind === 'bound' ? ref.target.refs[0] : ref;
      if (target?.kind !== 'func' || !isWithin(node, target.node)) continue;
      const width = target.node.end - target.node.pos;
      if (!best || width < best.width) best = { endpoint, width };
    }
  }
  return best?.endpoint ?? null;
}

/** The endpoints with what most of them validate with, those of the endpoint itself left out. */
function siblingsOf(application: Application, own: Endpoint, placeOf: (node: TS.Node) => Place): readonly Sibling[] {
  const byPlace = new Map<TS.Node, Sibling[]>();
  for (const { endpoint, step } of validating(application)) {
    if (endpoint === own) continue;
    const sibling = { endpoint: titleOf(endpoint), guard: step.name, place: placeOf(step.node) };
    const list = byPlace.get(step.node);
    if (list) list.push(sibling);
    else byPlace.set(step.node, [sibling]);
  }
  return [...byPlace.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Returns whose input is not validated, and which other endpoints validate theirs; null where no endpoint in sight takes it. */
export function unvalidatedMessage(
  application: Application,
  source: TS.Node,
  placeOf: (node: TS.Node) => Place,
  remedy: string,
): string | null {
  const endpoint = endpointAround(application, source);
  if (!endpoint) return null;
  const own = validationOf(endpoint);
  if (own)
    return `\`${titleOf(endpoint)}\` checks what it is sent by \`${own.name}\`, which lets any type through here. ${remedy}`;
  return missingGuardMessage({
    endpoint: titleOf(endpoint),
    siblings: siblingsOf(application, endpoint, placeOf),
    spare: null,
    lack: { what: 'does not validate it', remedy, alone: remedy },
  });
}

const ofDocument = oncePer(({ endpoints }: Application) =>
  endpoints.some((each) => stepPlaying(each, 'request.documented') !== null),
);

/**
 * Returns true for data of an endpoint whose requests are held against a document before: the types of all of their parts
 * are right by then. What no endpoint in sight takes counts as taken by one of the same application.
 */
export function isDocumented(application: Application, source: TS.Node): boolean {
  if (!ofDocument(application)) return false;
  const endpoint = endpointAround(application, source);
  return endpoint === null || !endpoint.understood || stepPlaying(endpoint, 'request.documented') !== null;
}

/** Methods that a text has and a list has not (ECMA-262, String.prototype). */
const CUTTING: ReadonlySet<string> = new Set(['substring', 'substr']);

/** True when a search only says where its own receiver is cut by a method of texts: a list throws there. */
export function isCutAsText(search: TS.Node): boolean {
  if (!ts.isCallExpression(search) || !ts.isPropertyAccessExpression(search.expression)) return false;
  const searched = search.expression.expression.getText();
  for (let node: TS.Node = search; !ts.isStatement(node) && !ts.isFunctionLike(node); node = node.parent) {
    const { parent } = node;
    if (!ts.isCallExpression(parent) || parent.expression === node || !ts.isPropertyAccessExpression(parent.expression))
      continue;
    const { name, expression } = parent.expression;
    if (CUTTING.has(name.text) && expression.getText() === searched) return true;
  }
  return false;
}

/** True for `string[]` and `Array<string>`. */
function isListType(type: TS.TypeNode | undefined): boolean {
  if (!type) return false;
  return (
    ts.isArrayTypeNode(type) || (ts.isTypeReferenceNode(type) && /^(?:Readonly)?Array$/.test(type.typeName.getText()))
  );
}

/** What a value is said to be where it is read: `value as string[]`, or the type or value of the variable that holds it. */
function isSaidList(node: TS.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isSaidList(node.expression);
  if (ts.isAsExpression(node)) return isListType(node.type);
  if (!ts.isIdentifier(node)) return false;
  return variablesAround(node).some(
    ({ name, type, initializer }) =>
      ts.isIdentifier(name) &&
      name.text === node.text &&
      (isListType(type) ||
        (initializer !== undefined && ts.isAsExpression(initializer) && isListType(initializer.type))),
  );
}

/** True when what is searched is a list to those who wrote it: they ask for a member, not for a part of a text. */
export function isSearchOfList(search: TS.Node): boolean {
  return (
    ts.isCallExpression(search) &&
    ts.isPropertyAccessExpression(search.expression) &&
    isSaidList(search.expression.expression)
  );
}

/** Methods that a list has and a text has not (ECMA-262, Array.prototype). */
const LISTING: ReadonlySet<string> = new Set(
  'map forEach filter reduce some every flatMap find findIndex push join'.split(' '),
);

/** True for the length of what the same code calls methods of lists on: of a text they fail, and nothing else is done with it. */
export function isLengthOfList(node: TS.Node): boolean {
  const read = ts.isPropertyAccessExpression(node) ? node : node.parent;
  if (!ts.isPropertyAccessExpression(read) || read.name.text !== 'length' || !ts.isIdentifier(read.expression))
    return false;
  const { text } = read.expression;
  const lists = (each: TS.Node): boolean =>
    (ts.isCallExpression(each) &&
      ts.isPropertyAccessExpression(each.expression) &&
      LISTING.has(each.expression.name.text) &&
      ts.isIdentifier(each.expression.expression) &&
      each.expression.expression.text === text) ||
    ts.forEachChild(each, (child) => lists(child) || undefined) === true;
  return lists(outermostFunction(read));
}
