/** awilix: what is registered under a name is made when somebody asks the cradle for it (https://github.com/jeffijoe/awilix#usage). */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { construct } from '../../flow/classes.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Call, Obj } from '../../flow/refs.js';
import { refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { argument, nativeFunction, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { claimed } from './natives.js';

/** What a resolver makes of the cradle; slots of its object. */
const MAKES = 'makes';
const CLASSIC = 'classic';
type Maker = (m: Machine, cradle: Value, classic: boolean) => Value;

function described(m: Machine, call: Call): Value {
  return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
}

function resolver(m: Machine, call: Call, make: Maker): Value {
  const made = described(m, call);
  objectOf(made)?.slots.set(MAKES, make);
  return made;
}

/** The cradle, or what stands in it under the names of the parameters (https://github.com/jeffijoe/awilix#injection-modes). */
function given(
  m: Machine,
  cradle: Value,
  classic: boolean,
  parameters: readonly TS.ParameterDeclaration[] | undefined,
): readonly Value[] {
  if (!classic) return [cradle];
  return (parameters ?? []).map((each) =>
    ts.isIdentifier(each.name) ? getProperty(m, cradle, each.name.text, each) : UNKNOWN,
  );
}

function cradleOf(m: Machine, container: Value): Obj | null {
  const own = objectOf(container);
  const cradle = own ? m.cell(own, 'cradle') : undefined;
  return cradle ? objectOf(cradle) : null;
}

function registered(m: Machine, call: Call, name: string, of: Value): void {
  const cradle = cradleOf(m, call.self);
  const entry = objectOf(of);
  const make = entry?.slots.get(MAKES) as Maker | undefined;
  if (!cradle || !make) return;
  const classic = entry?.slots.get(CLASSIC) === true || cradle.slots.get(CLASSIC) === true;
  const making = `making ${name}`;
  const getter = nativeFunction(name, (machine) => {
    const known = machine.cell(cradle, `%${name}`);
    if (known) return known;
    // What needs itself on the way is not known.
    if (cradle.slots.has(making)) return UNKNOWN;
    cradle.slots.set(making, true);
    const made = make(machine, refValue(cradle), classic);
    cradle.slots.delete(making);
    machine.setCell(cradle, `%${name}`, made);
    return made;
  });
  m.setCell(cradle, `get ${name}`, getter);
}

export const awilixNatives: Natives = {
  'awilix.container': (m, call) => {
    const made = described(m, call);
    const own = objectOf(made);
    const cradle = m.object('object', call.node);
    const options = argument(call, 0);
    const mode = options.refs.length > 0 ? soleText(getProperty(m, options, 'injectionMode', call.node)) : null;
    if (mode === 'CLASSIC') objectOf(cradle)?.slots.set(CLASSIC, true);
    if (own) m.setCell(own, 'cradle', cradle);
    return made;
  },
  'awilix.asValue': (m, call) => {
    const value = argument(call, 0);
    return resolver(m, call, () => value);
  },
  'awilix.asClass': (m, call) => {
    const [ref] = argument(call, 0).refs;
    return resolver(m, call, (machine, cradle, classic) => {
      if (ref?.kind !== 'class') return UNKNOWN;
      const own = ref.node.members.find((each) => ts.isConstructorDeclaration(each));
      return construct(machine, ref, plainCall(call.node, UNDEFINED, given(machine, cradle, classic, own?.parameters)));
    });
  },
  'awilix.asFunction': (m, call) => {
    const factory = argument(call, 0);
    const [ref] = factory.refs;
    const parameters = ref?.kind === 'func' ? [...ref.node.parameters] : undefined;
    return resolver(m, call, (machine, cradle, classic) =>
      callValue(machine, factory, plainCall(call.node, UNDEFINED, given(machine, cradle, classic, parameters))),
    );
  },
  'awilix.classic': (_m, call) => {
    objectOf(call.self)?.slots.set(CLASSIC, true);
    return call.self;
  },
  'awilix.register': (m, call) => {
    const [first = UNDEFINED, second] = call.args;
    const name = soleText(first);
    if (name !== null && second) registered(m, call, name, second);
    for (const ref of name === null ? first.refs : [])
      if (ref.kind === 'obj')
        for (const each of ref.cells.keys())
          if (!/^(?:%|get |set )/.test(each)) registered(m, call, each, getProperty(m, first, each, call.node));
    return call.self;
  },
  'awilix.resolve': (m, call) => {
    const cradle = cradleOf(m, call.self);
    const name = soleText(argument(call, 0));
    // Containers that are handed on, or that load their modules by a pattern, hold what their users say.
    return cradle && name !== null && m.cell(cradle, `get ${name}`)
      ? getProperty(m, refValue(cradle), name, call.node)
      : claimed(m, call);
  },
};
