/** Elements, keys and length of what can be iterated. */
import type { TS } from '../lang/ts.js';
import { unbacked, taintedPart, objProperty, getProperty } from './access.js';
import { isTelling, joinTold } from './born.js';
import { callValue, plainCall } from './calls.js';
import { Form, STRUCTURED } from './forms.js';
import { keyOf, type Label, partOf } from './labels.js';
import { asRecord, recordLabels } from './kept.js';
import { libraryMember, elementValue } from './library.js';
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import { type Value, join, joinAll, NOTHING, UNKNOWN, UNDEFINED, labelled, refValue } from './value.js';

/** What iterating a value gives: elements at known positions, and everything else. */
export interface Elements {
  readonly known: readonly Value[];
  /** The join of the elements behind the known ones; NOTHING when there are none. */
  readonly rest: Value;
}

/** Numbered members of a library's instance that are looked at. */
const MAX_LISTED = 8;

export function allOf(elements: Elements): Value {
  return join(joinAll(elements.known), elements.rest);
}
/** Returns the elements of an array, a Set, the client's list, an iterator, or characters of a text. */
export function elementsOf(m: Machine, value: Value, node: TS.Node): Elements {
  let known: readonly Value[] = [];
  let rest: Value = NOTHING;
  const single = value.refs.length === 1 && value.labels.length === 0 && !value.open && value.consts.length === 0;
  const zipped =
    value.refs.length > 1 && value.labels.length === 0 && !value.open ? zippedElements(m, value, node) : null;
  if (zipped) return { known: zipped, rest: NOTHING };
  for (const ref of value.refs) {
    if (ref.kind !== 'obj') continue;
    const own = objElements(m, ref, node);
    if (single) known = own.known;
    else rest = join(rest, joinAll(own.known));
    rest = join(rest, own.rest);
  }
  for (const label of unbacked(value)) rest = join(rest, elementOfLabel(m, label, node));
  for (const each of value.consts)
    if (typeof each.value === 'string') rest = join(rest, { ...UNKNOWN, form: Form.String });
  if (value.open && value.labels.length === 0 && value.refs.length === 0) rest = join(rest, UNKNOWN);
  return { known, rest };
}
/** Several lists of known elements: position by position. */
function zippedElements(m: Machine, value: Value, node: TS.Node): readonly Value[] | null {
  const lists: (readonly Value[])[] = [];
  for (const ref of value.refs) {
    if (ref.kind !== 'obj' || ref.shape !== 'array') return null;
    const own = objElements(m, ref, node);
    if (own.rest !== NOTHING) return null;
    lists.push(own.known);
  }
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => {
    const read = (list: readonly Value[] | undefined): Value => list?.[index] ?? UNDEFINED;
    return isTelling(value) ? joinTold(value.refs, (_ref, at) => read(lists[at])) : joinAll(lists.map(read));
  });
}
function elementOfLabel(m: Machine, label: Label, node: TS.Node): Value {
  return (label.form & STRUCTURED) !== 0
    ? taintedPart(m, label, '[]', node)
    : labelled([partOf(label, '[]', Form.String)], Form.String);
}
function objElements(m: Machine, obj: Obj, node: TS.Node): Elements {
  const label = obj.slots.get('label') as Label | undefined;
  if (label) {
    let rest = join(m.rest(obj), elementOfLabel(m, label, node));
    for (const [name, place] of obj.cells) if (/^\d+$/.test(name)) rest = join(rest, m.read(place) ?? NOTHING);
    return { known: [], rest };
  }
  if (obj.shape === 'array' || obj.shape === 'iterator') {
    const known: Value[] = [];
    for (let index = 0; ; index++) {
      const cell = m.cell(obj, String(index));
      if (cell === undefined) break;
      known.push(cell);
    }
    let rest = m.rest(obj);
    if (obj.many) return { known: [], rest: join(rest, joinAll(known)) };
    for (const [name, place] of obj.cells) {
      if (/^\d+$/.test(name) && Number(name) >= known.length) rest = join(rest, m.read(place) ?? NOTHING);
    }
    if (obj.lazy) rest = join(rest, obj.lazy(m, '[]') ?? NOTHING);
    return recordLabels(m, obj, node).length === 0
      ? { known, rest }
      : {
          known: known.map((each) => asRecord(m, obj, each, node)),
          rest: rest === NOTHING ? NOTHING : asRecord(m, obj, rest, node),
        };
  }
  if (obj.shape === 'map') {
    const entries = entryPairs(m, obj);
    return { known: [], rest: entries };
  }
  if (obj.shape === 'set') return { known: [], rest: m.rest(obj) };
  const own = iteratorOf(m, obj, node);
  if (own) return own;
  const data = m.cell(obj, '%data');
  if (data) return { known: [], rest: data };
  const listed = listedMembers(m, obj, node);
  if (listed) return { known: listed, rest: NOTHING };
  const described = obj.entity ? libraryMember(m, refValue(obj), obj.entity, '[]', node) : null;
  if (described) return { known: [], rest: described };
  const elements = obj.entity?.type?.elements;
  if (elements) return { known: [], rest: elementValue(m, obj.entity, elements, node) };
  return { known: [], rest: obj.entity || obj.lazy ? join(UNKNOWN, m.rest(obj)) : m.rest(obj) };
}
/** An instance whose members are numbered is a list of these: `const [fields, files] = await form.parse(request)`. */
function listedMembers(m: Machine, obj: Obj, node: TS.Node): readonly Value[] | null {
  const { entity } = obj;
  if (!entity?.member('0') || entity.type?.anyMember) return null;
  const listed: Value[] = [];
  while (listed.length < MAX_LISTED && entity.member(String(listed.length))) {
    const value = libraryMember(m, refValue(obj), entity, String(listed.length), node);
    if (!value) break;
    listed.push(value);
  }
  return listed;
}
function entryPairs(m: Machine, obj: Obj): Value {
  let pairs: Value = NOTHING;
  for (const [name, place] of obj.cells) {
    if (!name.startsWith('k:')) continue;
    const value = m.read(place);
    if (value)
      pairs = join(
        pairs,
        m.array(
          [{ ...UNKNOWN, form: Form.String, consts: [{ value: name.slice(2), origin: null }], open: false }, value],
          null,
        ),
      );
  }
  const keys = m.cell(obj, '%keys');
  const rest = m.rest(obj);
  if (rest !== NOTHING || keys) pairs = join(pairs, m.array([keys ?? UNKNOWN, rest], null));
  return pairs;
}
/** Runs the object's own iterator method, where it has one. */
function iteratorOf(m: Machine, obj: Obj, node: TS.Node): Elements | null {
  for (const name of ['@@iterator', '@@asyncIterator']) {
    const method = objProperty(m, obj, name, node);
    if (!method.refs.some((ref) => ref.kind === 'func' || ref.kind === 'bound' || ref.kind === 'native')) continue;
    const iterator = callValue(m, method, plainCall(node, refValue(obj), []));
    for (const ref of iterator.refs) {
      if (ref.kind === 'obj' && ref.shape === 'iterator') return objElements(m, ref, node);
    }
    const next = callValue(m, getProperty(m, iterator, 'next', node), plainCall(node, iterator, []));
    let result: Value = NOTHING;
    for (const ref of next.refs) {
      result = join(result, getProperty(m, ref.kind === 'promise' ? ref.value : refValue(ref), 'value', node));
    }
    return { known: [], rest: result };
  }
  return null;
}
function keyNames(labels: readonly Label[]): Value {
  return labelled(
    labels.map((label) => keyOf(label)),
    Form.String,
  );
}
/** Names of a value's properties, as text: the client's own where the object is the client's. */
export function keysOf(m: Machine, value: Value): Value {
  let keys: Value = NOTHING;
  for (const ref of value.refs) {
    if (ref.kind !== 'obj') continue;
    const label = ref.slots.get('label') as Label | undefined;
    if (label) keys = join(keys, labelled([keyOf(label)], Form.String));
    for (const name of ref.cells.keys()) {
      if (name.startsWith('%') || name.startsWith('get ') || name.startsWith('set ') || m.cell(ref, name) === undefined)
        continue;
      if (label === undefined)
        keys = join(keys, {
          ...UNKNOWN,
          form: Form.String,
          consts: [{ value: name, origin: null }],
          open: false,
          shape: name,
        });
    }
    const dynamic = m.cell(ref, '%keys');
    if (dynamic) keys = join(keys, dynamic);
    const spread = m.cell(ref, '%spread');
    if (spread && label === undefined) keys = join(keys, keyNames(spread.labels));
    if (ref.entity || ref.lazy || ref.cls) if (!label) keys = join(keys, { ...UNKNOWN, form: Form.String });
  }
  for (const label of unbacked(value)) {
    if ((label.form & STRUCTURED) !== 0) keys = join(keys, labelled([keyOf(label)], Form.String));
  }
  if (value.open && value.labels.length === 0) keys = join(keys, { ...UNKNOWN, form: Form.String });
  return keys;
}
