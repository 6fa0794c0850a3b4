/** URL and URLSearchParams, as globals and from node:url; node:querystring. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const URL_CLASS: MemberSpec = {
  // Its error says `Invalid URL` and no more (https://nodejs.org/api/errors.html#err_invalid_url).
  construct: { native: 'url.construct', returns: 'URL', presents: true },
  members: { parse: { call: { native: 'url.construct' } }, canParse: { call: { returns: 'boolean' } } },
};
const PARAMS_CLASS: MemberSpec = { construct: { native: 'url.params', returns: 'URLSearchParams' } };

export const nodeUrl: LibraryModel = {
  packages: ['url', 'node:url', 'whatwg-url'],
  exports: {
    URL: URL_CLASS,
    URLSearchParams: PARAMS_CLASS,
    parse: { call: { native: 'url.parse' } },
    format: { call: { native: 'url.format' } },
    resolve: { call: { native: 'url.resolve' } },
    fileURLToPath: { call: { native: 'url.fileToPath' } },
    pathToFileURL: { call: { native: 'url.construct', returns: 'URL' } },
  },
  globals: { URL: URL_CLASS, URLSearchParams: PARAMS_CLASS },
  types: {
    URL: {
      declared: ['global#URL', 'node#URL', 'typescript#URL'],
      members: {
        toString: { call: { native: 'url.toString' } },
        toJSON: { call: { native: 'url.toString' } },
        searchParams: { type: 'URLSearchParams' },
      },
    },
    URLSearchParams: {
      declared: ['global#URLSearchParams', 'node#URLSearchParams', 'typescript#URLSearchParams'],
      members: {
        get: { call: { native: 'url.params.get' } },
        getAll: { call: { native: 'url.params.getAll' } },
        set: { call: { native: 'url.params.set' } },
        append: { call: { native: 'url.params.append' } },
        delete: { call: { returns: 'void' } },
        sort: { call: { returns: 'void' } },
        has: { call: { native: 'url.params.has' } },
        keys: { call: { native: 'url.params.keys' } },
        values: { call: { native: 'url.params.values' } },
        entries: { call: { native: 'url.params.entries' } },
        forEach: { call: { native: 'url.params.forEach' } },
        toString: { call: { native: 'url.params.toString' } },
      },
    },
  },
};

const parse: MemberSpec = { call: { native: 'querystring.parse' } };
const stringify: MemberSpec = { call: { native: 'querystring.stringify' } };
const escape: MemberSpec = {
  call: {
    flows: [
      {
        from: '0',
        to: 'return',
        as: 'made',
        form: 1,
        facts: [{ pattern: "^[A-Za-z0-9\\-_.!~*'()%]*$", flags: '', matches: true }],
      },
    ],
  },
};
const unescape: MemberSpec = { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1 }] } };

export const nodeQuerystring: LibraryModel = {
  packages: ['node:querystring', 'querystring', 'qs', 'query-string', 'fast-querystring'],
  exports: { parse, decode: parse, stringify, encode: stringify, escape, unescape },
};
