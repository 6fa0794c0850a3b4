/** valibot (https://valibot.dev/api/): schemas and actions are values, `pipe` joins them, `parse` and its kin apply them. */
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { withTextRules } from '../shared/text-rules.js';
import { actionNatives } from './actions.js';
import { schemaNatives } from './schemas.js';

function all(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { call: { native, presents: true } }]));
}

/** The forms that wait for a check, under the same name with `Async` behind it. */
function later(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [`${name}Async`, { call: { native, presents: true } }]));
}

const members: Readonly<Record<string, MemberSpec>> = {
  ...all(
    'any array bigint blob boolean custom date enum enum_ exactOptional fallback file function function_ instance intersect keyof lazy literal looseObject looseTuple map nan never nonNullable nonNullish nonOptional null null_ nullable nullish number object objectWithRest omit optional partial pick picklist pipe promise record required set strictObject strictTuple string symbol tuple tupleWithRest undefined undefined_ undefinedable union unknown variant void void_ config',
    'valibot.make',
  ),
  ...later(
    'array custom exactOptional fallback intersect lazy looseObject looseTuple map nonNullable nonNullish nonOptional nullable nullish object objectWithRest optional partial pipe record required set strictObject strictTuple tuple tupleWithRest undefinedable union variant',
    'valibot.make',
  ),
  ...withTextRules(
    'methods',
    all(
      'base64 bic bytes check checkItems creditCard cuid2 decimal digits domain email emoji empty endsWith entries everyItem finite gtValue guard hash hexColor hexadecimal imei includes integer ip ipv4 ipv6 isbn isoDate isoDateTime isoTime isoTimeSecond isoTimestamp isoWeek jwsCompact length ltValue mac mac48 mac64 maxBytes maxEntries maxGraphemes maxLength maxSize maxValue maxWords mimeType minLength minSize minValue multipleOf nanoid nonEmpty normalize notValue octal partialCheck rawCheck rawTransform readonly brand regex rfcEmail safeInteger size slug someItem startsWith title toLowerCase toUpperCase toBoolean toDate toNumber toString transform trim trimEnd trimStart ulid url uuid value values metadata description flavor parseJson',
      'valibot.action',
    ),
  ),
  ...later('check checkItems partialCheck rawCheck rawTransform transform', 'valibot.action'),
  ...all('parse safeParse is assert', 'valibot.apply'),
  ...later('parse safeParse', 'valibot.apply'),
  ...all('parser safeParser', 'valibot.parser'),
  ...later('parser safeParser', 'valibot.parser'),
};

export const valibot = {
  packages: ['valibot'],
  exports: { default: { members } },
  types: {
    InferOutput: { data: true },
    InferInput: { data: true },
    BaseSchema: { declared: ['valibot#GenericSchema', 'valibot#ObjectSchema', 'valibot#BaseSchema'] },
    GenericSchema: { extends: 'BaseSchema' },
  },
} satisfies LibraryModel;

export const valibotNatives: Natives = { ...actionNatives, ...schemaNatives };
