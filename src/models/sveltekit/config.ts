/** What a svelte.config.js says of protection against requests of other sites (https://svelte.dev/docs/kit/configuration#csrf). */
import { importedBy } from '../../lang/imports.js';
import type { Project } from '../../lang/project.js';
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

/** https://svelte.dev/docs/kit/hooks#Server-hooks */
const HOOKS = /^src[\\/]hooks\.server(?:[\\/]index)?\.[cm]?[jt]s$/;
/** How many imports lead from the hooks to the file that checks. */
const STEPS = 2;

/** `request.headers.get('origin')` */
function readsOrigin(node: TS.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [field] = node.arguments;
  return (
    node.expression.name.text === 'get' &&
    /\bheaders$/.test(node.expression.expression.getText()) &&
    field !== undefined &&
    ts.isStringLiteralLike(field) &&
    field.text.toLowerCase() === 'origin'
  );
}

function some(node: TS.Node, test: (node: TS.Node) => boolean): boolean {
  return test(node) || ts.forEachChild(node, (child) => some(child, test) || undefined) === true;
}

/** A function that reads the origin of a request and answers 403: https://www.rfc-editor.org/rfc/rfc9110#name-403-forbidden */
function refusesOrigins(file: TS.SourceFile): boolean {
  return (
    /origin/i.test(file.text) &&
    some(
      file,
      (node) =>
        ts.isFunctionLike(node) &&
        some(node, readsOrigin) &&
        some(node, (each) => ts.isNumericLiteral(each) && each.text === '403'),
    )
  );
}

/** True when the hooks beside a svelte.config.js, or what they import, look at the origin themselves and turn others away. */
export function checksOriginInHooks(project: Project, config: TS.SourceFile): boolean {
  const root = config.fileName.replace(/[^\\/]*$/, '');
  const isHook = ({ fileName }: TS.SourceFile): boolean =>
    fileName.startsWith(root) && HOOKS.test(fileName.slice(root.length));
  let files = project.filesAround(config).filter(isHook);
  for (let step = 0; step <= STEPS && files.length > 0; step++) {
    if (files.some(refusesOrigins)) return true;
    files = [...new Set(files.flatMap((each) => importedBy(project, each)))];
  }
  return false;
}
