/** validator (https://github.com/validatorjs/validator.js#validators): what each test promises of a text, and sanitizers. */
import type { TextFact } from '../../lang/regex/language.js';
import { EVERY_KIND, State } from '../../flow/labels.js';
import type { GuardSpec, LibraryModel, MemberSpec } from '../schema.js';

function fact(pattern: RegExp): TextFact {
  return { pattern: pattern.source, flags: pattern.flags, matches: true };
}

function test(...facts: readonly RegExp[]): MemberSpec {
  return { call: { guards: [{ at: '0', when: 'true', facts: facts.map(fact) }], returns: 'boolean' } };
}

/** An address has at most 254 characters (RFC 5321, 4.5.3.1.3, as `isEmail` counts them unless told otherwise). */
function short(pattern: RegExp): MemberSpec {
  const guard: GuardSpec = { at: '0', when: 'true', facts: [fact(pattern)], state: State.BoundedLength };
  return { call: { guards: [guard], returns: 'boolean' } };
}

function state(bits: number): MemberSpec {
  const guard: GuardSpec = { at: '0', when: 'true', state: bits };
  return { call: { guards: [guard], returns: 'boolean' } };
}

function made(...facts: readonly RegExp[]): MemberSpec {
  return { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, facts: facts.map(fact) }] } };
}

const INTEGER = /^[-+]?[0-9]+$/;
const NUMBER = /^[-+]?[0-9.,eE+-]*$/;
const UUID = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
const HEX = /^(?:0[xXhH])?[0-9A-Fa-f]+$/;
const MOMENT = /^[0-9TtZzW:.,+\- /]*$/;

export const VALIDATORS: Readonly<Record<string, MemberSpec>> = {
  isInt: test(INTEGER),
  isFloat: test(NUMBER),
  isDecimal: test(NUMBER),
  isNumeric: test(NUMBER),
  isDivisibleBy: test(NUMBER),
  isPort: test(/^[0-9]+$/),
  isUUID: test(UUID),
  isULID: test(/^[0-7][0-9A-Za-z]{25}$/),
  isAlpha: test(/^[^\s!-@[-`{-~]+$/),
  isAlphanumeric: test(/^[^\s!-/:-@[-`{-~]+$/),
  isHexadecimal: test(HEX),
  isOctal: test(/^(?:0[oO])?[0-7]+$/),
  isMongoId: test(/^[0-9A-Fa-f]{24}$/),
  isMD5: test(/^[0-9A-Fa-f]{32}$/),
  isHash: test(/^[0-9A-Fa-f]+$/),
  isJWT: test(/^[A-Za-z0-9_.-]+$/),
  isBase64: test(/^[A-Za-z0-9+/=_-]*$/),
  isBase32: test(/^[A-Z2-7=]*$/),
  isBase58: test(/^[A-Za-z0-9]*$/),
  isSlug: test(/^[A-Za-z0-9_-]+$/),
  isSemVer: test(/^[A-Za-z0-9.+-]+$/),
  isHexColor: test(/^#?[0-9A-Fa-f]+$/),
  isIP: test(/^[0-9A-Fa-f:.%A-Za-z]+$/),
  isIPRange: test(/^[0-9A-Fa-f:./]+$/),
  isFQDN: test(/^[^\s/\\:?#@'"<>()`;&|$]+$/),
  isMACAddress: test(/^[0-9A-Fa-f:. -]+$/),
  isEmail: short(/^[^\r\n<>]+@[^\s@'"<>()`;&|$/\\]+$/),
  isURL: test(/^[^\s<>]+$/),
  isMimeType: test(/^[^\r\n<>]+$/),
  isDate: test(MOMENT),
  isTime: test(/^[0-9: APMapm]*$/),
  isISO8601: test(MOMENT),
  isRFC3339: test(MOMENT),
  isBoolean: test(/^(?:true|false|yes|no|1|0)$/i),
  isLocale: test(/^[A-Za-z0-9_@-]+$/),
  isISO31661Alpha2: test(/^[A-Za-z]{2}$/),
  isISO31661Alpha3: test(/^[A-Za-z]{3}$/),
  isISO4217: test(/^[A-Za-z]{3}$/),
  isISO6391: test(/^[A-Za-z]{2}$/),
  isBIC: test(/^[A-Za-z0-9]+$/),
  isIBAN: test(/^[A-Za-z0-9 -]+$/),
  isISIN: test(/^[A-Za-z0-9]+$/),
  isISBN: test(/^[0-9X \-]+$/i),
  isCreditCard: test(/^[0-9 -]+$/),
  isMobilePhone: test(/^[0-9+() .-]+$/),
  isLatLong: test(/^[-+0-9.,() °'"NSEWnsew]+$/),
  isPostalCode: test(/^[A-Za-z0-9 -]+$/),
  isAscii: test(/^[\x00-\x7f]+$/),
  isLowercase: test(),
  isUppercase: test(),
  isEmpty: { call: { guards: [{ at: '0', when: 'true', clears: [EVERY_KIND] }], returns: 'boolean' } },
  isLength: state(State.BoundedLength),
  isByteLength: state(State.BoundedLength),
  isIn: { call: { native: 'validator.isIn' } },
  isWhitelisted: { call: { native: 'validator.isWhitelisted' } },
  equals: { call: { native: 'validator.equals' } },
  matches: { call: { native: 'validator.matches' } },
  contains: { call: { returns: 'boolean' } },
  isJSON: { call: { returns: 'boolean' } },
  isStrongPassword: { call: { returns: 'boolean' } },
  escape: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, facts: [fact(/^[^<>"'`\\/]*$/)] }] } },
  unescape: made(),
  trim: { call: { flows: [{ from: '0', to: 'return' }] } },
  ltrim: { call: { flows: [{ from: '0', to: 'return' }] } },
  rtrim: { call: { flows: [{ from: '0', to: 'return' }] } },
  toString: { call: { flows: [{ from: '0', to: 'return', as: 'text' as const }] } },
  stripLow: made(/^[^\x00-\x1f\x7f]*$/),
  whitelist: { call: { native: 'validator.whitelist' } },
  blacklist: made(),
  normalizeEmail: made(/^[^\r\n<>]*$/),
  toInt: { call: { returns: 'number' } },
  toFloat: { call: { returns: 'number' } },
  toBoolean: { call: { returns: 'boolean' } },
  toDate: { call: { returns: 'date' } },
};

export const validator: LibraryModel = {
  packages: ['validator'],
  exports: { '=': { members: VALIDATORS }, default: { members: VALIDATORS }, ...VALIDATORS },
};

/** `validator/lib/isEmail` and `validator/es/lib/isEmail` export one function each; `toString` is in no file of its own. */
export const validatorFunctions: readonly LibraryModel[] = Object.entries(VALIDATORS)
  .filter(([name]) => name !== 'toString')
  .map(([name, spec]) => ({
    packages: [`validator/lib/${name}`, `validator/es/lib/${name}`],
    exports: { '=': spec, default: spec },
  }));
