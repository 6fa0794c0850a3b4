/** What a file imports at run time, by any form, with the text that names it. */
import { ts, type TS } from './ts.js';

export interface Imported {
  readonly specifier: string;
  readonly node: TS.Node;
}

/** Returns the package of a specifier: `lodash/fp` is of `lodash`, `@a/b/c` of `@a/b`, `node:fs` of `node` itself. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isImportCall(node: TS.CallExpression): boolean {
  return (
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require')
  );
}

/** Texts without such a call hold no import below their top level. */
const CALLS = /\b(?:import|require)\s*\(/;

/** Returns every import of a file that is still there when it runs: types are not. */
export function importsOf(file: TS.SourceFile): readonly Imported[] {
  const found: Imported[] = [];
  const add = (node: TS.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, node });
  };
  const visit = (node: TS.Node): void => {
    if (ts.isImportDeclaration(node)) {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- TypeScript before 5.9 has no phaseModifier
      if (node.importClause?.isTypeOnly !== true) add(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node)) {
      if (!node.isTypeOnly) add(node.moduleSpecifier);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      add(node.moduleReference.expression);
    else if (ts.isCallExpression(node) && isImportCall(node)) add(node.arguments[0]);
    if (deep || ts.isModuleBlock(node) || ts.isModuleDeclaration(node)) ts.forEachChild(node, visit);
  };
  const deep = CALLS.test(file.text);
  file.statements.forEach(visit);
  return found;
}
