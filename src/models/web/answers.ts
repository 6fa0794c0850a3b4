/** Answers and requests of the Fetch standard: `new Response(text, { headers })`, `new Request(url)`. */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Native } from '../../flow/semantics.js';
import { soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Machine } from '../../flow/machine.js';
import type { TS } from '../../lang/ts.js';
import type { Natives } from '../schema.js';
import { answerData, answerHtml, isHtml } from '../shared/answer.js';

/** Returns a header out of an object of headers, by either usual spelling; null when it is not constant. */
export function headerIn(m: Machine, headers: Value, names: readonly string[], node: TS.Node): Value | null {
  for (const name of names) {
    const value = getProperty(m, headers, name, node);
    if (value.refs.length > 0 || value.labels.length > 0 || value.consts.some((each) => typeof each.value === 'string'))
      return value;
  }
  return null;
}

const response: Native = (m, call) => {
  const [body = UNDEFINED, options] = call.args;
  const headers = options && options.refs.length > 0 ? getProperty(m, options, 'headers', call.node) : UNDEFINED;
  answerData(m, body, call.argNodes[0] ?? call.node, 'Response', call);
  if (headers.refs.length > 0) {
    const type = headerIn(m, headers, ['Content-Type', 'content-type'], call.node);
    if (type && isHtml(soleText(type) ?? '')) answerHtml(m, body, call.argNodes[0] ?? call.node, 'Response', call);
    const location = headerIn(m, headers, ['Location', 'location'], call.node);
    if (location) m.sink(location, call.argNodes[1] ?? call.node, call, { kind: 'redirect' }, 'Response');
  }
  return call.entity ? entityInstance(m, call.entity, call.spec?.returns ?? 'unknown', call.node) : UNKNOWN;
};

/** Makes a request that is its address to whoever sends it. */
const request: Native = (m, call) => {
  const [address = UNKNOWN] = call.args;
  const made = call.entity ? entityInstance(m, call.entity, call.spec?.returns ?? 'unknown', call.node) : UNKNOWN;
  return { ...made, labels: address.labels, shape: address.shape };
};

export const webNatives: Natives = { 'web.response': response, 'web.request': request };
