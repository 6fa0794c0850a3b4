/** Lines of text logs: the printed text must not bring a line break, the format must not be the client's. */
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import { isConst, UNDEFINED, type Value } from '../../flow/value.js';
import { formatted } from '../util/functions.js';
import { argument } from '../kit.js';
import type { Natives } from '../schema.js';

/** Prints values as a line of text through `format` of node:util. */
export function printLine(m: Machine, call: Call, values: readonly Value[]): void {
  const callee = call.entity?.name ?? 'log';
  const [first] = values;
  if (!first) return;
  if (values.length > 1 && !isConst(first))
    m.sink(
      toText(m, { ...first, refs: [] }, call.node),
      call.argNodes[0] ?? call.node,
      call,
      { kind: 'log-format' },
      callee,
    );
  m.sink(formatted(m, values, call), call.argNodes[0] ?? call.node, call, { kind: 'log' }, callee);
}

export const consoleNatives: Natives = {
  'console.print': (m, call) => {
    printLine(m, call, call.args);
    return UNDEFINED;
  },
  'console.line': (m, call) => {
    m.sink(
      formatted(m, [argument(call, 0)], call),
      call.argNodes[0] ?? call.node,
      call,
      { kind: 'log' },
      call.entity?.name ?? 'log',
    );
    return UNDEFINED;
  },
};
