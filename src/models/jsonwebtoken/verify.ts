import { callValue, plainCall } from '../../flow/calls.js';
import { argument } from '../kit.js';
import { isOwnFunction } from '../shared/chain.js';
import { NOTHING, NULL, truthiness, UNDEFINED, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { header, verified } from '../tokens/claims.js';

/** `verify(token, key, options, callback)`: calls back with an error alone or with claims alone; without one it throws. */
export const jsonwebtokenNatives: Natives = {
  'jsonwebtoken.verify': (m, call) => {
    // A function in the place of the key is asked for one with the header, which nobody has verified yet.
    const key = argument(call, 1);
    if (isOwnFunction(key))
      m.branch([
        () => void callValue(m, key, plainCall(call.node, UNDEFINED, [header(m, call), UNKNOWN])),
        () => undefined,
      ]);
    const callback = call.args.slice(2).find((each) => isOwnFunction(each));
    if (!callback) {
      if (truthiness(argument(call, 0)) === false) {
        // "jwt must be provided"
        m.throw(UNKNOWN, call.node);
        return NOTHING;
      }
      verified(m, call);
      return UNKNOWN;
    }
    m.branch([
      () => void callValue(m, callback, plainCall(call.node, UNDEFINED, [UNKNOWN, UNDEFINED])),
      () => {
        verified(m, call);
        callValue(m, callback, plainCall(call.node, UNDEFINED, [NULL, UNKNOWN]));
      },
    ]);
    return UNDEFINED;
  },
};
