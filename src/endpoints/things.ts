/** What is stored: the entities, models and tables of a program, and which of their fields name an owner. */
import { collectionName, fieldsBeside, namingCall } from './collections.js';
import { isKept, nameOfKept, recordFields } from '../flow/kept.js';
import { readName } from '../flow/eval.js';
import type { Machine } from '../flow/machine.js';
import type { Call, ClassRef, Ref } from '../flow/refs.js';
import type { Value } from '../flow/value.js';
import { membersOf } from '../lang/declared-members.js';
import { ts, type TS } from '../lang/ts.js';
import { prismaThing } from '../models/prisma/fields.js';
import { isPasswordName, isPersonalName, isServerName } from '../models/sensitive.js';
import { isOwnerName } from '../models/stores/owners.js';

const MAX_DEPTH = 4;

/** A field of something that is stored. */
export interface Column {
  readonly name: string;
  /** What it refers to, as its declaration says: a class, a model or a table; null when it does not. */
  readonly refers: string | null;
}

function plain(name: string): Column {
  return { name, refers: null };
}

/** The values that say which thing a call is about: its receiver, the entity of a repository, a class that it is given. */
function subjects(m: Machine, call: Call): readonly Ref[] {
  const kept = call.self.refs.flatMap((ref) => (ref.kind === 'obj' ? (m.kept(ref, 'entity') as Value[]) : []));
  const named = call.self.refs.flatMap((ref) => {
    const cls = classOf(ref);
    return cls ? namedByHeritage(m, cls) : [];
  });
  return [...named, ...[call.self, ...kept, ...call.args.slice(0, 1)].flatMap((value) => value.refs)];
}

function classOf(ref: Ref): ClassRef | null {
  return ref.kind === 'class' ? ref : ref.kind === 'obj' ? ref.cls : null;
}

/** The classes that a class of the program names when it extends one of a library: `Pet` of `extends Repository<Pet>`. */
function namedByHeritage(m: Machine, { node, scope }: ClassRef): readonly ClassRef[] {
  const [base] = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types ?? [];
  return (base?.typeArguments ?? []).flatMap((type) =>
    ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)
      ? readName(m, type.typeName.text, scope, node.getSourceFile()).refs.filter(
          (ref): ref is ClassRef => ref.kind === 'class',
        )
      : [],
  );
}

/** The class that a field is declared to hold: `Customer` of `customer: Customer` and of `customer: Rel<Customer>`. */
function referredClass(type: TS.TypeNode | undefined): string | null {
  if (!type || !ts.isTypeReferenceNode(type)) return null;
  const [inner] = type.typeArguments ?? [];
  return inner ? referredClass(inner) : type.typeName.getText();
}

function fieldsOfClass(cls: ClassRef, depth = 0): readonly Column[] {
  const own = cls.node.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) && ts.isIdentifier(member.name)
      ? [{ name: member.name.text, refers: referredClass(member.type) }]
      : [],
  );
  const parents = depth < MAX_DEPTH ? (cls.parent?.refs ?? []) : [];
  return [...own, ...parents.flatMap((ref) => (ref.kind === 'class' ? fieldsOfClass(ref, depth + 1) : []))];
}

/** The declaration of a variable in the same file. */
function initializerOf(node: TS.Identifier): TS.Expression | null {
  for (const statement of node.getSourceFile().statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const each of statement.declarationList.declarations)
      if (ts.isIdentifier(each.name) && each.name.text === node.text) return each.initializer ?? null;
  }
  return null;
}

/** What a field of a described model refers to: `{ ref: 'User' }` of Mongoose, `.references(() => users.id)` of Drizzle. */
function referredIn(field: TS.ObjectLiteralElementLike): string | null {
  const written = ts.isPropertyAssignment(field) ? field.initializer.getText() : '';
  const [, model, table] = /\bref: *['"`](\w+)['"`]|\.references\(\s*\([^)]*\)[^=]*=>\s*(\w+)\./.exec(written) ?? [];
  return model ?? table ?? null;
}

/** The names in the object that a call describes a model with: `model('Order', new Schema({ ... }))`. */
function fieldsInCall(node: TS.Node, depth = 0): readonly Column[] {
  if (depth > MAX_DEPTH) return [];
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap((each) =>
      each.name && (ts.isIdentifier(each.name) || ts.isStringLiteral(each.name))
        ? [{ name: each.name.text, refers: referredIn(each) }]
        : [],
    );
  if (ts.isIdentifier(node)) {
    const initializer = initializerOf(node);
    return initializer ? fieldsInCall(initializer, depth + 1) : [];
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node))
    return (node.arguments ?? []).flatMap((each) => fieldsInCall(each, depth + 1));
  return [];
}

function madeBy(ref: Ref): TS.Node | null {
  const made = ref.kind === 'obj' ? (ref.slots.get('made') as TS.Node | undefined) : undefined;
  return made ?? null;
}

/** Returns the fields of the thing that a call is about, as far as they are known. */
export function columnsOf(m: Machine, call: Call): readonly Column[] {
  const described = prismaThing(call);
  if (described) return described.fields.map(plain);
  return subjects(m, call).flatMap((ref) => {
    const cls = classOf(ref);
    if (cls) return fieldsOfClass(cls);
    if (ref.kind === 'obj' && isKept(m, ref)) return recordFields(m, ref).map(plain);
    const made = madeBy(ref);
    if (made && ts.isPropertySignature(made))
      return made.type
        ? membersOf(m.project, made.type).map(({ name }) => plain(name.getText().replace(/['"`]/g, '')))
        : [];
    const naming = namingCall(made, call.node);
    return made ? [...fieldsInCall(made), ...(naming ? fieldsBeside(naming).map(plain) : [])] : [];
  });
}

/** True for something with a password: it is somebody's account, unless the password is for another service. */
export function holdsPassword(columns: readonly Column[]): boolean {
  return (
    columns.some(({ name }) => isPasswordName(name) || PASSWORD_KEPT.test(name)) &&
    !columns.some(({ name }) => isServerName(name))
  );
}

/** How a kept password is called where `isPasswordName` does not know it. */
const PASSWORD_KEPT = /^password_?(?:hash|digest)$|^hashed_?password$/i;

/** How fields are called by which somebody comes in or is reached. */
const IDENTIFYING = /name|e_?mail|login|phone/i;

/**
 * True for a call that stores things of known fields of which none tells who somebody is or whose they are: the `role` of a
 * message in a conversation with a model says who speaks, not what anybody may do.
 */
export function storesNobody(m: Machine, call: Call): boolean {
  if (!(call.spec?.roles ?? []).some(({ role }) => STORING.has(role))) return false;
  const columns = columnsOf(m, call);
  return (
    columns.length > 1 &&
    columns.every(
      ({ name }) => !isOwnerName(name) && !isPasswordName(name) && !isPersonalName(name) && !IDENTIFYING.test(name),
    )
  );
}

const STORING: ReadonlySet<string> = new Set(['store.insert', 'store.update', 'store.save']);

/** Returns how messages call the thing that a call is about. */
export function nameOfThing(m: Machine, call: Call): string {
  const described = prismaThing(call);
  if (described) return described.name;
  for (const ref of subjects(m, call)) {
    const name = classOf(ref)?.node.name?.text;
    if (name !== undefined) return name;
    const kept = ref.kind === 'obj' && isKept(m, ref) ? nameOfKept(ref) : null;
    if (kept !== null) return kept;
    const made = madeBy(ref);
    if (made && ts.isPropertySignature(made)) return made.name.getText();
    const naming = namingCall(made, call.node);
    const collection = naming && collectionName(naming);
    if (collection) return collection;
    if (made && ts.isVariableDeclaration(made.parent) && ts.isIdentifier(made.parent.name))
      return made.parent.name.text;
    const [first] = made && ts.isCallExpression(made) ? made.arguments : [];
    if (first && ts.isStringLiteralLike(first) && /^\w+$/.test(first.text)) return first.text;
  }
  return NAMELESS;
}

/** How messages call what has no name of its own: many things share it. */
export const NAMELESS = 'the record';
