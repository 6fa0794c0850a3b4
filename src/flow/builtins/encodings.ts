/** JSON and the encodings of URIs. */
import { clientValue, getProperty } from '../access.js';
import type { TextFact } from '../../lang/regex/language.js';
import { callValue, plainCall } from '../calls.js';
import { STRUCTURED, Form, JSON_FORM } from '../forms.js';
import { refineLabel, madeFrom, State } from '../labels.js';
import type { Machine } from '../machine.js';
import { deepLabels } from '../deep-labels.js';
import type { Call } from '../refs.js';
import { recoded } from '../recoding.js';
import { toText } from '../text.js';
import {
  type Value,
  SOME_TEXT,
  labelled,
  refValue,
  join,
  UNDEFINED,
  UNKNOWN,
  NOTHING,
  isConst,
  soleText,
  constant,
} from '../value.js';
import { first, type Impl } from './natives.js';

/** What encodeURIComponent leaves (ECMA-262, sec-encodeuricomponent-uricomponent). */
const ENCODED = { pattern: "^[A-Za-z0-9\\-_.!~*'()%]*$", flags: '', matches: true } as const;
/** JSON escapes every control character; without an indent it has none of its own (ECMA-262, sec-quotejsonstring). */
const JSON_TEXT = { pattern: '^[^\\x00-\\x1f]*$', flags: '', matches: true } as const;
/** With an indent of white space, what follows each line break is the indent or what closes the whole (ECMA-262, sec-serializejsonobject). */
const INDENTED_JSON = { pattern: '^(?:[^\\x00-\\x08\\x0a-\\x1f]|\\n[ \\t\\]}])*$', flags: '', matches: true } as const;

/** What is known of the text that JSON is written as, by the argument for the indent. */
function jsonFacts({ args }: Call): readonly TextFact[] {
  const indent = args[2];
  if (!indent) return [JSON_TEXT];
  if (!isConst(indent)) return [];
  return indent.consts.every(({ value }) => typeof value === 'number' || /^\s*$/.test(String(value ?? '')))
    ? [INDENTED_JSON]
    : [];
}

/** The text of a value, for functions that convert their argument. */
export function textArgument(m: Machine, call: Call): Value {
  return toText(m, first(call), call.node);
}
export const stringify: Impl = (m, call) => {
  const labels = deepLabels(m, withToJson(m, first(call), call)).map((label) =>
    refineLabel(
      { ...label, form: (label.form & (STRUCTURED | Form.String)) === 0 ? label.form : Form.String, lead: '\uFFFC' },
      { facts: jsonFacts(call) },
    ),
  );
  return labels.length === 0
    ? SOME_TEXT
    : { ...labelled(labels, Form.String), hint: { kind: 'numeric', labels: [], values: first(call) } };
};
function withToJson(m: Machine, value: Value, call: Call): Value {
  let result = value;
  for (const ref of value.refs) {
    if (ref.kind !== 'obj') continue;
    const method = getProperty(m, refValue(ref), 'toJSON', call.node);
    if (method.refs.some((each) => each.kind === 'func' || each.kind === 'bound'))
      result = join(
        { ...result, refs: result.refs.filter((each) => each !== ref) },
        callValue(m, method, plainCall(call.node, refValue(ref), [])),
      );
    else if (ref.shape === 'instance' && !ref.entity) result = join(result, m.contents(ref));
  }
  return result;
}
export const parseJson: Impl = (m, call) => {
  // Its error quotes the text, which may be a stored one.
  m.foreignFailures++;
  const [source = UNDEFINED] = call.args;
  const original = source.hint?.values;
  if (original && original.refs.length > 0) return original;
  const text = toText(m, source, call.node);
  if (text.labels.length === 0) return UNKNOWN;
  let value: Value = NOTHING;
  for (const label of text.labels)
    value = join(
      value,
      clientValue(m, madeFrom(label, 'json', { form: JSON_FORM, state: State.Transformed }), call.node),
    );
  return value;
};
export const decoded =
  (how: string): Impl =>
  (m, call) => {
    const text = textArgument(m, call);
    if (isConst(text)) return text;
    return text.labels.length === 0
      ? SOME_TEXT
      : labelled(
          text.labels.map((label) => recoded(m, label, how, { form: Form.String, state: State.Transformed })),
          Form.String,
        );
  };
export const encoded: Impl = (m, call) => {
  const text = textArgument(m, call);
  const sole = soleText(text);
  if (sole !== null) return constant(safeEncode(sole));
  return text.labels.length === 0
    ? SOME_TEXT
    : labelled(
        text.labels.map((label) => refineLabel(madeFrom(label, 'encode', { form: Form.String }), { facts: [ENCODED] })),
        Form.String,
      );
};
function safeEncode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
