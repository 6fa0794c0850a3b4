/** Whether what reaches a sink is a secret, and how a message calls it. */
import type { Finding } from '../analysis/analysis.js';
import {
  isPasswordName,
  isPersonalName,
  isSecretCookie,
  isSecretHeader,
  isSecretName,
  isSecretSetting,
  isServerName,
} from '../analysis/sensitive.js';
import { Form, soleText, State, STRUCTURED } from '../analysis/values.js';
import { isStored } from './values.js';
import { sidesOf } from './places.js';
import type { CallRecord, Comparison } from '../flow/machine.js';
import type { Label, Source } from '../flow/labels.js';
import { ts, type TS } from '../lang/ts.js';

export { isSecretCookie };

function kept(names: readonly string[], { omitted = [] }: Source): readonly string[] {
  return names.filter((name) => !omitted.includes(name));
}

/** The names that a function reads from an expression: `req.body.password`, `const { password } = req.body`. */
function namesReadFrom(text: string, root: TS.Node): readonly string[] {
  const names: string[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === text) names.push(node.name.text);
    else if (
      ts.isVariableDeclaration(node) &&
      ts.isObjectBindingPattern(node.name) &&
      node.initializer?.getText() === text
    )
      for (const each of node.name.elements) names.push((each.propertyName ?? each.name).getText());
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

/** The function that a node stands in; outside of all functions the property, of whose neighbours nothing is said. */
function functionAround(node: TS.Node): TS.Node {
  let around = node;
  let property: TS.Node | null = null;
  while (!ts.isSourceFile(around.parent) && !ts.isFunctionLike(around)) {
    if (ts.isPropertyAssignment(around)) property ??= around;
    around = around.parent;
  }
  return ts.isFunctionLike(around) ? around : (property ?? around);
}

/** The names that an assertion says an expression holds: `req.body as { email: string }`, or a type of the same file. */
function namesAsserted(node: TS.Node): readonly string[] {
  const { parent } = node;
  if (!ts.isAsExpression(parent) || parent.expression !== node) return [];
  return memberNames(declaredMembers(parent.type));
}

function memberNames(members: readonly TS.Node[]): readonly string[] {
  return members.flatMap((each) =>
    (ts.isPropertySignature(each) || ts.isPropertyDeclaration(each)) && ts.isIdentifier(each.name)
      ? [each.name.text]
      : [],
  );
}

/** The members of a type that is written there, or declared in the same file. */
function declaredMembers(type: TS.TypeNode): readonly TS.Node[] {
  if (ts.isTypeLiteralNode(type)) return type.members;
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return [];
  const name = type.typeName.text;
  for (const each of type.getSourceFile().statements) {
    if ((ts.isInterfaceDeclaration(each) || ts.isClassDeclaration(each)) && each.name?.text === name)
      return each.members;
    if (ts.isTypeAliasDeclaration(each) && each.name.text === name && ts.isTypeLiteralNode(each.type))
      return each.type.members;
  }
  return [];
}

/** The names that a whole is known to hold: declared or asserted ones, or those that the same function reads from it. */
function fieldsOf({ source }: Finding['hit']['label']): readonly string[] {
  const names = source.fields ?? [
    ...namesReadFrom(source.text, functionAround(source.node)),
    ...namesAsserted(source.node),
  ];
  return kept(names, source);
}

/** What is called by the short word is a password where the same function reads from the same object who somebody is. */
function isPassBeside(name: string, source: Source): boolean {
  if (name !== 'pass' || !/^http\.(?:body|query)$/.test(source.kind)) return false;
  const whole = /^(.*)\.pass$/s.exec(source.text)?.[1];
  return (
    whole !== undefined &&
    namesReadFrom(whole, functionAround(source.node)).some((each) => /^(?:user(?:_?name)?|e?mail|login)$/i.test(each))
  );
}

export interface Sensitivity {
  /** In words that begin a sentence: "A password". */
  readonly words: string;
}

function word(name: string): string {
  return /pass(?:word|wd|phrase)|pwd|^pass$/i.test(name)
    ? 'A password'
    : isPersonalName(name)
      ? 'Personal data'
      : 'A secret';
}

/** All names of the environment, one after the other. */
const ENUMERATED = /\bin\s+process\.env\s*\)|\.(?:keys|getOwnPropertyNames)\(\s*process\.env\s*\)/;

/** A call, or a name that is not written there, answers one setting, whichever it is, unless it is each in turn. */
function isOneSetting(node: TS.Node): boolean {
  const isRead = ts.isElementAccessExpression(node.parent) && node.parent.expression === node;
  return ts.isCallExpression(node) || (isRead && !ENUMERATED.test(node.getSourceFile().text));
}

/**
 * The name of the property by which one setting was read of a copy of all: `copy.PORT`; empty for a name that is not
 * written there, and null where nothing was read.
 */
function readBehind({ via }: Label): string | null {
  let read: string | null = null;
  for (let step = via; step !== null; step = step.before) {
    if (ts.isPropertyAccessExpression(step.node)) return step.node.name.text;
    if (ts.isElementAccessExpression(step.node)) read = '';
  }
  return read;
}

/** The property that was read last: `claims.sub`, `const { sub } = claims`. */
function lastRead({ via }: Label): string | null {
  for (let step = via; step !== null; step = step.before) {
    const { node } = step;
    if (ts.isPropertyAccessExpression(node)) return node.name.text;
    const element = ts.isBindingElement(node) ? node : ts.isBindingElement(node.parent) ? node.parent : null;
    if (element) return (element.propertyName ?? element.name).getText();
  }
  return null;
}

/** What a token or cookie says under a name, once it is decoded: who has the id of a user has not got the token. */
function isPartOfDecoded(label: Label): boolean {
  const read = (label.state & State.Transformed) === 0 ? null : lastRead(label);
  return read !== null && !isSecretCookie(read) && !isSecretHeader(read);
}

/** Returns what is sensitive about the data of a finding; null when nothing is known to be. */
export function sensitivityOf(finding: Finding, personal = false): Sensitivity | null {
  const { label } = finding.hit;
  const { source } = label;
  // Names of fields say what was given, not what it is; where the address of a service leads is no secret either, what stands
  // before its host may be.
  if ((label.state & (State.Excerpt | State.Key | State.UrlHost)) !== 0) return null;
  const isOne = (name: string): boolean => isSecretName(name) || (personal && isPersonalName(name));
  const last = source.path?.at(-1);
  switch (source.kind) {
    case 'credential.issued':
      return { words: 'A token' };
    case 'process.env':
      if (last === undefined) {
        if (isOneSetting(source.node)) return null;
        const read = ts.isElementAccessExpression(source.node.parent) ? readBehind(label) : null;
        if (read !== null) return isSecretSetting(read) ? { words: word(read) } : null;
        return { words: 'The environment with its secrets' };
      }
      return isSecretSetting(last) ? { words: word(last) } : null;
    case 'http.headers':
      if (isPartOfDecoded(label)) return null;
      if (last !== undefined) return isSecretHeader(last) ? { words: 'A credential' } : null;
      return (label.source.omitted ?? []).some(isSecretHeader) ? null : { words: 'Headers with credentials' };
    case 'http.cookies':
      if (isPartOfDecoded(label)) return null;
      return last === undefined || isSecretCookie(last) ? { words: 'A cookie' } : null;
    case 'http.url':
    case 'http.host':
    case 'http.files':
      return null;
    default:
      break;
  }
  if (last !== undefined && last !== '[]')
    return isOne(last) || isPassBeside(last, source) ? { words: word(last) } : null;
  const held = fieldsOf(label).find(isOne);
  if (held === undefined) return null;
  return { words: source.kind.startsWith('store.') ? `A stored record with \`${held}\`` : `Data with \`${held}\`` };
}

/** Returns which secret or personal field a whole record takes into an answer; null when it takes none. */
export function exposureOf({ hit }: Finding): Sensitivity | null {
  // A length or an answer to a question shows nothing of the record.
  if ((hit.label.form & (Form.String | STRUCTURED)) === 0) return null;
  const { source } = hit.label;
  const { path = [], fields = [], hidden = [] } = source;
  if (path.length > 0) return null;
  const left = hit.kind === 'answer-serialized' ? hidden : [];
  const held = kept(fields, source).find(
    (name) => !left.includes(name) && (isSecretName(name) || isPersonalName(name)),
  );
  return held === undefined ? null : { words: `A stored record with \`${held}\`` };
}

function hasRole(record: CallRecord, role: string): boolean {
  return record.call.spec?.roles?.some((each) => each.role === role) === true;
}

/** The member or class that a decorator's call stands on. */
function decorated({ call }: CallRecord): TS.Node | null {
  return ts.isDecorator(call.node.parent) ? call.node.parent.parent : null;
}

/** Returns the name of a secret or personal field that a decorator puts into an output type of a GraphQL schema, or null. */
export function exposedField(record: CallRecord, all: readonly CallRecord[]): string | null {
  const member = hasRole(record, 'graphql.field') ? decorated(record) : null;
  if (!member || !ts.isPropertyDeclaration(member) || !ts.isIdentifier(member.name)) return null;
  const { text } = member.name;
  if (!isSecretName(text) && !isPersonalName(text)) return null;
  if (member.type?.kind === ts.SyntaxKind.BooleanKeyword) return null;
  if (isToken(text) && !isStoredClass(member.parent, all)) return null;
  return all.some((each) => hasRole(each, 'graphql.object') && decorated(each) === member.parent) ? text : null;
}

/** Returns the secret or personal fields of an output type that a schema declares without a decorator, or null. */
export function declaredSecret({ call }: CallRecord): string | null {
  if (call.spec?.roles?.some(({ role }) => role === 'graphql.type') !== true) return null;
  const [type = '', ...fields] = call.args.flatMap((each) => soleText(each) ?? []);
  const isStoredType = fields.some((name) => /^_?id$/i.test(name));
  const held = fields.find((name) => (isSecretName(name) || isPersonalName(name)) && (!isToken(name) || isStoredType));
  return held === undefined ? null : `${type}.${held}`;
}

/** Roles of decorators that only say how a class is shown in a schema. */
const OF_SCHEMAS: readonly string[] = ['graphql.object', 'graphql.shown'];

function isToken(name: string): boolean {
  return /token$/i.test(name) && !isPasswordName(name);
}

/**
 * What is decorated for something else than its schema as well, has an id, or has a parent that may have one, may be stored.
 * Anything else was made to be answered: the tokens of a login.
 */
function isStoredClass(node: TS.Node, all: readonly CallRecord[]): boolean {
  if (!ts.isClassDeclaration(node) || node.heritageClauses !== undefined) return true;
  if (node.members.some(({ name }) => name !== undefined && /^_?id$/i.test(name.getText()))) return true;
  const shown = all.filter((each) => OF_SCHEMAS.some((role) => hasRole(each, role)) && decorated(each) === node);
  return (ts.getDecorators(node) ?? []).length > shown.length;
}

/** True when what is stored are the settings of a connection: their password is sent to the other side as it is. */
function isForElsewhere(stored: TS.Node): boolean {
  if (ts.isObjectLiteralExpression(stored) && stored.properties.some(({ name }) => isServerName(name?.getText() ?? '')))
    return true;
  return (
    !ts.isFunctionLike(stored) && (ts.forEachChild(stored, (child) => isForElsewhere(child) || undefined) ?? false)
  );
}

/** True for a password of a request that is stored or compared as it is. */
export function isPlainPassword({ hit }: Finding): boolean {
  const { kind, path = [] } = hit.label.source;
  if (!/^http\.(?:body|query|params)$/.test(kind) || !isPasswordName(path.at(-1) ?? '')) return false;
  if (hit.kind !== 'compared') return !isForElsewhere(hit.node);
  return (
    hit.against?.some(({ source }) => source.kind === 'store.row' && isPasswordName(source.path?.at(-1) ?? '')) === true
  );
}

export interface PlainComparison {
  readonly node: TS.Node;
  /** The password of the request, and what it is compared with, as they were written. */
  readonly sent: string;
  readonly stored: string;
}

/** Comparisons of a password of a request with something that is stored under a name of passwords. */
export function plainComparisons(comparisons: readonly Comparison[]): readonly PlainComparison[] {
  return comparisons.flatMap(({ how, left, right, node }): readonly PlainComparison[] => {
    if (how !== 'strict' && how !== 'loose') return [];
    const [leftNode, rightNode] = sidesOf(node);
    for (const [value, other, written] of [
      [left, right, leftNode],
      [right, left, rightNode],
    ] as const) {
      const stored = written?.getText().replace(/\s+/g, ' ') ?? '';
      const label = other.labels.find(({ source }) => /^http\.(?:body|query|params)$/.test(source.kind));
      if (!label || !isPasswordName(label.source.path?.at(-1) ?? '') || (label.state & State.Transformed) !== 0)
        continue;
      const name = /\.(\w+)!?$/.exec(stored)?.[1] ?? '';
      if (isStored(value) && value.labels.length === 0 && (isPasswordName(name) || /hash$/i.test(name)))
        return [{ node, sent: label.source.text, stored }];
    }
    return [];
  });
}

/** True for facts about the machine and its programs, and for settings that hold a secret. */
export function isSystemInformation(finding: Finding): boolean {
  const { kind } = finding.hit.label.source;
  return kind.startsWith('system.') || sensitivityOf(finding) !== null;
}

/** Returns what somebody else's service is given of a person or of credentials; null when it is nothing of the kind. */
export function sharedSecret(finding: Finding): Sensitivity | null {
  const { kind, path = [] } = finding.hit.label.source;
  if (!kind.startsWith('http.')) return sensitivityOf(finding, true);
  // Tokens of requests are made for others to check: captchas, sign-in with another account.
  const last = path.at(-1) ?? '';
  return isPasswordName(last) || isPersonalName(last) ? sensitivityOf(finding, true) : null;
}

/** True for data that no schema has looked at, and that no conversion has made a number of. Pieces of a stream that are passed on are bytes. */
export function isUnchecked({ hit }: Finding): boolean {
  const { form, state, source } = hit.label;
  if ((state & State.Checked) !== 0 || (form & (Form.String | STRUCTURED)) === 0) return false;
  return form !== Form.String || source.kind !== 'third-party.piece';
}
