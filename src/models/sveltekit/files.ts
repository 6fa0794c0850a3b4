/** Files of SvelteKit whose place and name make their exports endpoints (https://svelte.dev/docs/kit/routing). */
import { ts, type TS } from '../../lang/ts.js';
import type { FunctionNode } from '../../flow/refs.js';

const SERVER = /(?:^|\/)routes\/(.*\/)?\+server\.[jt]s$/;
const PAGE = /(?:^|\/)routes\/(.*\/)?\+(?:page|layout)\.server\.[jt]s$/;
const HOOKS = /(?:^|\/)src\/hooks\.server(?:\/index)?\.[jt]s$/;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback']);

export interface KitEndpoint {
  readonly kind: 'route' | 'load' | 'action';
  /** In capitals; `ANY` for the fallback. */
  readonly method: string;
  readonly path: string;
}

/** `(group)` has no part in the address. */
function addressOf(folder: string | undefined): string {
  const parts = (folder ?? '').split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
  return `/${parts.join('/')}`;
}

/** Returns the endpoint that an export of a file is, or null. */
export function kitEndpoint(fileName: string, name: string): KitEndpoint | null {
  const file = fileName.replace(/\\/g, '/');
  const server = SERVER.exec(file);
  if (server && METHODS.has(name))
    return { kind: 'route', method: name === 'fallback' ? 'ANY' : name, path: addressOf(server[1]) };
  const page = PAGE.exec(file);
  return page && name === 'load' ? { kind: 'load', method: 'GET', path: addressOf(page[1]) } : null;
}

/** The object of actions that a page exports: each is reached by `POST /path?/name`; null when the function stands in none. */
export function kitAction(fileName: string, node: FunctionNode): KitEndpoint | null {
  const page = PAGE.exec(fileName.replace(/\\/g, '/'));
  if (!page) return null;
  const property = ts.isMethodDeclaration(node) ? node : node.parent;
  if (!ts.isMethodDeclaration(property) && !ts.isPropertyAssignment(property)) return null;
  let holder: TS.Node = property.parent.parent;
  while (ts.isSatisfiesExpression(holder) || ts.isAsExpression(holder) || ts.isParenthesizedExpression(holder))
    holder = holder.parent;
  if (!ts.isVariableDeclaration(holder) || holder.name.getText() !== 'actions') return null;
  const name = property.name.getText();
  return {
    kind: 'action',
    method: 'POST',
    path: `${addressOf(page[1])}${name === 'default' ? '' : `?/${name}`}`,
  };
}

/** True for the file whose `handle` every request passes (https://svelte.dev/docs/kit/hooks#Server-hooks-handle). */
export function isHooksFile(fileName: string): boolean {
  return HOOKS.test(fileName.replace(/\\/g, '/'));
}
