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

/** Markdown may hold HTML, which these leave as it is (https://marked.js.org/#usage, https://showdownjs.com/docs/xss/). */
const rendersMarkup: MemberSpec = {
  call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1 }], returns: 'string' },
};
const markedMembers = {
  parse: rendersMarkup,
  parseInline: rendersMarkup,
  use: { call: { returns: 'unknown' } },
  setOptions: { call: { returns: 'unknown' } },
} as const;
const markedEntry: MemberSpec = { ...rendersMarkup, members: markedMembers };

export const marked: LibraryModel = {
  packages: ['marked'],
  exports: {
    '=': markedEntry,
    default: markedEntry,
    marked: markedEntry,
    ...markedMembers,
    Marked: { construct: { returns: 'Marked' } },
  },
  types: { Marked: { members: markedMembers } },
};

const converter: MemberSpec = { construct: { returns: 'Converter' } };
export const showdown: LibraryModel = {
  packages: ['showdown'],
  exports: { default: { members: { Converter: converter } }, Converter: converter },
  types: { Converter: { members: { makeHtml: rendersMarkup } } },
};

const makesMarkdownIt: MemberSpec = {
  call: { returns: 'MarkdownIt', native: 'html.markdownIt' },
  construct: { returns: 'MarkdownIt', native: 'html.markdownIt' },
};
const rendersMarkdown: MemberSpec = { call: { returns: 'string', native: 'html.markdown' } };
/** HTML in the source is escaped unless the option `html` lets it through (https://github.com/markdown-it/markdown-it#init-with-presets-and-options). */
export const markdownIt: LibraryModel = {
  packages: ['markdown-it'],
  exports: { '=': makesMarkdownIt, default: makesMarkdownIt },
  types: {
    MarkdownIt: {
      members: {
        render: rendersMarkdown,
        renderInline: rendersMarkdown,
        use: { call: { returns: 'this' } },
        set: { call: { returns: 'this' } },
        enable: { call: { returns: 'this' } },
        disable: { call: { returns: 'this' } },
      },
    },
  },
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
