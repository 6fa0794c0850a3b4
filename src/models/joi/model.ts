/** Joi (https://joi.dev/api): `validate` answers with error and value side by side, `attempt` and `assert` throw. */
import { withTextRules } from '../shared/text-rules.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { rootNatives } from './root.js';
import { schemaNatives } from './schema.js';

function all(names: string, native: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, { call: { native, presents: true } }]));
}

const root: Readonly<Record<string, MemberSpec>> = {
  ...all(
    'any object string number boolean bool date array alternatives alt binary func function symbol link compile',
    'joi.make',
  ),
  ...all('allow valid equal invalid disallow not required exist optional forbidden when custom', 'joi.any'),
  validate: { call: { native: 'joi.validateRoot', presents: true } },
  attempt: { call: { native: 'joi.attempt', presents: true } },
  assert: { call: { native: 'joi.assert', presents: true } },
  defaults: { call: { native: 'joi.same' } },
  extend: { call: { native: 'joi.same' } },
  ref: { call: { returns: 'Reference' } },
  in: { call: { returns: 'Reference' } },
  expression: { call: { returns: 'Reference' } },
  override: { type: 'Reference' },
};

const schemaMembers: Readonly<Record<string, MemberSpec>> = withTextRules('methods', {
  ...all('validate validateAsync', 'joi.validate'),
  ...all(
    'allow valid equal invalid disallow not only required exist optional forbidden default failover concat when conditional custom external strip empty cast raw strict options prefs preferences ' +
      'label description messages message error meta note tag unit example id cache artifact warn warning rule ruleset keep bind fork tailor alter presence unknown ' +
      'min max length greater less integer positive negative port multiple precision unsafe sign ' +
      'pattern regex alphanum token hex base64 guid uuid email uri ip isoDate isoDuration creditCard dataUri domain hostname lowercase uppercase case trim truncate replace normalize insensitive encoding ' +
      'keys append and or xor nand oxor with without rename assert instance ref ' +
      'items ordered has sparse single unique sort try match truthy falsy sensitive iso timestamp',
    'joi.method',
  ),
});

const packages = ['joi', '@hapi/joi'] as const;

export const joi = {
  packages: [...packages],
  exports: { default: { members: root }, '=': { members: root } },
  types: {
    Schema: {
      declared: [
        'joi#AnySchema',
        'joi#ObjectSchema',
        'joi#StringSchema',
        'joi#NumberSchema',
        'joi#ArraySchema',
        'joi#AlternativesSchema',
        'joi#BooleanSchema',
        'joi#DateSchema',
      ],
      members: schemaMembers,
    },
    AnySchema: { extends: 'Schema' },
    ObjectSchema: { extends: 'Schema' },
    StringSchema: { extends: 'Schema' },
    NumberSchema: { extends: 'Schema' },
    ArraySchema: { extends: 'Schema' },
    Root: { members: root, declared: ['joi#Root'] },
    Reference: {},
  },
} as const satisfies LibraryModel;

/** celebrate (https://github.com/arb/celebrate): Joi schemas as Express middleware; parsed values replace the parts of the request. */
export const celebrate = {
  packages: ['celebrate'],
  exports: {
    celebrate: { call: { native: 'celebrate.middleware' } },
    celebrator: { call: { native: 'celebrate.factory' } },
    errors: { call: {} },
    Joi: { type: 'joi:Root' },
    Segments: {
      members: {
        PARAMS: { value: 'params' },
        HEADERS: { value: 'headers' },
        QUERY: { value: 'query' },
        COOKIES: { value: 'cookies' },
        SIGNEDCOOKIES: { value: 'signedCookies' },
        BODY: { value: 'body' },
      },
    },
  },
} as const satisfies LibraryModel;

export const joiNatives: Natives = { ...rootNatives, ...schemaNatives };
