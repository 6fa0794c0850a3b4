/** What parsers of XML make of a text: elements, attributes and texts that its author chose. */
import { clientValue, getProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { JSON_FORM } from '../../flow/forms.js';
import { madeFrom, State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { toText } from '../../flow/text.js';
import { join, NOTHING, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, isCallable, refined } from '../kit.js';
import type { Natives } from '../schema.js';

/** The handlers of sax that are given a part of the document (https://github.com/isaacs/sax-js#events). */
const HANDLERS = ['ontext', 'onopentag', 'onattribute', 'oncdata', 'oncomment'] as const;

function documentOf(m: Machine, call: Call): Value {
  let value: Value = NOTHING;
  for (const label of refined(m, toText(m, argument(call, 0), call.node)).labels)
    value = join(
      value,
      clientValue(m, madeFrom(label, 'xml', { form: JSON_FORM, state: State.Transformed }), call.node),
    );
  return value === NOTHING ? UNKNOWN : value;
}

export const xmlNatives: Natives = {
  /** The document, as the result and for a callback at the end. */
  'xml.parse': (m, call) => {
    const document = documentOf(m, call);
    const callback = [argument(call, 1), argument(call, 2)].find(isCallable);
    if (callback) callValue(m, callback, plainCall(call.node, UNKNOWN, [UNKNOWN, document]));
    return document;
  },
  'xml.parsePromise': (m, call) => promiseOf(documentOf(m, call)),
  /** Handlers that the program has put on the parser by now. */
  'xml.write': (m, call) => {
    const document = documentOf(m, call);
    for (const name of HANDLERS) {
      const handler = getProperty(m, call.self, name, call.node);
      if (isCallable(handler)) callValue(m, handler, plainCall(call.node, call.self, [document]));
    }
    return call.self;
  },
};
