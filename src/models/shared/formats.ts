/**
 * Languages of common text formats, as patterns that match at least what validators accept (zod's regexes, validator.js,
 * ajv-formats): a wider pattern only errs towards "may be dangerous".
 */
import type { TextFact } from '../../lang/regex/language.js';
import { fact } from './shape.js';

const HEX = '[0-9a-fA-F]';
const ADDRESS_V4 = '\\d{1,3}(?:\\.\\d{1,3}){3}';
const ADDRESS_V6 = `[0-9a-fA-F:.]+`;

const PATTERNS: Readonly<Record<string, string>> = {
  uuid: `^${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}$`,
  /** GUIDs in the spellings that joi takes: with braces, brackets, parentheses, other or no separators. */
  looseGuid: `^[[{(]?${HEX}{8}[:-]?${HEX}{4}[:-]?${HEX}{4}[:-]?${HEX}{4}[:-]?${HEX}{12}[\\]})]?$`,
  cuid: '^[cC][0-9A-Za-z]{6,}$',
  alphanumeric: '^[0-9A-Za-z]+$',
  nanoid: '^[a-zA-Z0-9_-]+$',
  token: '^\\w+$',
  letters: '^[A-Za-z]+$',
  digits: '^[0-9]+$',
  integer: '^[-+]?[0-9]+$',
  decimal: '^[-+]?[0-9]*(?:[.,][0-9]+)?$',
  number: '^[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?$',
  hex: `^(?:0[xX])?${HEX}*$`,
  hexColor: `^#?${HEX}{3,8}$`,
  objectId: `^${HEX}{24}$`,
  base64: '^[0-9A-Za-z+/]*={0,2}$',
  base64url: '^[0-9A-Za-z_-]*={0,2}$',
  jwt: '^[0-9A-Za-z_=-]+(?:\\.[0-9A-Za-z_=-]*)*$',
  ipv4: `^${ADDRESS_V4}$`,
  ipv6: `^${ADDRESS_V6}(?:%[0-9a-zA-Z.-]+)?$`,
  ip: `^(?:${ADDRESS_V4}|${ADDRESS_V6}(?:%[0-9a-zA-Z.-]+)?)$`,
  cidrOrIp: `^(?:${ADDRESS_V4}|${ADDRESS_V6})(?:\\/\\d{1,3})?$`,
  cidr: `^(?:${ADDRESS_V4}|${ADDRESS_V6})\\/\\d{1,3}$`,
  mac: `^${HEX}{2}(?:[:. -]?${HEX}{2}){5,7}$`,
  hostname: '^[A-Za-z0-9_.-]+$',
  domain: '^[A-Za-z0-9_.-]+$',
  date: '^\\d{4}-\\d{2}-\\d{2}$',
  time: '^\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:[zZ]|[+-]\\d{2}(?::?\\d{2})?)?$',
  datetime: '^[+-]?\\d{4,6}-\\d{2}-\\d{2}[Tt ]?[\\d:.,]*(?:[zZ]|[+-][\\d:]+)?$',
  duration: '^[-+]?P[-+\\d.,YMWDTHS]*$',
  e164: '^\\+?[0-9]{6,15}$',
  creditCard: '^[0-9 -]+$',
  iban: '^[A-Z]{2}[0-9]{2}[A-Z0-9 ]{10,40}$',
  currency: '^[A-Z]{3}$',
  locale: '^[A-Za-z0-9_-]+$',
  semver: '^[0-9A-Za-z.+-]+$',
  slug: '^[0-9A-Za-z_-]+$',
  latLong: '^[-+()0-9., ]+$',
  port: '^[0-9]{1,5}$',
  /** Local parts may hold apostrophes and braces, never white space, angle brackets, parentheses or double quotes. */
  email: '^[^\\s<>()\\[\\]\\\\,;:"@]+@[A-Za-z0-9.-]+$',
  url: '^\\s*[A-Za-z][A-Za-z0-9+.-]*:',
  httpUrl: '^\\s*[hH][tT][tT][pP][sS]?:',
  base58: '^[1-9A-HJ-NP-Za-km-z]*$',
  lowercase: '^[^A-Z]*$',
  uppercase: '^[^a-z]*$',
};

/** Returns what is known of a text that has a format, or no facts when the format is not known here. */
export function formatFacts(name: string): readonly TextFact[] {
  const pattern = Object.hasOwn(PATTERNS, name) ? PATTERNS[name] : undefined;
  return pattern === undefined ? [] : [fact(pattern)];
}

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(PATTERNS).map(([name, pattern]) => [pattern, name]));

/** Returns the name of the format that a fact is the language of, or null. */
export function formatNamed({ pattern }: TextFact): string | null {
  return NAMES.get(pattern) ?? null;
}
