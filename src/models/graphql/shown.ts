/** Fields of output types, as a schema's text or its constructors declare them: whoever may ask for one is shown it. */
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { constant, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { objectOf } from '../shared/registration.js';
import { documentText } from './documents.js';
import { typesOf } from './sdl.js';

/** Types of the roots have operations for fields. */
const ROOT = /^(?:Query|Mutation|Subscription)$/;

/** Notes a type whose fields somebody may ask for: the record's arguments are its name and its fields. */
function noteType(m: Machine, call: Call, node: TS.Node, type: string, fields: readonly string[]): void {
  if (!call.entity || ROOT.test(type) || fields.length === 0) return;
  const spec = { roles: [{ role: 'graphql.type' }] };
  m.record(call.entity, { ...call, node, args: [type, ...fields].map((each) => constant(each)), spec });
}

/** Notes the types that the text of a server's or schema's options declares, but for fields that a resolver of the program answers. */
export function noteDeclaredTypes(m: Machine, call: Call, options: Value): void {
  if (options.refs.length === 0) return;
  const text = documentText(m, getProperty(m, options, 'typeDefs', call.node), call.node);
  const resolvers = getProperty(m, options, 'resolvers', call.node);
  for (const [type, fields] of typesOf(text)) {
    const own = objectOf(resolvers) ? objectOf(getProperty(m, resolvers, type, call.node)) : null;
    noteType(
      m,
      call,
      call.node,
      type,
      fields.filter((field) => !own?.cells.has(field)),
    );
  }
}

function namedIn(node: TS.Node, name: string): TS.Node | null {
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === name) return node;
  return ts.forEachChild(node, (child) => namedIn(child, name)) ?? null;
}

/** Notes the fields of `new GraphQLObjectType({ name, fields })`, each at its own place; one that is resolved shows what that gives. */
export function noteBuiltType(m: Machine, call: Call, type: string, table: Value): void {
  const own = objectOf(table);
  const all = own ? [...own.cells.keys()].filter((name) => !name.startsWith('%')) : [];
  for (const name of all) {
    const resolve = getProperty(m, getProperty(m, table, name, call.node), 'resolve', call.node);
    if (resolve.refs.length > 0) continue;
    // The type's own id says that it is of stored things, whichever field the note is about.
    const beside = all.filter((each) => /^_?id$/i.test(each) && each !== name);
    noteType(m, call, namedIn(call.node, name) ?? call.node, type, [name, ...beside]);
  }
}
