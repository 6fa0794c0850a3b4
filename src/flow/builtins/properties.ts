/** Properties that the language gives to texts, lists, collections, errors and functions. */
import { hasPart } from '../sources.js';
import type { TS } from '../../lang/ts.js';
import { Form, STRUCTURED } from '../forms.js';
import { partOf } from '../labels.js';
import type { Machine } from '../machine.js';
import { nameOf } from '../functions.js';
import { unbacked } from '../access.js';
import { regexOf } from './matching.js';
import { constant, isConst, join, labelled, NOTHING, SOME_NUMBER, SOME_TEXT, type Value } from '../value.js';

/** Returns the language's own part of a property; null when it has none. */
export function builtinProperty(m: Machine, base: Value, name: string, _node: TS.Node): Value | null {
  switch (name) {
    case 'length':
      return lengthOf(m, base);
    case 'size':
      return base.refs.some((ref) => ref.kind === 'obj' && (ref.shape === 'map' || ref.shape === 'set'))
        ? SOME_NUMBER
        : null;
    case 'name': {
      const [ref] = base.refs;
      return ref?.kind === 'func' ? constant(nameOf(ref.node)) : null;
    }
    case 'source': {
      const [ref] = base.refs;
      if (ref?.kind !== 'obj' || ref.shape !== 'regexp') return null;
      const regex = regexOf(base);
      return regex ? constant(regex.pattern) : SOME_TEXT;
    }
    default:
      return null;
  }
}

function lengthOf(m: Machine, base: Value): Value | null {
  let result: Value = NOTHING;
  for (const ref of base.refs) {
    if (ref.kind !== 'obj' || (ref.shape !== 'array' && ref.shape !== 'iterator')) continue;
    const own = m.cell(ref, 'length');
    if (own?.hint?.kind === 'count' && base.refs.length === 1) return own;
    const known = ref.slots.get('length');
    if (own) result = join(result, own);
    else if (typeof known === 'number' && !ref.many && m.rest(ref) === NOTHING) result = join(result, constant(known));
    else result = join(result, SOME_NUMBER);
  }
  const texts = base.labels.filter((label) => (label.form & Form.String) !== 0);
  const objects = unbacked(base).filter((label) => (label.form & STRUCTURED) !== 0 && hasPart(label.source, 'length'));
  if (objects.length > 0)
    result = join(
      result,
      labelled(
        objects.map((label) => partOf(label, 'length', label.form)),
        objects[0]?.form ?? Form.Number,
      ),
    );
  for (const ref of base.refs) {
    // The client's object: its length is whatever the client says, unless it was checked to be a list.
    const label = ref.kind === 'obj' ? ref.slots.get('label') : undefined;
    if (label !== undefined && base.labels.length > 0) {
      const refined = base.labels
        .map((each) => m.store.refined(each))
        .filter((each) => (each.form & Form.Object) !== 0);
      if (refined.length > 0) return null;
      result = join(result, SOME_NUMBER);
    }
  }
  const sole = isConst(base) && base.consts.length === 1 ? base.consts[0]?.value : undefined;
  if (typeof sole === 'string') result = join(result, constant(sole.length));
  else if (texts.length > 0 || base.consts.some((each) => typeof each.value === 'string'))
    result = join(result, SOME_NUMBER);
  if (result === NOTHING) return null;
  if (base.open && base.labels.length === 0) result = join(result, SOME_NUMBER);
  return { ...result, hint: { kind: 'length', labels: base.labels } };
}
