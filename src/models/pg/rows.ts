/** Which columns a statement reads, where its text names them. */
import { membersOf } from '../../lang/declared-members.js';
import { tableOf, wordsBeside } from '../../lang/sql-texts.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isPersonalName, isSecretName } from '../sensitive.js';
import { remembering } from '../../lang/remembering.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { awaited } from '../../flow/promises.js';
import { soleText, UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { reachOwners } from '../shared/owners.js';
import { rowValue } from '../shared/rows.js';

const SELECTED = /^\s*select\s+(?:distinct\s+)?([\w\s.,"`]+?)\s+from\b|\breturning\s+([\w\s.,"`]+?)\s*;?\s*$/i;

/** Returns the names of the columns that a constant statement reads; none for `*`, functions and what is not plain. */
export const columnsRead = remembering((text): readonly string[] => {
  const [, selected, returned] = SELECTED.exec(text) ?? [];
  return (selected ?? returned ?? '')
    .split(',')
    .map((part) => part.replaceAll(/["`]/g, '').trim().split(/\s+/).at(-1)?.split('.').at(-1) ?? '')
    .filter((name) => name !== '');
});

const WHOLE = /^\s*select\s+(?:\w+\.)?\*\s+from\b(?![\s\S]*\bjoin\b)|\breturning\s+\*/i;

/** Returns the columns that a statement reads; of `*` those that other statements of the file name of the table. */
export function fieldsRead(text: string, node: TS.Node): readonly string[] {
  const table = WHOLE.test(text) ? tableOf(text) : null;
  return table === null ? columnsRead(text) : wordsBeside(node.getSourceFile(), table).filter(isColumn);
}

/** Words of statements are no columns when they are words of SQL; secrets have names that are none. */
function isColumn(word: string): boolean {
  return isSecretName(word) || isPersonalName(word);
}

/** The columns that a statement reads; of `*` those that the type of the rows declares, too: `query<User>(...)`. */
function rowsOf(m: Machine, { node }: Call, text: string): readonly string[] {
  const read = fieldsRead(text, node);
  const [type] = WHOLE.test(text) && ts.isCallExpression(node) ? (node.typeArguments ?? []) : [];
  if (!type) return read;
  const declared = membersOf(m.project, type).map(({ name }) => name.getText().replace(/['"]/g, ''));
  return [...new Set([...read, ...declared])];
}

const query: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const text = call.args[0] ? (soleText(call.args[0]) ?? call.args[0].shape) : null;
  if (text !== null) reachOwners(m, call, text, call.args[1] ?? UNKNOWN);
  const fields = text === null ? [] : rowsOf(m, call, text);
  if (fields.length > 0)
    for (const ref of awaited(made).refs)
      if (ref.kind === 'obj') m.setCell(ref, 'rows', rowValue({ fields }, call.node, true));
  return made;
};

export const pgNatives: Natives = { 'pg.query': query };
