/** Events of readers of archives: `entry` hands over an entry, the others do not. */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { soleText, UNKNOWN } from '../../flow/value.js';
import { argument, instanceOf, isCallable } from '../kit.js';
import type { Natives } from '../schema.js';

export const archiveNatives: Natives = {
  'archives.entryEvent': (m, call) => {
    const callback = argument(call, 1);
    const event = soleText(argument(call, 0));
    if (!isCallable(callback)) return call.self;
    m.defer(call.node, (machine) => {
      const entry = event === 'entry' ? instanceOf(machine, call, 'Entry') : UNKNOWN;
      callValue(machine, callback, plainCall(call.node, call.self, [entry]));
    });
    return call.self;
  },
  'archives.yauzl': (m, call) => {
    const decodes = getProperty(m, argument(call, 1), 'decodeStrings', call.node);
    const type = decodes.consts.some((each) => each.value === false) ? 'RawZip' : 'CheckedZip';
    const callback = [argument(call, 1), argument(call, 2)].find(isCallable);
    if (callback)
      m.defer(call.node, (machine) => {
        callValue(machine, callback, plainCall(call.node, UNKNOWN, [UNKNOWN, instanceOf(machine, call, type)]));
      });
    return UNKNOWN;
  },
};
