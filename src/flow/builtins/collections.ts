/** Map, Set and their weak kin. */
import { allOf, elementsOf } from '../elements.js';
import { callValue, plainCall } from '../calls.js';
import { booleanWith, factsFor, NO_FACTS, noneOf } from '../conditions.js';
import { asRecord, isKept } from '../kept.js';
import { isForeign } from '../labels.js';
import type { Machine } from '../machine.js';
import type { Call, Obj } from '../refs.js';
import {
  isConst,
  join,
  NOTHING,
  refValue,
  SOME_BOOLEAN,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withOutcome,
} from '../value.js';
import { ONE_OF_OURS, restList } from './lists.js';

type CollectionMethod = (m: Machine, obj: Obj, call: Call) => Value;

function keyName(key: Value | undefined): string | null {
  if (!key || !isConst(key) || key.consts.length !== 1)
    return key?.refs.length === 1 && !key.open && key.labels.length === 0 && key.refs[0]?.kind === 'obj'
      ? `k:#${String(key.refs[0].id)}`
      : null;
  return `k:${String(key.consts[0]?.value)}`;
}

/** Puts an entry into a map. */
export function putEntry(m: Machine, obj: Obj, key: Value, value: Value): void {
  const name = keyName(key);
  if (name !== null) m.setCell(obj, name, value);
  else {
    m.addRest(obj, value);
    m.setCell(obj, '%keys', join(m.cell(obj, '%keys') ?? NOTHING, key));
  }
}

function entryValues(m: Machine, obj: Obj): Value {
  let all = m.rest(obj);
  for (const [name, place] of obj.cells) if (name.startsWith('k:')) all = join(all, m.read(place) ?? NOTHING);
  return all;
}

/** The same as data of a store, where the map is one; it is filled by somebody, if only out of sight. */
function keptValues(m: Machine, obj: Obj, call: Call): Value {
  const all = entryValues(m, obj);
  if (m.evaluating !== null || !isKept(m, obj)) return all;
  return asRecord(m, obj, all === NOTHING ? UNKNOWN : all, call.node);
}

function keys(m: Machine, obj: Obj): Value {
  let all = m.cell(obj, '%keys') ?? NOTHING;
  for (const name of obj.cells.keys()) {
    if (!name.startsWith('k:') || m.cell(obj, name) === undefined) continue;
    all = join(
      all,
      name.startsWith('k:#')
        ? UNKNOWN
        : { ...UNKNOWN, form: 1, consts: [{ value: name.slice(2), origin: null }], open: false, shape: name.slice(2) },
    );
  }
  return all;
}

const MAP: Readonly<Record<string, CollectionMethod>> = {
  get: (m, obj, call) => {
    const name = keyName(call.args[0]);
    if (name !== null) return asRecord(m, obj, join(m.cell(obj, name) ?? UNDEFINED, m.rest(obj)), call.node);
    const found = join(keptValues(m, obj, call), UNDEFINED);
    const trustedKeys = !isForeign(keys(m, obj).labels);
    return trustedKeys
      ? withOutcome(found, { yes: factsFor(call.args[0]?.labels ?? [], ONE_OF_OURS), no: NO_FACTS })
      : found;
  },
  set: (m, obj, call) => {
    putEntry(m, obj, call.args[0] ?? UNDEFINED, call.args[1] ?? UNDEFINED);
    return refValue(obj);
  },
  has: (m, obj, call) =>
    !isForeign(keys(m, obj).labels)
      ? booleanWith(factsFor(call.args[0]?.labels ?? [], ONE_OF_OURS), NO_FACTS)
      : SOME_BOOLEAN,
  delete: (m, obj, call) => {
    const name = keyName(call.args[0]);
    if (name !== null && obj.cells.has(name)) m.setCell(obj, name, UNDEFINED);
    return SOME_BOOLEAN;
  },
  clear: (m, obj) => {
    for (const name of obj.cells.keys()) m.setCell(obj, name, UNDEFINED);
    m.setRest(obj, NOTHING);
    return UNDEFINED;
  },
  forEach: (m, obj, call) => {
    const [callback = UNDEFINED] = call.args;
    const value = keptValues(m, obj, call);
    if (value === NOTHING) return UNDEFINED;
    m.branch([
      () => void callValue(m, callback, plainCall(call.node, UNDEFINED, [value, keys(m, obj), refValue(obj)])),
      () => undefined,
    ]);
    return UNDEFINED;
  },
  keys: (m, obj, call) => restList(m, keys(m, obj), call.node),
  values: (m, obj, call) => restList(m, keptValues(m, obj, call), call.node),
  entries: (m, obj, call) => restList(m, m.array([keys(m, obj), entryValues(m, obj)], call.node), call.node),
};

const SET: Readonly<Record<string, CollectionMethod>> = {
  add: (m, obj, call) => {
    m.addRest(obj, call.args[0] ?? UNDEFINED);
    return refValue(obj);
  },
  has: (m, obj, call) =>
    !isForeign(m.rest(obj).labels)
      ? booleanWith(factsFor(call.args[0]?.labels ?? [], ONE_OF_OURS), noneOf(call.args[0]?.labels ?? [], m.rest(obj)))
      : SOME_BOOLEAN,
  delete: () => SOME_BOOLEAN,
  clear: (m, obj) => {
    m.setRest(obj, NOTHING);
    return UNDEFINED;
  },
  forEach: (m, obj, call) => {
    const [callback = UNDEFINED] = call.args;
    const value = m.rest(obj);
    if (value === NOTHING) return UNDEFINED;
    m.branch([
      () => void callValue(m, callback, plainCall(call.node, UNDEFINED, [value, value, refValue(obj)])),
      () => undefined,
    ]);
    return UNDEFINED;
  },
  keys: (m, obj, call) => restList(m, m.rest(obj), call.node),
  values: (m, obj, call) => restList(m, m.rest(obj), call.node),
  entries: (m, obj, call) => restList(m, m.array([m.rest(obj), m.rest(obj)], call.node), call.node),
  union: (m, obj, call) => setOf(m, join(m.rest(obj), allOf(elementsOf(m, call.args[0] ?? UNKNOWN, call.node))), call),
  intersection: (m, obj, call) => setOf(m, join(m.rest(obj), NOTHING), call),
  difference: (m, obj, call) => setOf(m, m.rest(obj), call),
};

export function setOf(m: Machine, elements: Value, call: Call): Value {
  const made = m.alloc('set', call.node);
  if (elements !== NOTHING) m.addRest(made, elements);
  return refValue(made);
}

export function mapOf(m: Machine, entries: Value, call: Call): Value {
  const made = m.alloc('map', call.node);
  const pairs = elementsOf(m, entries, call.node);
  for (const pair of [...pairs.known, ...(pairs.rest === NOTHING ? [] : [pairs.rest])]) {
    const parts = elementsOf(m, pair, call.node);
    putEntry(m, made, parts.known[0] ?? parts.rest, parts.known[1] ?? parts.rest);
  }
  return refValue(made);
}

export function collectionMethod(obj: Obj, name: string): CollectionMethod | null {
  if (obj.shape === 'map') return Object.hasOwn(MAP, name) ? (MAP[name] ?? null) : null;
  if (obj.shape === 'set') return Object.hasOwn(SET, name) ? (SET[name] ?? null) : null;
  return null;
}
