/**
 * The functions that class-validator exports beside its decorators (https://github.com/typestack/class-validator#manual-validation):
 * they answer false for what is no text, and ask validator.js otherwise.
 */
import { Form } from '../../flow/forms.js';
import type { MemberSpec } from '../schema.js';
import { VALIDATORS } from '../validator/model.js';

/** Those that take the same arguments as in validator.js. */
const OF_TEXTS =
  'isUUID isAlpha isAlphanumeric isHexadecimal isOctal isMongoId isHash isJWT isBase64 isBase32 isBase58 isSemVer isHexColor isIP ' +
  'isFQDN isMACAddress isEmail isURL isMimeType isISO8601 isRFC3339 isLocale isBIC isIBAN isISIN isISBN isCreditCard isPostalCode ' +
  'isPort isISO31661Alpha2 isISO31661Alpha3 matches';

/** What `typeof` would say. */
const FORMS = {
  isString: Form.String,
  isNumber: Form.Number,
  isInt: Form.Number,
  isBoolean: Form.Boolean,
  isArray: Form.Array,
};

function ofText(name: string): MemberSpec {
  const { call } = VALIDATORS[name] ?? {};
  if (!call?.guards) return { ...(call ? { call } : {}) };
  return { call: { ...call, guards: [...call.guards, { at: '0', when: 'true', form: Form.String }] } };
}

export const VALIDATING_FUNCTIONS: Readonly<Record<string, MemberSpec>> = {
  ...Object.fromEntries(OF_TEXTS.split(' ').map((name) => [name, ofText(name)])),
  ...Object.fromEntries(
    Object.entries(FORMS).map(([name, form]) => [
      name,
      { call: { guards: [{ at: '0', when: 'true' as const, form }], returns: 'boolean' } },
    ]),
  ),
  isNumberString: ofText('isNumeric'),
  isIn: { call: { native: 'validator.isIn' } },
};
