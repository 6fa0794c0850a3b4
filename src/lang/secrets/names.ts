/** What the name of a field or a variable says of the value in it. A name is never evidence by itself: it joins a flow. */
import { remembering } from '../remembering.js';

/** Splits `resetToken`, `RESET_TOKEN` and `reset-token` into words in small letters. */
export const wordsOf: (name: string) => readonly string[] = remembering((name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== ''),
);

function endsIn(name: string, endings: RegExp): boolean {
  return endings.test(` ${wordsOf(name).join(' ')}`);
}

/** A password or passphrase that a person chose: `password`, `newPassword`, `passwd`; not `passwordHash`. */
export function isPasswordName(name: string): boolean {
  return endsIn(
    name,
    / (?:password|passwd|pwd|passphrase|pass phrase|passcode|pass)(?: (?:confirmation|plain|again|repeat))?$/,
  );
}

/** A one-time code: `otp`, `otpCode`, `verificationCode`. */
export function isCodeName(name: string): boolean {
  return endsIn(
    name,
    / (?:otp|totp|passcode|pincode|(?:otp|sms|mfa|verification|confirmation|security|login|auth|one time) (?:code|pin|password))$/,
  );
}

/** `code`, `pin`: a one-time code where it is drawn and sent to somebody, and nothing of the kind elsewhere. */
export function isShortCodeName(name: string): boolean {
  return endsIn(name, / (?:code|pin)$/);
}

/** A value that nobody may guess: tokens, keys, session identifiers, one-time codes. */
export function isUnguessableName(name: string): boolean {
  // What is signed afterwards is guarded by its signature.
  if (/^unsigned/i.test(name)) return false;
  return (
    isCodeName(name) ||
    isPasswordName(name) ||
    endsIn(
      name,
      / (?:token|secret|api ?key|access key|secret key|private key|encryption key|session ?id|sid|nonce|salt)$/,
    )
  );
}

/** Who is calling, as a request or a context keeps it. */
export function isIdentityName(name: string): boolean {
  return endsIn(name, / (?:user|auth|principal|identity|caller|account)$/);
}

/** A credential that a request brings along to be compared: tokens, keys, codes, signatures, passwords. */
export function isCredentialName(name: string): boolean {
  return (
    isUnguessableName(name) ||
    endsIn(
      name,
      / (?:pin|key|signature|hmac|mac|authorization|credential|(?:key|token|password|secret|otp) [ab0-9]{1,2})$/,
    )
  );
}
