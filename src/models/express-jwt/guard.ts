import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import { soleConst, UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';

export const expressJwtNatives: Natives = {
  'express-jwt.make': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'Guard', call.node) : UNKNOWN;
    const required = getProperty(m, call.args[0] ?? UNDEFINED, 'credentialsRequired', call.node);
    if (soleConst(required)?.value === false) for (const ref of made.refs) if (ref.kind === 'obj') ref.slots.set('guards', false);
    return made;
  },
  /** The same guard, but for requests that the options describe. */
  'express-jwt.unless': (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'express-jwt:Guard', call.node) : UNKNOWN;
    const [from] = call.self.refs;
    for (const ref of made.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.set('unless', call.args[0] ?? UNDEFINED);
      if (from?.kind === 'obj' && from.slots.has('guards')) ref.slots.set('guards', from.slots.get('guards'));
    }
    return made;
  },
};
