/** Formats whose reader builds more than plain data: functions, instances, whatever the text names. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const revives: MemberSpec = { call: { sinks: [{ at: '0', kind: 'deserialize' }], returns: 'unknown' } };
const made = (returns = 'unknown'): MemberSpec => ({
  call: { flows: [{ from: '0', to: 'return', as: 'made' }], returns },
});

/** Texts in which these find a function are evaluated (the README of each). */
const members: Readonly<Record<string, MemberSpec>> = {
  unserialize: revives,
  deserialize: revives,
  deepDeserialize: revives,
};
export const revivers: LibraryModel = {
  packages: ['node-serialize', 'serialize-to-js', 'funcster', 'serialijse', 'seroval'],
  exports: { default: { members } },
};
export const cryo: LibraryModel = {
  packages: ['cryo'],
  exports: { default: { members: { parse: revives } } },
};

/** V8's own format: documented as not to be fed with untrusted data (https://nodejs.org/api/v8.html#serialization-api). */
export const nodeV8: LibraryModel = {
  packages: ['node:v8'],
  exports: {
    deserialize: revives,
    default: { members: { deserialize: revives } },
    Deserializer: { construct: { sinks: [{ at: '0', kind: 'deserialize' }], returns: 'Deserializer' } },
    DefaultDeserializer: { construct: { sinks: [{ at: '0', kind: 'deserialize' }], returns: 'Deserializer' } },
  },
  types: { Deserializer: { members: { readValue: { call: { returns: 'unknown' } } } } },
};

/** `evalFunctions` runs the functions that a document of BSON holds (bson 1 to 4). */
const bsonMembers: Readonly<Record<string, MemberSpec>> = {
  deserialize: {
    call: {
      sinks: [{ at: '0', kind: 'deserialize', when: [{ at: '1.evalFunctions', truthy: true }] }],
      flows: [{ from: '0', to: 'return', as: 'made' }],
    },
  },
};
export const bson: LibraryModel = {
  packages: ['bson'],
  exports: {
    default: { construct: { returns: 'BSON' }, members: bsonMembers },
    BSON: { construct: { returns: 'BSON' }, members: bsonMembers },
    deserialize: bsonMembers['deserialize'] ?? {},
  },
  types: { BSON: { members: bsonMembers } },
};

/** Schemas of js-yaml stand as constants: `full` knows `!!js/function`, whether it is js-yaml 3's own or js-yaml-js-types. */
export const UNSAFE = 'full';
/** Before version 4 that schema was the default of `load` (js-yaml, migration guide from 3 to 4). */
const FULL_BY_DEFAULT = { package: 'js-yaml', versions: '<4' } as const;
const loads: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'deserialize', when: [{ at: '1.schema', is: [UNSAFE] }] },
      { at: '0', kind: 'deserialize', when: [FULL_BY_DEFAULT, { at: '1.schema', absent: true }] },
    ],
    flows: [{ from: '0', to: 'return', as: 'made' }],
  },
};
const extendable: MemberSpec = { call: { native: 'js-yaml.extend', returns: 'Schema' } };
const schema: MemberSpec = { type: 'Schema' };
const yamlMembers: Readonly<Record<string, MemberSpec>> = {
  load: loads,
  loadAll: {
    call: {
      sinks: [
        { at: '0', kind: 'deserialize', when: [{ at: '1.schema', is: [UNSAFE] }] },
        { at: '0', kind: 'deserialize', when: [{ at: '2.schema', is: [UNSAFE] }] },
        {
          at: '0',
          kind: 'deserialize',
          when: [FULL_BY_DEFAULT, { at: '1.schema', absent: true }, { at: '2.schema', absent: true }],
        },
      ],
      callbacks: [{ at: '1', args: [null] }],
      flows: [{ from: '0', to: 'return', as: 'made' }],
    },
  },
  safeLoad: made(),
  safeLoadAll: made(),
  DEFAULT_FULL_SCHEMA: { value: UNSAFE },
  DEFAULT_SCHEMA: schema,
  DEFAULT_SAFE_SCHEMA: schema,
  CORE_SCHEMA: schema,
  YAML11_SCHEMA: schema,
  JSON_SCHEMA: schema,
  FAILSAFE_SCHEMA: schema,
  Schema: { construct: { returns: 'Schema' }, members: { create: extendable } },
};
export const jsYaml: LibraryModel = {
  packages: ['js-yaml'],
  exports: { default: { members: yamlMembers }, ...yamlMembers },
  types: { Schema: { members: { extend: extendable, withTags: extendable } } },
};
const unsafeType: MemberSpec = { value: UNSAFE };
export const jsYamlTypes: LibraryModel = {
  packages: ['js-yaml-js-types'],
  exports: {
    default: { members: { all: unsafeType, function: unsafeType } },
    all: unsafeType,
    function: unsafeType,
  },
};

/** yaml (https://eemeli.org/yaml/): plain data unless the program brings tags of its own. */
const yamlNames: Readonly<Record<string, MemberSpec>> = {
  parse: made(),
  parseDocument: made(),
  parseAllDocuments: made(),
  stringify: made('string'),
};
export const yaml: LibraryModel = {
  packages: ['yaml'],
  exports: { default: { members: yamlNames }, ...yamlNames },
};

export const SERIALIZATION_MODELS: readonly LibraryModel[] = [bson, cryo, jsYaml, jsYamlTypes, nodeV8, revivers, yaml];
