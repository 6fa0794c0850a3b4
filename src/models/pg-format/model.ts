/** pg-format (https://github.com/datalanche/node-pg-format): %L and %I quote, %s puts the text in as it is. */
import { SOME_TEXT, join, NOTHING, soleText, type Value } from '../../flow/value.js';
import { madeFrom, State, type Label } from '../../flow/labels.js';
import { deepLabels } from '../../flow/deep-labels.js';
import type { Machine } from '../../flow/machine.js';
import { Form } from '../../flow/forms.js';
import type { Call } from '../../flow/refs.js';
import { labelled } from '../../flow/value.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { SQL_ESCAPE } from '../stores/parts.js';

const names: Readonly<Record<string, MemberSpec>> = {
  ident: { call: SQL_ESCAPE },
  literal: { call: SQL_ESCAPE },
  string: { call: { flows: [{ from: '0', to: 'return', as: 'text' }] } },
  withArray: { call: { native: 'pg-format.withArray' } },
};

export const pgFormat = {
  packages: ['pg-format'],
  exports: {
    '=': { call: { native: 'pg-format.format' }, members: names },
    default: { call: { native: 'pg-format.format' }, members: names },
    ...names,
  },
} as const satisfies LibraryModel;

/** Which arguments a format puts in without quotes; null when the format is not known. */
function unquoted(format: string | null): ((index: number) => boolean) | null {
  if (format === null) return null;
  const plain = new Set<number>();
  let next = 0;
  for (const [, position, kind] of format.matchAll(/%(?:(\d+)\$)?([%ILs])/g)) {
    if (kind === '%') continue;
    const index = position === undefined ? next : Number(position) - 1;
    next = index + 1;
    if (kind === 's') plain.add(index);
  }
  return (index) => plain.has(index);
}

function formatted(m: Machine, call: Call, values: readonly Value[]): Value {
  const [format = NOTHING] = call.args;
  const plain = unquoted(soleText(format));
  const made = (label: Label): Label =>
    madeFrom(label, 'format', { form: Form.String, state: label.state | State.Transformed });
  const labels = [
    ...deepLabels(m, format),
    ...values.flatMap((value, index) => ((plain?.(index) ?? true) ? deepLabels(m, value) : [])),
  ].map(made);
  return labels.length === 0 ? SOME_TEXT : join(SOME_TEXT, labelled(labels, Form.String));
}

export const pgFormatNatives: Natives = {
  'pg-format.format': (m, call) => formatted(m, call, call.args.slice(1)),
  'pg-format.withArray': (m, call) => {
    const lists = (call.args[1]?.refs ?? []).flatMap((ref) => (ref.kind === 'obj' ? [m.contents(ref)] : []));
    const all = lists.reduce<Value>((sum, each) => join(sum, each), call.args[1] ?? NOTHING);
    return formatted(m, call, [all, all, all, all, all, all]);
  },
};
