/**
 * Servers with the handlers of Express: connect (https://github.com/senchalabs/connect), polka
 * (https://github.com/lukeed/polka) and tinyhttp (https://tinyhttp.v1rtl.site/docs).
 */
import { statusMembers, verbs } from '../express/model.js';
import { Form } from '../../flow/forms.js';
import { COOKIES, FILES, FLAT_QUERY, JSON_BODY, PARAMS, source, TARGET_TEXT } from '../shared/client.js';
import { requestMembers } from '../passport/members.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const uses: MemberSpec = { call: { native: 'express.use' } };
const listens: MemberSpec = {
  call: {
    native: 'served.this',
    callbacks: ['0', '1', '2'].map((at) => ({ at, args: [] })),
    returns: 'node:http:Server',
  },
};
/** What parsers leave on a request of Node.js: body-parser, cookie-parser, multer, express-session. */
const parsed: Readonly<Record<string, MemberSpec>> = {
  body: source(JSON_BODY),
  cookies: source(COOKIES),
  file: { type: 'express:UploadedFile' },
  files: source(FILES),
  session: { type: 'session:Session' },
  ...requestMembers,
};
const makesConnect: MemberSpec = { call: { returns: 'Application' } };

export const connect = {
  packages: ['connect'],
  exports: { '=': makesConnect, default: makesConnect },
  types: {
    Application: { declared: ['connect#Server'], call: {}, members: { use: uses, listen: listens } },
    Server: { extends: 'Application' },
    Request: {
      declared: ['connect#IncomingMessage'],
      extends: 'node:http:IncomingMessage',
      members: { ...parsed, originalUrl: source(TARGET_TEXT), query: source(FLAT_QUERY) },
    },
    IncomingMessage: { extends: 'Request' },
    Response: { extends: 'node:http:ServerResponse', members: statusMembers },
    SimpleHandleFunction: { parameters: ['Request', 'Response'] },
    NextHandleFunction: { parameters: ['Request', 'Response', 'NextFunction'] },
    ErrorHandleFunction: { parameters: ['source:error.caught', 'Request', 'Response', 'NextFunction'] },
    NextFunction: { call: {} },
  },
} as const satisfies LibraryModel;

const makesPolka: MemberSpec = { call: { returns: 'Application' } };
const polkaVerbs = Object.fromEntries(Object.entries(verbs).filter(([name]) => name !== 'search'));

export const polka = {
  packages: ['polka'],
  exports: { '=': makesPolka, default: makesPolka },
  types: {
    Application: {
      declared: ['polka#Polka'],
      call: {},
      members: {
        ...polkaVerbs,
        connect: { call: { native: 'express.route' } },
        add: { call: { native: 'express.add' } },
        use: uses,
        listen: { call: { ...listens.call, returns: 'this' } },
      },
    },
    Polka: { extends: 'Application' },
    /** It reads the query with node:querystring (index.js). */
    Request: {
      extends: 'node:http:IncomingMessage',
      members: {
        ...parsed,
        originalUrl: source(TARGET_TEXT),
        path: source(TARGET_TEXT),
        search: source({ kind: 'http.query', form: Form.String | Form.Nullish }),
        params: source(PARAMS),
        query: source(FLAT_QUERY),
      },
    },
    Response: { extends: 'node:http:ServerResponse', members: statusMembers },
    Middleware: { parameters: ['Request', 'Response', 'Next'] },
    Next: { call: {} },
  },
} as const satisfies LibraryModel;

const setting: MemberSpec = { call: { native: 'express.setting' } };

export const tinyhttp = {
  packages: ['@tinyhttp/app'],
  exports: { App: { construct: { returns: 'Application' } } },
  types: {
    Application: {
      declared: ['@tinyhttp/app#App'],
      call: {},
      members: {
        ...verbs,
        use: uses,
        route: { call: { native: 'express.routeObject' } },
        set: setting,
        enable: { call: { native: 'express.enable' } },
        disable: { call: { native: 'express.disable' } },
        locals: { type: 'object' },
        listen: listens,
      },
    },
    App: { extends: 'Application' },
    Route: { members: verbs },
    /** It reads the query with node:querystring (getQueryParams of @tinyhttp/url). */
    Request: { extends: 'express:Request', members: { query: source(FLAT_QUERY) } },
    Response: {
      extends: 'express:Response',
      members: { redirect: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'this' } } },
    },
    NextFunction: { call: {} },
    Handler: { parameters: ['Request', 'Response', 'NextFunction'] },
    SyncHandler: { parameters: ['Request', 'Response', 'NextFunction'] },
    AsyncHandler: { parameters: ['Request', 'Response', 'NextFunction'] },
  },
} as const satisfies LibraryModel;
