/** restify (http://restify.com/docs/server-api/): servers, requests, answers, plugins, and the errors of restify-errors. */
import { statusMembers } from '../express/model.js';
import { FIELD_VALUE } from '../http/model.js';
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import {
  BY_QS,
  COOKIES,
  FILES,
  HEADER_TEXT,
  HOST_TEXT,
  JSON_BODY,
  PARAMS,
  QUERY_TEXT,
  reads,
  source,
  TARGET_TEXT,
  URL_TEXT,
} from '../shared/client.js';
import { setsHeader } from '../shared/headers.js';
import { servesFolder } from '../static-files/model.js';
import { requestMembers } from '../passport/members.js';
import type { LibraryModel, MemberSpec, RoleSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `restify.${name}` } });
const verbs = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'del', 'head', 'opts'].map((verb) => [verb, native('route')]),
);
const uses: MemberSpec = { call: { native: 'express.use' } };
const plugin: MemberSpec = { call: { returns: 'Plugin' } };
/** Parsers of bodies put what they have read into `params` only when they are told to. */
const parser = (role: string): MemberSpec => ({
  call: {
    sinks: [{ at: '0.maxBodySize', kind: 'body-limit' }],
    native: `restify.${role}`,
  },
});
const limiter: MemberSpec = { call: { returns: 'Limiter' } };

const named = (names: string, spec: MemberSpec): Readonly<Record<string, MemberSpec>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, spec]));

const plugins: MemberSpec = {
  members: {
    ...named(
      'acceptParser auditLogger authorizationParser bodyReader conditionalHandler conditionalRequest dateParser ' +
        'fullResponse gzipResponse inflightRequestThrottle jsonp metrics requestLogger requestExpiry cpuUsageThrottle',
      plugin,
    ),
    bodyParser: parser('formParser'),
    jsonBodyParser: parser('jsonParser'),
    urlEncodedBodyParser: parser('formParser'),
    multipartBodyParser: parser('formParser'),
    queryParser: native('queryParser'),
    throttle: limiter,
    serveStatic: { call: { returns: 'Plugin', roles: [servesFolder('0.directory', '0')] } },
    serveStaticFiles: { call: { returns: 'Plugin', roles: [servesFolder('0', '1')] } },
    pre: {
      members: named(
        'context dedupeSlashes pause sanitizePath reqIdHeaders strictQueryParams userAgentConnection',
        plugin,
      ),
    },
  },
};

/** `send(code, body, headers)` or `send(body, headers)`: formatted as JSON or as plain text, unless the program has a formatter. */
const STATUS: RoleSpec = { role: 'answer.status', parts: { status: '0' } };
const sends: MemberSpec = { call: { sinks: [answerSink('0'), answerSink('1')], roles: [STATUS] } };

export const restify = {
  packages: ['restify'],
  exports: {
    createServer: { call: { returns: 'Application' } },
    plugins,
    /** Until version 6. */
    ...named(
      'acceptParser authorizationParser conditionalRequest dateParser fullResponse gzipResponse jsonp requestLogger',
      plugin,
    ),
    bodyParser: parser('formParser'),
    queryParser: native('queryParser'),
    throttle: limiter,
  },
  types: {
    Plugin: { call: {} },
    Limiter: { call: { roles: [{ role: 'rate.limit' }] } },
    JsonParser: { call: { native: 'express.builtinMiddleware', roles: [{ role: 'body.json' }] } },
    FormParser: { call: { native: 'express.builtinMiddleware', roles: [{ role: 'body.form' }] } },
    MappingJsonParser: { call: { native: 'restify.mapBody', roles: [{ role: 'body.json' }] } },
    MappingFormParser: { call: { native: 'restify.mapBody', roles: [{ role: 'body.form' }] } },
    MappingQueryParser: { call: { native: 'restify.mapQuery' } },
    Application: {
      declared: ['restify#Server'],
      members: {
        ...verbs,
        use: uses,
        pre: uses,
        param: { call: { native: 'express.param' } },
        listen: {
          call: {
            native: 'served.this',
            callbacks: ['0', '1', '2'].map((at) => ({ at, args: [] })),
            returns: 'unknown',
          },
        },
        on: {
          call: {
            callbacks: [{ at: '1', args: ['Request', 'Response', null, null], when: 'later' }],
            returns: 'this',
          },
        },
      },
    },
    Server: { extends: 'Application' },
    Request: {
      extends: 'node:http:IncomingMessage',
      members: {
        // The plugin reads it with qs; without the plugin it is a method that answers the text.
        query: {
          source: { kind: 'http.query', form: BY_QS, child: BY_QS },
          call: { source: QUERY_TEXT, presents: true },
        },
        getQuery: reads(QUERY_TEXT),
        params: source(PARAMS),
        body: source(JSON_BODY),
        rawBody: source({ kind: 'http.body', form: Form.String }),
        files: source(FILES),
        cookies: source(COOKIES),
        header: reads({ ...HEADER_TEXT, facts: FIELD_VALUE }),
        trailer: reads({ ...HEADER_TEXT, facts: FIELD_VALUE }),
        userAgent: reads({ ...HEADER_TEXT, facts: FIELD_VALUE }),
        getUrl: { call: { returns: 'RequestUrl' } },
        href: reads(TARGET_TEXT),
        getHref: reads(TARGET_TEXT),
        path: reads(TARGET_TEXT),
        getPath: reads(TARGET_TEXT),
        absoluteUri: reads(URL_TEXT),
        getContentType: reads({ ...HEADER_TEXT, facts: FIELD_VALUE }),
        contentType: reads({ ...HEADER_TEXT, facts: FIELD_VALUE }),
        username: source({ kind: 'http.headers', form: Form.String | Form.Nullish }),
        authorization: source({ kind: 'http.headers', form: Form.Object, child: Form.String | Form.Object }),
        session: { type: 'session:Session' },
        ...requestMembers,
      },
    },
    RequestUrl: {
      members: {
        host: source(HOST_TEXT),
        hostname: source(HOST_TEXT),
        href: source(TARGET_TEXT),
        path: source(TARGET_TEXT),
        pathname: source(TARGET_TEXT),
        query: source(QUERY_TEXT),
        search: source(QUERY_TEXT),
      },
    },
    Response: {
      extends: 'node:http:ServerResponse',
      members: {
        ...statusMembers,
        send: sends,
        json: sends,
        sendRaw: { call: { ...sends.call, native: 'restify.sendRaw' } },
        status: { call: { returns: 'number', roles: [STATUS] } },
        redirect: {
          call: {
            sinks: [
              { at: '0', kind: 'redirect', when: [{ at: '0', form: Form.String }] },
              { at: '1', kind: 'redirect' },
              { at: '0.hostname', kind: 'redirect' },
            ],
            roles: [{ role: 'answer.redirect' }],
          },
        },
        header: setsHeader,
        set: setsHeader,
        setHeader: setsHeader,
        contentType: { type: 'string', assigned: { native: 'http.type' } },
      },
    },
    Next: { call: {} },
    RequestHandler: { parameters: ['Request', 'Response', 'Next'] },
  },
} as const satisfies LibraryModel;

/** The message of an error is answered with it (https://github.com/restify/errors#subclassing-errors). */
const told = [{ ...answerSink('0'), thrown: true, when: [{ at: '0', form: Form.String }] }] as const;
const denial: MemberSpec = { construct: { sinks: told, returns: 'HttpError', roles: [{ role: 'error.denial' }] } };
const other: MemberSpec = { construct: { sinks: told, returns: 'HttpError' } };

export const restifyErrors = {
  packages: ['restify-errors'],
  exports: {
    HttpError: {
      construct: { returns: 'HttpError', roles: [{ role: 'error.status', parts: { status: '0.statusCode' } }] },
    },
    ...named('UnauthorizedError ForbiddenError InvalidCredentialsError NotAuthorizedError', denial),
    ...named(
      'BadRequestError ConflictError InternalServerError NotFoundError UnprocessableEntityError BadDigestError ' +
        'InternalError InvalidArgumentError InvalidContentError InvalidHeaderError InvalidVersionError ' +
        'MissingParameterError PreconditionFailedError ResourceNotFoundError WrongAcceptError',
      other,
    ),
  },
  types: { HttpError: {} },
} as const satisfies LibraryModel;
