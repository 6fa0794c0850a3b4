/** The context of a GraphQL request, of which a server makes what it likes: who is calling is somewhere in it. */
import { getProperty } from '../../flow/access.js';
import { apart, beginAbove } from '../../flow/apart.js';
import { ANY_FORM } from '../../flow/forms.js';
import { makeLabel } from '../../flow/labels.js';
import { LIMITS } from '../../flow/limits.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine, Watcher } from '../../flow/machine.js';
import { isMissing, labelled, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { STRANGER } from '../shared/strangers.js';

/** The slot of an object with resolvers: makes the context that the server of these hands to them. */
export const CONTEXT = 'graphql.context';

/** How deep what says who is calling may lie in a context: `context.req.session.userId`. */
const MAX_CONTEXT = 4;

/**
 * `context.req.session`: the request of the server below is handed on, and this is how sessions are attached to it. That
 * ending it is a logout only makes rules quieter; whatever else is read of it says who is calling, as before.
 */
function sessionIn(m: Machine, node: TS.Node): Value | null {
  const entity = m.semantics.typeEntity('session', 'Session');
  return entity ? entityInstance(m, entity, 'this', node) : null;
}

/** What the program opens once for all requests, such as the client of a database: it says nothing of who is calling. */
function isForAll(value: Value): boolean {
  return (
    value.labels.length === 0 && value.refs.length > 0 && value.refs.every((ref) => ref.kind === 'obj' && ref.longLived)
  );
}

type Maker = (m: Machine) => Value;

const sharedParts = new WeakMap<Maker, Map<string, Value | null>>();
const strangers = new WeakMap<Maker, Map<string, boolean>>();

/** Runs what makes contexts by itself, and reads a part of what it made. */
function partMade(m: Machine, make: Maker, name: string, node: TS.Node, watcher: Watcher | null): Value {
  return apart(m, () => {
    beginAbove(m, m.store, LIMITS.stepsPerProbe);
    m.watcher = watcher;
    const made = make(m);
    return made.refs.length > 0 ? getProperty(m, made, name, node) : UNKNOWN;
  });
}

/** True when a part of the context is not there for a request that shows nothing of who sends it: then it is the caller. */
function isOfCallers(m: Machine, make: Maker, name: string, node: TS.Node): boolean {
  const known = strangers.get(make) ?? new Map<string, boolean>();
  strangers.set(make, known);
  let found = known.get(name);
  if (found === undefined) {
    known.set(name, false);
    found = isMissing(partMade(m, make, name, node, STRANGER)) && !isMissing(partMade(m, make, name, node, null));
    known.set(name, found);
  }
  return found;
}

/** What a server puts into the context of each request alike, by its name; null for everything else. */
function sharedPart(m: Machine, make: Maker, name: string, node: TS.Node): Value | null {
  const known = sharedParts.get(make) ?? new Map<string, Value | null>();
  sharedParts.set(make, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  known.set(name, null);
  const value = partMade(m, make, name, node, null);
  const found = isForAll(value) ? value : null;
  known.set(name, found);
  return found;
}

function openPart(m: Machine, node: TS.Node, path: string, ids: Set<number>, depth: number): Value {
  const session = depth > 2 && path.endsWith('.session') ? sessionIn(m, node) : null;
  const made = m.alloc('object', null, {
    lazy: (machine, name) => {
      const [own] = session?.refs ?? [];
      if (session && own?.kind === 'obj' && own.entity?.member(name)?.call)
        return getProperty(machine, session, name, node);
      const text = `${path}.${name}`;
      const label = makeLabel({ kind: 'auth.context', node, text }, ANY_FORM);
      for (const id of label.ids) ids.add(id);
      const value = labelled([label], ANY_FORM);
      return depth < MAX_CONTEXT ? { ...value, refs: openPart(machine, node, text, ids, depth + 1).refs } : value;
    },
  });
  const [own] = session?.refs ?? [];
  // What is written into it is kept for the caller as in any session.
  if (own?.kind === 'obj' && own.entity) made.slots.set('written', own.entity);
  return refValue(made);
}

/**
 * Returns a context of which nothing is known; the ids of what is read from it are added: whoever insists on one of them
 * asks for the caller. What the server puts into every context alike, by its own function, stands in it as it is.
 */
export function openContext(m: Machine, node: TS.Node, ids: Set<number>, make: Maker | null = null): Value {
  const open = openPart(m, node, 'context', ids, 1);
  if (make === null) return open;
  const made = m.alloc('object', null, {
    lazy: (machine, name) => {
      const shared = sharedPart(machine, make, name, node);
      if (shared) return shared;
      const { watcher } = machine;
      if (watcher && isOfCallers(machine, make, name, node)) {
        watcher.read?.('principal', name);
        if (watcher.isAbsent?.('principal') === true) return UNDEFINED;
      }
      return getProperty(machine, open, name, node);
    },
  });
  return refValue(made);
}
