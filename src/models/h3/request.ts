/** What handlers of h3 read of a request: the same value each time that an event is asked. */
import { getProperty, setProperty } from '../../flow/access.js';
import { entityInstance, sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import type { Native, SourceSpec } from '../../flow/semantics.js';
import { Form } from '../../flow/forms.js';
import { isConst, NOTHING, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, instanceOf, isCallable, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { answerNatives } from '../http/answers.js';
import { answerHtml, contentTypeOf, isHtml } from '../shared/answer.js';
import { settle } from '../shared/chain.js';
import {
  BODY_TEXT,
  COOKIE_TEXT,
  FLAT_QUERY,
  HEADER_TEXT,
  HEADERS,
  JSON_BODY,
  PARAM_TEXT,
  PARAMS,
} from '../shared/client.js';
import { parsedBy } from '../shared/parser.js';

/** Returns a part of an event, made when it is read first. */
function part(m: Machine, call: Call, key: string, spec: SourceSpec, name: string | null = null): Value {
  const owner = objectOf(argument(call, 0));
  const known = owner ? m.cell(owner, key) : undefined;
  if (known) return known;
  const made = sourceValue(m, spec, call.node, undefined, name);
  if (owner) m.setCell(owner, key, made);
  return made;
}

const reads =
  (key: string, spec: SourceSpec): Native =>
  (m, call) =>
    part(m, call, `%${key}`, spec);

const promises =
  (key: string, spec: SourceSpec): Native =>
  (m, call) =>
    promiseOf(part(m, call, `%${key}`, spec));

/** A part that the second argument names. */
const readsNamed =
  (key: string, spec: SourceSpec): Native =>
  (m, call) => {
    const name = soleText(argument(call, 1));
    return name === null ? sourceValue(m, spec, call.node) : part(m, call, `%${key}:${name}`, spec, name);
  };

/** A function that says with true or false whether it likes the value leaves it as it is, and so does one that says nothing. */
function onlyChecks({ refs, labels, form, open }: Value): boolean {
  return !open && refs.length === 0 && labels.length === 0 && (form & ~(Form.Boolean | Form.Nullish)) === 0;
}

/** `readValidatedBody(event, schema.parse)`: what the function gives back, or the value itself (validateData of h3). */
const validated =
  (key: string, spec: SourceSpec): Native =>
  (m, call) => {
    const raw = part(m, call, `%${key}`, spec);
    const check = argument(call, 1);
    if (!isCallable(check)) return promiseOf(parsedBy(m, check, raw, call.node));
    const result = settle(m, check, [raw], call.node);
    if (m.dead) return NOTHING;
    if (!onlyChecks(result)) return promiseOf(result);
    if (result.outcome) m.learn(result.outcome.yes);
    return promiseOf(raw);
  };

/** The same call without the event, which is what it is called on. */
function ofEvent(call: Call): Call {
  return { ...call, self: argument(call, 0), args: call.args.slice(1), argNodes: call.argNodes.slice(1) };
}

export const requestNatives: Natives = {
  'h3.query': reads('query', FLAT_QUERY),
  'h3.params': reads('params', PARAMS),
  'h3.headers': reads('headers', HEADERS),
  'h3.body': promises('body', JSON_BODY),
  'h3.rawBody': promises('rawBody', BODY_TEXT),
  'h3.param': readsNamed('param', { ...PARAM_TEXT, form: Form.String | Form.Nullish }),
  'h3.header': readsNamed('header', { ...HEADER_TEXT, form: Form.String | Form.Nullish }),
  'h3.cookie': readsNamed('cookie', { ...COOKIE_TEXT, form: Form.String | Form.Nullish }),
  'h3.validatedQuery': validated('query', FLAT_QUERY),
  'h3.validatedParams': validated('params', PARAMS),
  'h3.validatedBody': validated('body', JSON_BODY),
  'h3.setHeader': (m, call) => {
    answerNatives['http.setHeader']?.(m, ofEvent(call));
    return UNDEFINED;
  },
  'h3.type': (m, call) => {
    answerNatives['http.type']?.(m, ofEvent(call));
    return UNDEFINED;
  },
  'h3.method': (m, call) => getProperty(m, argument(call, 0), 'method', call.node),
  'h3.path': (m, call) => getProperty(m, argument(call, 0), 'path', call.node),
  'h3.requestUrl': (m, call) => {
    const url = instanceOf(m, call, '@web/request:RequestUrl');
    const path = getProperty(m, argument(call, 0), 'path', call.node);
    // Whoever asks for one path knows it.
    if (isConst(path)) setProperty(m, url, 'pathname', path, call.node);
    return url;
  },
  /** `send(event, data, type)`: of the type that was set, or that browsers guess. */
  'h3.send': (m, call) => {
    const type = call.args[2] ? soleText(call.args[2]) : null;
    const set = contentTypeOf(m, objectOf(argument(call, 0)));
    const html = type === null ? set === null || set === 'html' : isHtml(type);
    if (html) answerHtml(m, argument(call, 1), call.argNodes[1] ?? call.node, 'send', call);
    return call.entity ? promiseOf(entityInstance(m, call.entity, 'Sent', call.node)) : UNKNOWN;
  },
  /** `lazyEventHandler(async () => { ...; return eventHandler(...) })`: the handler that the function makes. */
  'h3.lazy': (m, call) => settle(m, argument(call, 0), [], call.node),
};
