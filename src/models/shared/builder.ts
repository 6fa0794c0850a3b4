/** Builders whose every call gives a builder with one more step: the procedures of tRPC, the clients of next-safe-action. */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { objectOf, ownerOf } from './registration.js';

/** Returns a builder of a type with the steps of the one that the call is made on and one more; `also` names what else it keeps. */
export function grown(m: Machine, call: Call, type: string, step: unknown, also: readonly string[] = []): Value {
  const made = call.entity ? entityInstance(m, call.entity, type, call.node) : UNKNOWN;
  const from = ownerOf(call);
  const to = objectOf(made);
  if (!from || !to) return made;
  for (const each of [...m.kept(from, 'steps'), step]) m.keep(to, 'steps', each);
  for (const key of also) for (const each of m.kept(from, key)) m.keep(to, key, each);
  return made;
}

/** Returns an object with the properties of both; those of the upper one win. */
export function layered(m: Machine, upper: Value, lower: Value, node: TS.Node): Value {
  if (upper.refs.length === 0) return upper.labels.length > 0 ? upper : lower;
  const made = m.alloc('object', null, {
    lazy: (machine, name) => {
      const own = getProperty(machine, upper, name, node);
      const absent =
        own === UNDEFINED ||
        (own.consts.length > 0 && own.consts.every((each) => each.value === undefined) && !own.open);
      return absent ? getProperty(machine, lower, name, node) : own;
    },
  });
  return { ...refValue(made), labels: upper.labels };
}
