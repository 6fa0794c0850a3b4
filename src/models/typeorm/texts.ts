/** Values of a builder that are functions: what they return is SQL (https://typeorm.io/docs/query-builder/update-query-builder#raw-sql-support). */
import { getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import { ownProperties } from '../../flow/ownership.js';
import type { Call } from '../../flow/refs.js';
import { NOTHING, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, isCallable, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

function runTexts(m: Machine, call: Call, record: Value): void {
  for (const name of ownProperties(m, record)?.keys() ?? []) {
    const value = getProperty(m, record, name, call.node);
    if (!isCallable(value)) continue;
    const text = callValue(m, value, plainCall(call.node, UNDEFINED, []));
    m.sink(text, call.argNodes[0] ?? call.node, call, { kind: 'sql' }, call.entity?.name ?? 'set');
  }
}

export const typeormTexts: Natives = {
  'typeorm.values': (m, call) => {
    const given = argument(call, 0);
    const isList = objectOf(given)?.shape === 'array';
    const { known, rest } = elementsOf(m, isList ? given : NOTHING, call.node);
    for (const record of isList ? [...known, rest] : [given]) runTexts(m, call, record);
    return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
  },
};
