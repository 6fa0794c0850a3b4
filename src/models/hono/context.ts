/** Contexts of Hono: variables, the request's parts, and what validators left (https://hono.dev/docs/guides/validation). */
import type { TS } from '../../lang/ts.js';
import { reachCors } from '../shared/cors-header.js';
import { getProperty, setProperty } from '../../flow/access.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { EVERY_KIND } from '../../flow/labels.js';
import { Form } from '../../flow/forms.js';
import { entityInstance, sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited, promiseOf } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import type { Native, SourceSpec } from '../../flow/semantics.js';
import { refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { answerData, answerHtml, contentTypeOf, isHtml, noteHeader } from '../shared/answer.js';
import { settle } from '../shared/chain.js';
import {
  COOKIES,
  FLAT_QUERY,
  FORM_BODY,
  HEADER_TEXT,
  HEADERS,
  JSON_BODY,
  PARAM_TEXT,
  PARAMS,
  QUERY_TEXT,
} from '../shared/client.js';
import { parsedBy } from '../shared/parser.js';
import { objectOf, ownerOf } from '../shared/registration.js';
import { namedSource } from '../shared/sources.js';
import { variableOf } from './variables.js';

/** A part of the request by name, the same value each time; all of it without a name. */
function part(key: string, one: SourceSpec, all: SourceSpec): Native {
  return (m, call) => {
    const owner = ownerOf(call);
    const name = call.args[0] ? soleText(call.args[0]) : null;
    const cell = name === null ? `%${key}` : `%${key}:${name}`;
    if (call.args.length > 0 && name === null) return sourceValue(m, one, call.node);
    const known = owner ? m.cell(owner, cell) : undefined;
    if (known) return known;
    const made = sourceValue(m, name === null ? all : one, call.node, undefined, name);
    if (owner) m.setCell(owner, cell, made);
    return made;
  };
}

/** The targets of validators: where the raw value comes from, and how messages call it. */
const TARGETS: Readonly<Record<string, { readonly spec: SourceSpec; readonly text: string }>> = {
  json: { spec: JSON_BODY, text: 'c.req.json()' },
  form: { spec: FORM_BODY, text: 'c.req.parseBody()' },
  query: { spec: FLAT_QUERY, text: 'c.req.query()' },
  param: { spec: PARAMS, text: 'c.req.param()' },
  header: { spec: HEADERS, text: 'c.req.header()' },
  cookie: { spec: COOKIES, text: 'getCookie(c)' },
};

function isResponse(value: Value): boolean {
  const whole = awaited(value);
  return (
    whole.refs.length > 0 &&
    whole.refs.every((ref) => ref.kind === 'obj' && /^(?:Own)?Response$/.test(ref.entity?.name ?? ''))
  );
}

/** The first argument of a validator names what it checks. */
function targetOf(call: Call): string | null {
  return call.args[0] ? soleText(call.args[0]) : null;
}

/** Returns the middleware that checks a target with a schema. */
export function schemaValidator(target: string | null, schema: Value, node: TS.Node): Value {
  return validating(target, node, (machine, raw, _context, place) => parsedBy(machine, schema, raw, place));
}

/** A middleware that checks a target and keeps what the check gives for `c.req.valid(target)`. */
function validating(
  name: string | null,
  node: TS.Node,
  check: (m: Machine, raw: Value, context: Value, node: TS.Node) => Value,
): Value {
  const target = name === null ? undefined : TARGETS[name];
  return refValue(
    {
      kind: 'native',
      name: 'validator',
      props: null,
      call: (machine, passing) => {
        const [context = UNKNOWN, next = UNKNOWN] = passing.args;
        const raw = target ? namedSource(machine, target.spec, node, target.text) : UNKNOWN;
        const value = check(machine, raw, context, node);
        if (machine.dead) return promiseOf(UNDEFINED);
        const request = objectOf(getProperty(machine, context, 'req', node));
        if (request) machine.setCell(request, `%valid:${name ?? '*'}`, value);
        return callValue(machine, next, plainCall(node, UNDEFINED, []));
      },
    },
    Form.Function,
  );
}

export const contextNatives: Natives = {
  'hono.set': (m, call) => {
    const [name, value = UNDEFINED] = call.args;
    const text = name ? soleText(name) : null;
    if (text !== null) m.named(text, value, call.argNodes[1] ?? call.node);
    setProperty(m, getProperty(m, call.self, 'var', call.node), text, value, call.node);
    return UNDEFINED;
  },
  'hono.get': (m, call) => {
    const name = call.args[0] ? soleText(call.args[0]) : null;
    return name === null ? UNKNOWN : variableOf(m, call, name);
  },
  'hono.query': part('query', { ...QUERY_TEXT, form: Form.String | Form.Nullish }, FLAT_QUERY),
  'hono.queries': part(
    'queries',
    { kind: 'http.query', form: Form.Array, child: Form.String },
    { kind: 'http.query', form: Form.Object, child: Form.Array },
  ),
  'hono.param': part('param', PARAM_TEXT, PARAMS),
  'hono.requestHeader': part('header', HEADER_TEXT, HEADERS),
  'hono.valid': (m, call) => {
    const owner = ownerOf(call);
    const name = call.args[0] ? soleText(call.args[0]) : null;
    const checked = owner ? m.cell(owner, `%valid:${name ?? '*'}`) : undefined;
    if (checked) return checked;
    // A handler alone: what a validator in front of it has made of the client's data is still the client's choice.
    const target = name === null ? undefined : TARGETS[name];
    return target ? sourceValue(m, { ...target.spec, clears: [EVERY_KIND] }, call.node) : UNKNOWN;
  },
  'hono.validator': (_, call) =>
    validating(targetOf(call), call.node, (machine, raw, context, node) =>
      settle(machine, call.args[1] ?? UNKNOWN, [raw, context], node, (_machine, value) => isResponse(value)),
    ),
  'hono.schemaValidator': (_, call) => {
    const [, schema = UNKNOWN, hook] = call.args;
    return validating(targetOf(call), call.node, (machine, raw, context, node) => {
      if (hook)
        machine.branch([
          () => void callValue(machine, hook, plainCall(node, UNDEFINED, [UNKNOWN, context])),
          () => undefined,
        ]);
      return parsedBy(machine, schema, raw, node);
    });
  },
  'hono.header': (m, call) => {
    reachCors(m, call);
    const owner = ownerOf(call);
    if (owner) noteHeader(m, owner, call.args[0], call.args[1]);
    return UNDEFINED;
  },
  /** `c.body(text, status?, headers?)` has the type that a header names. */
  'hono.body': (m, call) => {
    const [value = UNDEFINED, , headers] = call.args;
    answerData(m, value, call.argNodes[0] ?? call.node, 'c.body', call);
    const named =
      headers && headers.refs.length > 0
        ? ['Content-Type', 'content-type']
            .map((name) => soleText(getProperty(m, headers, name, call.node)))
            .find((each) => each !== null)
        : undefined;
    if (named ? isHtml(named) : contentTypeOf(m, ownerOf(call)) === 'html')
      answerHtml(m, value, call.argNodes[0] ?? call.node, 'c.body', call);
    return call.entity ? entityInstance(m, call.entity, 'Response', call.node) : UNKNOWN;
  },
};
