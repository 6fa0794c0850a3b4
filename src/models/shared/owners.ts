/** Conditions about the owner of what is stored: which value says whose record it is. */
import { remembering } from '../../lang/remembering.js';
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import type { Value } from '../../flow/value.js';
import { isOwnerName } from '../sensitive.js';

function reach(m: Machine, call: Call, value: Value, name: string, index: number): void {
  m.sink(
    value,
    call.argNodes[index] ?? call.node,
    call,
    { kind: 'owner', what: `the owner \`${name}\`` },
    call.entity?.name ?? 'query',
  );
}

/** The columns that the placeholders of a statement stand for: `user_id = $1`, `INSERT INTO t (a, b) VALUES ($1, $2)`. */
export const placeholderColumns = remembering((text): readonly { readonly name: string; readonly index: number }[] => {
  const found: { readonly name: string; readonly index: number }[] = [];
  let next = 0;
  const [, columns, values] = /insert\s+into\s+[\w."`]+\s*\(([^)]*)\)\s*values\s*\(([^)]*)\)/i.exec(text) ?? [];
  if (columns !== undefined && values !== undefined) {
    const names = columns.split(',').map((each) => each.replaceAll(/["`\s]/g, ''));
    for (const [at, mark] of values.split(',').entries()) {
      const number = /^\s*(?:\$(\d+)|\?)/.exec(mark);
      if (!number) continue;
      const index = number[1] === undefined ? next++ : Number(number[1]) - 1;
      found.push({ name: names[at] ?? '', index });
    }
    return found;
  }
  for (const match of text.matchAll(/(?:([\w]+)["`]?\s*=\s*)?(?:\$(\d+)|\?)/g)) {
    const index = match[2] === undefined ? next++ : Number(match[2]) - 1;
    if (match[1] !== undefined) found.push({ name: match[1], index });
  }
  return found;
});

/** Names of columns and fields that count what is bought, owed or owned. */
export const AMOUNT_COLUMN =
  '^(?:amount|quantity|qty|price|total|subtotal|balance|cost|fee|credits|points|(?:unit|total|sub)_?(?:price|amount|cost))$';
const AMOUNT = new RegExp(AMOUNT_COLUMN, 'i');
const CHANGES = /^\s*(?:insert|update|replace)\b/i;

/** Notes which values of a statement that changes something are amounts. */
function reachAmounts(m: Machine, call: Call, text: string, known: readonly Value[]): void {
  if (!CHANGES.test(text)) return;
  for (const { name, index } of placeholderColumns(text)) {
    const value = known[index];
    if (value && AMOUNT.test(name))
      m.sink(
        value,
        call.argNodes[1] ?? call.node,
        call,
        { kind: 'amount', what: `the stored \`${name}\`` },
        call.entity?.name ?? 'query',
      );
  }
}

/** Notes which bound values are owners, and which are amounts. */
export function reachOwners(m: Machine, call: Call, text: string, values: Value): void {
  if (values.refs.length === 0) return;
  const { known } = elementsOf(m, values, call.node);
  reachAmounts(m, call, text, known);
  const columns = placeholderColumns(text).filter(({ name }) => isOwnerName(name));
  for (const { name, index } of columns) {
    const value = known[index];
    if (value) reach(m, call, value, name, 1);
  }
}

/** Notes which fields of a filter or a record are owners. */
export function reachOwnerFields(m: Machine, call: Call, index: number): void {
  const object = call.args[index];
  for (const ref of object?.refs ?? []) {
    if (ref.kind !== 'obj' || ref.shape !== 'object' || ref.slots.has('backs')) continue;
    for (const name of [...ref.cells.keys()])
      if (isOwnerName(name) && object) reach(m, call, getProperty(m, object, name, call.node), name, index);
  }
}
