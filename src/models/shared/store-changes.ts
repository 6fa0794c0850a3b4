/** What methods of stores change: added to models by a table, since their members are lists of names. */
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec, TypeSpec } from '../schema.js';

/** By type and method: what it does, and the slot of what it writes. */
export type Changes = Readonly<
  Record<string, Readonly<Record<string, 'delete' | 'save' | `${'insert' | 'update'} ${string}`>>>
>;

function roleOf(change: string): RoleSpec {
  const [kind = '', at] = change.split(' ');
  return { role: `store.${kind}`, ...(at === undefined ? {} : { parts: { data: at } }) };
}

function withRole(member: MemberSpec | undefined, change: string): MemberSpec {
  const call: CallSpec = member?.call ?? {};
  return { ...member, call: { ...call, roles: [...(call.roles ?? []), roleOf(change)] } };
}

/** Returns members that say what they change, for the static methods of classes that programs extend. */
export function withChanges(
  members: Readonly<Record<string, MemberSpec>>,
  methods: Changes[string],
): Readonly<Record<string, MemberSpec>> {
  const changed = Object.entries(methods).map(([name, change]) => [name, withRole(members[name], change)] as const);
  return { ...members, ...Object.fromEntries(changed.filter(([name]) => members[name])) };
}

/**
 * Returns a model whose methods say what they change.
 * @throws {RangeError} when the table names a type that the model does not have.
 */
export function changing(model: LibraryModel, changes: Changes): LibraryModel {
  const types: Record<string, TypeSpec> = { ...model.types };
  for (const [type, methods] of Object.entries(changes)) {
    const own = types[type];
    if (!own) throw new RangeError(`No type ${type} in the model of ${String(model.packages[0])}`);
    types[type] = { ...own, members: withChanges(own.members ?? {}, methods) };
  }
  return { ...model, types };
}
