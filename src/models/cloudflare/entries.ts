/** Handlers of Workers: the methods of what a module exports as its default (https://developers.cloudflare.com/workers/runtime-apis/handlers/). */
import { callValue, entryCall } from '../../flow/calls.js';
import { entityInstance } from '../../flow/library.js';
import type { EntryReader } from '../../flow/semantics.js';
import { UNKNOWN } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { versionFor } from '../../lang/versions.js';

/** What each handler is given first, as the packages that describe it. */
const GIVEN: Readonly<Record<string, readonly [specifier: string, type: string]>> = {
  fetch: ['@web/request', 'Request'],
  queue: ['@cloudflare/workers-types', 'MessageBatch'],
  email: ['@cloudflare/workers-types', 'ForwardableEmailMessage'],
};

const HANDLER_TYPE = 'ExportedHandler';

/** True when a file gives the name a meaning of its own; otherwise it is the global type of the platform. */
function declares(file: TS.SourceFile, name: string): boolean {
  return file.statements.some((each) => {
    if (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) return each.name.text === name;
    if (!ts.isImportDeclaration(each) || !ts.isStringLiteral(each.moduleSpecifier)) return false;
    const bindings = each.importClause?.namedBindings;
    const takes = bindings && ts.isNamedImports(bindings) && bindings.elements.some((one) => one.name.text === name);
    return takes === true && each.moduleSpecifier.text !== '@cloudflare/workers-types';
  });
}

/** The tools of the platform are in the project: nothing else calls such an export there. */
function isWorker(file: TS.SourceFile): boolean {
  return ['wrangler', '@cloudflare/workers-types'].some((name) => versionFor(file.fileName, name) !== null);
}

/** Whether an object is the default export of a file, and that of a Worker. */
function isExported(object: TS.Node, file: TS.SourceFile): boolean {
  let node = object;
  let isTyped = false;
  while (
    ts.isSatisfiesExpression(node.parent) ||
    ts.isAsExpression(node.parent) ||
    ts.isParenthesizedExpression(node.parent)
  ) {
    node = node.parent;
    const type = ts.isParenthesizedExpression(node) ? null : (node as TS.SatisfiesExpression | TS.AsExpression).type;
    isTyped ||= type !== null && ts.isTypeReferenceNode(type) && type.typeName.getText() === HANDLER_TYPE;
  }
  let holder: TS.Node = node.parent;
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) {
    const { type, name } = holder;
    isTyped ||= type !== undefined && ts.isTypeReferenceNode(type) && type.typeName.getText() === HANDLER_TYPE;
    const exported = file.statements.find(
      (each) => ts.isExportAssignment(each) && each.expression.getText() === name.text,
    );
    if (!exported) return false;
    holder = exported;
  }
  if (!ts.isExportAssignment(holder) || holder.isExportEquals === true) return false;
  return (isTyped && !declares(file, HANDLER_TYPE)) || isWorker(file);
}

export const cloudflareEntries: EntryReader = (machine, { file, node, kind }) => {
  if (!node || kind === 'method' || kind === 'closure') return null;
  const member = ts.isMethodDeclaration(node) ? node : node.parent;
  if (!(ts.isMethodDeclaration(member) || ts.isPropertyAssignment(member))) return null;
  const name = member.name.getText();
  const given = Object.hasOwn(GIVEN, name) ? GIVEN[name] : undefined;
  if (!given || !ts.isObjectLiteralExpression(member.parent) || !isExported(member.parent, file)) return null;
  const entity = machine.semantics.typeEntity(...given);
  if (!entity) return null;
  return (m, callee) => {
    const event = entityInstance(m, entity, 'this', node.parameters[0] ?? node);
    callValue(m, callee, entryCall(node, UNKNOWN, [event, UNKNOWN, UNKNOWN]));
  };
};
