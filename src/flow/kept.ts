/**
 * Collections that live as long as the process and hold records: what small services use for a database. They are told
 * from other lists by where they are made (a module's own level, the field of a class), and by the fields of what they
 * hold; models say which of their methods put a record in, look for one, or take one out.
 */
import { ts, type TS } from '../lang/ts.js';
import { codeOf, declarationOf, mayBeDictionary, type CollectionCode } from './kept-code.js';
import type { Label } from './labels.js';
import { joinLabels } from './labels.js';
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import type { Entity, SinkSpec } from './semantics.js';
import { isConst, labelled, withLabels, type Value } from './value.js';

const NO_CODE: CollectionCode = { fields: [], keyed: false, dictionary: false };

function codeOfKept(m: Machine, { shape, node }: Obj): CollectionCode {
  return node === null ? NO_CODE : codeOf(node, m.semantics.keptType(shape));
}

/** True for a list, map, or object that is used as a map, that is made once and outlives every request. */
export function isKept(m: Machine, obj: Obj): boolean {
  const { shape, node, longLived, many } = obj;
  if (node === null || (!longLived && (many || !ts.isPropertyDeclaration(declarationOf(node) ?? node)))) return false;
  if (shape === 'object')
    return obj.cls === null && obj.entity === null && mayBeDictionary(node) && codeOfKept(m, obj).dictionary;
  return shape === 'array' || shape === 'map';
}

/** Returns how messages call a kept collection: the name that it was given. */
export function nameOfKept({ node }: Obj): string | null {
  const declared = node && declarationOf(node);
  return declared && ts.isIdentifier(declared.name) ? declared.name.text : null;
}

function fieldsHeld(m: Machine, obj: Obj): readonly string[] {
  const found = new Set<string>();
  const held = (value: Value | undefined): void => {
    for (const ref of value?.refs ?? []) {
      if (ref.kind !== 'obj' || (ref.shape !== 'object' && ref.shape !== 'instance') || ref.entity !== null) continue;
      for (const name of ref.cells.keys()) if (/^\w+$/.test(name)) found.add(name);
    }
  };
  for (const [name, place] of obj.cells) if (!name.startsWith('%')) held(m.read(place));
  held(m.rest(obj));
  return [...found];
}

/** Returns the fields of the records that a kept collection holds, as far as they are known; none for other collections. */
export function recordFields(m: Machine, obj: Obj): readonly string[] {
  if (!isKept(m, obj)) return [];
  const held = fieldsHeld(m, obj);
  const put = codeOfKept(m, obj).fields;
  return put.length === 0 ? held : [...new Set([...held, ...put])];
}

const labels = new WeakMap<Obj, Map<string, readonly Label[]>>();

/** Returns the labels of a record that is read from a kept collection. */
export function recordLabels(m: Machine, obj: Obj, node: TS.Node): readonly Label[] {
  if (m.evaluating !== null || node.pos < 0 || !isKept(m, obj)) return [];
  const fields = recordFields(m, obj);
  if (fields.length === 0) return [];
  const key = `${String(node.pos)} ${fields.join()}`;
  let known = labels.get(obj);
  if (!known) labels.set(obj, (known = new Map<string, readonly Label[]>()));
  let made = known.get(key);
  if (!made) known.set(key, (made = m.semantics.rowLabels(fields, node)));
  return made;
}

/** Returns a record of a kept collection as data of a store. */
export function asRecord(m: Machine, obj: Obj, value: Value, node: TS.Node): Value {
  const isRecord = value.refs.some((ref) => ref.kind === 'obj' && ref.shape !== 'array') || value.open;
  const own = isRecord ? recordLabels(m, obj, node) : [];
  if (own.length === 0) return value;
  return value.refs.length === 0 && value.labels.length === 0
    ? {
        ...labelled(
          own,
          own.reduce((sum, each) => sum | each.form, 0),
        ),
        consts: value.consts,
      }
    : withLabels(value, joinLabels(value.labels, own));
}

/** True when the records of a collection are found by a key of theirs, or are somebody's: it is no cache and no table of the program. */
function isStore(m: Machine, obj: Obj, fields: readonly string[]): boolean {
  return codeOfKept(m, obj).keyed || m.semantics.recordSink(fields) !== null;
}

/** Returns what models say of a method of a kept collection of records; null for other lists and maps. */
export function keptMember(m: Machine, obj: Obj, name: string): Entity | null {
  if (m.evaluating !== null || !isKept(m, obj)) return null;
  const member = m.semantics.keptType(obj.shape)?.member(name) ?? null;
  if (!member?.call) return null;
  const fields = recordFields(m, obj);
  return fields.length > 0 && (member.call.keyed !== true || isStore(m, obj, fields)) ? member : null;
}

/** The mark of a record that was put into a kept collection. */
export const HELD = 'held';

function isHeld(obj: Obj): boolean {
  return obj.shape === 'object' && (obj.slots.has(HELD) || (obj.longLived && obj.node !== null));
}

/** Returns the labels of a record, or a collection of records, that the program keeps and that reaches something whole. */
export function keptLabels(m: Machine, obj: Obj, node: TS.Node): readonly Label[] {
  if (obj.shape !== 'object' || isKept(m, obj)) return recordLabels(m, obj, node);
  if (!obj.slots.has(HELD) || m.evaluating !== null || node.pos < 0) return [];
  const fields = [...obj.cells.keys()].filter((name) => {
    const value = /^\w+$/.test(name) ? m.cell(obj, name) : undefined;
    return value !== undefined && !(isConst(value) && value.consts.every((each) => each.value === undefined));
  });
  // What was spread into it may be any of the fields that the others have.
  const among = ref(obj);
  const spread = among !== null && m.cell(obj, '%spread') !== undefined ? recordFields(m, among) : [];
  return m.semantics.rowLabels([...new Set([...fields, ...spread])], node);
}

/** The collection that a record was put into. */
function ref(obj: Obj): Obj | null {
  return (obj.slots.get(HELD) as Obj | null | undefined) ?? null;
}

/** Returns what properties copied into a record that the program keeps reach; null for other objects. */
export function assignedTo(m: Machine, obj: Obj): Omit<SinkSpec, 'at'> | null {
  if (m.evaluating !== null || !isHeld(obj)) return null;
  return m.semantics.recordSink([...obj.cells.keys()]);
}

/** Returns what is written into a place of a kept collection reaches; null for other objects. */
export function placedIn(m: Machine, obj: Obj): Omit<SinkSpec, 'at'> | null {
  if (m.evaluating !== null || obj.shape !== 'array' || !isKept(m, obj)) return null;
  return m.semantics.recordSink(recordFields(m, obj));
}
