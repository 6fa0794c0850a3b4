/** Where a property of a JSON text stands. */
import { ts, type TS } from './ts.js';

export interface JsonPlace {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

function propertyOf(node: TS.Expression | undefined, name: string): TS.Expression | undefined {
  if (!node || !ts.isObjectLiteralExpression(node)) return undefined;
  // The last one wins, as in JSON.parse.
  const own = node.properties.findLast(
    (each) => each.name && ts.isStringLiteralLike(each.name) && each.name.text === name,
  );
  return own && ts.isPropertyAssignment(own) ? own.initializer : undefined;
}

/** Returns where the value under a path of names begins; the beginning of the text when it is not found. Never throws. */
export function placeInJson(text: string, path: readonly string[]): JsonPlace {
  const file = ts.parseJsonText('package.json', text);
  const node = path.reduce<TS.Expression | undefined>(propertyOf, file.statements[0]?.expression);
  if (!node) return { line: 1, column: 1 };
  const { line, character } = ts.getLineAndCharacterOfPosition(file, node.getStart(file));
  return { line: line + 1, column: character + 1 };
}
