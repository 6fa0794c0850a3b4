/** `Access-Control-Allow-Origin`, written by hand. */
import type { Machine } from '../../flow/machine.js';
import type { TS } from '../../lang/ts.js';
import { getProperty } from '../../flow/access.js';
import { plainCall } from '../../flow/calls.js';
import type { Call } from '../../flow/refs.js';
import { isConst, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { textArgument } from '../kit.js';
import type { SinkSpec } from '../schema.js';

/** The value of a header in an object, by either usual spelling. */
function headerOf(m: Machine, headers: Value, name: string, node: TS.Node): Value {
  const spelled = getProperty(m, headers, name, node);
  return spelled === UNDEFINED ? getProperty(m, headers, name.toLowerCase(), node) : spelled;
}

/** An origin in an object of headers that lets credentials be sent as well. */
export function reachCorsIn(m: Machine, headers: Value, node: TS.Node, callee: string, call?: Call): void {
  const credentials = headerOf(m, headers, 'Access-Control-Allow-Credentials', node);
  if (!isConst(credentials) || credentials.consts.some((each) => String(each.value) !== 'true')) return;
  const origin = headerOf(m, headers, 'Access-Control-Allow-Origin', node);
  m.sink(origin, node, call ?? plainCall(node, UNKNOWN, []), { kind: 'cors-origin' }, callee);
}

const HEADERS = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'] as const;

/** The same for the options of an answer at a slot of a call: `new Response(body, { headers })`. */
export function corsSinks(options: string): readonly SinkSpec[] {
  return [HEADERS, HEADERS.map((each) => each.toLowerCase())].map(([origin, credentials]) => ({
    at: `${options}.headers.${origin}`,
    kind: 'cors-origin',
    when: [{ at: `${options}.headers.${credentials}`, matches: '^true$' }],
  }));
}

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
