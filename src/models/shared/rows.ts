/** Rows of stores as sources: which fields a record holds when a query gives it, for the rules about exposure. */
import type { TS } from '../../lang/ts.js';
import { elementsOf } from '../../flow/elements.js';
import { getProperty } from '../../flow/access.js';
import { AWAITED, carrying } from '../../flow/carry.js';
import { ANY_FORM, Form } from '../../flow/forms.js';
import { sourceLabel } from '../../flow/sources.js';
import type { Machine } from '../../flow/machine.js';
import { isPersonalName, isSecretName } from '../sensitive.js';
import { isConst, labelled, soleText, truthiness, UNKNOWN, type Value } from '../../flow/value.js';
import { readingText } from '../../flow/library.js';

export interface Row {
  /** The fields that it is known to hold. */
  readonly fields: readonly string[];
  /** Of these, the ones that a serializer of its class leaves out. */
  readonly hidden?: readonly string[];
}

/** Only secret and personal fields are followed: whatever else a store holds is the program's own. */
function isSensitive(name: string): boolean {
  return /^\w+$/.test(name) && (isSecretName(name) || isPersonalName(name));
}

/** Returns a row, or a list of rows, that a call reads. */
export function rowValue(row: Row, node: TS.Node, list = false): Value {
  const text = (readingText(node) ?? node.getText()).replace(/\s+/g, ' ');
  const form = list ? Form.Array : Form.Object;
  const secrets = row.fields.filter(isSensitive);
  if (secrets.length === 0) return UNKNOWN;
  return labelled(
    [
      sourceLabel('store.row', node, text, form, {
        child: ANY_FORM,
        fields: row.fields,
        parts: `^(?:${secrets.join('|')})$`,
        hidden: row.hidden,
      }),
    ],
    form,
  );
}

/** Returns what a call gives as rows that hold these fields. */
export function asRows(m: Machine, value: Value, row: Row, node: TS.Node, list = false): Value {
  return row.fields.length === 0 ? value : carrying(m, value, rowValue(row, node, list).labels);
}

/** Keeps with a query which fields its rows will hold. */
export function keepRow(m: Machine, query: Value, row: Row, node: TS.Node, list = false): void {
  for (const ref of query.refs) if (ref.kind === 'obj') m.setCell(ref, AWAITED, rowValue(row, node, list));
}

/** Names as stores take them: a text with blanks or commas, a list, or an object of names and flags. */
export interface Selection {
  readonly only: readonly string[] | null;
  readonly minus: readonly string[];
  readonly plus: readonly string[];
}

function ofWords(words: readonly string[]): Selection {
  const minus = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
  const plus = words.filter((word) => word.startsWith('+')).map((word) => word.slice(1));
  const only = words.filter((word) => /^[^-+]/.test(word));
  return { only: only.length > 0 ? only : null, minus, plus };
}

/** Reads a selection; null when it is not known. */
export function selectionOf(m: Machine, value: Value, node: TS.Node): Selection | null {
  const text = soleText(value);
  if (text !== null) return ofWords(text.split(/[\s,]+/).filter((word) => word !== ''));
  const [ref] = value.refs;
  if (value.refs.length !== 1 || ref?.kind !== 'obj' || value.open) return null;
  if (ref.shape === 'array') {
    const { known } = elementsOf(m, value, node);
    return ofWords(known.flatMap((each) => soleText(each)?.split(/\s+/) ?? []));
  }
  const words: string[] = [];
  for (const name of ref.cells.keys()) {
    if (name.startsWith('%')) continue;
    words.push(truthiness(getProperty(m, value, name, node)) === false ? `-${name}` : name);
  }
  return ofWords(words);
}

/** Returns the fields that are left of those that are read by default, or of all where a selection asks for more. */
export function selected(all: readonly string[], usual: readonly string[], selection: Selection): readonly string[] {
  const { only, minus, plus } = selection;
  const begin = only ? all.filter((name) => only.includes(name)) : usual;
  return [...new Set([...begin, ...all.filter((name) => plus.includes(name))])].filter((name) => !minus.includes(name));
}

/** The names that an object literal of definitions holds. */
export function definedNames(
  m: Machine,
  definition: Value,
  node: TS.Node,
  skip: (spec: Value) => boolean = () => false,
): readonly string[] {
  return definition.refs.flatMap((ref) =>
    ref.kind === 'obj'
      ? [...ref.cells.keys()].filter(
          (name) => !/^(?:%|get |set )/.test(name) && !skip(getProperty(m, definition, name, node)),
        )
      : [],
  );
}

/** True for a definition with a flag that is set to false: `{ select: false }`. */
export function isOff(m: Machine, spec: Value, flag: string, node: TS.Node): boolean {
  if (spec.refs.length === 0) return false;
  const value = getProperty(m, spec, flag, node);
  return isConst(value) && truthiness(value) === false && value.consts.some((each) => each.value === false);
}
