/** Tables of resolvers that no file of the program takes to a server: `export const resolvers = { Query: { user(parent, args) {} } }`. */
import { callValue, entryCall } from '../../flow/calls.js';
import type { FunctionNode } from '../../flow/refs.js';
import type { EntryReader } from '../../flow/semantics.js';
import { UNKNOWN } from '../../flow/value.js';
import { isImported } from '../../lang/imports.js';
import { ts, type TS } from '../../lang/ts.js';
import { namedSource } from '../shared/sources.js';
import { ARGUMENTS } from './documents.js';
import { ROOTS } from './resolvers.js';

function nameOf(node: TS.Node): string | null {
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) ? node.name.text : null;
}

/** True for a function in the table of a root type (https://spec.graphql.org/October2021/#sec-Root-Operation-Types). */
function isInRoot(fn: FunctionNode): boolean {
  const entry = ts.isMethodDeclaration(fn) ? fn : fn.parent;
  if (!ts.isMethodDeclaration(entry) && !ts.isPropertyAssignment(entry)) return false;
  const name = ts.isObjectLiteralExpression(entry.parent) ? nameOf(entry.parent.parent) : null;
  return name !== null && ROOTS.has(name);
}

export const resolverEntries: EntryReader = (m, { file, node }) => {
  if (!node || node.parameters.length < 2 || !isInRoot(node) || isImported(m.project, file)) return null;
  return (machine, callee) => {
    const sent = namedSource(machine, ARGUMENTS, node.parameters[1] ?? node, 'args');
    callValue(machine, callee, entryCall(node, UNKNOWN, [UNKNOWN, sent, UNKNOWN, UNKNOWN]));
  };
};
