/** The operators `instanceof` and `in`: what they prove of the values beside them. */
import { booleanWith, factsFor, IS_CONSTANT, NO_FACTS } from './conditions.js';
import { Form } from './forms.js';
import { ERROR_TEXT, EVERY_KIND, except, FUNCTION_NAME, isForeign, PROPERTY_NAME, type Refinement } from './labels.js';
import type { Machine } from './machine.js';
import type { Ref } from './refs.js';
import { NOTHING, SOME_BOOLEAN, soleText, TRUE, type Value, withOutcome } from './value.js';

/** True for what a catch clause is given when nothing in sight has thrown anything but errors. */
function isCaughtError({ labels, consts, refs }: Value): boolean {
  return (
    labels.length > 0 &&
    labels.every(({ source }) => source.kind.startsWith('error.')) &&
    consts.length === 0 &&
    refs.every((ref) => ref.kind === 'obj' && ref.shape === 'error')
  );
}

/** `x instanceof C`: what is proved of the left side. */
export function instanceOf(m: Machine, left: Value, right: Value): Value {
  const sole = right.refs.length === 1 ? right.refs[0] : undefined;
  // Who asks what a handler lets through need not ask it of a library that throws texts.
  if (m.watcher !== null && sole?.kind === 'native' && sole.name === 'Error' && isCaughtError(left)) return TRUE;
  if (sole?.kind === 'native' && (sole.name === 'Date' || sole.name === 'Number' || sole.name === 'RegExp')) {
    return booleanWith(factsFor(left.labels, IS_CONSTANT), NO_FACTS);
  }
  // JSON and query strings make plain objects and arrays: an instance of a class of the program is no client's object.
  if (sole?.kind === 'native' && (sole.name === 'Array' || sole.name === 'Object')) return SOME_BOOLEAN;
  if (left.labels.length === 0) return SOME_BOOLEAN;
  // The language's own error classes are everybody's: any other class says whose error it is.
  const told = sole?.kind === 'native' && sole.name.endsWith('Error') ? [] : [ERROR_TEXT];
  // What is no error at all was thrown by somebody who meant it: the language and its libraries throw errors.
  const others =
    sole?.kind === 'native' && sole.name === 'Error' ? factsFor(left.labels, { clears: [ERROR_TEXT] }) : NO_FACTS;
  return booleanWith(factsFor(left.labels, { form: Form.Object, clears: told }), others);
}

/** What any error may have, those of Node.js and of causes included (https://nodejs.org/api/errors.html). */
const ERROR_PROPERTIES: ReadonlySet<string> = new Set([
  'message',
  'name',
  'stack',
  'cause',
  'code',
  'errno',
  'syscall',
  'errors',
  'constructor',
  'toString',
]);

/** `key in object`: an allow-list when the object has constant keys; inherited names pass, too. */
export function membership(m: Machine, left: Value, right: Value): Value {
  const property = soleText(left);
  // A property that errors of the language do not have: whoever finds it there knows whose error it is.
  if (property !== null && isForeign(right.labels) && !ERROR_PROPERTIES.has(property))
    return booleanWith(factsFor(right.labels, { clears: [ERROR_TEXT] }), NO_FACTS);
  const closed =
    right.refs.length > 0 &&
    !isForeign(right.labels) &&
    right.refs.every((ref) => ref.kind === 'obj' && !isForeign(m.rest(ref).labels));
  return closed ? booleanWith(factsFor(left.labels, keyOf(right)), NO_FACTS) : SOME_BOOLEAN;
}

/** What a text is that names a property of the objects: one of theirs, or one that they inherit. */
function keyOf(objects: Value): Refinement {
  const bare = objects.refs.every((ref) => ref.kind === 'obj' && ref.slots.has('bare'));
  return { clears: bare ? [EVERY_KIND] : [EVERY_KIND, except(FUNCTION_NAME), except(PROPERTY_NAME)] };
}

/** True for tables that the program has written out: objects with names of its own to which nothing is ever added. */
function isWrittenOut(m: Machine, ref: Ref): boolean {
  if (ref.kind !== 'obj' || ref.shape !== 'object' || ref.entity || ref.lazy || ref.many) return false;
  return ref.cells.size > 0 && !ref.slots.has('backs') && m.rest(ref) === NOTHING;
}

/** Returns what was looked up in a written table: where it is there, the key was one of the table's. */
export function lookedUpIn(m: Machine, table: Value, key: Value, found: Value): Value {
  if (key.labels.length === 0 || table.refs.length === 0 || found.labels.length > 0 || found.outcome) return found;
  if (table.labels.length > 0 || table.open || !table.refs.every((ref) => isWrittenOut(m, ref))) return found;
  return withOutcome(found, { yes: factsFor(key.labels, keyOf(table)), no: NO_FACTS });
}
