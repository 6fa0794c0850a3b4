/** `Access-Control-Allow-Origin`, written by hand. */
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { soleText } from '../../flow/value.js';
import { textArgument } from '../kit.js';

/** The value of a header that lets another origin read the answer, where a method takes name and value. */
export function reachCors(m: Machine, call: Call): void {
  const [name] = call.args;
  if (name && soleText(name)?.toLowerCase() === 'access-control-allow-origin')
    m.sink(
      textArgument(m, call, 1),
      call.argNodes[1] ?? call.node,
      call,
      { kind: 'cors-header' },
      call.entity?.name ?? 'header',
    );
}
