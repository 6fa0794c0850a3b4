/** Express 4 and 5 (https://expressjs.com/en/api.html): requests, answers, routers. */
import { Form, JSON_FORM } from '../../flow/forms.js';
import { requestMembers } from '../passport/members.js';
import type { CallSpec, LibraryModel, MemberSpec, Natives, RoleSpec } from '../schema.js';
import { FIELD_VALUE } from '../http/model.js';
import { answerSink } from '../shared/answer.js';
import { BY_QS, queryByVersion, REQUEST_TARGET } from '../shared/client.js';
import { FAILURE } from '../shared/errors.js';
import { CLEARS_COOKIE, SETS_COOKIE } from '../shared/roles.js';
import { servesFolder } from '../static-files/model.js';
import { COOKIE_SINKS, setsHeader } from '../shared/headers.js';
import { routeNatives } from './routes.js';

/** Unless told otherwise (https://expressjs.com/en/guide/migrating-5.html#app.set, setting `query parser`). */
const QUERY = queryByVersion('express', '<5');

const redirect: CallSpec = {
  sinks: [
    { at: '0', kind: 'redirect', when: [{ at: '1', absent: true }] },
    { at: '1', kind: 'redirect' },
  ],
};

function parses(type: string): MemberSpec {
  return { call: { sinks: [{ at: '0.limit', kind: 'body-limit' }], returns: type } };
}

const chainable: MemberSpec = { call: { returns: 'this' } };
const route: MemberSpec = { call: { native: 'express.route' } };
/** Methods that register a route: `get(path, ...handlers)`. */
export const verbs = Object.fromEntries(
  ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'search', 'trace'].map((verb) => [verb, route]),
);

const STATUS: RoleSpec = { role: 'answer.status', parts: { status: '0' } };
/** What answers of Node.js say about their status. */
export const statusMembers: Readonly<Record<string, MemberSpec>> = {
  statusCode: { type: 'number', assigned: { roles: [STATUS] } },
  writeHead: { call: { native: 'http.writeHead', roles: [STATUS] } },
};

const routerMembers: Readonly<Record<string, MemberSpec>> = {
  ...verbs,
  use: { call: { native: 'express.use' } },
  route: { call: { native: 'express.routeObject' } },
  param: { call: { native: 'express.param' } },
};

export const express = {
  packages: ['express', 'express-serve-static-core', 'express-promise-router'],
  exports: {
    '=': { call: { returns: 'Application' } },
    default: {
      call: { returns: 'Application' },
      members: {
        Router: { call: { returns: 'Router' }, construct: { returns: 'Router' } },
        json: parses('JsonParser'),
        urlencoded: parses('FormParser'),
        static: { call: { returns: 'Middleware', roles: [servesFolder('0', '1')] } },
        raw: parses('FormParser'),
        text: parses('FormParser'),
      },
    },
    Router: { call: { returns: 'Router' }, construct: { returns: 'Router' } },
    static: { call: { returns: 'Middleware', roles: [servesFolder('0', '1')] } },
    json: parses('JsonParser'),
    urlencoded: parses('FormParser'),
    raw: parses('FormParser'),
    text: parses('FormParser'),
  },
  types: {
    Middleware: { call: { native: 'express.builtinMiddleware' } },
    JsonParser: { call: { native: 'express.builtinMiddleware', roles: [{ role: 'body.json' }] } },
    /** What forms of any page can send. */
    FormParser: { call: { native: 'express.builtinMiddleware', roles: [{ role: 'body.form' }] } },
    Application: {
      declared: [
        'express#Express',
        'express#Application',
        'express-serve-static-core#Express',
        'express-serve-static-core#Application',
        'express#Express',
      ],
      call: {},
      members: {
        ...routerMembers,
        get: { call: { native: 'express.getOrSetting' } },
        set: { call: { native: 'express.setting' } },
        locals: { type: 'object' },
        render: {
          call: {
            sinks: [
              { at: '0', kind: 'path' },
              { at: '1', kind: 'template-options', shape: true },
            ],
            callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, 'string'] })),
          },
        },
        listen: {
          call: {
            native: 'served.this',
            callbacks: [
              { at: '1', args: [] },
              { at: '0', args: [] },
            ],
            returns: 'node:http:Server',
          },
        },
        enable: { call: { native: 'express.enable' } },
        disable: { call: { native: 'express.disable' } },
      },
    },
    Express: { extends: 'Application' },
    Router: {
      declared: [
        'express-serve-static-core#Router',
        'express-serve-static-core#IRouter',
        'express#IRouter',
        'express#IRoute',
      ],
      call: {},
      members: routerMembers,
    },
    Route: { members: verbs },
    Request: {
      extends: 'node:http:IncomingMessage',
      elements: { source: { kind: 'http.body', form: Form.String } },
      members: {
        setEncoding: chainable,
        query: { source: QUERY },
        params: { source: { kind: 'http.params', form: Form.Object, child: Form.String } },
        body: { source: { kind: 'http.body', form: JSON_FORM } },
        headers: { source: { kind: 'http.headers', form: Form.Object, child: Form.String, facts: FIELD_VALUE } },
        rawHeaders: { source: { kind: 'http.headers', form: Form.Array, child: Form.String, facts: FIELD_VALUE } },
        cookies: { source: { kind: 'http.cookies', form: JSON_FORM } },
        signedCookies: { type: 'object', reads: 'http.cookies' },
        session: { type: 'session:Session' },
        ...requestMembers,
        url: { source: { kind: 'http.url', form: Form.String, facts: REQUEST_TARGET } },
        originalUrl: { source: { kind: 'http.url', form: Form.String, facts: REQUEST_TARGET } },
        path: { source: { kind: 'http.url', form: Form.String, facts: REQUEST_TARGET } },
        hostname: { source: { kind: 'http.host', form: Form.String } },
        host: { source: { kind: 'http.host', form: Form.String } },
        subdomains: { source: { kind: 'http.host', form: Form.Array } },
        files: { source: { kind: 'http.files', form: JSON_FORM } },
        file: { type: 'UploadedFile' },
        get: { call: { source: { kind: 'http.headers', form: Form.String, facts: FIELD_VALUE } } },
        header: { call: { source: { kind: 'http.headers', form: Form.String, facts: FIELD_VALUE } } },
        param: { call: { source: { kind: 'http.params', form: BY_QS } } },
        app: { type: 'Application' },
        res: { type: 'Response' },
        ip: { type: 'string' },
        method: { type: 'string' },
        protocol: { type: 'string' },
        is: { call: { returns: 'string' } },
        accepts: { call: { returns: 'string' } },
      },
    },
    Response: {
      extends: 'node:http:ServerResponse',
      members: {
        redirect: { call: redirect },
        location: { call: { sinks: [{ at: '0', kind: 'redirect' }], returns: 'this' } },
        send: { call: { sinks: [answerSink('0')], native: 'http.write' } },
        json: { call: { sinks: [answerSink('0')], returns: 'this' } },
        jsonp: { call: { sinks: [answerSink('0')], returns: 'this' } },
        status: { call: { returns: 'this', roles: [STATUS] } },
        sendStatus: { call: { returns: 'this', roles: [STATUS] } },
        ...statusMembers,
        type: { call: { native: 'http.type' } },
        contentType: { call: { native: 'http.type' } },
        set: setsHeader,
        header: setsHeader,
        append: setsHeader,
        setHeader: setsHeader,
        cookie: { call: { sinks: COOKIE_SINKS, returns: 'this', roles: [SETS_COOKIE] } },
        clearCookie: { call: { ...chainable.call, roles: [CLEARS_COOKIE] } },
        end: { call: { sinks: [answerSink('0')], native: 'http.write' } },
        write: { call: { sinks: [answerSink('0')], native: 'http.write' } },
        sendFile: {
          call: {
            sinks: [
              { at: '0', kind: 'path', when: [{ at: '1.root', absent: true }] },
              { at: '1.root', kind: 'path' },
            ],
          },
        },
        download: {
          call: {
            sinks: [
              { at: '0', kind: 'path', when: [{ at: '2.root', absent: true }] },
              { at: '2.root', kind: 'path' },
            ],
          },
        },
        // Engines read settings from the object that carries the data.
        render: {
          call: {
            sinks: [{ at: '0', kind: 'path' }, { at: '1', kind: 'template-options', shape: true }, answerSink('1')],
            native: 'templates.view',
          },
        },
        locals: { type: 'object' },
        app: { type: 'Application' },
        req: { type: 'Request' },
        format: { call: { callbacks: [], returns: 'this' } },
        on: { call: { callbacks: [{ at: '1', args: [], when: 'later' }], returns: 'this' } },
      },
    },
    /** What multer and body parsers for forms leave: names are the client's, the place on disk is the server's. */
    UploadedFile: {
      declared: ['multer#File', 'express#Multer.File'],
      members: {
        originalname: { source: { kind: 'http.files', form: Form.String } },
        mimetype: { source: { kind: 'http.files', form: Form.String } },
        fieldname: { source: { kind: 'http.files', form: Form.String } },
        encoding: { source: { kind: 'http.files', form: Form.String } },
        buffer: { source: { kind: 'http.files', form: Form.Object } },
        filename: { type: 'string' },
        path: { type: 'string' },
        destination: { type: 'string' },
        size: { type: 'number' },
      },
    },
    NextFunction: { call: {} },
    RequestHandler: { parameters: ['Request', 'Response', 'NextFunction'] },
    ErrorRequestHandler: { parameters: ['source:error.caught', 'Request', 'Response', 'NextFunction'] },
    RequestParamHandler: { parameters: ['Request', 'Response', 'NextFunction', null] },
  },
} as const satisfies LibraryModel;

export const expressNatives: Natives = routeNatives;
