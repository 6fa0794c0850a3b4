/** Paths of routers as path templates of OpenAPI. */

export interface Template {
  /** `/users/{id}`. */
  readonly path: string;
  readonly names: readonly string[];
}

/** What stands for parts of a path that are not known. */
export const UNKNOWN_PART = '…';

function nameOf(raw: string, taken: readonly string[]): string {
  const clean = raw.replaceAll(/[^\w.-]/g, '') || 'rest';
  if (!taken.includes(clean)) return clean;
  let number = 2;
  while (taken.includes(`${clean}${number}`)) number++;
  return `${clean}${number}`;
}

/**
 * One parameter, as routers write it: `:id`, `:id(\\d+)`, `:id?`, `*`, `*rest`, `{id}`, `{id?}`, `{rest*}`, `{*rest}`,
 * `[id]`, `[...rest]`, `[[...rest]]`. Optional groups of Express 5 (`{/:id}`) are read as if they were there.
 */
const PARAMETER =
  /:(\w+)(?:\{[^{}]*\})?(?:\((?:[^()]|\([^()]*\))*\))?[?+*]?|\[\[?(?:\.\.\.)?(\w+)\]?\]|\{\*?(\w+)(?:[?]|\*\d*)?(?::[^{}]*)?\}|\*(\w*)/g;

/** Returns the template of a router's path; parts that are not known are left out. */
export function templateOf(path: string): Template {
  const names: string[] = [];
  const bare = path
    .replaceAll(UNKNOWN_PART, '')
    .replaceAll(/\{(\/[^{}]*|\.[^{}]*)\}/g, '$1')
    .replaceAll(PARAMETER, (_match, colon?: string, square?: string, brace?: string, star?: string) => {
      const name = nameOf(colon ?? square ?? brace ?? star ?? '', names);
      names.push(name);
      return `{${name}}`;
    });
  const template = `/${bare}`.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  return { path: template, names };
}

/** Returns the template with its names left out: templates that differ only in them are the same path (OpenAPI 3.1, 4.8.8.2). */
export function anonymous(template: string): string {
  return template.replaceAll(/\{[^{}]*\}/g, '{}').replace(/(?<=.)\/$/, '');
}
