/** Finds the documents that deploy a file, and reads them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { isSam, samRoutes } from './sam.js';
import { serverlessRoutes } from './serverless.js';
import type { DeployedRoute } from './types.js';

/** A document of a deployment; of a program only that it is there. */
export interface Deployment {
  readonly file: string;
  readonly routes: readonly DeployedRoute[];
  /** Why it cannot be read, in one clear sentence. */
  readonly broken: string | null;
}

const SERVERLESS: readonly string[] = ['serverless.yml', 'serverless.yaml', 'serverless.json'];
const PROGRAMS: readonly string[] = ['serverless.ts', 'serverless.js', 'serverless.cjs', 'serverless.mjs'];
const TEMPLATES: readonly string[] = ['template.yaml', 'template.yml', 'template.json'];
const MAX_FOLDERS_UP = 12;
const MAX_BYTES = 4_000_000;

interface Parsed {
  readonly data: unknown;
  readonly broken: string | null;
}

/** Tags such as `!Ref`, `!Sub` and `!GetAtt` leave what they stand before (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html). */
function parsed(file: string): Parsed {
  try {
    if (statSync(file).size > MAX_BYTES) return { data: null, broken: 'It is too large to be read.' };
    const document = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent', prettyErrors: true });
    const [error] = document.errors;
    if (!error) return { data: document.toJS({ maxAliasCount: 1000 }), broken: null };
    return { data: null, broken: `It is no YAML: ${(error.message.split('\n')[0] ?? '').replace(/[.:]?\s*$/, '.')}` };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { data: null, broken: `It cannot be read: ${reason.replace(/[.:]?\s*$/, '.')}` };
  }
}

function read(file: string): Deployment {
  const folder = path.dirname(file);
  if (isServerlessCode(file)) return { file, routes: [], broken: null };
  const { data, broken } = parsed(file);
  if (broken !== null) return { file, routes: [], broken };
  if (TEMPLATES.includes(path.basename(file)))
    return { file, routes: isSam(data) ? samRoutes(data, folder) : [], broken: null };
  const include = (name: string): unknown => {
    const other = path.resolve(folder, name);
    return /\.(?:ya?ml|json)$/.test(other) && existsSync(other) ? parsed(other).data : null;
  };
  return { file, routes: serverlessRoutes(data, folder, include), broken: null };
}

/** In an editor documents are edited while the process goes on: what was read is believed for this long. */
const BELIEVED = 2_000;
const MAX_KNOWN = 10_000;

const documents = new Map<string, { readonly stamp: number; readonly deployment: Deployment }>();
const folders = new Map<string, { readonly at: number; readonly found: readonly Deployment[] }>();

/** When a file was changed, in milliseconds; null where there is none. Most folders hold no document: the usual answer must not cost an exception. */
function modifiedAt(file: string): number | null {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
  } catch {
    return null;
  }
}

function documentAt(file: string): Deployment | null {
  const stamp = modifiedAt(file);
  if (stamp === null) return null;
  const known = documents.get(file);
  if (known?.stamp === stamp) return known.deployment;
  const deployment = read(file);
  documents.set(file, { stamp, deployment });
  return deployment;
}

/** Where a repository ends nothing above belongs to it. */
function isTop(folder: string, up: number): boolean {
  return up >= MAX_FOLDERS_UP || existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder;
}

function inFolder(folder: string, now: number, up: number): readonly Deployment[] {
  const known = folders.get(folder);
  if (known && now - known.at < BELIEVED) return known.found;
  const own = [...SERVERLESS, ...PROGRAMS, ...TEMPLATES].flatMap((name) => documentAt(path.join(folder, name)) ?? []);
  const found = isTop(folder, up) ? own : [...own, ...inFolder(path.dirname(folder), now, up + 1)];
  if (folders.size >= MAX_KNOWN) folders.clear();
  folders.set(folder, { at: now, found });
  return found;
}

/** Returns the documents in the folder of a file and above it, the nearest first. Never throws. */
export function deploymentsNear(fileName: string, now: number = Date.now()): readonly Deployment[] {
  return inFolder(path.dirname(path.resolve(fileName)), now, 0);
}

function stemOf(fileName: string): string {
  return path.resolve(fileName).replace(/\.[cm]?[jt]sx?$/, '');
}

/** What is built stands for what it is built from: `dist/items.create` is `src/items.ts` or `items.ts`. */
const BUILT = /\/(?:\.?dist|\.?build|lib|out)\//;

/** True when the module that a document names is a file. */
export function isModule(module: string, fileName: string): boolean {
  const stem = stemOf(fileName);
  if (module === stem || path.join(module, 'index') === stem) return true;
  return BUILT.test(module) && [module.replace(BUILT, '/src/'), module.replace(BUILT, '/')].includes(stem);
}

/** Returns the routes that documents near a file give to one of its exports. */
export function deployedRoutes(fileName: string, name: string): readonly DeployedRoute[] {
  return deploymentsNear(fileName).flatMap(({ routes }) =>
    routes.filter((each) => each.name === name && isModule(each.module, fileName)),
  );
}

/** A configuration of the Serverless Framework that is a program: whoever can evaluate it knows what it deploys. */
const CODE = /(?:^|[\\/])serverless\.[cm]?[jt]s$/;

/** True for a serverless.ts (https://www.serverless.com/framework/docs/guides/intro). */
export function isServerlessCode(fileName: string): boolean {
  return CODE.test(fileName);
}

/** True when a document near a file deploys something of it, or a program that may do so stands there. */
export function mayBeDeployed(fileName: string): boolean {
  return deploymentsNear(fileName).some(
    ({ file, routes }) => isServerlessCode(file) || routes.some((each) => isModule(each.module, fileName)),
  );
}

/** Returns the documents near files that cannot be read, each once. */
export function brokenDeployments(fileNames: readonly string[]): readonly Deployment[] {
  return [...new Set(fileNames.flatMap((each) => deploymentsNear(each)))].filter(({ broken }) => broken !== null);
}
