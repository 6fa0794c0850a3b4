import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import { soleConst, soleText, UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { isOwnFunction } from '../shared/chain.js';
import { comesBack, takesPassword } from './strategies.js';

export const passportNatives: Natives = {
  /** With a callback, the program decides what to do with who was not recognised; the anonymous strategy lets all pass. */
  'passport.authenticate': (m, call) => {
    const [strategy] = call.args;
    const name = strategy ? soleText(strategy) : null;
    const type = `passport:${takesPassword(name) ? 'Login' : comesBack(name) ? 'Return' : 'Authenticator'}`;
    const made = call.entity ? entityInstance(m, call.entity, type, call.node) : UNKNOWN;
    const callback = call.args.slice(1).find((each) => isOwnFunction(each));
    for (const ref of made.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.set('made', call.node);
      if (name === 'anonymous' || callback) ref.slots.set('guards', false);
    }
    return made;
  },
  'passport.middleware': (m, call) => {
    const next = call.args[2];
    if (next && soleConst(next) === null) callValue(m, next, plainCall(call.node, UNDEFINED, []));
    return UNDEFINED;
  },
};
