/**
 * A survey of files: their endpoints, and what a run of the files has seen each of them do. Rules ask single questions
 * about single files; this is for the inventory, which asks all of them about everything.
 */
import type { Machine } from '../../flow/machine.js';
import type { FunctionNode } from '../../flow/refs.js';
import { runFile } from '../../flow/run.js';
import type { Value } from '../../flow/value.js';
import { mayBeDeployed } from '../../lang/deployment/find.js';
import { ts, type TS } from '../../lang/ts.js';
import { allRegistered } from '../../models/shared/registration.js';
import { connectedFiles, readApplication, type Endpoint } from '../index.js';
import { INLINE, nameOfValue } from '../names.js';
import { declaredInputs, type DeclaredInput } from './parameters.js';
import { Surveyor } from './surveyor.js';
import type { SeenAnswer, SeenCheck, SeenUse, Sighting } from './sightings.js';

/** An endpoint with what was seen of it. */
export interface SurveyedEndpoint {
  readonly endpoint: Endpoint;
  /** The function that handles it; null when it is none of the program. */
  readonly handler: FunctionNode | null;
  /** How messages call it. */
  readonly name: string;
  readonly declared: readonly DeclaredInput[];
  /** What the handler, and what it calls, does. */
  readonly uses: readonly SeenUse[];
  /** What was validated before the handler or in it. */
  readonly checks: readonly SeenCheck[];
  readonly answers: readonly SeenAnswer[];
}

export interface Survey {
  readonly endpoints: readonly SurveyedEndpoint[];
  /** How many files the applications consist of. */
  readonly files: number;
  /** Calls that verify credentials, wherever they are made. */
  readonly proofs: readonly SeenUse[];
  /** Registered routes of which no endpoint could be made. */
  readonly lost: readonly TS.Node[];
}

/** Told how far the survey is. */
export interface Progress {
  readonly start: (total: number) => void;
  readonly advance: () => void;
}

/** Returns the function of the program behind a handler: of a method that is bound, the method. */
export function functionBehind(handler: Value): FunctionNode | null {
  for (const ref of handler.refs) {
    if (ref.kind === 'func') return ref.node;
    const inner = ref.kind === 'bound' ? functionBehind(ref.target) : null;
    if (inner) return inner;
  }
  return null;
}

/** The last argument of a call that registers a route by the method at a node: `app.get('/', list)`. */
function registeredWith(node: TS.Node): readonly TS.Expression[] {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name !== node || !ts.isCallExpression(access.parent)) return [];
  return access.parent.arguments.slice(-1);
}

/** The expression of a handler that is wrapped where it is registered: `wrap(users.list)`. */
function wrappedIn(node: TS.Node): TS.CallExpression | null {
  const [last] = registeredWith(node);
  return last && ts.isCallExpression(last) ? last : null;
}

function isInline(fn: FunctionNode | null): boolean {
  return fn !== null && (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) && ts.isCallExpression(fn.parent);
}

function handlerName({ handler, node }: Endpoint): string {
  const fn = functionBehind(handler);
  const wrapped = wrappedIn(node);
  const given = wrapped ? wrapped.arguments : registeredWith(node);
  const inner = given.find((each) => ts.isIdentifier(each) || ts.isPropertyAccessExpression(each));
  if (inner) return inner.getText();
  if (wrapped || isInline(fn)) return INLINE;
  const cls = fn && ts.isMethodDeclaration(fn) && ts.isClassLike(fn.parent) ? fn.parent.name?.text : undefined;
  return cls !== undefined && fn?.name ? `${cls}.${fn.name.getText()}` : nameOfValue(handler, node).name;
}

/** The nodes by which a run of the endpoint's registration may be known. */
function registrationsOf({ node }: Endpoint): readonly TS.Node[] {
  const { parent } = node;
  const own: TS.Node[] = [node];
  if (ts.isPropertyAccessExpression(parent)) own.push(parent.parent);
  if (ts.isPropertyAssignment(parent)) own.push(parent.initializer);
  return own;
}

const enclosing = new WeakMap<TS.Node, readonly TS.Node[]>();

/** The functions around a node. */
function functionsAround(node: TS.Node): readonly TS.Node[] {
  let known = enclosing.get(node);
  if (!known) {
    const found: TS.Node[] = [];
    for (let each = node; !ts.isSourceFile(each); each = each.parent) if (ts.isFunctionLike(each)) found.push(each);
    known = found;
    enclosing.set(node, known);
  }
  return known;
}

/** Sightings by the calls that were under way and by the functions in which these stand. */
class Sightings<T extends Sighting> {
  readonly #byCall = new Map<TS.Node, T[]>();
  readonly #byFunction = new Map<TS.Node, T[]>();

  constructor(all: readonly T[]) {
    for (const each of all) {
      const calls = new Set([...each.stack, each.node]);
      const functions = new Set([...calls].flatMap(functionsAround));
      for (const call of calls) add(this.#byCall, call, each);
      for (const fn of functions) add(this.#byFunction, fn, each);
    }
  }

  /**
   * What was seen in the handler: behind the registration where it was run from there, otherwise in any run, unless other
   * endpoints have the same function (one that a wrapper makes).
   */
  inHandler(handler: TS.Node | null, registrations: readonly TS.Node[], shared: boolean): readonly T[] {
    const own = handler ? (this.#byFunction.get(handler) ?? []) : [];
    const behind = new Set(registrations.flatMap((each) => this.#byCall.get(each) ?? []));
    const inChain = own.filter((each) => behind.has(each));
    return inChain.length > 0 || shared ? inChain : own;
  }

  /** What was seen behind the registration outside of the handler. */
  before(handler: TS.Node | null, registrations: readonly TS.Node[]): readonly T[] {
    const own = new Set(handler ? (this.#byFunction.get(handler) ?? []) : []);
    return registrations.flatMap((each) => this.#byCall.get(each) ?? []).filter((each) => !own.has(each));
  }
}

function add<T>(map: Map<TS.Node, T[]>, key: TS.Node, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Packages whose import makes a file worth a look, and the marks and places of endpoints that need no import. */
const SERVES =
  /['"](?:express|fastify|koa|hono|next|@hono|@fastify|@nestjs|@hapi|@koa|@trpc|@apollo|apollo-server|graphql|mercurius|routing-controllers|type-graphql|aws-lambda|@types\/aws-lambda|@remix-run|@sveltejs)\b|['"]use server['"]|[\\/](?:pages[\\/]api|app)[\\/]/;

function mayServe(file: TS.SourceFile): boolean {
  return SERVES.test(file.text) || SERVES.test(file.fileName) || mayBeDeployed(file.fileName);
}

interface Application {
  readonly endpoints: readonly Endpoint[];
  readonly files: ReadonlySet<TS.SourceFile>;
}

/** Applications of the files, each read once. */
function readAll(
  m: Machine,
  files: readonly TS.SourceFile[],
  around: (file: TS.SourceFile) => readonly TS.SourceFile[],
): Application {
  const done = new Set<TS.SourceFile>();
  const endpoints: Endpoint[] = [];
  for (const file of files) {
    if (done.has(file) || !mayServe(file)) continue;
    const connected = connectedFiles(m.project, file, around(file));
    for (const each of connected) done.add(each);
    endpoints.push(...readApplication(m, connected).endpoints);
  }
  return { endpoints, files: done };
}

/**
 * Modules that import each other in a circle are evaluated more than once, so a router may be found alone beside the one
 * that is mounted: what is not understood and ends like another endpoint of the same registration is the same endpoint.
 */
function withoutShadows(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const byNode = new Map<TS.Node, Endpoint[]>();
  for (const each of endpoints) add(byNode, each.node, each);
  const isShadow = (each: Endpoint, other: Endpoint): boolean =>
    !each.understood &&
    other.method === each.method &&
    other.path !== null &&
    each.path !== null &&
    other.path.length > each.path.length &&
    other.path.endsWith(each.path === '/' ? '' : each.path);
  return endpoints.flatMap((each) => {
    const others = byNode.get(each.node) ?? [];
    if (others.some((other) => isShadow(each, other))) return [];
    if (functionBehind(each.handler)) return [each];
    const shadow = others.find((other) => isShadow(other, each) && functionBehind(other.handler) !== null);
    return [shadow ? { ...each, handler: shadow.handler, handling: shadow.handling } : each];
  });
}

/** The files in which endpoints, their handlers and what stands before them are written. */
function filesOf(endpoints: readonly Endpoint[], handlers: readonly (FunctionNode | null)[]): readonly TS.SourceFile[] {
  const nodes = [
    ...endpoints.flatMap(({ node, steps }) => [node, ...steps.map((step) => step.node)]),
    ...handlers.flatMap((each) => each ?? []),
  ];
  return [...new Set(nodes.map((node) => node.getSourceFile()))].filter(
    (file) => !file.isDeclarationFile && !file.fileName.includes('/node_modules/'),
  );
}

/** Reads the applications that files belong to, runs what their endpoints consist of, and returns what was seen. */
export function surveyFiles(
  m: Machine,
  files: readonly TS.SourceFile[],
  around: (file: TS.SourceFile) => readonly TS.SourceFile[],
  progress: Progress,
): Survey {
  const surveyor = new Surveyor();
  const { endpoints: all, files: read } = readAll(m, files, around);
  const endpoints = withoutShadows(all);
  const handlers = endpoints.map((each) => functionBehind(each.handler));
  const worthwhile = filesOf(endpoints, handlers);
  progress.start(worthwhile.length);
  for (const file of worthwhile) {
    m.watcher = surveyor;
    runFile(m, file);
    m.watcher = null;
    progress.advance();
  }
  const uses = new Sightings(surveyor.uses);
  const checks = new Sightings(surveyor.checks);
  const answers = new Sightings(surveyor.answers);
  // An application that is made twice (for its work and for a document of it) has the same endpoints twice.
  const placesOf = new Map<TS.Node, Set<TS.Node>>();
  endpoints.forEach(({ node }, index) => {
    const handler = handlers[index];
    if (handler) placesOf.set(handler, (placesOf.get(handler) ?? new Set()).add(node));
  });
  const surveyed = endpoints.map((endpoint, index): SurveyedEndpoint => {
    const handler = handlers[index] ?? null;
    const shared = handler !== null && (placesOf.get(handler)?.size ?? 0) > 1;
    const at = registrationsOf(endpoint);
    return {
      endpoint,
      handler,
      name: handlerName(endpoint),
      declared: handler ? declaredInputs(m, handler) : [],
      uses: uses.inHandler(handler, at, shared),
      checks: [...checks.before(handler, at), ...checks.inHandler(handler, at, shared)],
      answers: answers.inHandler(handler, at, shared),
    };
  });
  const known = new Set(endpoints.flatMap(registrationsOf));
  const lost = allRegistered(m)
    .filter(
      ({ layer, child }) =>
        layer.kind === 'route' &&
        child === undefined &&
        layer.method !== 'all' &&
        !known.has(layer.node) &&
        read.has(layer.node.getSourceFile()),
    )
    .map(({ layer }) => layer.node);
  return { endpoints: surveyed, files: read.size, proofs: surveyor.proofs, lost: [...new Set(lost)] };
}

export type { DeclaredInput } from './parameters.js';
export type { InputPlace, SeenAnswer, SeenCheck, SeenService, SeenStore, SeenUse } from './sightings.js';
