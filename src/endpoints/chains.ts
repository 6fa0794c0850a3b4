/** What the calls beside a call ask for: queries are built by one method after the other. */
import { ts, type TS } from '../lang/ts.js';
import { isOwnerName } from '../models/stores/owners.js';
import { readsCaller } from './comparisons.js';

/** The methods that are called after a call on what it gives, each on a line. */
export function chainBehind(node: TS.Node): string {
  const methods: string[] = [];
  for (let at = node; ; at = at.parent) {
    const { parent } = at;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === at) methods.push(`.${parent.name.text}`);
    else if (!(ts.isCallExpression(parent) && parent.expression === at)) return methods.join('\n');
  }
}

/** The whole chain that a call is a part of. */
function topOf(node: TS.Node): TS.Node {
  let top = node;
  while (
    ts.isPropertyAccessExpression(top.parent) ||
    (ts.isCallExpression(top.parent) && top.parent.expression === top)
  )
    top = top.parent;
  return top;
}

/** The fields by which a condition asks for somebody whom the client has not chosen. */
function ownersAsked({ arguments: [first, ...others] }: TS.CallExpression): readonly string[] {
  if (!first) return [];
  if (ts.isObjectLiteralExpression(first)) return (first.getText().match(/\w+/g) ?? []).filter(isOwnerName);
  const value = others.at(-1);
  if (!ts.isStringLiteralLike(first)) return [];
  const field = first.text.replace(/^.*\./, '');
  return isOwnerName(field) || (value && readsCaller(value)) ? [field] : [];
}

/** What the calls of a chain ask for, from its end to its beginning. */
function askedBy(top: TS.Node): readonly string[] {
  const found: string[] = [];
  for (let at = top; ;) {
    if (ts.isCallExpression(at)) {
      if (ts.isPropertyAccessExpression(at.expression) && /where/i.test(at.expression.name.text))
        found.push(...ownersAsked(at));
      at = at.expression;
    } else if (ts.isPropertyAccessExpression(at)) at = at.expression;
    else return found;
  }
}

/** The chains that go on with a query which a variable holds; null where something else is done with it. */
function chainsOf(declaration: TS.VariableDeclaration): readonly TS.Node[] | null {
  const { name } = declaration;
  const block = declaration.parent.parent.parent;
  if (!ts.isIdentifier(name)) return null;
  const uses: TS.Identifier[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text) uses.push(node);
    ts.forEachChild(node, visit);
  };
  visit(block);
  // A property of another object may be called the same.
  const own = uses.filter(
    ({ parent }, index) => !(ts.isPropertyAccessExpression(parent) && parent.name === uses[index]),
  );
  const goesOn = (use: TS.Identifier): boolean => ts.isPropertyAccessExpression(use.parent);
  return own.every(goesOn) ? own.map(topOf) : null;
}

/**
 * Returns the fields by which other calls of the same chain ask for somebody whom the client has not chosen:
 * `where({ id }).andWhere('owner_id', user.id)`; a query that a variable holds asks for what all chains ask that go on with it.
 */
export function ownersInChain(node: TS.Node): readonly string[] {
  const top = topOf(node);
  const own: readonly string[] = node.getText().match(/\w+/g) ?? [];
  const { parent } = top;
  const chains = ts.isVariableDeclaration(parent) && parent.initializer === top ? chainsOf(parent) : null;
  const behind = chains?.map(askedBy) ?? [];
  const everywhere = behind.length > 0 && behind.every((each) => each.length > 0) ? behind.flat() : [];
  return [...askedBy(top).filter((name) => !own.includes(name)), ...everywhere];
}
