/**
 * Collections that live as long as the process and hold records: what small services use for a database. They are told
 * from other lists by where they are made (a module's own level, the field of a class), and by the fields of what they hold.
 */
import { elementTypesOf, fieldsDeclared } from '../lang/record-types.js';
import { ts, type TS } from '../lang/ts.js';
import type { Label } from './labels.js';
import { joinLabels } from './labels.js';
import type { Machine } from './machine.js';
import type { Obj } from './refs.js';
import type { Entity, SinkSpec } from './semantics.js';
import { isConst, labelled, withLabels, type Value } from './value.js';

/** The declaration that a literal or `new Map()` is the initial value of. */
function declarationOf(node: TS.Node): TS.VariableDeclaration | TS.PropertyDeclaration | TS.PropertyAssignment | null {
  let at = node.parent;
  while (ts.isAsExpression(at) || ts.isSatisfiesExpression(at) || ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) || ts.isPropertyAssignment(at) ? at : null;
}

/** True for a list or map that is made once and outlives every request. */
export function isKept({ shape, node, longLived, many }: Obj): boolean {
  if ((shape !== 'array' && shape !== 'map') || node === null) return false;
  if (longLived) return true;
  // The fields of a class whose one instance the program makes.
  return !many && ts.isPropertyDeclaration(declarationOf(node) ?? node);
}

/** Returns how messages call a kept collection: the name that it was given. */
export function nameOfKept({ node }: Obj): string | null {
  const declared = node && declarationOf(node);
  return declared && ts.isIdentifier(declared.name) ? declared.name.text : null;
}

const WRITERS: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'add']);
const written = new WeakMap<TS.Node, readonly string[]>();

function propertyNames(node: TS.Expression | undefined): readonly string[] {
  if (!node) return [];
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap((each) =>
      each.name && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) ? [each.name.text] : [],
    );
  if (!ts.isIdentifier(node)) return [];
  for (let at: TS.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at.parent)) continue;
    for (const statement of ts.isBlock(at) ? at.statements : []) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const each of statement.declarationList.declarations)
        if (ts.isIdentifier(each.name) && each.name.text === node.text && each.initializer)
          return ts.isObjectLiteralExpression(each.initializer) ? propertyNames(each.initializer) : [];
    }
  }
  return [];
}

/** The fields of what the collection's file puts into it, by its name: `users.push({ ... })`, `users[id] = { ... }`. */
function fieldsWritten(node: TS.Node): readonly string[] {
  const known = written.get(node);
  if (known) return known;
  const declared = declarationOf(node);
  const name = declared && ts.isIdentifier(declared.name) ? declared.name.text : null;
  const found = new Set<string>();
  const isIt = (expression: TS.Expression): boolean =>
    ts.isIdentifier(expression)
      ? expression.text === name
      : ts.isPropertyAccessExpression(expression) && expression.name.text === name;
  const visit = (each: TS.Node): void => {
    if (ts.isCallExpression(each) && ts.isPropertyAccessExpression(each.expression)) {
      const { name: method, expression } = each.expression;
      if (WRITERS.has(method.text) && isIt(expression))
        for (const field of propertyNames(each.arguments.at(-1))) found.add(field);
    } else if (
      ts.isBinaryExpression(each) &&
      ts.isElementAccessExpression(each.left) &&
      isIt(each.left.expression) &&
      each.operatorToken.kind === ts.SyntaxKind.EqualsToken
    )
      for (const field of propertyNames(each.right)) found.add(field);
    ts.forEachChild(each, visit);
  };
  if (declared && name !== null) {
    visit(node.getSourceFile());
    for (const type of elementTypesOf(declared)) for (const field of fieldsDeclared(type)) found.add(field);
  }
  const fields = [...found];
  written.set(node, fields);
  return fields;
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
  if (!isKept(obj) || obj.node === null) return [];
  const held = fieldsHeld(m, obj);
  const put = fieldsWritten(obj.node);
  return put.length === 0 ? held : [...new Set([...held, ...put])];
}

const labels = new WeakMap<Obj, Map<string, readonly Label[]>>();

/** Returns the labels of a record that is read from a kept collection. */
export function recordLabels(m: Machine, obj: Obj, node: TS.Node): readonly Label[] {
  if (m.evaluating !== null || node.pos < 0 || !isKept(obj)) return [];
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

/** Fields by which records are told from other objects: one that names the record, somebody, or what only she knows. */
const RECORD_KEY = /^(?:_?id|uuid|\w+(?:Id|_id)|user|owner|email|username|login|role|password\w*)$/;

/** Returns what models say of a method of a kept collection of records; null for other lists and maps. */
export function keptMember(m: Machine, obj: Obj, name: string): Entity | null {
  if (m.evaluating !== null || !isKept(obj)) return null;
  const member = m.semantics.typeEntity('memory', obj.shape === 'map' ? 'Map' : 'List')?.member(name) ?? null;
  return member?.call && recordFields(m, obj).some((field) => RECORD_KEY.test(field)) ? member : null;
}

/** The mark of a record that was put into a kept collection. */
export const HELD = 'held';

function isHeld(obj: Obj): boolean {
  return obj.shape === 'object' && (obj.slots.has(HELD) || (obj.longLived && obj.node !== null));
}

/** Returns the labels of a record, or a collection of records, that the program keeps and that reaches something whole. */
export function keptLabels(m: Machine, obj: Obj, node: TS.Node): readonly Label[] {
  if (obj.shape !== 'object') return recordLabels(m, obj, node);
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
  return [...obj.cells.keys()].some((name) => RECORD_KEY.test(name)) ? RECORD : null;
}

/** Returns what is written into a place of a kept collection reaches; null for other objects. */
export function placedIn(m: Machine, obj: Obj): Omit<SinkSpec, 'at'> | null {
  if (m.evaluating !== null || obj.shape !== 'array' || !isKept(obj)) return null;
  return recordFields(m, obj).some((name) => RECORD_KEY.test(name)) ? RECORD : null;
}

/** A whole object that becomes a record: the client must not choose its fields. */
const RECORD = { kind: 'record', shape: true, keys: 'record-key', what: 'the stored record' } as const;
