/** Options that a call somewhere in the project gives to a library, read as they are written. */
import { ts, type TS } from '../../lang/ts.js';
import type { Machine } from '../../flow/machine.js';

const found = new WeakMap<TS.SourceFile, Map<string, readonly TS.ObjectLiteralExpression[]>>();

function literalsIn(file: TS.SourceFile, names: ReadonlySet<string>): readonly TS.ObjectLiteralExpression[] {
  const literals: TS.ObjectLiteralExpression[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text))
      literals.push(...node.arguments.filter(ts.isObjectLiteralExpression));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return literals;
}

/** Returns the object literals that calls of functions of a package are given, in the files around one. */
export function writtenOptions(
  m: Machine,
  near: TS.SourceFile,
  specifier: string,
  names: ReadonlySet<string>,
): readonly TS.ObjectLiteralExpression[] {
  return m.project.filesAround(near).flatMap((file) => {
    if (!file.text.includes(specifier) || ![...names].some((name) => file.text.includes(name))) return [];
    const known = found.get(file) ?? new Map<string, readonly TS.ObjectLiteralExpression[]>();
    found.set(file, known);
    let own = known.get(specifier);
    if (!own) {
      own = literalsIn(file, names);
      known.set(specifier, own);
    }
    return own;
  });
}

/** Returns what is written for a property of an object literal; undefined when it is not plainly there. */
export function writtenProperty(literal: TS.ObjectLiteralExpression, name: string): TS.Expression | undefined {
  for (const each of literal.properties)
    if (ts.isPropertyAssignment(each) && each.name.getText() === name) return each.initializer;
  return undefined;
}

/** True when a property is written as `true`. */
export function isWrittenTrue(literal: TS.ObjectLiteralExpression, name: string): boolean {
  return writtenProperty(literal, name)?.kind === ts.SyntaxKind.TrueKeyword;
}
