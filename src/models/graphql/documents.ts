/** Documents of the schema language as values, and functions that a subscription is filtered with. */
import { callValue, plainCall } from '../../flow/calls.js';
import { elementsOf } from '../../flow/elements.js';
import { Form, JSON_FORM } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { Native } from '../../flow/semantics.js';
import { refValue, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { isOwnFunction } from '../shared/chain.js';
import { namedSource } from '../shared/sources.js';

/** What a client sends as the arguments of a field. */
export const ARGUMENTS = { kind: 'http.body', form: Form.Object, child: JSON_FORM } as const;

/** Returns the text of type definitions: texts, parsed documents, and lists of these. */
export function documentText(m: Machine, value: Value, node: TS.Node): string {
  const own = value.consts.map((each) => String(each.value));
  const held = value.refs.flatMap((ref): readonly string[] => {
    if (ref.kind !== 'obj') return [];
    if (ref.shape === 'array')
      return elementsOf(m, refValue(ref), node).known.map((each) => documentText(m, each, node));
    const text = ref.slots.get('graphql.text');
    return typeof text === 'string' ? [text] : [];
  });
  return [...own, ...(own.length === 0 && value.shape !== null ? [value.shape] : []), ...held].join('\n');
}

/** `withFilter(subscribe, filter)`: the filter is given each event and what the subscriber has sent; the call gives what subscribes. */
const filtered: Native = (m, call) => {
  const [subscribe = UNKNOWN, filter = UNKNOWN] = call.args;
  const [ref] = filter.refs;
  if (isOwnFunction(filter) && ref?.kind === 'func')
    m.defer(ref.node, (machine) => {
      const sent = namedSource(machine, ARGUMENTS, ref.node, 'variables');
      callValue(machine, filter, plainCall(call.node, UNDEFINED, [UNKNOWN, sent, UNKNOWN, UNKNOWN]));
    });
  return subscribe;
};

/** `` gql`type Query { ... }` `` (https://github.com/apollographql/graphql-tag): the document of a text. */
const documentOf: Native = (m, call) => {
  const made = m.alloc('object', call.node);
  const text = ts.isTaggedTemplateExpression(call.node)
    ? call.node.template.getText()
    : documentText(m, call.args[0] ?? UNKNOWN, call.node);
  made.slots.set('graphql.text', text);
  return refValue(made);
};

export const documentNatives: Natives = {
  'graphql.document': documentOf,
  'graphql.filtered': filtered,
};
