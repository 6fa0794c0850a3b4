/** Validation and transformation by hand. */
import { factsFor, NO_FACTS, type Facts } from '../../flow/conditions.js';
import { decoratorsOf } from '../../flow/decorators.js';
import { join } from '../../flow/value.js';
import { EVERY_KIND, partOf } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { addAllFacts } from '../../flow/store.js';
import { NOTHING, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { guardFacts } from '../shared/guard-facts.js';
import { problemList } from '../shared/problems.js';
import { calledName, optionSet } from '../shared/schemas.js';
import { shapedValue } from '../shared/shaped.js';
import { isClosed } from '../shared/shape.js';
import { dtoShape, shapeOfClass, type Reading } from './dto.js';

/** Returns what holds of an instance, as it is, when its class's validators have no objection. */
function instanceFacts(m: Machine, value: Value, options: Value | undefined, call: Call): Facts {
  let facts: Facts | null = null;
  for (const ref of value.refs) {
    if (ref.kind !== 'obj' || !ref.cls) continue;
    const closes = optionSet(m, options, 'whitelist');
    const reading: Reading = { unknownKeys: closes ? 'refuse' : 'keep', validates: true, converts: false };
    const shape = dtoShape(m, ref.cls, reading, call.node);
    let own = guardFacts(m, shape, refValue(ref), call.node);
    const spread = m.cell(ref, '%spread');
    if (spread && closes)
      own = addAllFacts(
        own,
        factsFor(spread.labels, isClosed(shape) ? { form: 0, clears: [EVERY_KIND] } : { form: 0 }),
      );
    facts = facts === null ? own : addAllFacts(facts, own);
  }
  return facts ?? NO_FACTS;
}

/** The instance's open keys are its own matter: closing it leaves the request as open as it was. */
function ownKeys(value: Value): Value {
  return { ...value, labels: value.labels.map((label) => partOf(label, '%instance')) };
}

/** `@Exclude() class`: only what is exposed one by one goes in (https://github.com/typestack/class-transformer#skipping-all-properties). */
function isExcluded(m: Machine, cls: Value): boolean {
  return cls.refs.some(
    (ref) =>
      ref.kind === 'class' &&
      decoratorsOf(m, ref.node).some(
        ({ lib }) => lib?.entity.specifier === 'class-transformer' && lib.entity.name === 'Exclude',
      ),
  );
}

export const validateNatives: Natives = {
  'class-transformer.instance': (m, call) => {
    const [cls = UNKNOWN, plain = UNDEFINED, options] = call.args;
    const exposed = optionSet(m, options, 'excludeExtraneousValues') || isExcluded(m, cls);
    const reading: Reading = {
      unknownKeys: exposed ? 'strip' : 'keep',
      validates: false,
      converts: optionSet(m, options, 'enableImplicitConversion'),
    };
    const shape = shapeOfClass(m, cls, reading, call.node);
    if (shape === null) return plain;
    const made = shapedValue(m, shape, plain, call.node);
    for (const ref of made.refs) {
      const spread = ref.kind === 'obj' ? m.cell(ref, '%spread') : undefined;
      if (ref.kind === 'obj' && spread) m.setCell(ref, '%spread', join(ownKeys(spread), NOTHING));
    }
    return made;
  },
  'class-validator.validate': (m, call) => {
    const [value = UNDEFINED, options] = call.args;
    const facts = instanceFacts(m, value, options, call);
    switch (calledName(call)) {
      case 'validateOrReject':
        return promiseOf(UNDEFINED, UNKNOWN, facts);
      case 'validate':
        return promiseOf(problemList(m, facts));
      default:
        return problemList(m, facts);
    }
  },
};
