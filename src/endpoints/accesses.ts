/** Reads and writes of stored things by a key: whose they are, and whether the query asks for the owner. */
import { tableOf, wordsBeside } from '../lang/sql-texts.js';
import { getProperty } from '../flow/access.js';
import type { Source, SourceKind } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import { deepLabels, slot } from '../flow/modelled.js';
import type { Call, Obj } from '../flow/refs.js';
import { soleText, UNKNOWN, type Value } from '../flow/value.js';
import { ts, type TS } from '../lang/ts.js';
import { conditionsAsked } from '../models/memory/records.js';
import { CONDITIONS, type FieldCondition } from '../models/stores/conditions.js';
import { isOwnerName } from '../models/stores/owners.js';
import { isPasswordName, isSecretName } from '../models/sensitive.js';
import { holdsPassword, nameOfThing, ownersOf, statementsOn } from './things.js';

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

/** The query asks for an owner that the client has not chosen. */
function asksOwner(m: Machine, look: Look): boolean {
  return look.conditions
    .flatMap((each) => [each, ...partsOfKey(m, each)])
    .some(({ field, value }) => isOwnerOf(look, field) && (value === null || clientsPart(m, value) === null));
}

function judged(m: Machine, look: Look): Access | null {
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
        bySecret: asked.some(({ field }) => isSecretName(field)),
        key: key.text,
        from: key.kind,
        tied: asksOwner(m, look),
        changes,
        account,
      };
}

function conditionsIn(m: Machine, filter: Value): readonly Condition[] {
  const made = filter.refs.flatMap((ref) =>
    ref.kind === 'obj' ? (m.kept(ref, CONDITIONS) as readonly FieldCondition[]) : [],
  );
  if (made.length > 0) return made;
  const objects = filter.refs.filter(
    (ref): ref is Obj => ref.kind === 'obj' && ref.shape === 'object' && ref.entity === null && !ref.slots.has('backs'),
  );
  if (objects.length === 0) return [{ field: '', value: filter }];
  return objects.flatMap((obj) =>
    [...obj.cells.keys()]
      .filter((name) => !name.startsWith('%'))
      .flatMap((field) => {
        const value = m.cell(obj, field);
        return value ? [{ field, value }] : [];
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
  return {
    account: wordsBeside(call.node.getSourceFile(), table).some(isPasswordName),
    thing: table,
    owners: statementsOn(call.node.getSourceFile(), table),
    conditions: conditionsOf(m, text, values, call),
    changes: !/^\s*(?:select|with)\b/i.test(text),
  };
}

/** `where('id', id)`: a field and what it is equal to. */
function filtered(m: Machine, filter: Value, value: Value | null): readonly Condition[] {
  const field = value ? soleText(filter) : null;
  return field !== null && value ? [{ field: field.split('.').at(-1) ?? field, value }] : conditionsIn(m, filter);
}

/** What other calls of the same chain ask for: `where({ id }).andWhere('owner_id', user.id)`. */
function askedInChain(node: TS.Node): readonly Condition[] {
  let top = node;
  while (
    ts.isPropertyAccessExpression(top.parent) ||
    (ts.isCallExpression(top.parent) && top.parent.expression === top)
  )
    top = top.parent;
  const names = [...top.getText().matchAll(/where\w*\(\s*(?:['"`]([\w.]+)['"`]|\{([^}]*)\})/gi)].flatMap(
    ([, field, object]) => (field ?? object ?? '').match(/\w+/g) ?? [],
  );
  const own: readonly string[] = node.getText().match(/\w+/g) ?? [];
  return names.filter((name) => isOwnerName(name) && !own.includes(name)).map((field) => ({ field, value: null }));
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

/** The methods that are called after a call on what it gives, each on a line. */
function chainBehind(node: TS.Node): string {
  const methods: string[] = [];
  for (let at = node; ; at = at.parent) {
    const { parent } = at;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === at) methods.push(`.${parent.name.text}`);
    else if (!(ts.isCallExpression(parent) && parent.expression === at)) return methods.join('\n');
  }
}

interface Look {
  readonly account: boolean;
  readonly thing: string;
  readonly owners: readonly string[];
  readonly conditions: readonly Condition[];
  readonly changes: boolean;
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

function lookOf(m: Machine, call: Call): Look | null {
  const roles = call.spec?.roles ?? [];
  const role = roles.find((each) => each.role === 'store.key');
  if (!role || m.dead) return null;
  const part = (name: string): Value | null => {
    const at = role.parts?.[name];
    return at === undefined ? null : (slot(m, call, at)?.value ?? null);
  };
  const text = part('text');
  if (text)
    return text.shape === null ? null : statement(m, call, text.shape, boundIn(m, call, role.parts?.['values']));
  const predicate = part('predicate');
  const filter = part('filter');
  if ((!filter && !predicate) || joinsOnly(m, part('data'))) return null;
  return {
    account: holdsPassword(m, call),
    thing: nameOfThing(m, call),
    owners: ownersOf(m, call),
    conditions: predicate
      ? conditionsAsked(m, predicate)
      : filtered(m, filter ?? UNKNOWN, part('value')).concat(role.parts?.['value'] ? askedInChain(call.node) : []),
    changes: roles.some((each) => each.role === 'store.key-change') || CHANGING.test(chainBehind(call.node)),
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
}

/**
 * Returns what a call reads or writes by a key: role `store.key` with the part `filter` (an object or the key itself), or
 * `text` and `values` (a statement and its parameters). Null for other calls.
 */
export function lookedUpBy(m: Machine, call: Call): Looked | null {
  const look = lookOf(m, call);
  return (
    look && {
      asked: look.conditions.flatMap(({ field }) => (field === '' ? [] : [field])),
      access: judged(m, look),
      own: asksOwner(m, look),
    }
  );
}

/** The client says which record it means: by a key of its own choice, and without that the query asks for an owner. */
export function isChosen({ tied, from }: Access): boolean {
  return !tied && from !== 'http.cookies' && from !== 'http.headers';
}
