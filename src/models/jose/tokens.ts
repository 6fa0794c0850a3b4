/** Tokens that are built step by step: when they end is said by the payload or by a step. */
import { getProperty } from '../../flow/access.js';
import { argument, instanceOf, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

const EXP = '%exp';

export const joseNatives: Natives = {
  'jose.token': (m, call) => {
    const made = instanceOf(m, call, 'SignJWT');
    const obj = objectOf(made);
    if (obj) m.setCell(obj, EXP, getProperty(m, argument(call, 0), 'exp', call.node));
    return made;
  },
  'jose.expires': (m, call) => {
    const obj = objectOf(call.self);
    if (obj) m.setCell(obj, EXP, argument(call, 0));
    return call.self;
  },
};
