/** Next.js 13 to 16: requests, answers, navigation (https://nextjs.org/docs/app/api-reference). */
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { COOKIES, HEADER_TEXT, JSON_BODY, NESTED_QUERY, PATH_TEXT, reads, source } from '../shared/client.js';
import { SETS_COOKIE, SETS_HEADER } from '../shared/roles.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

/** `set(name, value, options)` or `set({ name, value, ...options })`. */
const setsCookie: MemberSpec = { call: { returns: 'this', roles: [SETS_COOKIE] } };
const cookieMembers: Readonly<Record<string, MemberSpec>> = {
  get: reads({ kind: 'http.cookies', form: Form.Object, child: Form.String }),
  getAll: reads({ kind: 'http.cookies', form: Form.Array }),
  has: { call: { returns: 'boolean' } },
  set: setsCookie,
  delete: { call: { returns: 'this' } },
};

export const nextServer = {
  packages: ['next/server'],
  exports: {
    NextResponse: {
      construct: {
        native: 'web.response',
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
        rewrite: { call: { sinks: [{ at: '0', kind: 'address' }], returns: 'NextResponse' } },
        json: {
          call: {
            sinks: [answerSink('0')],
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
        nextUrl: { type: '@web/request:RequestUrl' },
        cookies: { type: 'RequestCookies' },
        ip: { type: 'string' },
        geo: { type: 'object' },
      },
    },
    RequestCookies: { members: cookieMembers },
    NextResponse: { members: { cookies: { type: 'ResponseCookies' }, headers: { type: 'object' } } },
    ResponseCookies: { members: { set: setsCookie, delete: { call: { returns: 'this' } } } },
  },
} as const satisfies LibraryModel;

export const nextHeaders = {
  packages: ['next/headers'],
  exports: {
    cookies: { call: { returns: 'Promise<CookieStore>|CookieStore' } },
    headers: { call: { returns: 'Promise<HeaderStore>|HeaderStore' } },
    draftMode: { call: { returns: 'Promise<object>' } },
  },
  types: {
    CookieStore: { members: cookieMembers },
    HeaderStore: { members: { get: reads(HEADER_TEXT), has: { call: { returns: 'boolean' } } } },
  },
} as const satisfies LibraryModel;

const leaves: MemberSpec = { call: { native: 'shared.throws', returns: 'never' } };
const redirects: MemberSpec = {
  call: { sinks: [{ at: '0', kind: 'redirect' }], native: 'shared.throws', returns: 'never' },
};

export const nextNavigation = {
  packages: ['next/navigation'],
  exports: {
    notFound: leaves,
    forbidden: leaves,
    unauthorized: leaves,
    redirect: redirects,
    permanentRedirect: redirects,
  },
} as const satisfies LibraryModel;

export const next = {
  packages: ['next'],
  types: {
    NextApiRequest: {
      members: {
        query: source(NESTED_QUERY),
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
        setHeader: { call: { sinks: [{ at: '1', kind: 'header' }], returns: 'this', roles: [SETS_HEADER] } },
        end: { call: { sinks: [answerSink('0')], returns: 'this' } },
      },
    },
    NextApiHandler: { parameters: ['NextApiRequest', 'NextApiResponse'] },
    GetServerSidePropsContext: {
      members: {
        query: source(NESTED_QUERY),
        params: source({ kind: 'http.params', form: Form.Object, child: Form.String | Form.Array }),
        req: { type: 'NextApiRequest' },
        resolvedUrl: source(PATH_TEXT),
      },
    },
    GetServerSideProps: { parameters: ['GetServerSidePropsContext'] },
  },
} as const satisfies LibraryModel;
