import { findUrlPassword, isOwnMachine } from './carriers.js';
import { isPlaceholder, isSlot } from './placeholder.js';

/** What the place expects that a literal flows into. */
export type CredentialPosition = 'password' | 'secret' | 'token' | 'connection' | 'authorization' | 'presented';

/** Whether the literal is the credential itself, or the name under which a configuration is asked for it. */
export type CredentialUse = 'value' | 'name';

const KEY_FILE = /^[\w .@~:\\/-]*\w\.(?:pem|key|crt|cer|der|p12|pfx|jks|pub|json|ya?ml|txt|env|conf|ini)$/i;
const ABSOLUTE_PATH = /^(?:\/(?:etc|run|var|usr|home|root|secrets?|opt|app|mnt|certs?)\/|file:|\.{1,2}\/)/;
const ADDRESS = /^[a-z][a-z0-9+.-]{1,20}:\/\//i;
/** Three words or more in small letters between dots, or two of which the first is a usual group of messages. */
const TRANSLATION_KEY =
  /^(?:[a-z][a-zA-Z_-]*(?:\.[a-z][a-zA-Z_-]*){2,}|(?:account|auth|common|errors?|fields?|forms?|i18n|labels?|login|messages?|pages?|settings|users?|validation)\.[a-z][a-zA-Z_-]*)$/;
/** A scheme and what it wants (RFC 9110, section 11.6.2). */
const AUTHORIZATION = /^(?:Basic|Bearer|Token|ApiKey|Api-Key|Key|Digest)\s+(\S.*)$/i;
/** Hashes of passwords: bcrypt, Argon2, scrypt and crypt(3) forms. They are compared with, not logged in with. */
const PASSWORD_HASH = /^\$(?:2[abxy]?|argon2(?:id|i|d)|scrypt|[156y])\$/;
const PUBLIC_MATERIAL = /^\s*(?:-----BEGIN (?:[A-Z]+ )?(?:PUBLIC KEY|CERTIFICATE)|ssh-(?:rsa|ed25519) )/;
const SENTENCE =
  /^[A-Z][^\n]*\b(?:is|are|must|should|required|invalid|incorrect|wrong|please|cannot|can't|not|too|enter|your)\b/;

/** What keys of a provider begin with, and no key behind it: clients that want some text are given `sk-`. */
const BARE_PREFIX = /^[A-Za-z]{2,6}[-_]$/;

/** Texts that other values turn into by accident, and names of algorithms, schemes and header fields. */
const NO_CREDENTIALS =
  /^(?:null|undefined|true|false|none|N\/A|\[object Object\]|bearer|basic|digest|(?:HS|RS|ES|PS)(?:256|384|512)|EdDSA|sha-?(?:1|256|384|512)|utf-?8|hex|base64(?:url)?|x-api-key|authorization)$/i;

/**
 * Whether a literal that flows into the position of a credential can be one. The position is the evidence, so
 * ordinary words count: `changeme` as a session secret is a hard-coded secret. Not plausible are empty texts and pure
 * slots to be filled in, addresses without a password, paths of key files, translation keys, messages, password
 * hashes and public keys, and all texts that serve as names (`process.env['JWT_SECRET']`).
 */
export function plausibleSecretText(text: string, position: CredentialPosition, use: CredentialUse = 'value'): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || BARE_PREFIX.test(trimmed) || isSlot(trimmed) || NO_CREDENTIALS.test(trimmed)) return false;
  if (use === 'name') return false;
  // Another service asks for it: a text that says it is none opens nothing there.
  if (position === 'presented') return plausibleSecretText(text, 'secret') && !isPlaceholder(text);
  if (position === 'authorization') {
    const rest = AUTHORIZATION.exec(trimmed)?.[1];
    // Without a scheme it may be anything, a slot in a template of requests for one.
    return rest !== undefined && plausibleSecretText(rest, 'secret') && !isPlaceholder(rest);
  }
  if (isOwnMachine(trimmed)) return false;
  if (position === 'connection')
    return findUrlPassword(trimmed) !== null || /(?:password|pwd)\s*=\s*[^;\s]/i.test(trimmed);
  if (ADDRESS.test(trimmed)) return findUrlPassword(trimmed) !== null;
  if (KEY_FILE.test(trimmed) || ABSOLUTE_PATH.test(trimmed) || TRANSLATION_KEY.test(trimmed)) return false;
  if (PUBLIC_MATERIAL.test(trimmed) || SENTENCE.test(trimmed)) return false;
  return !(position === 'password' && PASSWORD_HASH.test(trimmed));
}
