/** Packages that turn values into JSON and back, and bytes into text: what comes out is what went in. */
import { parseJson, stringify } from '../../flow/builtins/encodings.js';
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';

const parses: MemberSpec = { call: { native: 'texts.parse' } };
const writes: MemberSpec = { call: { native: 'texts.stringify' } };
const both = {
  parse: parses,
  stringify: writes,
  safeParse: parses,
} as const;

/** https://json5.org, https://github.com/fastify/secure-json-parse, https://github.com/flightcontrolhq/superjson, https://github.com/WebReflection/flatted, https://hjson.github.io */
export const jsonTexts: LibraryModel = {
  packages: ['json5', 'secure-json-parse', 'superjson', 'flatted', 'hjson', 'telejson', 'jsonc-parser'],
  exports: { '=': parses, default: { ...parses, members: both }, ...both, scan: parses },
};
/** https://github.com/unjs/destr, https://github.com/sindresorhus/parse-json */
export const jsonReaders: LibraryModel = {
  packages: ['destr', 'parse-json'],
  exports: { '=': parses, default: parses, destr: parses, safeDestr: parses },
};
/** https://github.com/davidmarkclements/fast-safe-stringify, https://github.com/BridgeAR/safe-stable-stringify, https://github.com/moll/json-stringify-safe */
export const jsonWriters: LibraryModel = {
  packages: ['fast-safe-stringify', 'safe-stable-stringify', 'json-stringify-safe', 'fast-json-stable-stringify'],
  exports: { '=': writes, default: writes, stringify: writes },
};

/** https://github.com/ashtuchkin/iconv-lite */
const decodes: MemberSpec = {
  call: { flows: [{ from: '0', to: 'return', as: 'made', form: Form.String }], returns: 'string' },
};
const decoding = { decode: decodes, encode: { call: { flows: [{ from: '0', to: 'return' }] } } } as const;
export const iconv: LibraryModel = {
  packages: ['iconv-lite'],
  exports: { default: { members: decoding }, ...decoding },
};

export const TEXT_MODELS: readonly LibraryModel[] = [iconv, jsonReaders, jsonTexts, jsonWriters];

export const textNatives: Natives = { 'texts.parse': parseJson, 'texts.stringify': stringify };
