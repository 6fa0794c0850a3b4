/** What validators say of the texts that they accept: roles that the models of all of them share. */
import type { CallSpec, MemberSpec, RoleSpec } from '../schema.js';

const LEAST: RoleSpec = { role: 'text.bounds', parts: { least: '0' } };
const MOST: RoleSpec = { role: 'text.bounds', parts: { most: '0' } };
const EXACT: RoleSpec = { role: 'text.bounds', parts: { least: '0', most: '0' } };
/** The second argument of Joi's `pattern` may turn it around (https://joi.dev/api, string.pattern). */
const PATTERN: RoleSpec = { role: 'text.pattern', parts: { pattern: '0', inverted: '1.invert' } };
const TRIMS: RoleSpec = { role: 'text.trimmed' };
const CASES: RoleSpec = { role: 'text.cased' };
/** Characters of several classes are asked for, unless the options say none of a class. */
const CLASSES: RoleSpec = {
  role: 'text.classes',
  parts: {
    least: '0.minLength',
    lower: '0.minLowercase',
    upper: '0.minUppercase',
    digits: '0.minNumbers',
    symbols: '0.minSymbols',
  },
};

/** By the names of methods of schemas: zod, joi, yup, valibot. */
const METHODS: Readonly<Record<string, RoleSpec>> = {
  min: LEAST,
  minLength: LEAST,
  max: MOST,
  maxLength: MOST,
  length: EXACT,
  regex: PATTERN,
  pattern: PATTERN,
  matches: PATTERN,
  trim: TRIMS,
  toLowerCase: CASES,
  lowercase: CASES,
  toUpperCase: CASES,
  uppercase: CASES,
};

/** By the names of decorators (https://github.com/typestack/class-validator#validation-decorators). */
const DECORATORS: Readonly<Record<string, RoleSpec>> = {
  MinLength: LEAST,
  MaxLength: MOST,
  Length: { role: 'text.bounds', parts: { least: '0', most: '1' } },
  Matches: PATTERN,
  IsStrongPassword: CLASSES,
};

/** By the names of steps of a chain (https://express-validator.github.io/docs/api/validation-chain). */
const STEPS: Readonly<Record<string, RoleSpec>> = {
  isLength: { role: 'text.bounds', parts: { least: '0.min', most: '0.max' } },
  matches: PATTERN,
  trim: TRIMS,
  toLowerCase: CASES,
  toUpperCase: CASES,
  isStrongPassword: CLASSES,
};

const TABLES = { methods: METHODS, decorators: DECORATORS, steps: STEPS } as const;

/** Returns the members with the roles that their names have in one sort of validator. */
export function withTextRules(
  sort: keyof typeof TABLES,
  members: Readonly<Record<string, MemberSpec>>,
): Readonly<Record<string, MemberSpec>> {
  const table = TABLES[sort];
  const playing = (name: string, call: CallSpec | undefined): CallSpec | undefined => {
    const role = Object.hasOwn(table, name) ? table[name] : undefined;
    return role && call ? { ...call, roles: [...(call.roles ?? []), role] } : undefined;
  };
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => {
      const call = playing(name, member.call);
      return [name, call ? { ...member, call } : member];
    }),
  );
}
