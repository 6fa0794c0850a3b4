/**
 * Members that a program adds to a library's interface: `declare module 'fastify' { interface FastifyInstance { db: Knex } }`
 * (https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation). Where the code that puts them
 * there has not run, their declared types say what they are.
 */
import { ts, type TS } from '../lang/ts.js';
import { ofFilesAround } from './around.js';
import type { Machine } from './machine.js';
import { moduleScope, moduleState } from './modules.js';
import type { Entity } from './semantics.js';
import { claimsType } from './types.js';
import type { Value } from './value.js';

type Members = ReadonlyMap<string, TS.TypeNode>;

function keyOf(specifier: string, name: string): string {
  return `${specifier}#${name}`;
}

type Declared = readonly (readonly [string, TS.PropertySignature])[];

const declared = new WeakMap<TS.SourceFile, Declared>();

function readDeclared(file: TS.SourceFile): Declared {
  if (!/\bdeclare\s+module\s+['"]/.test(file.text)) return [];
  return file.statements.flatMap((statement) => {
    if (!ts.isModuleDeclaration(statement) || !ts.isStringLiteral(statement.name)) return [];
    const module = statement.name.text;
    const body = statement.body && ts.isModuleBlock(statement.body) ? statement.body.statements : [];
    return body.flatMap((each) => {
      if (!ts.isInterfaceDeclaration(each)) return [];
      const key = keyOf(module, each.name.text);
      return each.members.flatMap((member) => (ts.isPropertySignature(member) ? [[key, member] as const] : []));
    });
  });
}

/** The members that a file declares, by module and interface. */
function declaredIn(file: TS.SourceFile): Declared {
  let known = declared.get(file);
  if (!known) declared.set(file, (known = readDeclared(file)));
  return known;
}

/** The declared members by module and interface. */
function index(m: Machine, near: TS.SourceFile): ReadonlyMap<string, Members> {
  return ofFilesAround(m, 'members that modules are augmented with', near, (files) => {
    const table = new Map<string, Map<string, TS.TypeNode>>();
    for (const [key, { name, type }] of files.flatMap(declaredIn)) {
      if (!type || !ts.isIdentifier(name)) continue;
      const members = table.get(key) ?? new Map<string, TS.TypeNode>();
      table.set(key, members.set(name.text, type));
    }
    return table;
  });
}

/** Returns what a member that the program adds to a type of a library is declared to be, or null. */
export function augmentedMember(m: Machine, entity: Entity, name: string, node: TS.Node): Value | null {
  if (entity.type?.augmented !== true) return null;
  const type = index(m, node.getSourceFile()).get(keyOf(entity.specifier, entity.name))?.get(name);
  const scope = type ? moduleScope(moduleState(m, type.getSourceFile())) : undefined;
  return type && scope ? claimsType(m, type, scope) : null;
}
