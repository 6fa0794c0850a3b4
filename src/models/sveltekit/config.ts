/** What a svelte.config.js says of protection against requests of other sites (https://svelte.dev/docs/kit/configuration#csrf). */
import { ts, type TS } from '../../lang/ts.js';

const CONFIG = /(?:^|[\\/])svelte\.config\.[cm]?[jt]s$/;

function property(literal: TS.Expression | undefined, name: string): TS.PropertyAssignment | undefined {
  if (!literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  return literal.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === name);
}

function trustsAll(list: TS.Expression | undefined): boolean {
  return (
    list !== undefined &&
    ts.isArrayLiteralExpression(list) &&
    list.elements.some((each) => ts.isStringLiteralLike(each) && each.text === '*')
  );
}

/** Returns the setting that switches the check of the origin off: `csrf.checkOrigin: false`, or `'*'` among the trusted origins. */
export function uncheckedOrigin(file: TS.SourceFile): TS.PropertyAssignment | null {
  if (!CONFIG.test(file.fileName)) return null;
  let found: TS.PropertyAssignment | null = null;
  const visit = (node: TS.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'kit') {
      const csrf = property(node.initializer, 'csrf')?.initializer;
      const check = property(csrf, 'checkOrigin');
      const trusted = property(csrf, 'trustedOrigins');
      if (check?.initializer.kind === ts.SyntaxKind.FalseKeyword) found = check;
      else if (trusted && trustsAll(trusted.initializer)) found = trusted;
    }
    if (!found) ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
