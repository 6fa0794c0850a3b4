import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { FALSE, SOME_BOOLEAN, soleConst, soleText, TRUE, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { callerValue } from '../sessions/callers.js';
import { isOwnFunction } from '../shared/chain.js';
import { comesBack, takesPassword } from './strategies.js';

/**
 * The callback gets what went wrong, the caller or `false`, and why (https://www.passportjs.org/concepts/authentication/middleware/):
 * the middleware itself then turns nobody away and lets nobody pass.
 */
function askedBy(m: Machine, call: Call, callback: Value, isLogin: boolean): Value {
  const asked = call.entity
    ? entityInstance(m, call.entity, isLogin ? 'passport:AskedLogin' : 'passport:Asked', call.node)
    : UNKNOWN;
  for (const ref of asked.refs) if (ref.kind === 'obj') ref.slots.set('made', call.node);
  // A request without any credentials comes from nobody.
  const user = m.watcher?.isAbsent?.('http.headers') === true ? FALSE : callerValue(m, call.node, 'user');
  m.branch([
    () => {
      callValue(m, callback, plainCall(call.node, UNDEFINED, [UNKNOWN, user, UNKNOWN]));
    },
    () => undefined,
  ]);
  return asked;
}

export const passportNatives: Natives = {
  /** With a callback, the program decides what to do with who was not recognised; the anonymous strategy lets all pass. */
  'passport.authenticate': (m, call) => {
    const [strategy] = call.args;
    const name = strategy ? soleText(strategy) : null;
    const type = `passport:${takesPassword(name) ? 'Login' : comesBack(name) ? 'Return' : 'Authenticator'}`;
    const made = call.entity ? entityInstance(m, call.entity, type, call.node) : UNKNOWN;
    const callback = call.args.slice(1).find((each) => isOwnFunction(each));
    if (callback) return askedBy(m, call, callback, takesPassword(name));
    for (const ref of made.refs) {
      if (ref.kind !== 'obj') continue;
      ref.slots.set('made', call.node);
      if (name === 'anonymous') ref.slots.set('guards', false);
    }
    return made;
  },
  /** False for strangers. */
  'passport.isAuthenticated': (m) => (m.watcher?.isAbsent?.('principal') === true ? FALSE : SOME_BOOLEAN),
  'passport.isUnauthenticated': (m) => (m.watcher?.isAbsent?.('principal') === true ? TRUE : SOME_BOOLEAN),
  'passport.middleware': (m, call) => {
    const next = call.args[2];
    if (next && soleConst(next) === null) callValue(m, next, plainCall(call.node, UNDEFINED, []));
    return UNDEFINED;
  },
};
