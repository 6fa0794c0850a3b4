/** Reads and writes of stored things by a key: whose they are, and whether the query asks for the owner. */
import { tableOf, wordsBeside } from '../lang/sql-texts.js';
import { getProperty } from '../flow/access.js';
import { elementsOf } from '../flow/elements.js';
import type { Source, SourceKind } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import { deepLabels } from '../flow/deep-labels.js';
import { slot } from '../flow/modelled.js';
import type { Call, Obj } from '../flow/refs.js';
import { isConst, soleText, UNKNOWN, type Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { conditionsAsked } from '../models/memory/records.js';
import { CONDITIONS, type FieldCondition } from '../flow/equalities.js';
import { isOwnerName } from '../models/stores/owners.js';
import { isPasswordName, isSecretHeader, isSecretName } from '../models/sensitive.js';
import { chainBehind, ownersInChain } from './chains.js';
import { isOfCaller } from './comparisons.js';
import { isCodeColumn } from './credentials.js';
import { isFound } from './found.js';
import { columnsOf, holdsPassword, NAMELESS, nameOfThing, type Column } from './things.js';

export interface Access {
  /** What is stored: `Order`, `messages`. */
  readonly thing: string;
  /** Its fields that name an owner. */
  readonly owners: readonly string[];
  /** The fields that the client's values are compared with. */
  readonly fields: readonly string[];
  /** One of them holds a secret: who knows its value has been given it. */
  readonly bySecret: boolean;
  /** The expression of the request that is the key. */
  readonly key: string;
  /** Which part of the request that is of: what a cookie or header names was not chosen, it was handed out. */
  readonly from: SourceKind;
  /** The query asks for an owner that the client has not chosen. */
  readonly tied: boolean;
  /** It changes or removes what it finds. */
  readonly changes: boolean;
  /** What is found is somebody: it holds a password. */
  readonly account: boolean;
}

/** The client's part of a value, or null. */
function clientsPart(m: Machine, value: Value): Source | null {
  const label = deepLabels(m, value).find(
    ({ source }) => source.kind.startsWith('http.') || source.kind.startsWith('message.'),
  );
  return label?.source ?? null;
}

interface Condition {
  readonly field: string;
  /** Null when the statement itself says what the field must be. */
  readonly value: Value | null;
}

function isOwnerOf({ owners }: Look, field: string): boolean {
  return owners.includes(field) || isOwnerName(field);
}

/** The fields of a key that is made of several: `{ userId_postId: { userId, postId } }`. */
function partsOfKey(m: Machine, { value }: Condition): readonly Condition[] {
  return (value?.refs ?? []).flatMap((ref) =>
    ref.kind === 'obj' && ref.shape === 'object' && ref.entity === null && !ref.slots.has('backs')
      ? namesIn(ref).map((field) => ({ field, value: m.cell(ref, field) ?? UNKNOWN }))
      : [],
  );
}

/** What a call is given for a field: what stands behind its name, or any of the other arguments. */
function givenFor({ argNodes }: Call, field: string): readonly TS.Node[] {
  const found: TS.Node[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      if (node.name.getText() === field) found.push(node.initializer);
      else visit(node.initializer);
    } else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) ts.forEachChild(node, visit);
    else found.push(node);
  };
  for (const each of argNodes) if (each) visit(each);
  return found;
}

/** A key to another table that is asked for by a value of the caller's: `doctor_id` of `{ doctor_id: req.user.id }`. */
function isCallersKey(call: Call, { field, value }: Condition): boolean {
  return (
    /._?id$|[a-z]Id$/.test(field) &&
    value !== null &&
    !isConst(value) &&
    !isFound(value) &&
    givenFor(call, field).some(
      (node) => ts.isExpression(node) && isOfCaller(node) && !/\b(?:params|body|query)\b/.test(node.getText()),
    )
  );
}

/** The fields that the query asks for by values that the client has not chosen. */
function boundFields(m: Machine, look: Look): readonly string[] {
  return look.conditions
    .flatMap((each) => [each, ...partsOfKey(m, each)])
    .flatMap(({ field, value }) => (value === null || clientsPart(m, value) === null ? [field] : []));
}

/** The query asks for an owner that the client has not chosen. */
function asksOwner(m: Machine, look: Look): boolean {
  return boundFields(m, look).some((field) => isOwnerOf(look, field));
}

/** Says of a value whether an earlier look has found it, or found something by it, to be the caller's. */
type Proves = (m: Machine, value: Value) => boolean;

/** A header by which a request says who sends it: `Authorization`, `X-API-Key`. */
function isCredential({ kind, path }: Source): boolean {
  return kind === 'http.headers' && path?.some(isSecretHeader) === true;
}

function judged(m: Machine, look: Look, proves: Proves | null): Access | null {
  const { thing, owners, conditions, changes, account } = look;
  const asked = conditions.flatMap(({ field, value }) => {
    const part = value === null || isOwnerOf(look, field) ? null : clientsPart(m, value);
    return part === null ? [] : [{ field, part }];
  });
  const key = asked[0]?.part;
  return key === undefined
    ? null
    : {
        thing,
        owners,
        fields: asked.map(({ field }) => field),
        bySecret: asked.some(({ field, part }) => isSecretName(field) || isCredential(part)),
        key: key.text,
        from: key.kind,
        tied: asksOwner(m, look) || isProved(m, look, proves),
        changes,
        account,
      };
}

/** One of the conditions is an id that is known to be the caller's: what belongs to it is hers as well. */
function isProved(m: Machine, { conditions }: Look, proves: Proves | null): boolean {
  return (
    proves !== null &&
    conditions.flatMap((each) => [...partsOfKey(m, each), each]).some(({ value }) => value !== null && proves(m, value))
  );
}

/** `{ OR: [...] }`, `{ $and: [...] }`: conditions that are joined. One of several that asks for the owner is a tie. */
const JOINED = /^\$?(?:or|and)$/i;

function joinedIn(m: Machine, list: Value, node: TS.Node): readonly Condition[] {
  const { known, rest } = elementsOf(m, list, node);
  return [...known, ...(rest.refs.length > 0 ? [rest] : [])].flatMap((each) => conditionsIn(m, each, node));
}

function conditionsIn(m: Machine, filter: Value, node: TS.Node): readonly Condition[] {
  const made = filter.refs.flatMap((ref) =>
    ref.kind === 'obj' ? (m.kept(ref, CONDITIONS) as readonly FieldCondition[]) : [],
  );
  if (made.length > 0) return made;
  const objects = filter.refs.filter(
    (ref): ref is Obj => ref.kind === 'obj' && ref.shape === 'object' && ref.entity === null && !ref.slots.has('backs'),
  );
  if (objects.length === 0) return [{ field: '', value: filter }];
  return objects.flatMap((obj) =>
    namesIn(obj).flatMap((field) => {
      const value = m.cell(obj, field);
      if (!value) return [];
      return JOINED.test(field) ? joinedIn(m, value, node) : [{ field, value }];
    }),
  );
}

/** The conditions of a statement's WHERE clause: parameters by number, by position, or by what stands there. */
function conditionsOf(m: Machine, text: string, values: Value, call: Call): readonly Condition[] {
  const at = /\bwhere\b/i.exec(text)?.index;
  if (at === undefined) return [];
  const before = (text.slice(0, at).match(/\?/g) ?? []).length;
  const parameter = (index: number): Value => getProperty(m, values, String(index), call.node);
  let position = before;
  return [...text.slice(at).matchAll(/["`]?(\w+)["`]?\s*=\s*(?:any\s*\()?\s*(\$(\d+)|\?|[^\s,)]+)/gi)].map(
    ([, field = '', right = '', number]) => {
      if (number !== undefined) return { field, value: parameter(Number(number) - 1) };
      return { field, value: right === '?' ? parameter(position++) : null };
    },
  );
}

/** What adds to a number takes nothing from anybody: money that is sent to somebody else's account. */
const CREDIT = /^\s*update\s[\s\S]*?\bset\s+([\w."]+)\s*=\s*\1\s*\+\s*[^,]+?\bwhere\b/i;

function statement(m: Machine, call: Call, text: string, values: Value): Look | null {
  const table = tableOf(text);
  if (table === null || /^\s*insert\b/i.test(text) || CREDIT.test(text)) return null;
  const words = wordsBeside(call.node.getSourceFile(), table);
  return {
    account: words.some(isPasswordName),
    thing: table,
    owners: words.filter(isOwnerName),
    columns: words.map((name) => ({ name, refers: null })),
    conditions: conditionsOf(m, text, values, call),
    changes: !/^\s*(?:select|with)\b/i.test(text),
  };
}

/** `where('id', id)`: a field and what it is equal to. */
function filtered(m: Machine, filter: Value, value: Value | null, node: TS.Node): readonly Condition[] {
  const field = value ? soleText(filter) : null;
  return field !== null && value ? [{ field: field.split('.').at(-1) ?? field, value }] : conditionsIn(m, filter, node);
}

/** The values of a statement: a list of them, or each an argument of its own. */
function boundIn(m: Machine, call: Call, at: string | undefined): Value {
  if (at === undefined) return UNKNOWN;
  if (at !== '*') return slot(m, call, at)?.value ?? UNKNOWN;
  const [only] = call.args;
  const isList = only?.refs.some((ref) => ref.kind === 'obj' && ref.shape === 'array') === true;
  return only && isList && call.args.length === 1 ? only : m.array(call.args, null);
}

const CHANGING = /^\.(?:del|delete|update|increment|decrement)\b/m;

interface Look {
  readonly account: boolean;
  readonly thing: string;
  readonly owners: readonly string[];
  /** What is known of its fields. */
  readonly columns: readonly Column[];
  readonly conditions: readonly Condition[];
  readonly changes: boolean;
  /** It answers with as many as there are, and not with one by its key. */
  readonly lists?: true;
}

const JOINS: ReadonlySet<string> = new Set(['connect', 'disconnect', 'connectOrCreate']);

function namesIn({ cells }: Obj): readonly string[] {
  return [...cells.keys()].filter((name) => !/^(?:%|get |set )/.test(name));
}

/** `data: { likedBy: { connect: { id: user.id } } }`: who likes or follows something changes nothing of what is its owner's. */
function joinsOnly(m: Machine, data: Value | null): boolean {
  const [ref] = data?.refs ?? [];
  if (ref?.kind !== 'obj' || ref.shape !== 'object' || ref.slots.has('backs')) return false;
  const names = namesIn(ref);
  return (
    names.length > 0 &&
    names.every((name) => {
      const [inner] = m.cell(ref, name)?.refs ?? [];
      return inner?.kind === 'obj' && namesIn(inner).length > 0 && namesIn(inner).every((each) => JOINS.has(each));
    })
  );
}

/** A key of a table that a command names, with expressions whose placeholders stand for values. */
function inTable(m: Machine, call: Call, table: Value, part: (name: string) => Value | null): Look | null {
  const key = part('filter');
  const values = part('values') ?? UNKNOWN;
  const expressions = ['condition', 'expression', 'filtering'].map((name) => part(name)?.shape ?? '').join(' and ');
  const asked = [...expressions.matchAll(/([\w#.]+)\s*=\s*(:\w+)/g)].map(
    ([, field = '', placeholder = '']): Condition => ({ field, value: getProperty(m, values, placeholder, call.node) }),
  );
  return {
    account: false,
    thing: soleText(table) ?? NAMELESS,
    owners: [],
    columns: [],
    conditions: [...(key ? conditionsIn(m, key, call.node) : []), ...asked],
    changes: (call.spec?.roles ?? []).some((each) => each.role === 'store.key-change'),
  };
}

function lookOf(m: Machine, call: Call): Look | null {
  const roles = call.spec?.roles ?? [];
  const keyed = roles.find((each) => each.role === 'store.key');
  const role = keyed ?? roles.find((each) => each.role === 'store.list');
  if (!role || m.dead) return null;
  const part = (name: string): Value | null => {
    const at = role.parts?.[name];
    return at === undefined ? null : (slot(m, call, at)?.value ?? null);
  };
  const text = part('text');
  if (text)
    return text.shape === null ? null : statement(m, call, text.shape, boundIn(m, call, role.parts?.['values']));
  const table = part('table');
  if (table) return inTable(m, call, table, part);
  const predicate = part('predicate');
  const filter = part('filter');
  if ((!filter && !predicate && keyed) || joinsOnly(m, part('data'))) return null;
  const columns = columnsOf(m, call);
  return {
    account: holdsPassword(columns),
    thing: nameOfThing(m, call),
    owners: [...new Set(columns.map(({ name }) => name).filter(isOwnerName))],
    columns,
    conditions: predicate
      ? conditionsAsked(m, predicate)
      : !filter
        ? []
        : filtered(m, filter, part('value'), call.node).concat(
            role.parts?.['value'] ? ownersInChain(call.node).map((field) => ({ field, value: null })) : [],
          ),
    changes: roles.some((each) => each.role === 'store.key-change') || CHANGING.test(chainBehind(call.node)),
    ...(keyed ? {} : { lists: true }),
  };
}

/** What a look into the store asks for, and whether the client chose the key. */
export interface Looked {
  /** The fields that it asks for; empty for a key alone. */
  readonly asked: readonly string[];
  /** Null when no key is the client's. */
  readonly access: Access | null;
  /** It asks for an owner that the client has not chosen. */
  readonly own: boolean;
  /** It asks for a code that was sent to somebody, whom the client names as well. */
  readonly takesCode: boolean;
  /** What is stored; null where it has no name of its own. */
  readonly named: string | null;
  /** What is stored holds a password: it is somebody's account. */
  readonly account: boolean;
  /** What is known of its fields. */
  readonly columns: readonly Column[];
  /** The fields that it asks for by values that the client has not chosen. */
  readonly bound: readonly string[];
  /** Those of them that name an owner, or that the caller gives the value of. */
  readonly boundOwners: readonly string[];
  /** What it asks for in all. */
  readonly keys: readonly Value[];
}

/**
 * Returns what a call reads or writes by a key: role `store.key` with the part `filter` (an object or the key itself), or
 * `text` and `values` (a statement and its parameters). Null for other calls.
 */
export function lookedUpBy(m: Machine, call: Call, proves: Proves | null = null): Looked | null {
  const look = lookOf(m, call);
  if (!look) return null;
  const { thing, account, columns } = look;
  const bound = boundFields(m, look);
  const keys = look.conditions.filter((each) => bound.includes(each.field) && isCallersKey(call, each));
  const callers = new Set([...bound.filter((field) => isOwnerOf(look, field)), ...keys.map(({ field }) => field)]);
  return {
    asked: look.conditions.flatMap(({ field }) => (field === '' ? [] : [field])),
    access: look.lists ? null : judged(m, look, proves),
    own: bound.some((field) => isOwnerOf(look, field)),
    named: thing === NAMELESS ? null : thing,
    account,
    columns,
    bound,
    boundOwners: [...callers],
    keys: look.conditions.flatMap(({ value }) => value ?? []),
    takesCode: takesCode(m, look),
  };
}

/** Whom a code was sent to: the client names her beside it. */
const ADDRESSED =
  /(?:e?mail|phone|mobile|user(?:_?name)?|account|login|handle|recipient|identifier)(?:_?(?:id|number|address))?$/i;

/** The client names somebody, and the code that she was sent. */
function takesCode(m: Machine, { conditions }: Look): boolean {
  if (conditions.length < 2) return false;
  const sent = conditions.filter(({ value }) => value !== null && clientsPart(m, value) !== null);
  return (
    sent.some(({ field }) => isCodeColumn(field)) &&
    sent.some(({ field }) => !isCodeColumn(field) && ADDRESSED.test(field))
  );
}

/** The client says which record it means: by a key of its own choice, and without that the query asks for an owner. */
export function isChosen({ tied, from }: Access): boolean {
  return !tied && from !== 'http.cookies' && from !== 'http.headers';
}
