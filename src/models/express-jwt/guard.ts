/** Guards by express-jwt and koa-jwt: who lets requests without a token pass, and which requests are taken out. */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Native } from '../../flow/semantics.js';
import { soleConst, UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';

/** Makes the guard; an option with a value turns it into one that guards nothing. */
function making(option: string, off: boolean): Native {
  return (m, call) => {
    const made = call.entity ? entityInstance(m, call.entity, 'Guard', call.node) : UNKNOWN;
    const given = getProperty(m, call.args[0] ?? UNDEFINED, option, call.node);
    for (const ref of made.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.set('made', call.node);
      if (soleConst(given)?.value === off) ref.slots.set('guards', false);
    }
    return made;
  };
}

/** The same guard, but not for requests that the options describe. */
const unless: Native = (m, call) => {
  const made = call.entity ? entityInstance(m, call.entity, 'Guard', call.node) : UNKNOWN;
  const [from] = call.self.refs;
  for (const ref of made.refs) {
    if (ref.kind !== 'obj') continue;
    ref.slots.set('made', from?.kind === 'obj' ? from.slots.get('made') : call.node);
    ref.slots.set('unless', call.args[0] ?? UNDEFINED);
    if (from?.kind === 'obj' && from.slots.has('guards')) ref.slots.set('guards', from.slots.get('guards'));
  }
  return made;
};

export const expressJwtNatives: Natives = {
  'express-jwt.make': making('credentialsRequired', false),
  'express-jwt.unless': unless,
  'koa-jwt.make': making('passthrough', true),
  'koa-jwt.unless': unless,
};
