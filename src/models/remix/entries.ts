/** Functions that Remix and React Router call: loaders and actions. */
import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { EntryReader } from '../../flow/semantics.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { routeModule } from './files.js';

/** Returns what loaders and actions are given. */
export function routeArguments(m: Machine, node: TS.Node): Value {
  const entity = m.semantics.typeEntity('@remix-run/node', 'LoaderFunctionArgs');
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

export const remixEntries: EntryReader = (_machine, { file, name, node, kind }) => {
  if (kind !== 'export' || name === null || !routeModule(file, name)) return null;
  const place: TS.Node = node ?? file;
  return (m, callee) => {
    callValue(m, callee, { ...plainCall(place, UNDEFINED, [routeArguments(m, place)]), isEntry: true });
  };
};
