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

/**
 * Returns a model whose methods say what they change.
 * @throws {RangeError} when the table names a type that the model does not have.
 */
export function changing(model: LibraryModel, changes: Changes): LibraryModel {
  const types: Record<string, TypeSpec> = { ...model.types };
  for (const [type, methods] of Object.entries(changes)) {
    const own = types[type];
    if (!own) throw new RangeError(`No type ${type} in the model of ${String(model.packages[0])}`);
    const members = { ...own.members };
    for (const [name, change] of Object.entries(methods))
      if (members[name]) members[name] = withRole(members[name], change);
    types[type] = { ...own, members };
  }
  return { ...model, types };
}
