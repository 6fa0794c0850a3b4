/** What a document of a deployment says of the functions that it puts behind HTTP. */

/** Who may call: whoever is not turned away by the gateway. */
export type Admission =
  | { readonly kind: 'open' }
  /** The gateway asks something or somebody first. */
  | { readonly kind: 'guarded'; readonly by: string }
  /** It depends on what the document does not hold. */
  | { readonly kind: 'unknown' };

export const OPEN: Admission = { kind: 'open' };
export const UNSAID: Admission = { kind: 'unknown' };

/** One event of a gateway that calls a function. */
export interface DeployedRoute {
  /** The module that holds the function: an absolute path without an extension. */
  readonly module: string;
  /** The name that it is exported by. */
  readonly name: string;
  /** In capitals; `ANY` for all. */
  readonly method: string;
  /** With a slash in front; null when it is computed. */
  readonly path: string | null;
  readonly admission: Admission;
  /** The form of the event that the function is given (payload format). */
  readonly event: 'first' | 'second';
}

/** Returns the module and the export that a handler's name stands for: `src/items.create`. */
export function handlerParts(handler: string): { readonly module: string; readonly name: string } | null {
  const dot = handler.lastIndexOf('.');
  if (dot <= 0 || dot < handler.lastIndexOf('/')) return null;
  return { module: handler.slice(0, dot), name: handler.slice(dot + 1) };
}

/** Returns a path with one slash in front. */
export function slashed(path: string): string {
  return path === '*' ? '*' : `/${path.replace(/^\/+/, '')}`;
}

export function verbOf(method: string | null): string {
  return method === null ||
    method === '*' ||
    method.toLowerCase() === 'any' ||
    method.toLowerCase() === 'x-amazon-apigateway-any-method'
    ? 'ANY'
    : method.toUpperCase();
}
