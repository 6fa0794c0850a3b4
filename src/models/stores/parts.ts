/** Parts that the models of stores share. */
import type { CallSpec, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';

/** The text of a query, at a slot. */
export function sqlText(at = '0'): SinkSpec {
  return { at, kind: 'sql' };
}

/** A whole object that becomes a stored record: the client must not choose its fields. */
export function record(at: string, more: Pick<SinkSpec, 'when'> = {}): SinkSpec {
  return { at, kind: 'record', shape: true, keys: 'record-key', ...more };
}

/** Values that are bound to a statement or put into a record: they are stored, or compared with what is stored. */
export function bound(...slots: readonly string[]): readonly SinkSpec[] {
  return slots.map((at) => ({ at, kind: 'stored-value', deep: true }));
}

/** A call that reads or writes by a key: the slot of the filter (or of the key itself), for questions about owners. */
export function byKey(filter: string): readonly RoleSpec[] {
  return [{ role: 'store.key', parts: { filter } }];
}

/** The same for a call that changes or removes what it finds. */
export function changedByKey(filter: string): readonly RoleSpec[] {
  return [...byKey(filter), { role: 'store.key-change' }];
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
