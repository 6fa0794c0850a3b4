/**
 * What the text of a schema says of arguments (https://spec.graphql.org/October2021/#sec-Scalars): a server refuses a query
 * whose values do not have the declared types, so texts, numbers and words of an enum reach a resolver as what they are.
 * A scalar of the program's own is what the program's parser makes of it: one that is called JSON may be anything, while of
 * dates, addresses, ids and the like the parser makes no object of the client's.
 */
import {
  ANY,
  BOOLEAN,
  literals,
  nullable,
  NUMBER,
  optional,
  TEXT,
  type Property,
  type Shape,
} from '../shared/shape.js';

/** The shape of the arguments of a field, by `Query.user`. */
export type Arguments = ReadonlyMap<string, Shape>;

interface Declared {
  /** As it is written: `[ID!]!`. */
  readonly type: string;
  readonly name: string;
}

const TOKEN = /"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|#[^\n\r]*|[A-Za-z_]\w*|[{}()[\]!:]/g;
const NAME = /^[A-Za-z_]/;

/** The words and marks of a text that say of which type something is. */
function tokensOf(text: string): readonly string[] {
  return (text.match(TOKEN) ?? []).filter((each) => !/^["#]/.test(each));
}

/** The tokens between a mark and the one that closes it. */
function inside(tokens: readonly string[], at: number, open: string, close: string): readonly string[] {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    if (tokens[index] === open) depth++;
    else if (tokens[index] === close && --depth === 0) return tokens.slice(at + 1, index);
  }
  return tokens.slice(at + 1);
}

/** `name: Type` one after the other; what stands between two of them are defaults and directives. */
function declaredIn(tokens: readonly string[]): readonly Declared[] {
  return tokens.flatMap((token, index): readonly Declared[] => {
    const before = tokens[index - 1] ?? '';
    if (token !== ':' || !NAME.test(before)) return [];
    let end = index + 1;
    while (tokens[end] === '[') end++;
    end++;
    while (tokens[end] === ']' || tokens[end] === '!') end++;
    return [{ name: before, type: tokens.slice(index + 1, end).join('') }];
  });
}

interface Definitions {
  readonly fields: Map<string, readonly Declared[]>;
  readonly inputs: Map<string, readonly Declared[]>;
  readonly enums: Map<string, readonly string[]>;
  readonly scalars: Set<string>;
}

function readFields(owner: string, body: readonly string[], into: Definitions['fields']): void {
  let index = 0;
  while (index < body.length) {
    const name = body[index] ?? '';
    if (body[index + 1] !== '(' || !NAME.test(name)) {
      index++;
      continue;
    }
    const list = inside(body, index + 1, '(', ')');
    index += list.length + 3;
    // A directive has arguments, too, but no type behind them.
    if (body[index] === ':') into.set(`${owner}.${name}`, declaredIn(list));
  }
}

function definitionsOf(tokens: readonly string[]): Definitions {
  const found: Definitions = { fields: new Map(), inputs: new Map(), enums: new Map(), scalars: new Set() };
  tokens.forEach((token, index) => {
    const name = tokens[index + 1] ?? '';
    if (token === 'scalar' && NAME.test(name) && !STRUCTURED.test(name)) found.scalars.add(name);
    if (!['type', 'input', 'enum'].includes(token) || !NAME.test(name)) return;
    const open = tokens.findIndex((each, at) => at > index + 1 && !NAME.test(each));
    if (tokens[open] !== '{') return;
    const body = inside(tokens, open, '{', '}');
    if (token === 'type') readFields(name, body, found.fields);
    else if (token === 'input') found.inputs.set(name, [...(found.inputs.get(name) ?? []), ...declaredIn(body)]);
    else found.enums.set(name, [...(found.enums.get(name) ?? []), ...body]);
  });
  return found;
}

/** Names of scalars that carry any value (https://the-guild.dev/graphql/scalars/docs): more of them would only be heard more. */
const STRUCTURED = /json|any|object|map|record|dict|mixed|upload|file|value|data$/i;

function named(name: string, { inputs, enums, scalars }: Definitions): Shape {
  switch (name) {
    case 'Int':
    case 'Float':
      return NUMBER;
    case 'String':
    case 'ID':
      return TEXT;
    case 'Boolean':
      return BOOLEAN;
    default:
      break;
  }
  const words = enums.get(name);
  if (words) return literals(words);
  if (scalars.has(name)) return TEXT;
  const fields = inputs.get(name);
  return fields ? { kind: 'lazy', get: () => objectOf(fields, { inputs, enums, scalars, fields: new Map() }) } : ANY;
}

function shapeOf(type: string, all: Definitions): Shape {
  if (!type.endsWith('!')) return nullable(shapeOf(`${type}!`, all));
  const bare = type.slice(0, -1);
  return bare.startsWith('[')
    ? { kind: 'array', element: shapeOf(bare.slice(1, -1), all), bounded: false }
    : named(bare, all);
}

function objectOf(fields: readonly Declared[], all: Definitions): Shape {
  const properties = fields.map(({ name, type }): readonly [string, Property] => {
    const shape = shapeOf(type, all);
    return [name, type.endsWith('!') ? { shape, optional: false } : { shape: optional(shape), optional: true }];
  });
  return { kind: 'object', properties: new Map(properties), unknownKeys: 'refuse', catchall: null };
}

/** What stands outside of the parentheses: fields without what they accept. */
function withoutArguments(tokens: readonly string[]): readonly string[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (token === '(') depth++;
    const isOutside = depth === 0;
    if (token === ')') depth--;
    return isOutside;
  });
}

/** Returns the fields of each output type that a schema declares, by its name. */
export function typesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (!text.includes('type ')) return found;
  const tokens = tokensOf(text);
  tokens.forEach((token, index) => {
    const name = tokens[index + 1] ?? '';
    if (token !== 'type' || !NAME.test(name)) return;
    const open = tokens.findIndex((each, at) => at > index + 1 && !NAME.test(each));
    if (tokens[open] !== '{') return;
    const fields = declaredIn(withoutArguments(inside(tokens, open, '{', '}')));
    found.set(name, [...(found.get(name) ?? []), ...fields.map((each) => each.name)]);
  });
  return found;
}

/** Returns what the fields of a schema accept as arguments. */
export function argumentsOf(text: string): Arguments {
  const all = definitionsOf(tokensOf(text));
  return new Map([...all.fields].map(([field, list]) => [field, objectOf(list, all)]));
}
