/** URL and URLSearchParams objects: their parts live in cells of their own, so that assignments to them are seen. */
import { getProperty } from '../../flow/access.js';
import { allOf, elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { deepLabels } from '../../flow/deep-labels.js';
import type { Label } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import { concat, toText } from '../../flow/text.js';
import {
  constant,
  isConst,
  join,
  labelled,
  NOTHING,
  NULL,
  refValue,
  SOME_BOOLEAN,
  SOME_TEXT,
  soleText,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from '../../flow/value.js';
import { Form } from '../../flow/forms.js';
import { argument, instanceOf, isCallable, nativeFunction, objectOf, refined, textArgument, textOf } from '../kit.js';
import type { Natives } from '../schema.js';
import { decodedPath } from '../path/paths.js';
import {
  assembled,
  formEncoded,
  hostPart,
  originOf,
  parameterOf,
  partsOf,
  pathBehind,
  resolved,
  type AddressParts,
} from './parts.js';

type PartName = 'origin' | 'pathname' | 'search' | 'hash';

function read(m: Machine, url: Obj, name: PartName | 'href'): Value {
  return m.cell(url, `%${name}`) ?? SOME_TEXT;
}

function store(m: Machine, url: Obj, parts: AddressParts): void {
  for (const name of ['href', 'origin', 'pathname', 'search', 'hash'] as const) m.setCell(url, `%${name}`, parts[name]);
}

/** Puts another text into one part of the address. */
function assign(m: Machine, url: Obj, name: PartName, value: Value): void {
  const parts = {
    origin: read(m, url, 'origin'),
    pathname: read(m, url, 'pathname'),
    search: read(m, url, 'search'),
    hash: read(m, url, 'hash'),
    [name]: value,
  };
  store(m, url, { ...parts, href: assembled(m, parts) });
}

const HOST_PARTS = ['host', 'hostname', 'origin', 'port', 'protocol', 'username', 'password'] as const;

function getter(read_: (m: Machine, url: Obj) => Value): Value {
  return nativeFunction('get', (m, call) => {
    const url = objectOf(call.self);
    return url ? read_(m, url) : SOME_TEXT;
  });
}

function setter(write: (m: Machine, url: Obj, text: Value) => void): Value {
  return nativeFunction('set', (m, call) => {
    const url = objectOf(call.self);
    if (url) write(m, url, refined(m, toText(m, argument(call, 0), call.node)));
    return UNDEFINED;
  });
}

const ACCESSORS: readonly (readonly [string, Value])[] = [
  ['get href', getter((m, url) => read(m, url, 'href'))],
  [
    'set href',
    setter((m, url, text) => {
      store(m, url, partsOf(text));
    }),
  ],
  ...(['pathname', 'search', 'hash'] as const).flatMap((name): readonly (readonly [string, Value])[] => [
    [`get ${name}`, getter((m, url) => read(m, url, name))],
    [
      `set ${name}`,
      setter((m, url, text) => {
        assign(m, url, name, text);
      }),
    ],
  ]),
  ...HOST_PARTS.map((name): readonly [string, Value] => [
    `get ${name}`,
    getter((m, url) => hostPart(read(m, url, 'href'), name)),
  ]),
  ...(['host', 'hostname'] as const).map((name): readonly [string, Value] => [
    `set ${name}`,
    setter((m, url, text) => {
      assign(m, url, 'origin', concat(m, [constant('https://'), text]));
    }),
  ]),
  ...(['port', 'protocol', 'username', 'password'] as const).map((name): readonly [string, Value] => [
    `set ${name}`,
    setter(() => undefined),
  ]),
];

/** Makes a URL object of a text; `path` is what stands behind the origin when that comes from elsewhere. */
function makeUrl(m: Machine, call: Call, href: Value, path: Value | null): Value {
  const made = instanceOf(m, call, 'url:URL');
  const url = objectOf(made);
  if (!url) return made;
  store(m, url, path ? { ...partsOf(path), href, origin: originOf(href) } : partsOf(href));
  for (const [name, value] of ACCESSORS) m.setCell(url, name, value);
  const params = instanceOf(m, call, 'url:URLSearchParams');
  const list = objectOf(params);
  if (list) {
    list.slots.set('url', url);
    m.setCell(list, '%raw', href);
    bindIterator(m, list);
    m.setCell(url, 'searchParams', params);
  }
  return made;
}

function bindIterator(m: Machine, list: Obj): void {
  m.setCell(
    list,
    '@@iterator',
    nativeFunction('entries', (machine, call) => pairs(machine, objectOf(call.self) ?? list, call)),
  );
}

/** The address of an argument: a text, a URL object, or anything that prints itself. */
function addressArgument(m: Machine, call: Call, index: number): Value {
  return textArgument(m, call, index);
}

function parameterNames(m: Machine, list: Obj): readonly string[] {
  return [...list.cells.keys()]
    .filter((name) => name.startsWith('k:') && m.cell(list, name) !== undefined)
    .map((name) => name.slice(2));
}

function parameter(m: Machine, list: Obj, name: string | null): Value {
  const own = name === null ? UNDEFINED : m.cell(list, `k:${name}`);
  if (own && name !== null) return own;
  const raw = m.cell(list, '%raw') ?? NOTHING;
  let value: Value = join(parameterOf(raw, name), m.rest(list));
  if (name === null)
    for (const each of parameterNames(m, list)) value = join(value, m.cell(list, `k:${each}`) ?? NOTHING);
  const sole = soleText(raw);
  if (sole !== null && name !== null) {
    const query = /\?(.*)$/s.exec(sole)?.[1] ?? (/^[a-z]+:/.test(sole) ? '' : sole);
    const found = new URLSearchParams(query).get(name);
    return found === null ? NULL : constant(found);
  }
  return value === NOTHING ? SOME_TEXT : value;
}

function keys(m: Machine, list: Obj): Value {
  let sum: Value = parameterOf(m.cell(list, '%raw') ?? NOTHING, '%key');
  for (const name of parameterNames(m, list)) sum = join(sum, constant(name));
  return sum === NOTHING ? SOME_TEXT : sum;
}

function pairs(m: Machine, list: Obj, call: Call): Value {
  const made = m.alloc('iterator', call.node);
  m.setRest(made, m.array([keys(m, list), parameter(m, list, null)], null));
  return refValue(made);
}

function listed(m: Machine, value: Value, call: Call): Value {
  const made = m.array([], call.node);
  const list = objectOf(made);
  if (list) {
    list.slots.delete('length');
    m.setRest(list, value);
  }
  return made;
}

function write(m: Machine, call: Call, adds: boolean): Value {
  const list = objectOf(call.self);
  if (!list) return UNDEFINED;
  const name = textArgument(m, call, 0);
  const value = textArgument(m, call, 1);
  const sole = soleText(name);
  if (sole === null) m.addRest(list, value);
  else m.setCell(list, `k:${sole}`, adds ? join(m.cell(list, `k:${sole}`) ?? NOTHING, value) : value);
  const url = list.slots.get('url') as Obj | undefined;
  if (url) {
    const search = read(m, url, 'search');
    const before =
      soleText(search) === '' || (search.labels.length === 0 && !isConst(search))
        ? constant('?')
        : concat(m, [search, constant('&')]);
    assign(m, url, 'search', concat(m, [before, formEncoded(name), constant('='), formEncoded(value)]));
  }
  return UNDEFINED;
}

function printed(m: Machine, call: Call): Value {
  const list = objectOf(call.self);
  if (!list) return SOME_TEXT;
  const url = list.slots.get('url') as Obj | undefined;
  if (url) return read(m, url, 'search');
  const known = parameterNames(m, list).map((name) => [name, m.cell(list, `k:${name}`) ?? NOTHING] as const);
  const raw = m.cell(list, '%raw') ?? NOTHING;
  const others = [parameterOf(raw, null), m.rest(list), parameterOf(raw, '%key')].flatMap((each) => each.labels);
  return queryText(m, known, others);
}

/** The text of a query: names that are known with their values, and then all else that is in it. */
function queryText(m: Machine, known: readonly (readonly [string, Value])[], others: readonly Label[]): Value {
  const rest = others.length === 0 ? [] : [formEncoded(labelled(others, Form.String))];
  const given = known.map(([name, value]) =>
    concat(m, [formEncoded(constant(name)), constant('='), formEncoded(value)]),
  );
  const [first, ...more] = [...given, ...rest];
  return first ? concat(m, [first, ...more.flatMap((each) => [constant('&'), each])]) : SOME_TEXT;
}

/** `new URLSearchParams(init)`: a text, an object, or pairs. */
function newParams(m: Machine, call: Call): Value {
  const made = instanceOf(m, call, 'url:URLSearchParams');
  const list = objectOf(made);
  if (!list) return made;
  bindIterator(m, list);
  const init = argument(call, 0);
  if (isConst(init)) {
    m.setCell(list, '%raw', init);
    return made;
  }
  const raw: Value = { ...init, refs: [], consts: [] };
  if (raw.labels.length > 0) m.setCell(list, '%raw', refined(m, raw));
  for (const ref of init.refs) {
    if (ref.kind !== 'obj' || ref.slots.has('backs')) continue;
    if (ref.entity?.name === 'URLSearchParams') {
      m.addRest(list, parameter(m, ref, null));
      continue;
    }
    if (ref.shape === 'array' || ref.shape === 'map' || ref.shape === 'iterator') {
      m.addRest(list, textOf(deepLabels(m, allOf(elementsOf(m, refValue(ref), call.node)))));
      continue;
    }
    for (const [name] of ref.cells)
      if (!/^(?:%|get |set )/.test(name))
        m.setCell(list, `k:${name}`, refined(m, toText(m, getProperty(m, refValue(ref), name, call.node), call.node)));
    const rest = m.rest(ref);
    if (rest !== NOTHING) m.addRest(list, toText(m, rest, call.node));
  }
  return made;
}

/** `url.parse(text)` of node:url: the same parts as plain properties. */
function legacyParse(m: Machine, call: Call): Value {
  const href = addressArgument(m, call, 0);
  const parts = partsOf(href, false);
  const wantsQuery = argument(call, 1).consts.some((each) => each.value === true);
  const query = wantsQuery ? m.object('object', call.node) : parts.search;
  const table = wantsQuery ? objectOf(query) : null;
  if (table)
    table.lazy = (machine, name) =>
      (name.startsWith('%') ? null : join(parameterOf(href, name), UNDEFINED)) ?? machine.rest(table);
  const entries: (readonly [string, Value])[] = [
    ['href', href],
    ['pathname', parts.pathname],
    ['search', parts.search],
    ['hash', parts.hash],
    ['path', concat(m, [parts.pathname, parts.search])],
    ['query', query],
  ];
  for (const name of ['host', 'hostname', 'port', 'protocol'] as const) entries.push([name, hostPart(href, name)]);
  return m.object('object', call.node, entries);
}

function legacyFormat(m: Machine, call: Call): Value {
  const value = argument(call, 0);
  const object = objectOf(value);
  if (object?.entity !== null) return refined(m, toText(m, value, call.node));
  const of = (name: string): Value => {
    const part = getProperty(m, value, name, call.node);
    return part === UNDEFINED ? constant('') : refined(m, toText(m, part, call.node));
  };
  const host = soleText(of('host')) === '' ? of('hostname') : of('host');
  return concat(m, [of('protocol'), constant('//'), host, of('pathname'), of('search')]);
}

export const urlNatives: Natives = {
  'url.construct': (m, call) => {
    const base = call.args.length > 1 ? addressArgument(m, call, 1) : null;
    const text = addressArgument(m, call, 0);
    return makeUrl(m, call, resolved(m, text, base), base && pathBehind(m, text));
  },
  'url.toString': (m, call) => {
    const url = objectOf(call.self);
    return url ? read(m, url, 'href') : SOME_TEXT;
  },
  'url.params': newParams,
  'url.params.get': (m, call) => {
    const list = objectOf(call.self);
    return list ? join(parameter(m, list, soleText(argument(call, 0))), NULL) : UNKNOWN;
  },
  'url.params.getAll': (m, call) => {
    const list = objectOf(call.self);
    return list ? listed(m, parameter(m, list, soleText(argument(call, 0))), call) : UNKNOWN;
  },
  'url.params.set': (m, call) => write(m, call, false),
  'url.params.append': (m, call) => write(m, call, true),
  'url.params.has': () => SOME_BOOLEAN,
  'url.params.keys': (m, call) => listed(m, keys(m, objectOf(call.self) ?? m.alloc('object', null)), call),
  'url.params.values': (m, call) => listed(m, parameter(m, objectOf(call.self) ?? m.alloc('object', null), null), call),
  'url.params.entries': (m, call) => pairs(m, objectOf(call.self) ?? m.alloc('object', null), call),
  'url.params.forEach': (m, call) => {
    const list = objectOf(call.self);
    const callback = argument(call, 0);
    if (list && isCallable(callback))
      m.branch([
        () => void callValue(m, callback, plainCall(call.node, UNDEFINED, [parameter(m, list, null), keys(m, list)])),
        () => undefined,
      ]);
    return UNDEFINED;
  },
  'url.params.toString': printed,
  'url.parse': legacyParse,
  'url.format': legacyFormat,
  'url.resolve': (m, call) => resolved(m, addressArgument(m, call, 1), addressArgument(m, call, 0)),
  'url.fileToPath': (m, call) => decodedPath(textArgument(m, call, 0)),
  'querystring.parse': (m, call) => {
    const text = textArgument(m, call, 0);
    const made = m.object('object', call.node);
    const table = objectOf(made);
    if (table) {
      table.lazy = (_machine, name) => (name.startsWith('%') ? null : join(parameterOf(text, name), UNDEFINED));
      m.setRest(table, join(parameterOf(text, null), UNDEFINED));
    }
    return made;
  },
  'querystring.stringify': (m, call) => {
    const given = argument(call, 0);
    const object = objectOf(given);
    const names = object ? [...object.cells.keys()].filter((name) => !/^(?:%|get |set )/.test(name)) : [];
    const known = names.map((name) => [name, textOf(deepLabels(m, getProperty(m, given, name, call.node)))] as const);
    return queryText(m, known, [...given.labels, ...(object ? deepLabels(m, m.rest(object)) : [])]);
  },
};
