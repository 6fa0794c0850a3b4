/** What sanitizers of validator.js make of a value. */
import { numberFrom } from '../../flow/operators.js';
import { Form } from '../../flow/forms.js';
import { madeFrom, refineLabel, State, type Refinement } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { join, labelled, refValue, SOME_BOOLEAN, SOME_TEXT, UNKNOWN, type Value } from '../../flow/value.js';
import { constantArgument, calledName } from '../shared/schemas.js';

export const SANITIZERS: readonly string[] = [
  'blacklist',
  'escape',
  'unescape',
  'ltrim',
  'normalizeEmail',
  'rtrim',
  'stripLow',
  'toArray',
  'toBoolean',
  'toDate',
  'toFloat',
  'toInt',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'whitelist',
  'default',
  'replace',
];

function made(value: Value, how: string, refinement: Refinement): Value {
  if (value.labels.length === 0) return SOME_TEXT;
  return labelled(
    value.labels.map((label) =>
      refineLabel(madeFrom(label, how, { form: Form.String, state: label.state | State.Transformed }), refinement),
    ),
    Form.String,
  );
}

function only(pattern: string): Refinement {
  return { facts: [{ pattern, flags: '', matches: true }] };
}

/** Returns the value after a sanitizer; the value itself when the sanitizer changes nothing that matters. */
export function sanitized(m: Machine, call: Call, value: Value): Value {
  switch (calledName(call)) {
    case 'toInt':
    case 'toFloat':
      return numberFrom(value);
    case 'toBoolean':
      return SOME_BOOLEAN;
    case 'toDate':
      return refValue(m.alloc('date', null));
    case 'escape':
      return made(value, 'escape', { clears: ['html'], ...only('^[^<>"\'/\\\\`]*$') });
    case 'unescape':
      return made(value, 'unescape', {});
    case 'whitelist': {
      const chars = constantArgument(call, 0);
      return typeof chars === 'string' ? made(value, `whitelist:${chars}`, only(`^[${chars}]*$`)) : value;
    }
    case 'blacklist': {
      const chars = constantArgument(call, 0);
      return typeof chars === 'string' ? made(value, `blacklist:${chars}`, only(`^[^${chars}]*$`)) : value;
    }
    case 'stripLow':
      return made(
        value,
        'stripLow',
        only(call.args.length > 0 ? '^[^\\x00-\\x09\\x0B\\x0C\\x0E-\\x1F\\x7F]*$' : '^[^\\x00-\\x1F\\x7F]*$'),
      );
    case 'default':
      return join(value, call.args[0] ?? UNKNOWN);
    case 'replace':
      return join(value, call.args[1] ?? UNKNOWN);
    default:
      return value;
  }
}
