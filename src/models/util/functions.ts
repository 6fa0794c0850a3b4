/** Functions of functions: promisify and its relatives; formatting of texts. */
import { callValue, plainCall } from '../../flow/calls.js';
import { deepLabels } from '../../flow/deep-labels.js';
import { Form } from '../../flow/forms.js';
import { HOLE, type Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { awaited, promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { concat, toText } from '../../flow/text.js';
import { constant, join, labelled, NOTHING, NULL, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, fact, isCallable, nativeFunction } from '../kit.js';
import { ts } from '../../lang/ts.js';
import type { Natives } from '../schema.js';

/** Returns the promise form of a function whose last parameter is `(error, result) => void`. */
export function promisified(target: Value): Value {
  return nativeFunction('promisified', (m, call) => {
    let result: Value = NOTHING;
    let failure: Value | null = null;
    const done = nativeFunction('done', (_machine, inner) => {
      const [error = NULL, value = UNDEFINED] = inner.args;
      if (error.consts.length === 0 || error.open) failure = failure ? join(failure, error) : error;
      if (inner.args.length !== 1) result = join(result, value);
      return UNDEFINED;
    });
    callValue(m, target, { ...plainCall(call.node, call.self, [...call.args, done]), argNodes: call.argNodes });
    return promiseOf(result === NOTHING ? UNKNOWN : awaited(result), failure);
  });
}

/** The text of a value as `%j`, `%o` and inspect print it: line breaks in its texts are escaped. */
function inspected(m: Machine, value: Value): Value {
  const labels = deepLabels(m, value).map((label) => ({
    ...label,
    form: Form.String,
    lead: HOLE,
    facts: [...label.facts, fact(/[\r\n]/, false)],
  }));
  return labelled(labels, Form.String);
}

/** What a format of node:util makes of its arguments (https://nodejs.org/api/util.html#utilformatformat-args). */
export function formatted(m: Machine, values: readonly Value[], call: Call): Value {
  const [format = UNDEFINED, ...rest] = values;
  const text = soleText(format);
  const parts: Value[] = [];
  let used = 0;
  if (text !== null) {
    let last = 0;
    for (const match of text.matchAll(/%([sdifjoOc%])/g)) {
      parts.push(constant(text.slice(last, match.index)));
      last = match.index + 2;
      const value = rest[used];
      if (match[1] === '%') parts.push(constant('%'));
      else if (value) {
        used++;
        if (match[1] === 's') parts.push(plain(m, value, call));
        else if (match[1] === 'j' || match[1] === 'o' || match[1] === 'O') parts.push(inspected(m, value));
        else parts.push(labelled([], Form.String));
      }
    }
    parts.push(constant(text.slice(last)));
  } else parts.push(plain(m, format, call));
  // Where the values stand in a format that is a setting, nobody knows; an address that it describes begins with its own text.
  const isSetting = text === null && format.labels.every(({ source }) => source.kind === 'process.env');
  const between = constant(isSetting ? '/' : ' ');
  for (const value of rest.slice(used)) parts.push(between, plain(m, value, call));
  return concat(m, parts);
}

/** What frameworks parse as a whole and keep as a property of the request: an object, or a list, unless they are told otherwise. */
const PARSED: ReadonlySet<string> = new Set(['http.body', 'http.query']);

/** `req.body`, and not what a decorator or a function reads of it, which may be a text. */
function isNoText({ source, form }: Label): boolean {
  if ((form & Form.String) === 0) return true;
  const { node, kind, path = [] } = source;
  const isRead = ts.isPropertyAccessExpression(node) || ts.isBindingElement(node);
  return isRead && path.length === 0 && PARSED.has(kind) && (form & Form.Object) !== 0;
}

/** A text is printed as it is, an object inspected. */
function plain(m: Machine, given: Value, call: Call): Value {
  const noTexts = given.labels.filter(isNoText);
  if (noTexts.length > 0) {
    const value = { ...given, labels: given.labels.filter((label) => !noTexts.includes(label)) };
    const own = inspected(m, labelled(noTexts, given.form));
    const isAll = value.labels.length + value.consts.length === 0;
    return isAll ? own : join(plain(m, value, call), own);
  }
  const value = given;
  const objects = value.refs.filter((ref) => ref.kind === 'obj' && !ref.slots.has('backs') && ref.shape !== 'error');
  if (objects.length === 0) return toText(m, value, call.node);
  const rest: Value = { ...value, refs: value.refs.filter((ref) => !objects.includes(ref)) };
  const own = inspected(m, { ...UNKNOWN, refs: objects });
  return rest.refs.length + rest.labels.length + rest.consts.length === 0 ? own : join(toText(m, rest, call.node), own);
}

export const utilNatives: Natives = {
  'util.promisify': (_m, call) => (isCallable(argument(call, 0)) ? promisified(argument(call, 0)) : UNKNOWN),
  'util.callbackify': (_m, call) => {
    const target = argument(call, 0);
    return nativeFunction('callbackified', (m, inner) => {
      const callback = inner.args.at(-1);
      const result = awaited(callValue(m, target, plainCall(inner.node, inner.self, inner.args.slice(0, -1))));
      if (callback) callValue(m, callback, plainCall(inner.node, UNDEFINED, [NULL, result]));
      return UNDEFINED;
    });
  },
  'util.format': (m, call) => formatted(m, call.args, call),
  'util.formatWithOptions': (m, call) => formatted(m, call.args.slice(1), call),
};
