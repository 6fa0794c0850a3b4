/** Parts that the models of stores share. */
import { Form } from '../../flow/forms.js';

import { AMOUNT_COLUMN } from '../shared/owners.js';
import type { CallSpec, GuardSpec, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';

/** The text of a query, at a slot. */
export function sqlText(at = '0'): SinkSpec {
  return { at, kind: 'sql' };
}

/** Fields that say what somebody may do. */
const PRIVILEGE = {
  named: '^(?:user_?)?(?:is_?)?(?:admin|administrator|superuser|super_?admin|staff|moderator|roles?|permissions?)$',
  kind: 'privilege',
} as const;

/** Fields that count what is bought, owed or owned: below zero they turn a payment around. */
const AMOUNT = {
  named: AMOUNT_COLUMN,
  kind: 'amount',
} as const;

/** A whole object that becomes a stored record: the client must not choose its fields. */
export function record(at: string, more: Pick<SinkSpec, 'when'> = {}): SinkSpec {
  return { at, kind: 'record', shape: true, keys: 'record-key', fields: [PRIVILEGE, AMOUNT], ...more };
}

/** Everything that a logger is given, with what objects in it hold. */
export const LOGGED: SinkSpec = { at: '*', kind: 'logged', deep: true };

/** The values that a statement binds, as data that is stored. */
export function boundValues(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'stored', what: 'the values', deep: true }));
}

/** Names of columns that say whose a record is; the same as `isOwnerName` of models/sensitive, as one pattern. */
export const OWNER_COLUMN =
  '^(?:(?:user|owner|customer|tenant|account|author|member|org|organi[sz]ation|created_?by|creator)(?:_?id)?)$';

/** The owner in a filter or record, who must not be the one that the client names. */
export function owner(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'owner', named: OWNER_COLUMN, what: 'the owner' }));
}

/** A filter of columns and values, of which the client must not choose the columns: what it may not read it could ask for. */
export function filterOf(at: string): SinkSpec {
  return { at, kind: 'filter-shape', shape: true, fears: Form.Object };
}

/** Who has made what is stored anew, and whose it is: more names than an owner has in a filter, where anybody may ask for an author. */
const MAKER_COLUMN =
  '^(?:(?:user|owner|customer|tenant|account|author|member|org|organi[sz]ation|creator|seller|sender|patient|buyer)(?:_?id)?|(?:created|posted|sent|uploaded)_?by(?:_?id)?)$';

/** The owner in a record that is stored anew, who must be whoever asks for it. */
export function owned(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'owned', named: MAKER_COLUMN, what: 'the owner' }));
}

/** A password by which a record is looked for: whoever can look for it has stored it as it is. */
export function matched(at: string): SinkSpec {
  return { at, kind: 'matched', named: '^(?:password|passwd|pwd|passphrase|pass)$', what: 'the stored password' };
}

/** The fields that a record is stored with. */
export function stored(at: string): SinkSpec {
  return { at, kind: 'stored', deep: true };
}

/** A text that is an address of somebody else: absolute, and of no host of the own network. */
const FOREIGN_ADDRESS =
  '^https?://(?!localhost|127\\.|10\\.|192\\.168\\.|0\\.0\\.0\\.0|\\[|[\\w-]+(?::\\d+)?(?:/|$)|[\\w.-]+\\.(?:internal|local|localhost|svc|lan|cluster)(?:[.:/]|$))';

/** What is sent to the address at a slot, where that is somebody else's. */
export function sentOut(at: string, address = '0'): SinkSpec {
  return { at, kind: 'sent-out', deep: true, when: [{ at: address, matches: FOREIGN_ADDRESS }] };
}

/** The mark of a model or repository whose hooks run before a record is stored, and may replace what it holds. */
export const HOOKED = '%hooked';

/** The mark of a record whose model is known to have no such hook. */
export const BARE = '%bare';

/** The same where no hook runs before: none of the event of that name, or none at all that is run for each record. */
export function storedAsGiven(at: string, event?: string): SinkSpec {
  const mark = event === undefined ? HOOKED : `${HOOKED}_${event}`;
  return { ...stored(at), when: [{ at: `this.${mark}`, truthy: false, maybe: true }] };
}

/** Numbers that are added to or taken from a stored one: the operators that stand in an object of changes. */
export function changes(at: string, ...operators: readonly string[]): SinkSpec {
  return { at, kind: 'quantity', deep: true, under: operators, what: 'the stored number' };
}

/** An argument that is such a number, or an object of such numbers. */
export function amount(...slots: readonly string[]): MemberSpec {
  return {
    call: {
      sinks: slots.map((at) => ({ at, kind: 'quantity', deep: true, what: 'the stored number' })),
      returns: 'Promise<unknown>',
    },
  };
}

/** The number of rows that a list asks for. */
export function pageSize(at: string): SinkSpec {
  return { at, kind: 'page-size' };
}

const LIMIT_CLAUSE = '(?:[lL][iI][mM][iI][tT]|[nN][eE][xX][tT]|[tT][oO][pP])\\s*\\(?\\s*';

/** Placeholders of a LIMIT clause, `$2` or the second `?`: the values that stand for them are page sizes. */
export function limitValues(text: string, value: (place: number) => string): readonly SinkSpec[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((place) => {
    const before = `^(?:[^?]*\\?){${String(place)}}[^?]*`;
    // MySQL and SQLite take the offset first where a comma stands between the two.
    const second = place === 0 ? '' : `|^(?:[^?]*\\?){${String(place - 1)}}[^?]*\\b${LIMIT_CLAUSE}\\?\\s*,\\s*\\?`;
    const matches = `\\b${LIMIT_CLAUSE}\\$${String(place + 1)}\\b|${before}\\b${LIMIT_CLAUSE}\\?(?!\\s*,)${second}`;
    return { at: value(place), kind: 'page-size', when: [{ at: text, matches }] };
  });
}

export const LIMIT_VALUES: readonly SinkSpec[] = limitValues('0', (place) => `1.${String(place)}`);

/** A call that lists rows, those that the filter at a slot leaves, unless an option bounds their number. */
export function lists(filter: string, ...limits: readonly string[]): Pick<CallSpec, 'roles'> {
  return { roles: [{ role: 'store.list', parts: { filter }, when: limits.map((at) => ({ at, absent: true })) }] };
}

/** A query that lists rows, unless a method of this name further on bounds their number or makes it another question. */
export function listsUntil(filter: string, ...methods: readonly string[]): Pick<CallSpec, 'roles'> {
  return { roles: [{ role: 'store.list', parts: { filter }, until: methods }] };
}

/** Names of methods that a word begins, as builders of queries have them. */
function conditionsOf(word: string): readonly string[] {
  return ['', 'Not', 'In', 'NotIn', 'Null', 'NotNull', 'Exists', 'NotExists', 'Between', 'NotBetween', 'Like', 'ILike']
    .flatMap((end) => [`${word}${end}`, `${word}${end}Raw`])
    .concat([`${word}Raw`, `${word}Ref`, `${word}JsonObject`, `${word}JsonPath`, `${word}Column`]);
}

/**
 * A chain of a query builder that lists rows, unless a method further on bounds their number, filters them, or makes it
 * another question.
 */
export function listsBuilt(...methods: readonly string[]): Pick<CallSpec, 'roles'> {
  const bounds = 'limit fetch top offset first having groupBy distinct count min max sum avg modify stream as toSQL';
  return { roles: [{ role: 'store.list', until: [...conditionsOf('where'), ...bounds.split(' '), ...methods] }] };
}

/** A text of SQL that may list rows. */
export const SQL_LIST = { roles: [{ role: 'store.sql' }] } as const;

/** Values that are bound to a statement or put into a record: they are stored, or compared with what is stored. */
export function bound(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'stored-value', deep: true }));
}

/** A call that reads or writes by a key: the slot of the filter (or of the key itself), for questions about owners. */
export function byKey(filter: string): readonly RoleSpec[] {
  return [{ role: 'store.key', parts: { filter } }];
}

/** The same for a call that changes or removes what it finds; `data` is what it writes, where that may join records only. */
export function changedByKey(filter: string, data?: string): readonly RoleSpec[] {
  const parts = data === undefined ? { filter } : { filter, data };
  return [{ role: 'store.key', parts }, { role: 'store.key-change' }];
}

/** The same for a statement and its parameters. */
export function byStatement(text: string, values: string): readonly RoleSpec[] {
  return [{ role: 'store.key', parts: { text, values } }];
}

/** Instances of models: `Object.assign(row, ...)` and `row[key] = ...` choose fields as well. */
export const ASSIGNED = { kind: 'record', shape: true, keys: 'record-key' } as const;

export function password(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'password', what: 'the database password' }));
}

export function connectionString(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'connection' }));
}

/** A function that quotes a value for SQL text: its result is text that is safe there. */
export const SQL_ESCAPE: CallSpec = { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['sql'] }] };

export const CHAIN: MemberSpec = { call: { returns: 'this' } };
export const PROMISED: MemberSpec = { call: { returns: 'Promise<unknown>' } };

/** The methods of a promise, on a query that is one (`thenable.ts`). */
export const THENABLE: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  ['then', 'catch', 'finally'].map((name) => [
    name,
    { call: { native: `stores.${name}`, returns: 'Promise<unknown>' } },
  ]),
);

/** A member that takes a callback with a connection and gives a promise of what the callback returns. */
export function scoped(type: string, ...slots: readonly string[]): MemberSpec {
  return {
    call: {
      callbacks: slots.map((at) => ({ at, args: [type], returns: 'promise' as const })),
      returns: 'Promise<unknown>',
    },
  };
}

/** Members of the same meaning under several names. */
export function members(names: string, spec: MemberSpec): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, spec]));
}

/**
 * What a look-up that found something says of what it looked for: a value that is stored is no more a line or the name of
 * a file of the client's own making than what is read from the store, which is not reported either. "returns" is for look-ups that
 * throw when they find nothing; under the names of other comparisons than equality nothing is said.
 */
export function foundBy(
  at: string,
  when: 'true' | 'returns' = 'true',
  except: readonly string[] = [],
): readonly GuardSpec[] {
  return [
    { at, when, deep: true, except, clears: ['log', 'log-format'] },
    { at, when, deep: true, except: [...except, ...NAMES_OF_FILES], clears: ['path', 'object-key'] },
  ];
}

/** What clients call their files is stored as they call them: an id is not. */
const NAMES_OF_FILES: readonly string[] = ['name', 'filename', 'fileName', 'file_name', 'path', 'file', 'key', 'url'];
