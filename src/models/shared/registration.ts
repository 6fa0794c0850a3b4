/**
 * What applications, routers and servers of every framework keep of their registrations: one record type, so that the
 * endpoint tree can ask each of them which endpoints exist and what is in force before them.
 */
import type { TS } from '../../lang/ts.js';
import type { RegexSlot } from '../../flow/builtins/matching.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Value } from '../../flow/value.js';

export type RegistrationKind = 'use' | 'route' | 'mount' | 'hook' | 'param';

/** The method of a route that names none of which something is known: it is neither `all` nor any single one. */
export const UNKNOWN_METHOD = '?';

/** One registration on an app, router, plugin scope or server. */
export interface Registration {
  readonly framework: string;
  readonly kind: RegistrationKind;
  /** The HTTP method in lower case, `all` or `UNKNOWN_METHOD`; for hooks the name of the hook. */
  readonly method: string;
  /** Null when the path is not constant. */
  readonly path: string | null;
  /** The regular expression that stands in place of a path. */
  readonly pattern?: RegexSlot;
  readonly handlers: readonly Value[];
  /** What a request passes in some setups of the program and in others not. */
  readonly perhaps?: readonly Value[];
  readonly node: TS.Node;
  /** Requests pass it before every route of its owner, also before those that were registered earlier. */
  readonly early?: boolean;
  /** The options of the route, plugin or middleware, as the framework takes them. */
  readonly options?: Value;
  /** The type of the context that a handler is given besides the request. */
  readonly context?: TS.TypeNode;
  /** The call by which a plugin without a scope of its own brought it here (fastify-plugin). */
  readonly through?: TS.Node;
  /** The branches in which it is made, when nobody knows whether they will be run. */
  readonly undecided?: readonly object[];
}

/** Where a router or plugin scope is mounted. */
export interface Mount {
  readonly parent: Obj;
  readonly layer: Registration;
}

/** A registration with the object that holds it, for questions about the whole program. */
export interface Registered extends Mount {
  /** What a mount mounts. */
  readonly child?: Obj;
}

const LOG = 'registrations';

/** Returns the registrations that the machine has seen, in the order in which it saw them; inside `within`, those of its files. */
export function allRegistered(m: Machine): readonly Registered[] {
  const scope = m.notes.get(SCOPE) as readonly TS.SourceFile[] | undefined;
  if (!scope) return (m.notes.get(LOG) as Registered[] | undefined) ?? [];
  const byFile = m.notes.get(FILES) as ReadonlyMap<TS.SourceFile, readonly Numbered[]> | undefined;
  return scope
    .flatMap((file) => byFile?.get(file) ?? [])
    .sort((a, b) => a.order - b.order)
    .map(({ entry }) => entry);
}

/** Asks a question about the registrations of some files only. */
export function within<T>(m: Machine, files: readonly TS.SourceFile[], ask: () => T): T {
  m.notes.set(SCOPE, files);
  const answer = ask();
  m.notes.delete(SCOPE);
  return answer;
}

interface Numbered {
  readonly order: number;
  readonly entry: Registered;
}

const SCOPE = 'registrations asked for';

const BY_NODE = 'registrations by node';
const FILES = 'files that register';

/** True when something has been registered by code of a file. */
export function registersIn(m: Machine, file: TS.SourceFile): boolean {
  return (m.notes.get(FILES) as ReadonlyMap<TS.SourceFile, unknown> | undefined)?.has(file) === true;
}

function log(m: Machine, entry: Registered): void {
  let all = m.notes.get(LOG) as Registered[] | undefined;
  let byNode = m.notes.get(BY_NODE) as Map<TS.Node, Registered[]> | undefined;
  let files = m.notes.get(FILES) as Map<TS.SourceFile, Numbered[]> | undefined;
  if (!all || !byNode || !files) {
    all = [];
    byNode = new Map();
    files = new Map();
    m.notes.set(LOG, all);
    m.notes.set(BY_NODE, byNode);
    m.notes.set(FILES, files);
    m.forgetters.set(LOG, (isGone) => {
      forget(m, isGone);
    });
  }
  let known = byNode.get(entry.layer.node);
  if (!known) {
    known = [];
    byNode.set(entry.layer.node, known);
  }
  const same = (each: Registered): boolean =>
    each.parent === entry.parent &&
    each.child === entry.child &&
    each.layer.node === entry.layer.node &&
    each.layer.kind === entry.layer.kind &&
    each.layer.method === entry.layer.method &&
    each.layer.path === entry.layer.path;
  if (known.some(same)) return;
  known.push(entry);
  const file = entry.layer.node.getSourceFile();
  const own = files.get(file);
  if (own) own.push({ order: all.length, entry });
  else files.set(file, [{ order: all.length, entry }]);
  all.push(entry);
}

function forget(m: Machine, isGone: (node: TS.Node) => boolean): void {
  const kept = allRegistered(m).filter(({ layer }) => !isGone(layer.node));
  m.notes.delete(LOG);
  m.notes.delete(BY_NODE);
  m.notes.delete(FILES);
  for (const each of kept) log(m, each);
}

/** Returns the object that a method is called on. */
export function ownerOf(call: Call): Obj | null {
  return objectOf(call.self);
}

export function objectOf(value: Value | undefined): Obj | null {
  for (const ref of value?.refs ?? []) if (ref.kind === 'obj') return ref;
  return null;
}

/** Keeps a registration with its owner; handlers that are routers themselves are mounted by it. */
export function keepRegistration(m: Machine, owner: Obj, given: Registration): void {
  const layer = m.undecided.length === 0 ? given : { ...given, undecided: m.undecided };
  m.keep(owner, 'layers', layer);
  log(m, { parent: owner, layer });
  for (const handler of layer.handlers) {
    for (const ref of handler.refs) if (ref.kind === 'obj' && ref.entity) keepMount(m, ref, owner, layer);
  }
}

/** Notes that an object is reached through a registration of another one. */
export function keepMount(m: Machine, child: Obj, parent: Obj, layer: Registration): void {
  m.keep(child, 'mounts', { parent, layer } satisfies Mount);
  log(m, { parent, layer, child });
}

/** Returns what was registered on an object, in order, as far as this path has seen. */
export function registrationsOf(m: Machine, owner: Obj): readonly Registration[] {
  return m.kept(owner, 'layers') as readonly Registration[];
}

function isSame(a: Registration, b: Registration): boolean {
  return a.node === b.node && a.kind === b.kind && a.method === b.method && a.path === b.path;
}

/**
 * Returns a registration that has been seen as it was made on this path, or null. A router that a module makes is one
 * object in every run, so what is seen first may belong to a run that is over.
 */
export function registeredHere(m: Machine, { parent, layer }: Registered): Registration | null {
  return registrationsOf(m, parent).find((each) => each === layer || isSame(each, layer)) ?? null;
}

/** True when a registration is made whenever others are: in no branch that they are not in. */
export function isMadeWith(layer: Registration, others: readonly Registration[]): boolean {
  return (layer.undecided ?? []).every((branch) =>
    others.some(({ undecided }) => undecided?.includes(branch) === true),
  );
}

/** Returns those of the registrations on an object that are passed before one of them: what stands in front, or comes first anyway. */
export function registeredBefore(all: readonly Registration[], layer: Registration): readonly Registration[] {
  const index = all.indexOf(layer);
  const end = index < 0 ? all.length : index;
  return all.filter((each, at) => at < end || (each.early === true && at !== index));
}

/** Returns where an object is mounted, as far as this path has seen. */
export function mountsOf(m: Machine, owner: Obj): readonly Mount[] {
  return m.kept(owner, 'mounts') as readonly Mount[];
}

/** True when a path registered with `use` is passed by requests for another path. */
export function isBelow(prefix: string | null, path: string | null): boolean {
  if (prefix === '/' || prefix === '' || prefix === '*' || prefix === '/*') return true;
  if (prefix === null || path === null) return false;
  const bare = prefix.replace(/\/?\*?$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

/** Returns two parts of a path as one; null when either is unknown. */
export function joinedPath(front: string | null, back: string | null): string | null {
  if (front === null || back === null) return null;
  return `${front.replace(/\/$/, '')}/${back.replace(/^\//, '')}`;
}
