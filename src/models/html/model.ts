/** Text made fit for HTML, for scripts in HTML, and for patterns. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

/** Escaped text ends no text and no quoted attribute value; an address or a script it still may be (OWASP XSS prevention cheat sheet). */
const escapes: MemberSpec = {
  call: {
    flows: [
      { from: '0', to: 'return', as: 'made', form: 1, facts: [{ pattern: '^[^<>"\']*$', flags: '', matches: true }] },
    ],
    returns: 'string',
  },
};
/** A sanitizer leaves markup of its allow-list. */
const cleans: CallSpec = {
  flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['html'] }],
  returns: 'string',
};
const decodes: MemberSpec = { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1 }], returns: 'string' } };

export const escapeHtml: LibraryModel = {
  packages: ['escape-html'],
  exports: { '=': escapes, default: escapes },
};

export const he: LibraryModel = {
  packages: ['he', 'entities', 'html-entities'],
  exports: {
    encode: escapes,
    escape: escapes,
    encodeHTML: escapes,
    encodeXML: escapes,
    escapeUTF8: escapes,
    encodeNonAsciiHTML: escapes,
    escapeText: { call: cleans },
    decode: decodes,
    unescape: decodes,
    decodeHTML: decodes,
    decodeXML: decodes,
    decodeEntity: decodes,
  },
};

const sanitizer: MemberSpec = {
  call: cleans,
  members: { sanitize: { call: cleans }, addHook: { call: { returns: 'void' } } },
};

export const sanitizers: LibraryModel = {
  packages: ['sanitize-html', 'xss', 'dompurify', 'isomorphic-dompurify'],
  exports: {
    '=': sanitizer,
    default: sanitizer,
    sanitize: { call: cleans },
    filterXSS: { call: cleans },
    FilterXSS: { construct: { returns: 'Filter' } },
  },
  types: { Filter: { members: { process: { call: cleans } } } },
};

const serialize: MemberSpec = {
  call: {
    flows: [
      {
        from: '0',
        to: 'return',
        as: 'made',
        form: 1,
        clears: ['html', 'code'],
        facts: [{ pattern: '^[^<>\\r\\n]*$', flags: '', matches: true }],
      },
    ],
    returns: 'string',
  },
};

export const serializers: LibraryModel = {
  packages: ['serialize-javascript'],
  exports: { '=': serialize, default: serialize },
};

/** https://github.com/sveltejs/devalue#xss-mitigation */
export const devalue: LibraryModel = {
  packages: ['devalue'],
  exports: { uneval: serialize, stringify: serialize },
};

const pattern: MemberSpec = {
  call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['pattern'] }], returns: 'string' },
};

export const patternEscapes: LibraryModel = {
  packages: ['escape-string-regexp'],
  exports: { '=': pattern, default: pattern },
};
