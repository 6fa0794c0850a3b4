/** What containers give: instances of classes, or what the type argument says is there. */
import { instanceOf } from '../../flow/classes.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { Call } from '../../flow/refs.js';
import { claimsType } from '../../flow/types.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { applySpec } from '../../flow/modelled.js';
import type { Obj } from '../../flow/refs.js';
import { soleText, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

/** Returns what a type argument says is there: `container.resolve<Port>('port')`. */
export function claimed(m: Machine, { node }: Call): Value {
  const type = ts.isCallExpression(node) ? node.typeArguments?.[0] : undefined;
  const scope = type ? moduleScope(moduleState(m, type.getSourceFile())) : undefined;
  return (type && scope ? claimsType(m, type, scope) : null) ?? UNKNOWN;
}

interface Binding {
  readonly key: unknown;
  readonly make: (m: Machine, node: TS.Node) => Value;
}

/** What tells one identifier of a service from another: a class, or the name that a text or symbol has. */
function keyOf(value: Value | undefined): unknown {
  const [ref] = value?.refs ?? [];
  return ref?.kind === 'class' ? ref.node : value ? soleText(value) : null;
}

/** Notes with the container what stands under the identifier of a `bind(...)`. */
function binds(make: (m: Machine, call: Call, bound: Value) => Binding['make'] | null): Natives[string] {
  return (m, call) => {
    const open = objectOf(call.self);
    const container = open?.slots.get('container') as Obj | undefined;
    const bound = (open?.slots.get('bound') as Value | undefined) ?? UNKNOWN;
    const key = keyOf(bound);
    const made = make(m, call, bound);
    if (container && key !== null && made) m.keep(container, 'bindings', { key, make: made } satisfies Binding);
    return call.self;
  };
}

function ofClass(value: Value | undefined): Binding['make'] | null {
  const [ref] = value?.refs ?? [];
  return ref?.kind === 'class' ? (m) => instanceOf(m, ref) : null;
}

export const containerNatives: Natives = {
  'containers.bind': (m, call) => {
    const made = call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
    const open = objectOf(made);
    open?.slots.set('container', objectOf(call.self));
    open?.slots.set('bound', call.args[0]);
    return made;
  },
  'containers.class': binds((_m, call) => ofClass(call.args[0])),
  'containers.self': binds((_m, _call, bound) => ofClass(bound)),
  'containers.value': binds((_m, call) => {
    const [value = UNKNOWN] = call.args;
    return () => value;
  }),
  'containers.factory': binds((_m, call) => {
    const [factory = UNKNOWN] = call.args;
    return (m, node) => callValue(m, factory, plainCall(node, UNKNOWN, [UNKNOWN]));
  }),
  'containers.get': (m, call) => {
    const container = objectOf(call.self);
    const key = keyOf(call.args[0]);
    const bindings = container && key !== null ? (m.kept(container, 'bindings') as readonly Binding[]) : [];
    const bound = bindings.find((each) => each.key === key);
    if (bound) return bound.make(m, call.node);
    const [ref] = call.args[0]?.refs ?? [];
    return ref?.kind === 'class' ? instanceOf(m, ref) : claimed(m, call);
  },
};
