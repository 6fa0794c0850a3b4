/** The verify function of passport-local is given what the request brings along (https://www.passportjs.org/packages/passport-local/). */
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import { applySpec } from '../../flow/modelled.js';
import { sourceLabel } from '../../flow/sources.js';
import { labelled, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Native } from '../../flow/semantics.js';
import type { Call } from '../../flow/refs.js';
import { isOwnFunction } from '../shared/chain.js';
import type { Natives } from '../schema.js';

function field(name: string, call: Call): Value {
  return labelled([sourceLabel('http.body', call.node, name, Form.String, { path: [name] })], Form.String);
}

const local: Native = (m, call) => {
  const verify = call.args.find(isOwnFunction);
  const made = call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  if (!verify) return made;
  const [ref] = verify.refs;
  const done = call.entity ? entityInstance(m, call.entity, 'passport:Done', call.node) : UNKNOWN;
  const given = [field('username', call), field('password', call), done];
  // With `passReqToCallback` the request comes first.
  const withRequest = ref?.kind === 'func' && ref.node.parameters.length > given.length;
  m.defer(ref?.kind === 'func' ? ref.node : call.node, (machine) => {
    callValue(machine, verify, plainCall(call.node, UNDEFINED, withRequest ? [UNKNOWN, ...given] : given));
  });
  return made;
};

export const passportLocalNatives: Natives = { 'passport.local': local };
