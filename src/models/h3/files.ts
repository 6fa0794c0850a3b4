/**
 * Files of Nitro whose place makes their default export a handler of requests, and names that its builds import by
 * themselves (https://nitro.build/guide/routing, https://nuxt.com/docs/guide/directory-structure/server).
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { BELIEVED, packageAround } from '../../lang/manifests.js';
import { believing, remembering } from '../../lang/remembering.js';
import { versionFor } from '../../lang/versions.js';

export interface NitroPlace {
  /** The folder in which `api`, `routes`, `middleware` and `utils` stand. */
  readonly base: string;
  readonly kind: 'api' | 'routes' | 'middleware' | 'utils' | 'plugins' | 'tasks';
  /** The rest of the file's path. */
  readonly rest: string;
}

const PLACE = /^(.*?)\/(api|routes|middleware|utils|plugins|tasks)\/(.+)\.[cm]?[jt]s$/;
const IN_SERVER = /^(.*?\/server)\/(api|routes|middleware|utils|plugins|tasks)\/(.+)\.[cm]?[jt]s$/;
/** What builds a server with Nitro (https://nitro.build/guide). */
const BUILDERS = ['nuxt', 'nitropack', 'nitro', '@analogjs/platform', '@solidjs/start'];

function isBuilt(fileName: string): boolean {
  return BUILDERS.some((name) => versionFor(fileName, name) !== null);
}

function placed(match: RegExpExecArray | null): NitroPlace | null {
  return match ? { base: match[1] ?? '', kind: match[2] as NitroPlace['kind'], rest: match[3] ?? '' } : null;
}

const found = believing(BELIEVED, (fileName): NitroPlace | null => {
  const inServer = placed(IN_SERVER.exec(fileName));
  const place = inServer ?? placed(PLACE.exec(fileName));
  if (!place || !isBuilt(fileName)) return null;
  if (inServer) return place;
  // Without Nuxt the folders may stand beside the package.json, or in `src`.
  const own = packageAround(path.posix.dirname(fileName))?.folder.replace(/\\/g, '/');
  return own !== undefined && (place.base === own || place.base === `${own}/src`) ? place : null;
});

/** Returns the place of a file in a project that Nitro builds, or null. */
export function nitroPlace(fileName: string): NitroPlace | null {
  return /[\\/](?:api|routes|middleware|utils|plugins|tasks)[\\/]/.test(fileName)
    ? found(fileName.replace(/\\/g, '/'))
    : null;
}

export interface NitroRoute {
  /** In capitals; `ANY` when the name of the file says none. */
  readonly method: string;
  readonly path: string;
}

const METHOD = /^(.+)\.(connect|delete|get|head|options|patch|post|put|trace)$/;

/** `api/users/[id].get` answers `GET /api/users/:id`. */
const routeOf = remembering((text): NitroRoute => {
  const [, name = text, method = 'any'] = METHOD.exec(text.replace(/\.(?:dev|prod|prerender)$/, '')) ?? [];
  const parts = name
    .split('/')
    .filter((part) => part !== '' && !/^\(.*\)$/.test(part))
    .map((part) => part.replace(/^\[\.{3}(\w*)\]$/, '**').replace(/\[(\w+)\]/g, ':$1'));
  if (parts.at(-1) === 'index') parts.pop();
  return { method: method.toUpperCase(), path: `/${parts.join('/')}` };
});

/** Returns what a file answers to; null for files that are no routes. */
export function nitroRoute({ kind, rest }: NitroPlace): NitroRoute | null {
  if (kind === 'api') return routeOf(`api/${rest}`);
  return kind === 'routes' ? routeOf(rest) : null;
}

const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;

function namesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && SCRIPT.test(each.name))
      .map((each) => path.posix.join(each.parentPath.replace(/\\/g, '/'), each.name))
      .sort();
  } catch {
    return [];
  }
}

/** Returns the scripts in a folder, by their whole names in their order; none when there is no such folder. */
export const scriptsBelow = believing(BELIEVED, namesBelow);
