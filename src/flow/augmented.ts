/**
 * Members that a program adds to a library's interface: `declare module 'fastify' { interface FastifyInstance { db: Knex } }`
 * (https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation). Where the code that puts them
 * there has not run, their declared types say what they are.
 */
import { ts, type TS } from '../lang/ts.js';
import type { Machine } from './machine.js';
import { moduleScope, moduleState } from './modules.js';
import type { Entity } from './semantics.js';
import { claimsType } from './types.js';
import type { Value } from './value.js';

const KEY = 'members that modules are augmented with';

type Members = ReadonlyMap<string, TS.TypeNode>;

function keyOf(specifier: string, name: string): string {
  return `${specifier}#${name}`;
}

/** The declared members by module and interface; collected once for each machine. */
function index(m: Machine, near: TS.SourceFile): ReadonlyMap<string, Members> {
  const known = m.notes.get(KEY) as ReadonlyMap<string, Members> | undefined;
  if (known) return known;
  const table = new Map<string, Map<string, TS.TypeNode>>();
  for (const file of m.project.filesFor(near)) {
    if (!/\bdeclare\s+module\s+['"]/.test(file.text)) continue;
    for (const statement of file.statements) {
      if (!ts.isModuleDeclaration(statement) || !ts.isStringLiteral(statement.name)) continue;
      const body = statement.body && ts.isModuleBlock(statement.body) ? statement.body.statements : [];
      for (const each of body) {
        if (!ts.isInterfaceDeclaration(each)) continue;
        const key = keyOf(statement.name.text, each.name.text);
        const members = table.get(key) ?? new Map<string, TS.TypeNode>();
        table.set(key, members);
        for (const member of each.members)
          if (ts.isPropertySignature(member) && member.type && ts.isIdentifier(member.name))
            members.set(member.name.text, member.type);
      }
    }
  }
  m.notes.set(KEY, table);
  m.forgetters.set(KEY, () => m.notes.delete(KEY));
  return table;
}

/** Returns what a member that the program adds to a type of a library is declared to be, or null. */
export function augmentedMember(m: Machine, entity: Entity, name: string, node: TS.Node): Value | null {
  if (entity.type?.augmented !== true) return null;
  const type = index(m, node.getSourceFile()).get(keyOf(entity.specifier, entity.name))?.get(name);
  const scope = type ? moduleScope(moduleState(m, type.getSourceFile())) : undefined;
  return type && scope ? claimsType(m, type, scope) : null;
}
