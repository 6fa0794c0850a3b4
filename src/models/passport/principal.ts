/** `passport.deserializeUser((id, done) => …)`: what it hands on is `req.user` of every request with a session. */
import { callValue, plainCall } from '../../flow/calls.js';
import { carrying } from '../../flow/carry.js';
import { Form } from '../../flow/forms.js';
import type { Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { nativeFunction } from '../kit.js';
import { isOwnFunction } from '../shared/chain.js';
import { objectOf } from '../shared/registration.js';

const NOTE = 'passport principal';

/** The function is run once for what it finds: records of a store, with the fields that they hold. */
export const deserialize: Native = (m, call) => {
  const made = call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  const find = call.args.find(isOwnFunction);
  const [ref] = find?.refs ?? [];
  if (!find || ref?.kind !== 'func') return made;
  const done = nativeFunction('done', (machine, { args }) => {
    const labels = (args[1]?.labels ?? []).filter(({ source }) => source.kind === 'store.row');
    if (labels.length > 0) machine.notes.set(NOTE, labels);
    return UNDEFINED;
  });
  // `passReqToCallback` has no place here: with three parameters the request comes first.
  const args = ref.node.parameters.length > 2 ? [UNKNOWN, UNKNOWN, done] : [UNKNOWN, done];
  m.defer(ref.node, (machine) => void callValue(machine, find, plainCall(call.node, UNDEFINED, args)));
  return made;
};

function getter(get: (m: Machine, call: Call) => Value): Value {
  return refValue({ kind: 'native', name: 'get', props: null, call: get }, Form.Function);
}

/**
 * Gives a request the caller that the session stands for, as the record that was found. Who looks at what is done about
 * the caller sees nothing new in it.
 */
export function keepPrincipal(m: Machine, request: Value): void {
  const labels = m.notes.get(NOTE) as readonly Label[] | undefined;
  const own = objectOf(request);
  if (!labels || !own || m.watcher !== null) return;
  m.setCell(
    own,
    'get user',
    getter((machine) => carrying(machine, UNKNOWN, labels)),
  );
  m.setCell(
    own,
    'set user',
    getter((machine, { args: [given = UNDEFINED] }) => {
      machine.setCell(
        own,
        'get user',
        getter(() => given),
      );
      return UNDEFINED;
    }),
  );
}
