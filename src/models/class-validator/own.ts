/**
 * Decorators of the program's own on the properties of classes. They are run, and what they put on the property counts: the
 * decorators of the library that they are made of, and validators that they register
 * (https://github.com/typestack/class-validator#custom-validation-decorators).
 */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { instanceOf } from '../../flow/classes.js';
import { lasting } from '../../flow/apart.js';
import type { DecoratorUse } from '../../flow/decorators.js';
import { LIMITS } from '../../flow/limits.js';
import type { Machine } from '../../flow/machine.js';
import { constant, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { predicateFacts } from '../shared/predicates.js';
import { ANY, type Shape } from '../shared/shape.js';

const SPECIFIERS: ReadonlySet<string> = new Set(['class-validator', 'class-transformer']);

const expanded = new WeakMap<DecoratorUse, readonly DecoratorUse[]>();

/** Returns the library's decorators that a decorator of the program's own stands for; none for one of a library. */
export function partsOfOwn(m: Machine, use: DecoratorUse, name: string): readonly DecoratorUse[] {
  if (use.lib !== null || use.value.refs.every((ref) => ref.kind !== 'func' && ref.kind !== 'native')) return [];
  const known = expanded.get(use);
  if (known) return known;
  // Whoever puts itself on its own property finds nothing more.
  expanded.set(use, []);
  const target = [UNKNOWN, constant(name), UNDEFINED];
  const { expression } = use.node;
  // What a validator is given is asked for by every handler that takes such an object, long after this run.
  const records = lasting(m, LIMITS.stepsPerProbe, () => {
    const made = callValue(m, use.value, plainCall(expression, UNDEFINED, use.called ? use.args : target));
    if (use.called && made.refs.length > 0) callValue(m, made, plainCall(expression, UNDEFINED, target));
    return m.log.records;
  });
  m.log.records.push(...records);
  const parts = records
    .filter(({ entity }) => SPECIFIERS.has(entity.specifier))
    .map(({ entity, call }): DecoratorUse => ({
      node: use.node,
      value: UNKNOWN,
      lib: { kind: 'lib', entity, self: null },
      args: call.args,
      called: true,
    }));
  expanded.set(use, parts);
  return parts;
}

/** What a validator of the program's own proves of a value: a class with a method, or an object with one. */
export function ownValidator(m: Machine, validator: Value, node: TS.Node): Shape {
  const [ref] = validator.refs;
  const made = ref?.kind === 'class' ? instanceOf(m, ref) : validator;
  const validate = made.refs.length > 0 ? getProperty(m, made, 'validate', node) : UNKNOWN;
  if (validate.refs.length === 0) return ANY;
  return {
    kind: 'all',
    parts: [
      // It has looked at the value: what that proves beyond the facts below is its own affair.
      { kind: 'ours', refinement: { clears: ['stored-value'] } },
      { kind: 'refined', inner: ANY, learn: (machine, value, at) => predicateFacts(machine, validate, [value], at) },
    ],
  };
}
