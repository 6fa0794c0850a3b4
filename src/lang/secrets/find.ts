import { findJwt, findPairPassword, findPrivateKey, findUrlPassword } from './carriers.js';
import type { CarriedSecret } from './carriers.js';
import { SECRET_FORMATS } from './formats.js';
import type { SecretFormat, Strength } from './format.js';
import { maskSecret } from './mask.js';
import { isPlaceholder, isTooRegular } from './placeholder.js';

/** A secret in a text. */
export interface SecretMatch {
  readonly provider: string;
  /** What it is, to stand after the provider's name: "personal access token". */
  readonly what: string;
  /** Where the secret stands in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The secret as a message may show it. */
  readonly masked: string;
  /** Mild finds are test keys, passwords of local services and identifiers whose secret stands elsewhere. */
  readonly strength: Strength;
  /** It has a provider's own form; key files, signed tokens and addresses with a password can be made up by anybody. */
  readonly byProvider: boolean;
}

function findFormat(text: string, format: SecretFormat): CarriedSecret | null {
  if (format.hint !== null && !text.includes(format.hint)) return null;
  for (const match of text.matchAll(format.pattern)) {
    const whole = match[0];
    const body = match.groups?.['body'] ?? whole;
    if (isPlaceholder(whole) || isTooRegular(body) || format.check?.(body, whole) === false) continue;
    return {
      provider: format.provider,
      what: format.what,
      start: match.index,
      end: match.index + whole.length,
      strength: format.strength ?? 'secret',
    };
  }
  return null;
}

const CARRIERS = [findPrivateKey, findJwt, findUrlPassword, findPairPassword];

/** Texts without any of the hints, which are nearly all, are asked for the few formats that have none. */
const HINTS = new RegExp(
  SECRET_FORMATS.flatMap(({ hint }) => (hint === null ? [] : [hint.replace(/[^\w]/g, '\\$&')])).join('|'),
);
const WITHOUT_HINT = SECRET_FORMATS.filter(({ hint }) => hint === null);

function* secretsIn(text: string): Generator<readonly [found: CarriedSecret, byProvider: boolean]> {
  for (const format of HINTS.test(text) ? SECRET_FORMATS : WITHOUT_HINT) {
    const found = findFormat(text, format);
    if (found) yield [found, true];
  }
  for (const find of CARRIERS) {
    const found = find(text);
    if (found) yield [found, false];
  }
}

/**
 * The first secret in a text that has the form of a provider's key, passes its checks (length, alphabet, checksum
 * where the provider has one) and is no placeholder. Real secrets are preferred to mild finds. Null when there is none.
 */
export function findSecret(text: string): SecretMatch | null {
  const shown = (found: CarriedSecret, byProvider: boolean): SecretMatch => ({
    ...found,
    byProvider,
    masked: maskSecret(text.slice(found.start, found.end)),
  });
  let mild: SecretMatch | null = null;
  for (const [found, byProvider] of secretsIn(text)) {
    if (found.strength === 'secret') return shown(found, byProvider);
    mild ??= shown(found, byProvider);
  }
  return mild;
}
