/** Parts that the models of stores share. */
import type { CallSpec, MemberSpec, SinkSpec } from '../schema.js';

/** The text of a query, at a slot. */
export function sqlText(at = '0'): SinkSpec {
  return { at, kind: 'sql' };
}

/** A whole object that becomes a stored record: the client must not choose its fields. */
export function record(at: string, more: Pick<SinkSpec, 'when'> = {}): SinkSpec {
  return { at, kind: 'record', shape: true, keys: 'record-key', ...more };
}

/** Everything that a logger is given, with what objects in it hold. */
export const LOGGED: SinkSpec = { at: '*', kind: 'logged', deep: true };

/** The values that a statement binds. */
export function bound(at = '1'): SinkSpec {
  return { at, kind: 'stored', what: 'the values', deep: true };
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

/** The same where no hook runs before. */
export function storedAsGiven(at: string): SinkSpec {
  return { ...stored(at), when: [{ at: `this.${HOOKED}`, truthy: false, maybe: true }] };
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
