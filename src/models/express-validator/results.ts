/** `validationResult`, `matchedData`: what was proved of a request, to be asked for. */
import { setProperty } from '../../flow/access.js';
import { booleanWith, NO_FACTS, type Facts } from '../../flow/conditions.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { addAllFacts } from '../../flow/store.js';
import { join, refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { problemList } from '../shared/problems.js';
import { entriesOf } from '../shared/schemas.js';
import { withFactsOf } from '../shared/shaped.js';
import { mayThrow } from '../shared/verdicts.js';
import { valueOf, type Checked } from './chains.js';

function checkedOf(m: Machine, request: Value | undefined): readonly Checked[] {
  return (request?.refs ?? []).flatMap((ref) =>
    ref.kind === 'obj' ? (m.kept(ref, 'checked') as readonly Checked[]) : [],
  );
}

/** Returns a Result that knows what its emptiness proves. */
export function resultOf(m: Machine, call: Call, facts: Facts): Value {
  const made = call.entity ? entityInstance(m, call.entity, 'Result', call.node) : UNKNOWN;
  for (const ref of made.refs) if (ref.kind === 'obj') m.keep(ref, 'proved', facts);
  return made;
}

function provedOf(m: Machine, result: Value): Facts {
  const [ref] = result.refs;
  if (result.refs.length !== 1 || ref?.kind !== 'obj') return NO_FACTS;
  return (m.kept(ref, 'proved') as readonly Facts[]).reduce(addAllFacts, NO_FACTS);
}

export const resultNatives: Natives = {
  'express-validator.result': (m, call) =>
    resultOf(
      m,
      call,
      checkedOf(m, call.args[0]).reduce<Facts>((sum, each) => addAllFacts(sum, each.facts), NO_FACTS),
    ),
  'express-validator.isEmpty': (m, call) => booleanWith(provedOf(m, call.self), NO_FACTS),
  'express-validator.array': (m, call) => problemList(m, provedOf(m, call.self)),
  'express-validator.throw': (m, call) => {
    mayThrow(m);
    m.learn(provedOf(m, call.self));
    return UNDEFINED;
  },
  'express-validator.matched': (m, call) => {
    const [request = UNKNOWN, options] = call.args;
    const raw = entriesOf(m, options).some(
      ([name, value]) => name === 'onlyValidData' && !(value.consts.length === 1 && value.consts[0]?.value === true),
    );
    const result = m.object('object', null);
    for (const checked of checkedOf(m, request)) {
      const value = valueOf(m, request, checked, call.node);
      const own = raw ? value : withFactsOf(value, checked.facts);
      const [name, ...deeper] = checked.path;
      if (name === undefined || name.startsWith('%')) continue;
      place(m, result, [name, ...deeper], join(own, UNDEFINED), call);
    }
    return result;
  },
};

/** Puts a value where the path leads, making the objects between. */
function place(m: Machine, base: Value, path: readonly string[], value: Value, call: Call): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    for (const ref of base.refs) {
      if (ref.kind !== 'obj') continue;
      if (name === '*') m.addRest(ref, value);
      else {
        const before = m.cell(ref, name);
        m.setCell(ref, name, before ? join(before, value) : value);
      }
    }
    return;
  }
  const [holder] = base.refs;
  const present = holder?.kind === 'obj' && name !== '*' ? m.cell(holder, name) : undefined;
  const inner = present ?? (rest[0] === '*' ? refValue(m.alloc('array', null)) : m.object('object', null));
  if (!present) setProperty(m, base, name === '*' ? null : name, inner, call.node);
  place(m, inner, rest, value, call);
}
