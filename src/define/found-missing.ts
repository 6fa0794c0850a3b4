/** Writes that only fill in what a look into the store has not found: the next request finds it, and writes nothing. */
import type { Endpoint, SeenCall } from '../analysis/analysis.js';
import { declaredAs, missingAround } from '../lang/absences.js';
import { functionAround, isWithin, skipWrappers } from '../lang/places.js';
import { ts, type TS } from '../lang/ts.js';

type Effect = ReturnType<Endpoint['handling']>['effects'][number];

const READS: ReadonlySet<string> = new Set(['store.key', 'store.list', 'store.read', 'store.all']);
const CHANGES: ReadonlySet<string> = new Set(['store.insert', 'store.update', 'store.save', 'store.delete']);

/** A call that asks a store, and changes nothing. */
function isLook({ call: { spec }, looks }: SeenCall): boolean {
  const roles = (spec?.roles ?? []).map(({ role }) => role);
  return (looks !== null || roles.some((each) => READS.has(each))) && !roles.some((each) => CHANGES.has(each));
}

/** What `user.settings?.theme` and `rows[0]` are read of. */
function rootOf(expression: TS.Expression): TS.Expression {
  const node = skipWrappers(expression);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return rootOf(node.expression);
  return ts.isAwaitExpression(node) ? rootOf(node.expression) : node;
}

/** What a variable is given: where it is declared, and by assignments in its function. */
function givenTo(name: TS.Identifier): readonly TS.Expression[] {
  const declaration = declaredAs(name);
  if (!declaration) return [];
  const given = declaration.initializer ? [declaration.initializer] : [];
  const visit = (node: TS.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left) &&
      node.left.text === name.text
    )
      given.push(node.right);
    ts.forEachChild(node, visit);
  };
  if (ts.isVariableDeclaration(declaration)) visit(functionAround(declaration));
  return given;
}

const DEPTH = 4;

/** True when a value comes of a look into the store: of the call itself, of a helper that looks, or of a variable that holds either. */
function comesOfLook(
  expression: TS.Expression,
  looks: readonly SeenCall[],
  ways: readonly TS.Node[],
  depth = 0,
): boolean {
  const root = rootOf(expression);
  const inside = (each: SeenCall): boolean => [each.call.node, ...each.stack].some((node) => isWithin(node, root));
  if (looks.some(inside)) return true;
  if (depth >= DEPTH || !ts.isIdentifier(root)) return false;
  const declaration = declaredAs(root);
  if (!declaration) return false;
  if (!ts.isParameter(declaration)) return givenTo(root).some((each) => comesOfLook(each, looks, ways, depth + 1));
  // What the caller of a helper has found: `ensureKey(user)`.
  const at = declaration.parent.parameters.indexOf(declaration);
  const caller = callerOf(declaration.parent, ways);
  const given = caller?.arguments[at];
  return given !== undefined && comesOfLook(given, looks, ways, depth + 1);
}

/** The call on the way that has entered a function: the last one that stands outside of it. */
function callerOf(around: TS.Node, ways: readonly TS.Node[]): TS.CallExpression | null {
  const first = ways.findIndex((each) => isWithin(each, around));
  const call = first > 0 ? ways[first - 1] : undefined;
  return call && ts.isCallExpression(call) ? call : null;
}

/**
 * True when a write is only reached where something that was looked for in the store before is missing, or is over: a record
 * that is made when there is none, a field that is filled in, a token that is renewed. What the client sends is no such
 * thing, and neither is a state that is set once: who has not agreed yet has not been looked for in vain.
 */
export function fillsIn(effect: Effect, calls: readonly SeenCall[]): boolean {
  if (effect.fills === null) return false;
  const seen = calls.filter(({ call }) => call.node === effect.node);
  return seen.length > 0 && seen.every((each) => isFilledIn(each, effect, calls));
}

function isFilledIn(write: SeenCall, { fills }: Effect, calls: readonly SeenCall[]): boolean {
  const looks = calls.slice(0, calls.indexOf(write)).filter(isLook);
  const ways = [...write.stack, write.call.node];
  return (
    looks.length > 0 &&
    ways.some((way) =>
      missingAround(way).some(({ node, over }) => (over || fills === 'value') && comesOfLook(node, looks, ways)),
    )
  );
}

/** Returns what a handler changes, beyond filling in what was missing. */
export function ownEffects({ handling }: Endpoint): readonly Effect[] {
  const { effects, shown } = handling();
  return effects.filter((each) => !fillsIn(each, shown?.calls ?? []));
}
