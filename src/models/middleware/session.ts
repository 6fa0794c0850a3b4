/** Middleware that keeps a session: whether requests from other sites carry its cookie is decided where it is made. */
import { applySpec, slot } from '../../flow/modelled.js';
import { entityInstance } from '../../flow/library.js';
import { UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { sameSiteOf } from '../shared/same-site.js';

const OPTIONS: ReadonlySet<string> = new Set(['cookie.session', 'session.options']);

export const sessionNatives: Natives = {
  'session.make': (m, call) => {
    const { entity, spec } = call;
    if (!entity || !spec) return UNKNOWN;
    const made = applySpec(m, entity, call, spec);
    const at = spec.roles?.find(({ role }) => OPTIONS.has(role))?.parts?.['options'];
    const options = at === undefined ? UNDEFINED : (slot(m, call, at)?.value ?? UNDEFINED);
    if (sameSiteOf(m, options, call.node) !== 'open') return made;
    const open = entityInstance(m, entity, 'OpenSession', call.node);
    for (const ref of open.refs) if (ref.kind === 'obj') ref.slots.set('made', call.node);
    return open;
  },
};
