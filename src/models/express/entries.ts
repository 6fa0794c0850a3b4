/**
 * Error handlers of Express, known by what their parameters are declared to be, or by what is done with them: the first of
 * four is what was thrown.
 */
import { callValue, entryCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryReader } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { UNKNOWN } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { isImported } from '../../lang/imports.js';
import { isErrorHandler } from '../by-use.js';
import { thrownValue } from '../shared/errors.js';

/** True when the third of four parameters is declared to be an answer of Express. */
function isDeclared(m: Machine, file: TS.SourceFile, { parameters }: FunctionNode): boolean {
  const type = parameters.length === 4 ? parameters[2]?.type : undefined;
  const scope = type ? moduleScope(moduleState(m, file)) : null;
  const claimed = type && scope ? claimsType(m, type, scope) : null;
  return claimed?.refs.some((ref) => ref.kind === 'obj' && ref.entity?.id.includes('express#Response')) === true;
}

export const expressEntries: EntryReader = (m, { file, node }) => {
  if (!node || !(isDeclared(m, file, node) || (isErrorHandler(node) && !isImported(m.project, file)))) return null;
  return (machine, callee) => {
    callValue(
      machine,
      callee,
      entryCall(node, UNKNOWN, [thrownValue(callee, node.parameters[0] ?? node), UNKNOWN, UNKNOWN, UNKNOWN]),
    );
  };
};
