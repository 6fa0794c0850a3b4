/** zod 3 and 4 (https://zod.dev/api): schemas are values that keep a shape; `parse` and its kin apply it. */
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { withTextRules } from '../shared/text-rules.js';
import { buildNatives } from './build.js';
import { methodNatives } from './methods.js';

function all(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { call: { native, presents: true } }]));
}

const namespace: Readonly<Record<string, MemberSpec>> = {
  ...all(
    'string email guid uuid uuidv4 uuidv6 uuidv7 url httpUrl emoji nanoid cuid cuid2 ulid xid ksuid ipv4 ipv6 mac cidrv4 cidrv6 base64 base64url e164 creditCard iban jwt hostname hex currencyCode hash stringFormat templateLiteral stringbool ' +
      'number int int32 uint32 float32 float64 nan boolean bigint int64 uint64 symbol undefined null void any unknown never date ' +
      'object strictObject looseObject array tuple union xor discriminatedUnion intersection record partialRecord looseRecord map set enum nativeEnum literal keyof ' +
      'optional exactOptional nullable nullish nonoptional readonly lazy promise custom instanceof preprocess transform pipe codec _default prefault catch json file function ostring onumber oboolean',
    'zod.build',
  ),
  ...all(
    'parse safeParse parseAsync safeParseAsync decode safeDecode decodeAsync safeDecodeAsync validate validateAsync',
    'zod.parseWith',
  ),
  ...all('extend safeExtend merge pick omit partial exactPartial required catchall', 'zod.objectWith'),
  ...withTextRules(
    'methods',
    all(
      'regex includes startsWith endsWith minLength maxLength length lowercase uppercase trim toLowerCase toUpperCase normalize minimum maximum gt gte lt lte positive negative nonnegative nonpositive multipleOf refine superRefine check overwrite',
      'zod.check',
    ),
  ),
  coerce: { members: all('string number boolean bigint date', 'zod.coerce') },
  iso: { members: all('date time datetime duration', 'zod.build') },
};

export const zod = {
  packages: [
    'zod',
    'zod/v4',
    'zod/v3',
    'zod/mini',
    'zod/v4-mini',
    'zod/v4/mini',
    // Its `z` is zod's own (https://github.com/honojs/middleware/tree/main/packages/zod-openapi).
    '@hono/zod-openapi',
  ],
  exports: { default: { members: namespace }, z: { members: namespace } },
  types: {
    infer: { data: true },
    output: { data: true },
    input: { data: true },
    TypeOf: { data: true },
    ZodType: {
      declared: ['zod#ZodTypeAny', 'zod#ZodSchema', 'zod#Schema', 'zod#$ZodType', 'zod#ZodMiniType'],
      members: {
        ...all(
          'parse safeParse parseAsync safeParseAsync spa decode safeDecode decodeAsync safeDecodeAsync validate validateAsync encode safeEncode encodeAsync safeEncodeAsync',
          'zod.parse',
        ),
        ...withTextRules(
          'methods',
          all(
            'optional exactOptional nullable nullish nonoptional default prefault catch array or and transform pipe readonly brand describe meta register check with clone refine superRefine refinement overwrite apply unwrap removeDefault removeCatch innerType sourceType ' +
              'min max length nonempty size gt gte lt lte int safe positive negative nonnegative nonpositive multipleOf step finite ' +
              'regex includes startsWith endsWith lowercase uppercase trim toLowerCase toUpperCase normalize slugify ' +
              'email url jwt emoji guid uuid uuidv4 uuidv6 uuidv7 nanoid cuid cuid2 ulid xid ksuid ip ipv4 ipv6 mac cidr cidrv4 cidrv6 base64 base64url e164 hex datetime date time duration ' +
              'strict strip passthrough loose nonstrict catchall partial exactPartial deepPartial required pick omit extend safeExtend augment setKey merge keyof extract exclude rest',
            'zod.method',
          ),
        ),
        isOptional: { call: { returns: 'boolean' } },
        isNullable: { call: { returns: 'boolean' } },
      },
    },
    ZodTypeAny: { extends: 'ZodType' },
    ZodSchema: { extends: 'ZodType' },
    Schema: { extends: 'ZodType' },
    ZodObject: { extends: 'ZodType' },
    AnyZodObject: { extends: 'ZodType' },
    ZodRawShape: {},
  },
} satisfies LibraryModel;

export const zodNatives: Natives = { ...buildNatives, ...methodNatives };
