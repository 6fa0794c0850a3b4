/** Functions that SvelteKit calls: handlers of `+server.ts`, `load` and the actions of pages. */
import { callValue, plainCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { EntryReader } from '../../flow/semantics.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { kitAction, kitEndpoint } from './files.js';

/** Returns the event that handlers are given, or the hooks before them. */
export function requestEvent(m: Machine, node: TS.Node, type: 'RequestEvent' | 'RoutedEvent' = 'RequestEvent'): Value {
  const entity = m.semantics.typeEntity('@sveltejs/kit', type);
  return entity ? entityInstance(m, entity, 'this', node) : UNKNOWN;
}

export const sveltekitEntries: EntryReader = (_machine, { file, name, node, kind }) => {
  if (kind === 'method' || kind === 'closure') return null;
  const endpoint =
    (name === null ? null : kitEndpoint(file.fileName, name)) ?? (node ? kitAction(file.fileName, node) : null);
  if (!endpoint) return null;
  const place: TS.Node = node ?? file;
  return (m, callee) => {
    callValue(m, callee, { ...plainCall(place, UNDEFINED, [requestEvent(m, place, 'RoutedEvent')]), isEntry: true });
  };
};
