/** Next.js 13 to 16: requests, answers, navigation (https://nextjs.org/docs/app/api-reference). */
import { corsSinks } from '../shared/cors-header.js';
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import {
  COOKIES,
  FLAT_QUERY,
  HEADER_TEXT,
  JSON_BODY,
  PATH_TEXT,
  reads,
  REQUEST_URL,
  source,
} from '../shared/client.js';
import { setsHeader } from '../shared/headers.js';
import { CLEARS_COOKIE, SETS_COOKIE } from '../shared/roles.js';
import type { SourceSpec } from '../../flow/semantics.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

/** `set(name, value, options)` or `set({ name, value, ...options })`. */
const setsCookie: MemberSpec = { call: { returns: 'this', roles: [SETS_COOKIE] } };
const cookieMembers: Readonly<Record<string, MemberSpec>> = {
  get: reads({ kind: 'http.cookies', form: Form.Object, child: Form.String }),
  getAll: reads({ kind: 'http.cookies', form: Form.Array }),
  has: { call: { returns: 'boolean' } },
  set: setsCookie,
  delete: { call: { returns: 'this', roles: [CLEARS_COOKIE] } },
};

/**
 * The address of a request as Next.js makes it: scheme and host are those that the server was started with, unless it is
 * told to trust the header, so `new URL('/login', request.url)` and what is rewritten to it stay on the own site.
 */
const OWN_ADDRESS: SourceSpec = { ...REQUEST_URL, clears: ['redirect', 'address', 'rewrite'] };

export const nextServer = {
  packages: ['next/server'],
  exports: {
    NextResponse: {
      construct: {
        native: 'web.response',
        sinks: corsSinks('1'),
        returns: 'NextResponse',
        roles: [{ role: 'answer.status', parts: { status: '1.status' } }],
      },
      members: {
        redirect: {
          call: {
            sinks: [{ at: '0', kind: 'redirect' }],
            returns: 'NextResponse',
            roles: [{ role: 'answer.redirect' }],
          },
        },
        rewrite: { call: { sinks: [{ at: '0', kind: 'rewrite' }], returns: 'NextResponse' } },
        json: {
          call: {
            sinks: [answerSink('0'), ...corsSinks('1')],
            returns: 'NextResponse',
            roles: [{ role: 'answer.status', parts: { status: '1.status' } }],
          },
        },
        next: { call: { returns: 'NextResponse', roles: [{ role: 'answer.passes' }] } },
      },
    },
    NextRequest: { construct: { returns: 'NextRequest' } },
    after: { call: { callbacks: [{ at: '0', args: [], when: 'later' }] } },
  },
  types: {
    NextRequest: {
      extends: '@web/request:Request',
      members: {
        url: source(OWN_ADDRESS),
        nextUrl: { type: 'NextUrl' },
        cookies: { type: 'RequestCookies' },
        ip: { type: 'string' },
        geo: { type: 'object' },
      },
    },
    NextUrl: {
      extends: '@web/request:RequestUrl',
      members: { href: source(OWN_ADDRESS), toString: reads(OWN_ADDRESS), clone: { call: { returns: 'NextUrl' } } },
    },
    RequestCookies: { members: cookieMembers },
    NextResponse: { members: { cookies: { type: 'ResponseCookies' }, headers: { type: 'object' } } },
    ResponseCookies: { members: { set: setsCookie, delete: { call: { returns: 'this', roles: [CLEARS_COOKIE] } } } },
  },
} as const satisfies LibraryModel;

export const nextHeaders = {
  packages: ['next/headers'],
  exports: {
    cookies: { call: { returns: 'Promise<CookieStore>|CookieStore' } },
    headers: { call: { returns: 'Promise<HeaderStore>|HeaderStore', presents: true } },
    draftMode: { call: { returns: 'Promise<object>' } },
  },
  types: {
    CookieStore: { members: cookieMembers },
    HeaderStore: { members: { get: reads(HEADER_TEXT), has: { call: { returns: 'boolean' } } } },
  },
} as const satisfies LibraryModel;

const leaves: MemberSpec = { call: { native: 'shared.throws', returns: 'never' } };
const denies: MemberSpec = {
  call: { native: 'shared.throws', returns: 'never', roles: [{ role: 'answer.denies' }] },
};
const redirects: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'redirect' }],
    native: 'shared.throws',
    returns: 'never',
    roles: [{ role: 'answer.redirect' }],
  },
};

export const nextNavigation = {
  packages: ['next/navigation'],
  exports: {
    notFound: leaves,
    forbidden: denies,
    unauthorized: denies,
    redirect: redirects,
    permanentRedirect: redirects,
  },
} as const satisfies LibraryModel;

export const next = {
  packages: ['next'],
  types: {
    NextApiRequest: {
      members: {
        query: source(FLAT_QUERY),
        body: source(JSON_BODY),
        cookies: source(COOKIES),
        headers: source({ kind: 'http.headers', form: Form.Object, child: Form.String }),
        url: source(PATH_TEXT),
        method: { type: 'string' },
      },
    },
    NextApiResponse: {
      members: {
        redirect: {
          call: {
            sinks: [
              { at: '0', kind: 'redirect' },
              { at: '1', kind: 'redirect' },
            ],
            returns: 'this',
          },
        },
        send: { call: { sinks: [{ at: '0', kind: 'html' }, answerSink('0')], returns: 'this' } },
        json: { call: { sinks: [answerSink('0')], returns: 'this' } },
        status: { call: { returns: 'this', roles: [{ role: 'answer.status', parts: { status: '0' } }] } },
        setHeader: setsHeader,
        end: { call: { sinks: [answerSink('0')], returns: 'this' } },
      },
    },
    NextApiHandler: { parameters: ['NextApiRequest', 'NextApiResponse'] },
    GetServerSidePropsContext: {
      members: {
        query: source(FLAT_QUERY),
        params: source({ kind: 'http.params', form: Form.Object, child: Form.String | Form.Array }),
        req: { type: 'NextApiRequest' },
        resolvedUrl: source(PATH_TEXT),
      },
    },
    GetServerSideProps: { parameters: ['GetServerSidePropsContext'] },
  },
} as const satisfies LibraryModel;
