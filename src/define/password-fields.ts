/** Fields of schemas that take a password: where a check of a schema belongs, and whether the password is a new one. */
import { ts, type TS } from '../lang/ts.js';
import { isPasswordName, wordsOf } from '../lang/secrets/names.js';

export interface PasswordField {
  readonly name: string;
  /** Where the field is declared: reports stand there. */
  readonly node: TS.Node;
  /** The names of the fields beside it. */
  readonly siblings: readonly string[];
}

const STEPS = 12;

/** The field name that a chain begins with: `body('password')`. */
function rootText(node: TS.Node): string | null {
  let current: TS.Node = node;
  let text: string | null = null;
  for (let step = 0; step < STEPS * 2; step++) {
    if (ts.isPropertyAccessExpression(current)) current = current.expression;
    else if (ts.isCallExpression(current)) {
      const [first] = current.arguments;
      text = first && ts.isStringLiteralLike(first) ? first.text : null;
      current = current.expression;
    } else break;
  }
  return text;
}

function nameOf(node: TS.PropertyName): string | null {
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : null;
}

function namesOf(members: readonly TS.NamedDeclaration[]): readonly string[] {
  return members.flatMap(({ name }) => (name && ts.isPropertyName(name) ? (nameOf(name) ?? []) : []));
}

/** Returns the field that a call says something of; null when it is none of a password. */
export function passwordFieldOf(call: TS.Node): PasswordField | null {
  let node = call;
  for (let step = 0; step < STEPS; step++) {
    const { parent } = node;
    if (ts.isPropertyAssignment(parent) && parent.initializer === node && ts.isObjectLiteralExpression(parent.parent)) {
      const name = nameOf(parent.name);
      return name !== null && isPasswordName(name)
        ? { name, node: parent.name, siblings: namesOf(parent.parent.properties) }
        : null;
    }
    if (ts.isDecorator(parent)) {
      const owner = parent.parent;
      if (!ts.isPropertyDeclaration(owner) || !ts.isClassLike(owner.parent)) return null;
      const name = nameOf(owner.name);
      return name !== null && isPasswordName(name)
        ? { name, node: owner.name, siblings: namesOf(owner.parent.members) }
        : null;
    }
    const text = rootText(node);
    const list = ts.isArrayLiteralExpression(parent)
      ? parent.elements
      : ts.isCallExpression(parent)
        ? parent.arguments
        : null;
    if (text !== null && isPasswordName(text) && list)
      return { name: text, node, siblings: list.flatMap((each) => rootText(each) ?? []) };
    const climbs =
      ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent) || ts.isParenthesizedExpression(parent);
    if (!climbs) return null;
    node = parent;
  }
  return null;
}

const NEW = /^new$/;
const REPEATED = /^(?:confirm|confirmation|confirmed|repeat|repeated|retype|again)$/;
const OLD = /^(?:old|current|existing|previous)$/;
/** What people tell of themselves when they register, and never when they log in. */
const PROFILE =
  /^(?:(?:first|last|middle|full|display|given|family|nick) ?name|name|surname|phone(?: number)?|mobile|birth ?(?:day|date)|date of birth|dob|gender|country|city|address|company(?: name)?|avatar|photo|image|bio|role|roles|role id|(?:accept(?:ed)? ?)?terms(?: accepted)?)$/;

function spoken(name: string): string {
  return wordsOf(name).join(' ');
}

function says(name: string, what: RegExp): boolean {
  return wordsOf(name).some((word) => what.test(word));
}

/** Names of what takes the passwords of new accounts, and new ones of old accounts. */
const TAKES_NEW = /(?:^| )(?:register|registration|sign ?up|(?:reset|change|update|set) password)(?: |$)/;
const STEPS_UP = 10;

/** What a node that holds a schema is called: a variable, a property, a class, or the path of a route. */
function titleOf(node: TS.Node): string | null {
  if (ts.isVariableDeclaration(node) || ts.isClassLike(node) || ts.isPropertyAssignment(node))
    return node.name && ts.isIdentifier(node.name) ? node.name.text : null;
  if (ts.isBinaryExpression(node) && ts.isPropertyAccessExpression(node.left)) return node.left.name.text;
  const first =
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.arguments[0] : undefined;
  return first && ts.isStringLiteralLike(first) && first.text.startsWith('/') ? first.text : null;
}

/** True when the schema, the class or the route around a field is called a registration or a change of a password. */
function isInRegistration(field: TS.Node): boolean {
  let node = field.parent;
  for (let step = 0; step < STEPS_UP && !ts.isSourceFile(node); step++, node = node.parent) {
    const title = titleOf(node);
    if (title !== null && TAKES_NEW.test(spoken(title.replaceAll(/[^A-Za-z\d]+/g, ' ').trim()))) return true;
    if (ts.isFunctionLike(node)) return false;
  }
  return false;
}

/**
 * True when the fields around a password show that it is a new one: it is asked for twice, beside the old one, or together
 * with what people tell of themselves; or when what holds them is called a registration. A login has none of these.
 */
export function isNewPassword({ name, siblings, node }: PasswordField): boolean {
  // What is typed again is compared with the first, which is reported.
  if (!mayBeNew({ name, siblings, node })) return false;
  if (says(name, NEW) || isInRegistration(node)) return true;
  const others = siblings.filter((each) => each !== name);
  if (others.some((each) => isPasswordName(each) || (/pass/i.test(each) && (says(each, NEW) || says(each, REPEATED)))))
    return true;
  const words = others.map(spoken);
  return (
    words.some((each) => PROFILE.test(each)) ||
    (words.includes('email') && words.some((each) => /^user ?name$/.test(each)))
  );
}

/** False for the old password, and for what is typed again: nothing shows by their own that they are new ones. */
export function mayBeNew({ name }: PasswordField): boolean {
  // Settings are written in capitals: nobody chooses such a password for an account.
  return !says(name, OLD) && !says(name, REPEATED) && !/^[A-Z][A-Z\d_]*$/.test(name);
}
