/** What the text of a source says of the value that was read there. */
import type { Finding } from '../analysis/analysis.js';
import { variablesAround } from '../lang/branches.js';
import {
  isCodeName,
  isCredentialName,
  isPasswordName,
  isShortCodeName,
  isUnguessableName,
} from '../lang/secrets/names.js';
import { ts, type TS } from '../lang/ts.js';

export { isClientData } from './flow-rule.js';

/** Returns the last name in a source as it was written: `password` of `req.body.password`, `@Body('password') p` or `body['password']`. */
export function lastName(text: string): string {
  const quoted = /(['"`])([\w.-]+)\1[^'"`]*$/.exec(text)?.[2];
  return quoted ?? /([\w$-]+)\W*$/.exec(text)?.[1] ?? text;
}

export function isPassword(text: string): boolean {
  return isPasswordName(lastName(text));
}

export function isCode(text: string): boolean {
  return isCodeName(lastName(text));
}

/** The same, or what only says that it is a code. */
export function isAnyCode(text: string): boolean {
  return isCode(text) || isShortCodeName(lastName(text));
}

export function isUnguessable(text: string): boolean {
  return isUnguessableName(lastName(text));
}

export function isCredential(text: string): boolean {
  return isCredentialName(lastName(text));
}

/** Methods of forms, queries and maps: JSON holds no functions, so what has one of them is no data as it was sent. */
const METHODS: ReadonlySet<string> = new Set(['getAll', 'entries', 'values', 'keys', 'forEach']);

function callsMethod(node: TS.Expression): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    METHODS.has(node.expression.name.text)
  );
}

/** True for what a method of a form gave: `input.getAll('files')`, there or in a variable. */
export function isCalled({ hit }: Finding): boolean {
  if (METHODS.has(hit.label.source.path?.at(-1) ?? '')) return true;
  const node = ts.isPropertyAccessExpression(hit.node) ? hit.node.expression : hit.node;
  return (
    ts.isIdentifier(node) &&
    variablesAround(node).some(
      ({ name, initializer }) =>
        ts.isIdentifier(name) && name.text === node.text && initializer !== undefined && callsMethod(initializer),
    )
  );
}
