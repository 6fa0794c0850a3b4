/** Folders that calls are given. */
import type { CallRecord } from '../flow/log.js';
import type { RoleSpec } from '../flow/semantics.js';
import { folderOf, type Folder, type Lookup } from '../lang/folders.js';
import { ts, type TS } from '../lang/ts.js';
import { constantOf, rolePart } from './parts.js';

/** The expression at a slot such as `0.root`, where it is written out in the call. */
function expressionAt({ call }: CallRecord, at: string): TS.Expression | null {
  const [head = '', ...names] = at.split('.');
  let node: TS.Expression | undefined = call.argNodes[Number(head)];
  for (const name of names) {
    if (!node || !ts.isObjectLiteralExpression(node)) return null;
    const own = node.properties.find((each) => each.name?.getText() === name);
    node =
      own && ts.isPropertyAssignment(own)
        ? own.initializer
        : own && ts.isShorthandPropertyAssignment(own)
          ? own.name
          : undefined;
  }
  return node ?? null;
}

/** Returns the folder that a part of a role names; null when that is not known. */
export function folderPart(record: CallRecord, role: RoleSpec, name: string, imported: Lookup): Folder | null {
  const at = role.parts?.[name];
  const node = at === undefined ? null : expressionAt(record, at);
  const own = node && folderOf(node, 0, imported);
  if (own) return own;
  const text = constantOf(rolePart(record, role, name));
  return typeof text === 'string' ? folderOf(ts.factory.createStringLiteral(text)) : null;
}
