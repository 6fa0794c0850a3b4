/** What validators of validator.js prove of a text, by name: for express-validator, class-validator and the library itself (https://github.com/validatorjs/validator.js). */
import { Form, STRUCTURED } from '../../flow/forms.js';
import { EVERY_KIND, State, type Refinement } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import type { Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { factOfContains, factOfEquals } from '../../lang/regex/templates.js';
import { formatFacts } from './formats.js';
import { patternFact, patternOf, textPattern } from './patterns.js';
import { constantIn, constantsOf, entriesOf, isOwn } from './schemas.js';

/** The names of the languages in shared/formats.ts; null where the check leaves any text possible. */
const LANGUAGES: Readonly<Record<string, string | null>> = {
  isAlpha: 'letters',
  isAlphanumeric: 'alphanumeric',
  isBase32: 'base64',
  isBase58: 'base58',
  isBase64: 'base64',
  isBIC: 'alphanumeric',
  isBoolean: 'alphanumeric',
  isBtcAddress: 'alphanumeric',
  isCreditCard: 'creditCard',
  isDecimal: 'decimal',
  isDivisibleBy: 'number',
  isEAN: 'digits',
  isEthereumAddress: 'alphanumeric',
  isFQDN: 'domain',
  isFloat: 'number',
  isHash: 'hex',
  isHexColor: 'hexColor',
  isHexadecimal: 'hex',
  isIBAN: 'iban',
  isIMEI: 'slug',
  isIP: 'ip',
  isIPRange: 'cidr',
  isISBN: 'slug',
  isISIN: 'alphanumeric',
  isISO31661Alpha2: 'letters',
  isISO31661Alpha3: 'letters',
  isISO31661Numeric: 'digits',
  isISO4217: 'letters',
  isISO6391: 'letters',
  isISO6346: 'alphanumeric',
  isISO15924: 'letters',
  isISSN: 'slug',
  isInt: 'integer',
  isJWT: 'jwt',
  isLatLong: 'latLong',
  isLocale: 'locale',
  isLowercase: 'lowercase',
  isLuhnNumber: 'creditCard',
  isMACAddress: 'mac',
  isMD5: 'hex',
  isMongoId: 'objectId',
  isNumeric: 'decimal',
  isOctal: 'alphanumeric',
  isPort: 'port',
  isSemVer: 'semver',
  isSlug: 'slug',
  isULID: 'alphanumeric',
  isUUID: 'uuid',
  isUppercase: 'uppercase',
  isMobilePhone: 'latLong',
  isISRC: 'slug',
  isTime: 'time',
  isISO8601: 'isoDate',
  isRFC3339: 'isoDate',
  isEmail: 'email',
  isAfter: null,
  isBefore: null,
  isAscii: null,
  isByteLength: null,
  isCurrency: null,
  isDataURI: null,
  isDate: null,
  isFullWidth: null,
  isHalfWidth: null,
  isHSL: null,
  isIdentityCard: null,
  isJSON: null,
  isLicensePlate: null,
  isMagnetURI: null,
  isMailtoURI: null,
  isMimeType: null,
  isMultibyte: null,
  isPassportNumber: null,
  isPostalCode: null,
  isRgbColor: null,
  isStrongPassword: null,
  isSurrogatePair: null,
  isTaxID: null,
  isURL: null,
  isVariableWidth: null,
  isVAT: null,
  isFreightContainerID: 'alphanumeric',
};

export const VALIDATORS: readonly string[] = [
  ...Object.keys(LANGUAGES),
  'isArray',
  'isObject',
  'isString',
  'notEmpty',
  'isEmpty',
  'contains',
  'equals',
  'isIn',
  'isLength',
  'isWhitelisted',
  'matches',
  'isULID',
];

/** An object's text is "[object Object]", which no format has: what passed is a text, a list of such texts, or a number. */
const NO_OBJECT = 255 & ~Form.Object;
const OTHER: Refinement = {};

function escapeClass(chars: string): string {
  return chars.replace(/[\\\]^-]/g, '\\$&');
}

/** Returns what a validator by name proves when it passes; an empty refinement when it proves nothing. */
export function provedBy(m: Machine, name: string, args: readonly (Value | undefined)[], node: TS.Node): Refinement {
  const [first] = args;
  switch (name) {
    case 'isIn': {
      if (!first) return OTHER;
      return constantsOf(m, first, node) !== null || isOwn(first) ? { clears: [EVERY_KIND] } : OTHER;
    }
    case 'equals': {
      const text = constantIn(first);
      return text !== undefined ? { clears: [EVERY_KIND], facts: [factOfEquals(String(text))] } : OTHER;
    }
    case 'isString':
      return { form: Form.String };
    case 'isArray':
      return { form: Form.Array, ...(hasOption(m, args, 'max') ? { state: State.BoundedLength } : {}) };
    case 'isObject':
      return { form: Form.Object };
    case 'isLength':
    case 'isByteLength':
      return hasOption(m, args, 'max') ? { state: State.BoundedLength } : OTHER;
    case 'contains': {
      const text = constantIn(first);
      return typeof text === 'string' ? { facts: [factOfContains(text)] } : OTHER;
    }
    case 'isWhitelisted': {
      const chars = constantIn(first);
      return typeof chars === 'string'
        ? { form: NO_OBJECT, facts: [{ pattern: `^[${escapeClass(chars)}]*$`, flags: '', matches: true }] }
        : OTHER;
    }
    case 'matches': {
      const flags = constantIn(args[1]);
      const pattern = patternOf(first) ?? textPattern(m, first, typeof flags === 'string' ? flags : '', node);
      return pattern ? { facts: [patternFact(pattern)] } : OTHER;
    }
    case 'isInt':
    case 'isFloat':
    case 'isNumeric': {
      const state =
        (hasOption(m, args, 'max') || hasOption(m, args, 'lt') ? State.BoundedAbove : 0) |
        (hasOption(m, args, 'min') || hasOption(m, args, 'gt') ? State.BoundedBelow : 0) |
        State.Finite |
        (name === 'isInt' ? State.Whole : 0);
      return {
        form: NO_OBJECT & ~STRUCTURED,
        facts: formatFacts(name === 'isInt' ? 'integer' : name === 'isFloat' ? 'number' : 'decimal'),
        state,
      };
    }
    case 'isEmail':
      // An address has at most 254 characters (RFC 5321, 4.5.3.1.3), unless nobody wants to know.
      return hasOption(m, args, 'allow_display_name')
        ? OTHER
        : {
            form: NO_OBJECT,
            facts: formatFacts('email'),
            state: hasOption(m, args, 'ignore_max_length') ? 0 : State.BoundedLength,
          };
    case 'isISO8601':
    case 'isRFC3339':
      return { form: NO_OBJECT, facts: [{ pattern: '^[0-9TtZzW:.,+\\- \\u2212]*$', flags: '', matches: true }] };
    default: {
      const language = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : null;
      // Other alphabets and ignored characters are letters of no language here.
      if (
        (name === 'isAlpha' || name === 'isAlphanumeric') &&
        args.length > 0 &&
        !String(constantIn(first)).startsWith('en-')
      )
        return OTHER;
      if (name === 'isMobilePhone') return OTHER;
      return language ? { form: NO_OBJECT, facts: formatFacts(language) } : OTHER;
    }
  }
}

function hasOption(m: Machine, args: readonly (Value | undefined)[], option: string): boolean {
  return args.some((arg) => entriesOf(m, arg).some(([name, value]) => name === option && isOwn(value)));
}
