/**
 * Which names of declared fields, settings and headers say that what they hold is a secret or tells who somebody is. The
 * rule catalogue defines sensitive fields by their names (password, hash, token, secret, ssn, salt); this is the one list.
 */
import { wordsOf } from '../lang/secrets/names.js';

/** Words in front that make a name a question or a number, and words behind that make it something about the secret. */
const ABOUT_FIRST =
  /^(?:has|is|should|needs?|can|includes?|excludes?|requires?|required|num|number|count|max|min|total|use|with|allow|enable|public|partial|masked|redacted|truncated|csrf|xsrf|page|next|prev|previous|continuation|sync)$/;
const ABOUT_LAST =
  /^(?:at|on|date|time|ttl|expires?|expiry|expiration|expired|length|count|counts|type|policy|id|ids|url|uri|label|name|hint|strength|required|enabled|disabled|changed|updated|created|used|attempts?|version|prefix|issuer|audience|algorithm|method|mode|rounds|cost|status|usage|limit|min|max|in|field|path|file|filename|dir|directory|folder|arn)$/;
const SECRET_WORD =
  /^(?:password|passwords|passwd|pwd|passphrase|passcode|secret|secrets|token|salt|cvv|cvc|credentials?|passwordhash)$/;
const SECRET_PAIR =
  /(?:^| )(?:api|private|access|signing|encryption|master|client|account|service) key(?:$| )|(?:^| )(?:pin|otp|recovery|backup) (?:hash|codes?|secret)(?:$| )|^(?:pin|otp|apikey|privatekey)$/;
const PERSONAL =
  /(?:^| )(?:ssn|social security|passport number|card number|credit card|national id|tax id|iban|cvv)(?:$| )/;

function isAbout(words: readonly string[]): boolean {
  return ABOUT_FIRST.test(words[0] ?? '') || ABOUT_LAST.test(words.at(-1) ?? '');
}

/** True for names of fields that hold a password, its hash, a token or another secret. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  return !isAbout(words) && (words.some((word) => SECRET_WORD.test(word)) || SECRET_PAIR.test(words.join(' ')));
}

/** True for names of fields that hold a password itself. */
export function isPasswordName(name: string): boolean {
  const words = wordsOf(name);
  return !isAbout(words) && /^(?:password|passwd|pwd|passphrase)$/.test(words.at(-1) ?? '');
}

/** True for names of fields that tell who somebody is to authorities and banks. */
export function isPersonalName(name: string): boolean {
  return PERSONAL.test(wordsOf(name).join(' '));
}

/** True for headers that carry credentials (RFC 9110, 11.6; RFC 6265, 4.2). */
export function isSecretHeader(name: string): boolean {
  return /^(?:authorization|proxy-authorization|cookie|set-cookie)$/i.test(name) || isSecretName(name);
}

/** True for cookies that stand for a session. */
export function isSecretCookie(name: string): boolean {
  return isSecretName(name) || /(?:^|[._-])(?:sid|sess|session|sessionid|jwt|auth)$/i.test(name);
}

/** True for settings that hold a secret or an address with a password in it. */
export function isSecretSetting(name: string): boolean {
  return (
    isSecretName(name) || /(?:^|_)(?:DATABASE|DB|MONGO|MONGODB|POSTGRES|REDIS|AMQP)_?(?:URL|URI|DSN)$|^DSN$/i.test(name)
  );
}

/** True for columns that say whose a record is, or who has made it. */
export function isOwnerName(name: string): boolean {
  return /^(?:user|owner|customer|tenant|account|author|member|org|organi[sz]ation|created by|creator)(?: id)?$/.test(
    wordsOf(name).join(' '),
  );
}

/** True for names by which a request says who has made what it brings: `authorId`, `postedBy`. */
export function isMakerName(name: string): boolean {
  return /^(?:(?:author|creator|seller|sender|patient|buyer) id|(?:created|posted|sent|uploaded) by(?: id)?)$/.test(
    wordsOf(name).join(' '),
  );
}

/** True for names by which a request says who its sender is: `userId`, `x-tenant-id`, `createdBy`. */
export function isPrincipalName(name: string): boolean {
  return /^(?:x )?(?:(?:user|account|customer|tenant|owner|member|org|organi[sz]ation) id|uid|created by)$/.test(
    wordsOf(name).join(' '),
  );
}

/** True for names of what a caller may do: `isAdmin`, `role`, `x-role`. */
export function isRoleName(name: string): boolean {
  return /^(?:x )?(?:user )?(?:is )?(?:admin|administrator|superuser|super admin|moderator|staff|roles?|permissions?|privileges?)$/.test(
    wordsOf(name).join(' '),
  );
}

/** Returns true for names of where a connection leads; beside a password they say that it opens another service. */
export function isServerName(name: string): boolean {
  return /(?:^| )(?:host(?: ?name)?|server|port)$/.test(wordsOf(name).join(' '));
}
