/** Which applications answer requests at all: they listen, or are handed to a server. */
import { getProperty } from '../../flow/access.js';
import { applySpec } from '../../flow/modelled.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';

const SERVED = 'served';

/** True when an application was seen to be served, as far as this path has seen. */
export function isServed(m: Machine, app: Obj): boolean {
  return m.kept(app, SERVED).length > 0;
}

function note(m: Machine, value: Value | undefined): void {
  for (const ref of value?.refs ?? [])
    if (ref.kind === 'obj' && ref.entity !== null && !isServed(m, ref)) m.keep(ref, SERVED, true);
}

function asDescribed(m: Machine, call: Call): Value {
  const spec = call.isNew ? call.entity?.construct : call.entity?.call;
  return call.entity && spec ? applySpec(m, call.entity, call, spec) : UNKNOWN;
}

/** What the models of frameworks and servers name: `app.listen(port)`, `createServer(app)`. */
export const servedNatives: Natives = {
  'served.this': (m, call) => {
    note(m, call.self);
    return asDescribed(m, call);
  },
  'served.arguments': (m, call) => {
    for (const each of call.args) {
      note(m, each);
      // `serve({ fetch: app.fetch })`: the method belongs to the application.
      if (each.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'object' && ref.entity === null))
        for (const ref of getProperty(m, each, 'fetch', call.node).refs)
          if (ref.kind === 'lib' && ref.self) note(m, ref.self);
    }
    return asDescribed(m, call);
  },
};
