/** What a setting is: what the environment says, or what its description falls back to. */
import { getProperty } from '../../flow/access.js';
import { Form } from '../../flow/forms.js';
import { sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { join, refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, instanceOf, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

const SCHEMA = '%schema';

function fromEnvironment(m: Machine, call: Call, name: string): Value {
  return sourceValue(m, { kind: 'process.env', form: Form.String, own: true }, call.node, name);
}

/** The description of a setting at a path: `db.password`. */
function described(m: Machine, call: Call): Value {
  const schema = objectOf(call.self);
  const path = soleText(argument(call, 0));
  const root = schema ? m.cell(schema, SCHEMA) : undefined;
  return root && path !== null
    ? path.split('.').reduce((each, name) => getProperty(m, each, name, call.node), root)
    : UNKNOWN;
}

export const settingsNatives: Natives = {
  'convict.make': (m, call) => {
    const made = instanceOf(m, call, 'Config');
    const obj = objectOf(made);
    if (obj) m.setCell(obj, SCHEMA, argument(call, 0));
    return made;
  },
  'convict.get': (m, call) => {
    const setting = described(m, call);
    if (setting.refs.length === 0) return UNKNOWN;
    const usual = getProperty(m, setting, 'default', call.node);
    const variable = soleText(getProperty(m, setting, 'env', call.node));
    return variable === null ? join(usual, UNKNOWN) : join(usual, fromEnvironment(m, call, variable));
  },
  'convict.default': (m, call) => getProperty(m, described(m, call), 'default', call.node),
  'envalid.clean': (m, call) => {
    const specs = argument(call, 1);
    const made = m.alloc('object', call.node, {
      lazy: (machine, name) => {
        if (/^(?:@@|%)/.test(name)) return null;
        const spec = getProperty(machine, specs, name, call.node);
        const value = fromEnvironment(machine, call, name);
        const usual = spec.refs.length === 0 ? UNDEFINED : getProperty(machine, spec, 'default', call.node);
        return usual === UNDEFINED ? value : join(usual, value);
      },
    });
    return refValue(made);
  },
};
