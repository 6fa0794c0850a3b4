/** Sources that are the same in every web framework. */
import { Form, JSON_FORM } from '../../flow/forms.js';
import type { MemberSpec, SourceSpec } from '../schema.js';

/** A query string read by URLSearchParams or node:querystring: texts and lists of texts. */
export const FLAT_QUERY: SourceSpec = {
  kind: 'http.query',
  form: Form.Object,
  child: Form.String | Form.Array | Form.Nullish,
};
/** What qs makes of a query string: nested objects and lists of texts, but no numbers and no booleans. */
export const BY_QS = Form.String | Form.Object | Form.Array | Form.Nullish;
/**
 * A query string that qs reads in some versions of a package, and node:querystring in the others. A version that is not
 * known counts as one of the others, whose queries hold no objects.
 */
export function queryByVersion(name: string, versions: string): SourceSpec {
  return { ...FLAT_QUERY, variants: [{ package: name, versions, gives: { form: BY_QS, child: BY_QS } }] };
}
export const QUERY_TEXT: SourceSpec = { kind: 'http.query', form: Form.String };
/** What stands behind the path, with its question mark, as a URL object has it (https://url.spec.whatwg.org/#dom-url-search). */
export const SEARCH_TEXT: SourceSpec = {
  ...QUERY_TEXT,
  facts: [{ pattern: '^(?:\\?[^\\s"<>#]*)?$', flags: '', matches: true }],
};
export const PARAMS: SourceSpec = { kind: 'http.params', form: Form.Object, child: Form.String };
export const PARAM_TEXT: SourceSpec = { kind: 'http.params', form: Form.String };
export const JSON_BODY: SourceSpec = { kind: 'http.body', form: JSON_FORM };
export const BODY_TEXT: SourceSpec = { kind: 'http.body', form: Form.String };
/** Forms carry texts and files; a repeated field may be a list. */
export const FORM_BODY: SourceSpec = { kind: 'http.body', form: Form.Object, child: Form.String | Form.Array };
export const HEADERS: SourceSpec = { kind: 'http.headers', form: Form.Object, child: Form.String };
export const HEADER_TEXT: SourceSpec = { kind: 'http.headers', form: Form.String };
export const COOKIES: SourceSpec = { kind: 'http.cookies', form: Form.Object, child: Form.String };
export const COOKIE_TEXT: SourceSpec = { kind: 'http.cookies', form: Form.String };
export const HOST_TEXT: SourceSpec = { kind: 'http.host', form: Form.String };
/** A request target in origin form begins with a slash (RFC 9112, 3.2.1). */
export const PATH_TEXT: SourceSpec = {
  kind: 'http.url',
  form: Form.String,
  facts: [{ pattern: '^/', flags: '', matches: true }],
};
/** The same as it came over the wire, not decoded: it holds no white space and nothing that breaks a line. */
export const REQUEST_TARGET = [
  { pattern: '^/', flags: '', matches: true },
  { pattern: '[\\s\\x00-\\x1f]', flags: '', matches: false },
] as const;
export const TARGET_TEXT: SourceSpec = { ...PATH_TEXT, facts: REQUEST_TARGET };
/** The same as a URL object has it: other characters than printable ones of ASCII are dropped or percent-encoded (https://url.spec.whatwg.org/#path-state). */
export const URL_PATH: SourceSpec = {
  ...PATH_TEXT,
  facts: [
    { pattern: '^/', flags: '', matches: true },
    { pattern: '[^\\x21-\\x7e]', flags: '', matches: false },
  ],
};
/** The whole address of a request as the Fetch standard serializes it: absolute, without white space, and of the site that was asked. */
export const REQUEST_URL: SourceSpec = {
  kind: 'http.url',
  form: Form.String,
  facts: [
    { pattern: '^https?://', flags: '', matches: true },
    { pattern: '[\\s\\x00-\\x1f]', flags: '', matches: false },
  ],
  // Whoever asks for it is answered by this very service.
  clears: ['redirect', 'address', 'rewrite'],
};
export const URL_TEXT: SourceSpec = { kind: 'http.url', form: Form.String };
export const FILES: SourceSpec = { kind: 'http.files', form: JSON_FORM };
export const MESSAGE: SourceSpec = { kind: 'message.data', form: JSON_FORM };

export function source(spec: SourceSpec): MemberSpec {
  return { source: spec };
}

/** A method that answers a source. What is wrong with a request is said of that request, which its sender knows. */
export function reads(spec: SourceSpec): MemberSpec {
  return { call: { source: spec, presents: true } };
}

/** A method that promises a source. */
export function promises(spec: SourceSpec): MemberSpec {
  return { call: { source: spec, returns: 'Promise<unknown>', presents: true } };
}
