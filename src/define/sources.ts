/** What the text of a source says of the value that was read there. */
import { isCodeName, isCredentialName, isPasswordName, isUnguessableName } from '../lang/secrets/names.js';

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

export function isUnguessable(text: string): boolean {
  return isUnguessableName(lastName(text));
}

export function isCredential(text: string): boolean {
  return isCredentialName(lastName(text));
}
