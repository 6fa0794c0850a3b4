/** yup (https://github.com/jquense/yup): schemas cast first and test then; unlisted keys stay unless they are stripped. */
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { withTextRules } from '../shared/text-rules.js';
import { yupNatives as natives } from './natives.js';

function all(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { call: { native, presents: true } }]));
}

const members: Readonly<Record<string, MemberSpec>> = {
  ...all('string number boolean bool date array object mixed tuple lazy', 'yup.make'),
  ref: { call: {} },
  reach: { call: {} },
  setLocale: { call: {} },
  addMethod: { call: {} },
};

export const yup = {
  packages: ['yup'],
  exports: { default: { members }, ...members },
  types: {
    InferType: { data: true },
    Schema: {
      declared: [
        'yup#AnySchema',
        'yup#ObjectSchema',
        'yup#StringSchema',
        'yup#NumberSchema',
        'yup#ISchema',
        'yup#BaseSchema',
        'yup#ArraySchema',
        'yup#BooleanSchema',
        'yup#TupleSchema',
      ],
      members: {
        ...all('validate validateSync isValid isValidSync cast validateAt validateSyncAt', 'yup.apply'),
        ...withTextRules(
          'methods',
          all(
            'oneOf notOneOf required notRequired optional defined nullable nonNullable default transform test when concat strict strip label meta typeError ensure clone ' +
              'matches email url uuid datetime min max length trim lowercase uppercase integer positive negative moreThan lessThan truncate round isTrue isFalse of compact json shape pick omit partial deepPartial noUnknown stripUnknown from camelCase snakeCase exact',
            'yup.method',
          ),
        ),
      },
    },
    AnySchema: { extends: 'Schema' },
    ObjectSchema: { extends: 'Schema' },
    AnyObjectSchema: { extends: 'Schema' },
  },
} satisfies LibraryModel;

export const yupNatives: Natives = natives;
