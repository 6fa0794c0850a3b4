/** TypeBox (https://github.com/sinclairzx81/typebox): builders of JSON schemas, and `Value` and `TypeCompiler` that apply them. */
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { typeboxNatives as natives } from './natives.js';

export function all(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { call: { native, presents: true } }]));
}

const built = all(
  'Any Array Boolean BigInt Composite Const Date Enum Exclude Extract Index Integer Intersect KeyOf Literal Mapped Never Not Null Number Object Omit Optional Partial Pick Readonly ReadonlyOptional Record Recursive Ref RegExp Required String TemplateLiteral Transform Tuple Undefined Union Unknown Unsafe Void',
  'typebox.make',
);

/** Builders of schemas, which Elysia hands on as `t`. */
export const builders: Readonly<Record<string, MemberSpec>> = {
  ...built,
  String: {
    call: {
      ...built['String']?.call,
      roles: [{ role: 'text.bounds', parts: { least: '0.minLength', most: '0.maxLength' } }],
    },
  },
};
const value = all('Assert Cast Check Clean Clone Convert Create Decode Default Encode Errors Parse', 'typebox.value');

export const typebox = {
  packages: ['@sinclair/typebox', '@fastify/type-provider-typebox', 'typebox'],
  exports: { Type: { members: builders }, default: { members: builders }, ...builders },
  types: {
    Static: { data: true },
    StaticDecode: { data: true },
    StaticEncode: { data: true },
    TSchema: { declared: ['@sinclair/typebox#TSchema', '@sinclair/typebox#TObject'] },
    TypeCheck: { members: all('Check Decode Encode Errors', 'typebox.compiled') },
    TransformDecodeBuilder: { members: all('Decode', 'typebox.decoding') },
    TransformEncodeBuilder: { members: all('Encode', 'typebox.encoding') },
  },
} as const satisfies LibraryModel;

export const typeboxValue = {
  packages: ['@sinclair/typebox/value', 'typebox/value'],
  exports: { Value: { members: value }, default: { members: value }, ...value },
} as const satisfies LibraryModel;

export const typeboxCompiler = {
  packages: ['@sinclair/typebox/compiler', 'typebox/compile', 'typebox/schema'],
  exports: {
    TypeCompiler: { members: { Compile: { call: { native: 'typebox.compile' } } } },
    Compile: { call: { native: 'typebox.compile' } },
    default: { call: { native: 'typebox.compile' } },
  },
} as const satisfies LibraryModel;

export const typeboxNatives: Natives = natives;
