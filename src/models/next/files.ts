/** Files of a Next.js app whose place and name make their exports endpoints (https://nextjs.org/docs/app/getting-started/project-structure). */

const EXTENSION = String.raw`\.[cm]?[jt]sx?$`;
const ROUTE = new RegExp(String.raw`(?:^|/)app/(.*/)?route${EXTENSION}`);
const PAGE = new RegExp(String.raw`(?:^|/)app/(.*/)?(?:page|layout|template)${EXTENSION}`);
const API = new RegExp(String.raw`(?:^|/)pages/api/(.*)${EXTENSION}`);
const PAGES = new RegExp(String.raw`(?:^|/)pages/(?!api/)(.*)${EXTENSION}`);
const MIDDLEWARE = new RegExp(String.raw`(?:^|/)(?:middleware|proxy)${EXTENSION}`);
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export interface FileEndpoint {
  readonly kind: 'route' | 'page' | 'api' | 'props' | 'middleware';
  readonly method: string;
  readonly path: string;
}

/** `app/(shop)/items/[id]/route.ts` answers `/items/[id]`: groups and slots have no part in the address. */
function addressOf(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && !/^\(.*\)$|^@/.test(part) && part !== 'index');
  return `/${parts.join('/')}`;
}

/** Returns the endpoint that an export of a file is, or null. */
export function fileEndpoint(fileName: string, name: string): FileEndpoint | null {
  const file = fileName.replace(/\\/g, '/');
  const route = ROUTE.exec(file);
  if (route)
    return METHODS.has(name) ? { kind: 'route', method: name.toLowerCase(), path: addressOf(route[1] ?? '') } : null;
  const page = PAGE.exec(file);
  if (page)
    return name === 'default' || name === 'generateMetadata'
      ? { kind: 'page', method: 'get', path: addressOf(page[1] ?? '') }
      : null;
  const api = API.exec(file);
  if (api) return name === 'default' ? { kind: 'api', method: 'all', path: addressOf(`api/${api[1] ?? ''}`) } : null;
  const props = PAGES.exec(file);
  if (props)
    return name === 'getServerSideProps' ? { kind: 'props', method: 'get', path: addressOf(props[1] ?? '') } : null;
  if (MIDDLEWARE.test(file))
    return name === 'default' || name === 'middleware' || name === 'proxy'
      ? { kind: 'middleware', method: 'all', path: '/' }
      : null;
  return null;
}
