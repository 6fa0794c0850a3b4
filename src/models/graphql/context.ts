/** The context of a GraphQL request, of which a server makes what it likes: who is calling is somewhere in it. */
import { getProperty } from '../../flow/access.js';
import { ANY_FORM } from '../../flow/forms.js';
import { makeLabel } from '../../flow/labels.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { labelled, refValue, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';

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

/** Returns a context of which nothing is known; the ids of what is read from it are added: whoever insists on one of them asks for the caller. */
export function openContext(m: Machine, node: TS.Node, ids: Set<number>): Value {
  return openPart(m, node, 'context', ids, 1);
}
