/**
 * Requests of the Fetch standard as a server receives them (https://fetch.spec.whatwg.org/#request): what Next.js, Hono,
 * Remix, SvelteKit, Yoga and service workers hand to a handler.
 */
import {
  BODY_TEXT,
  COOKIE_TEXT,
  HEADER_TEXT,
  HOST_TEXT,
  JSON_BODY,
  promises,
  QUERY_TEXT,
  reads,
  REQUEST_URL,
  SEARCH_TEXT,
  source,
  URL_PATH,
} from '../shared/client.js';
import { Form } from '../../flow/forms.js';
import type { LibraryModel } from '../schema.js';

export const webRequest = {
  packages: ['@web/request'],
  types: {
    Request: {
      members: {
        url: source(REQUEST_URL),
        method: { type: 'string' },
        headers: { type: 'Headers' },
        json: promises(JSON_BODY),
        text: promises(BODY_TEXT),
        formData: { call: { returns: 'Promise<FormData>' } },
        arrayBuffer: promises({ kind: 'http.body', form: Form.Object }),
        blob: promises({ kind: 'http.body', form: Form.Object }),
        bytes: promises({ kind: 'http.body', form: Form.Object }),
        body: source({ kind: 'http.body', form: Form.Object }),
        clone: { call: { returns: 'Request' } },
      },
    },
    Headers: {
      members: {
        get: reads(HEADER_TEXT),
        has: { call: { returns: 'boolean' } },
        entries: reads({ kind: 'http.headers', form: Form.Array }),
        getSetCookie: reads({ kind: 'http.headers', form: Form.Array }),
      },
    },
    FormData: {
      declared: ['global#FormData', 'typescript#FormData'],
      members: {
        get: { call: { source: { kind: 'http.body', form: Form.String | Form.Nullish }, returns: 'File' } },
        getAll: { call: { source: { kind: 'http.body', form: Form.Array, child: Form.String }, returns: 'File[]' } },
        has: { call: { returns: 'boolean' } },
        entries: reads({ kind: 'http.body', form: Form.Array }),
        values: reads({ kind: 'http.body', form: Form.Array, child: Form.String }),
        '[]': { source: { kind: 'http.body', form: Form.Array, child: Form.String } },
      },
    },
    /** A field of a form with a file: its name and type are what the client says (https://w3c.github.io/FileAPI/#file-section). */
    File: {
      members: {
        name: source({ kind: 'http.files', form: Form.String }),
        type: source({ kind: 'http.files', form: Form.String }),
        webkitRelativePath: source({ kind: 'http.files', form: Form.String }),
        size: { type: 'number' },
        lastModified: { type: 'number' },
        text: promises(BODY_TEXT),
        arrayBuffer: promises({ kind: 'http.body', form: Form.Object }),
        bytes: promises({ kind: 'http.body', form: Form.Object }),
      },
    },
    /** A parsed address of the request, as frameworks hand it out (`request.nextUrl`, SvelteKit's `url`). */
    RequestUrl: {
      members: {
        href: source(REQUEST_URL),
        pathname: source(URL_PATH),
        search: source(SEARCH_TEXT),
        host: source(HOST_TEXT),
        hostname: source(HOST_TEXT),
        origin: source(HOST_TEXT),
        searchParams: { type: 'SearchParams' },
        clone: { call: { returns: 'RequestUrl' } },
        toString: reads(REQUEST_URL),
      },
    },
    SearchParams: {
      members: {
        get: reads({ kind: 'http.query', form: Form.String | Form.Nullish }),
        getAll: reads({ kind: 'http.query', form: Form.Array, child: Form.String }),
        has: { call: { returns: 'boolean' } },
        entries: reads({ kind: 'http.query', form: Form.Array }),
        values: reads({ kind: 'http.query', form: Form.Array, child: Form.String }),
        '[]': { source: { kind: 'http.query', form: Form.Array, child: Form.String } },
        toString: reads(QUERY_TEXT),
      },
    },
    Cookies: {
      members: {
        get: reads(COOKIE_TEXT),
        has: { call: { returns: 'boolean' } },
        getAll: reads({ kind: 'http.cookies', form: Form.Array }),
      },
    },
  },
} as const satisfies LibraryModel;
