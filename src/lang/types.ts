/** Questions to the checker about which library declares a type. */
import { ts, type TS } from './ts.js';

export interface DeclaredType {
  /** The package whose declarations hold the type, `@types/` removed: `express-serve-static-core`. */
  readonly packageName: string;
  readonly name: string;
}

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/;

/** Returns the package whose folder a file stands in, `@types/` removed; null for files of no package. */
export function packageOfFile(fileName: string): string | null {
  const match = PACKAGE.exec(fileName);
  const name = match?.[1];
  if (name === undefined) return null;
  if (!name.startsWith('@types/')) return name;
  const bare = name.slice('@types/'.length);
  const scoped = bare.indexOf('__');
  return scoped < 0 ? bare : `@${bare.slice(0, scoped)}/${bare.slice(scoped + 2)}`;
}

/** The name that a declaration was written with: the symbol of `export default class Queue` is called `default`. */
function nameOf(symbol: TS.Symbol): string {
  const named = symbol.declarations?.find((each) => ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each));
  return symbol.name === 'default' && named?.name ? named.name.text : symbol.name;
}

function namesOf(checker: TS.TypeChecker, type: TS.Type, depth: number, found: DeclaredType[]): void {
  if (depth > 4 || found.length > 6) return;
  for (const symbol of [type.aliasSymbol, type.getSymbol()]) {
    const file = symbol?.declarations?.[0]?.getSourceFile();
    const packageName = file ? packageOfFile(file.fileName) : null;
    if (symbol && packageName !== null) found.push({ packageName, name: nameOf(symbol) });
  }
  if (type.isUnionOrIntersection()) for (const part of type.types) namesOf(checker, part, depth + 1, found);
  if (type.isClassOrInterface() || (type.flags & ts.TypeFlags.Object) !== 0) {
    const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
    for (const base of bases) namesOf(checker, base, depth + 1, found);
  }
  if (type.isTypeParameter()) {
    const constraint = checker.getBaseConstraintOfType(type);
    if (constraint && constraint !== type) namesOf(checker, constraint, depth + 1, found);
  }
}

const answers = new WeakMap<TS.TypeChecker, WeakMap<TS.Node, readonly DeclaredType[]>>();

/**
 * Returns the library types that an expression or name has, the nearest first, bases after; empty for types of one's own.
 * The checker computes the type of most expressions anew each time: what it says of a node is kept.
 */
export function declaredTypeOf(checker: TS.TypeChecker, node: TS.Node): readonly DeclaredType[] {
  let known = answers.get(checker);
  if (!known) answers.set(checker, (known = new WeakMap<TS.Node, readonly DeclaredType[]>()));
  let answer = known.get(node);
  if (!answer) known.set(node, (answer = asked(checker, node)));
  return answer;
}

function asked(checker: TS.TypeChecker, node: TS.Node): readonly DeclaredType[] {
  const found: DeclaredType[] = [];
  try {
    namesOf(checker, checker.getTypeAtLocation(node), 0, found);
  } catch {
    // The checker gives up on some half-typed code; then nothing is known.
  }
  return found;
}
