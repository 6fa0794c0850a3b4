/** Error handlers of Express, known by what their parameters are declared to be: the first of four is what was thrown. */
import { callValue, entryCall } from '../../flow/calls.js';
import { moduleScope, moduleState } from '../../flow/modules.js';
import type { EntryReader } from '../../flow/semantics.js';
import { claimsType } from '../../flow/types.js';
import { UNKNOWN } from '../../flow/value.js';
import { thrownValue } from '../shared/errors.js';

export const expressEntries: EntryReader = (m, { file, node }) => {
  const type = node?.parameters.length === 4 ? node.parameters[2]?.type : undefined;
  if (!node || !type) return null;
  const scope = moduleScope(moduleState(m, file));
  const claimed = scope ? claimsType(m, type, scope) : null;
  if (claimed?.refs.some((ref) => ref.kind === 'obj' && ref.entity?.id.includes('express#Response')) !== true)
    return null;
  return (machine, callee) => {
    callValue(
      machine,
      callee,
      entryCall(node, UNKNOWN, [thrownValue(callee, node.parameters[0] ?? node), UNKNOWN, UNKNOWN, UNKNOWN]),
    );
  };
};
