/** Route modules of Remix and React Router: files below `app/routes`, and those that import the types of their route. */
import { ts, type TS } from '../../lang/ts.js';

const ROUTE = /(?:^|\/)app\/(?:routes\/(.*)|root)\.[jt]sx?$/;
const PACKAGES = /^(?:@remix-run\/|@react-router\/|react-router$)/;
const ROUTE_TYPES = /(?:^|\/)\+types\//;

export interface RouteModule {
  readonly method: 'GET' | 'ANY';
  readonly path: string | null;
}

/** `app/routes/items.$id_.edit.tsx` answers `/items/:id/edit` (https://v2.remix.run/docs/file-conventions/routes). */
function addressOf(name: string): string {
  const parts = name
    .replace(/\/(?:route|index)$/, '')
    .split(/[./]/)
    .filter((part) => part !== '' && part !== '_index' && !part.startsWith('_') && !/^\(.*\)$/.test(part))
    .map((part) => part.replace(/_$/, '').replace(/^\$$/, '*').replace(/^\$/, ':'));
  return `/${parts.join('/')}`;
}

function importsOf(file: TS.SourceFile): readonly string[] {
  return file.statements.flatMap((each) =>
    ts.isImportDeclaration(each) && ts.isStringLiteral(each.moduleSpecifier) ? [each.moduleSpecifier.text] : [],
  );
}

/** Returns what an export of a route module answers to; null for other exports and files. */
export function routeModule(file: TS.SourceFile, name: string): RouteModule | null {
  if (name !== 'loader' && name !== 'action') return null;
  const place = ROUTE.exec(file.fileName.replace(/\\/g, '/'));
  const imports = importsOf(file);
  if (!imports.some((each) => ROUTE_TYPES.test(each)) && !(place && imports.some((each) => PACKAGES.test(each))))
    return null;
  const method = name === 'loader' ? 'GET' : 'ANY';
  return { method, path: place ? addressOf(place[1] ?? '') : null };
}
