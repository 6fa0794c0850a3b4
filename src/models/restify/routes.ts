/** Routes of restify, whose path may stand in options, and parsers that put what they have read into `params`. */
import { getProperty, setProperty } from '../../flow/access.js';
import { printed } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { soleConst, soleText, truthiness, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { routeNatives } from '../express/routes.js';
import { mayBeHtml } from '../http/answers.js';
import { argument, instanceOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { FORM_BODY } from '../shared/client.js';
import { namedSource } from '../shared/sources.js';
import { headerIn } from '../web/answers.js';
import { isHtml } from '../shared/answer.js';

/** `server.get({ path, name, version }, ...handlers)`: the path stands in place of the options then. */
const route: Native = (m, call) => {
  const [first = UNKNOWN, ...handlers] = call.args;
  const hasOptions = first.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'object' && ref.entity === null);
  const path = hasOptions ? getProperty(m, first, 'path', call.node) : first;
  const plain = hasOptions && path === UNDEFINED ? getProperty(m, first, 'url', call.node) : path;
  return routeNatives['express.route']?.(m, { ...call, args: [plain, ...handlers] }) ?? UNKNOWN;
};

function maps(m: Machine, call: Call): boolean {
  const [options] = call.args;
  return options !== undefined && options.refs.length > 0
    ? truthiness(getProperty(m, options, 'mapParams', call.node)) === true
    : false;
}

function parser(type: string): Native {
  return (m, call) => instanceOf(m, call, maps(m, call) ? `Mapping${type}` : type);
}

/** What stands in the path goes before what has the same name in the query or the body. */
function mapping(read: (m: Machine, request: Value, call: Call) => Value): Native {
  return (m, call) => {
    const [request = UNKNOWN] = call.args;
    const added = read(m, request, call);
    setProperty(m, request, 'params', added, call.node);
    return UNDEFINED;
  };
}

const sendRaw: Native = (m, call) => {
  const at = typeof soleConst(argument(call, 0))?.value === 'number' ? 1 : 0;
  const headers = argument(call, at + 1);
  const type = headers.refs.length > 0 ? headerIn(m, headers, ['Content-Type', 'content-type'], call.node) : null;
  const html = type ? isHtml(soleText(type) ?? '') : mayBeHtml(m, call.self);
  const node = call.argNodes[at] ?? call.node;
  if (html) m.sink(printed(m, argument(call, at), node), node, call, { kind: 'html' }, 'sendRaw');
  return UNDEFINED;
};

export const restifyNatives: Natives = {
  'restify.route': route,
  'restify.formParser': parser('FormParser'),
  'restify.jsonParser': parser('JsonParser'),
  'restify.queryParser': (m, call) => instanceOf(m, call, maps(m, call) ? 'MappingQueryParser' : 'Plugin'),
  'restify.mapBody': mapping((m, _, call) => namedSource(m, FORM_BODY, call.node, 'req.params')),
  'restify.mapQuery': mapping((m, request, call) => getProperty(m, request, 'query', call.node)),
  'restify.sendRaw': sendRaw,
};
