/** routing-controllers (https://github.com/typestack/routing-controllers): decorators, servers and errors. */
import { getProperty } from '../../flow/access.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { LibraryModel, MemberSpec, Natives, SourceSpec } from '../schema.js';
import { configuresCors } from '../cors/model.js';
import { reachCorsOptions } from '../cors/origins.js';
import { answerSink } from '../shared/answer.js';
import { COOKIES, FILES, HEADERS, JSON_BODY, PARAMS, queryByVersion } from '../shared/client.js';
import { objectOf } from '../shared/registration.js';
import { parameter } from './parameters.js';

/** It answers by Express, whose version says how queries are read, or by Koa, which makes no objects of them. */
const QUERY = queryByVersion('express', '<5');

/** A server and the options that it was made with. */
export interface ControlledServer {
  readonly dialect: 'express' | 'koa';
  readonly app: Obj | null;
  readonly options: Value;
  readonly node: TS.Node;
}

const SERVERS = 'routing-controllers.servers';

/** Returns the servers that have been seen to be made. */
export function controlledServers(m: Machine): readonly ControlledServer[] {
  return (m.notes.get(SERVERS) as readonly ControlledServer[] | undefined) ?? [];
}

function keepServer(m: Machine, server: ControlledServer): void {
  m.forgetters.set(SERVERS, (isGone) => {
    m.notes.set(
      SERVERS,
      controlledServers(m).filter(({ node }) => !isGone(node)),
    );
  });
  const others = controlledServers(m).filter(({ node, app }) => node !== server.node || app !== server.app);
  m.notes.set(SERVERS, [...others, server]);
}

/** `cors: { origin }` is handed to `cors` or `@koa/cors` (https://github.com/typestack/routing-controllers#enable-cors). */
function reachCors(m: Machine, call: Call, options: Value, dialect: ControlledServer['dialect']): void {
  const cors = options.refs.length > 0 ? getProperty(m, options, 'cors', call.node) : UNDEFINED;
  if (objectOf(cors)) reachCorsOptions(m, call, cors, dialect === 'koa' ? 'koa' : 'callback');
}

function makes(dialect: ControlledServer['dialect'], type: string): Native {
  return (m, call) => {
    const app = call.entity ? entityInstance(m, call.entity, type, call.node) : UNKNOWN;
    const obj = objectOf(app);
    obj?.slots.set('made', call.node);
    const options = call.args[0] ?? UNDEFINED;
    keepServer(m, { dialect, app: obj, options, node: call.node });
    reachCors(m, call, options, dialect);
    return app;
  };
}

function uses(dialect: ControlledServer['dialect']): Native {
  return (m, call) => {
    const [app = UNKNOWN, options = UNDEFINED] = call.args;
    keepServer(m, { dialect, app: objectOf(app), options, node: call.node });
    reachCors(m, call, options, dialect);
    return app;
  };
}

function reads(source: SourceSpec): MemberSpec {
  return { call: {}, decorates: { source, native: 'routing-controllers.parameter' } };
}

const decorator: MemberSpec = { call: { native: 'nest.mark' } };
const names = [
  'Controller',
  'JsonController',
  'Get',
  'Post',
  'Put',
  'Patch',
  'Delete',
  'Head',
  'All',
  'Method',
  'Authorized',
  'CurrentUser',
  'UseBefore',
  'UseAfter',
  'UseInterceptor',
  'Middleware',
  'Interceptor',
  'HttpCode',
  'OnNull',
  'OnUndefined',
  'ContentType',
  'Header',
  'Location',
  'Redirect',
  'Render',
  'Session',
  'SessionParam',
  'State',
  'ResponseClassTransformOptions',
];

/** What an error is made of is sent to the caller (https://github.com/typestack/routing-controllers#throw-http-errors). */
const told = [{ ...answerSink('0'), thrown: true }] as const;
const errors = [
  'BadRequestError',
  'InternalServerError',
  'MethodNotAllowedError',
  'NotAcceptableError',
  'NotFoundError',
  'UnprocessableEntityError',
];
const denial: MemberSpec = { construct: { sinks: told, returns: 'HttpError', roles: [{ role: 'error.denial' }] } };

export const routingControllers = {
  packages: ['routing-controllers'],
  exports: {
    ...Object.fromEntries(names.map((name) => [name, decorator])),
    Body: reads(JSON_BODY),
    BodyParam: reads(JSON_BODY),
    Param: reads(PARAMS),
    Params: reads(PARAMS),
    QueryParam: reads(QUERY),
    QueryParams: reads(QUERY),
    HeaderParam: reads(HEADERS),
    HeaderParams: reads(HEADERS),
    CookieParam: reads(COOKIES),
    CookieParams: reads(COOKIES),
    UploadedFile: reads(FILES),
    UploadedFiles: reads(FILES),
    Req: { call: {}, decorates: { native: 'nest.request' } },
    Res: { call: {}, decorates: { native: 'nest.response' } },
    Ctx: { call: {}, decorates: { native: 'routing-controllers.context' } },
    createExpressServer: {
      call: { native: 'routing-controllers.createExpressServer', roles: [configuresCors('0.cors')] },
    },
    useExpressServer: { call: { native: 'routing-controllers.useExpressServer', roles: [configuresCors('1.cors')] } },
    createKoaServer: { call: { native: 'routing-controllers.createKoaServer', roles: [configuresCors('0.cors')] } },
    useKoaServer: { call: { native: 'routing-controllers.useKoaServer', roles: [configuresCors('1.cors')] } },
    HttpError: {
      construct: {
        sinks: [answerSink('1')],
        returns: 'HttpError',
        roles: [{ role: 'error.status', parts: { status: '0' } }],
      },
    },
    ...Object.fromEntries(errors.map((name) => [name, { construct: { sinks: told, returns: 'HttpError' } }])),
    UnauthorizedError: denial,
    ForbiddenError: denial,
  },
  types: {
    HttpError: {},
    Action: {
      members: {
        request: { type: 'express:Request' },
        response: { type: 'express:Response' },
        context: { type: 'koa:Context' },
      },
    },
  },
} as const satisfies LibraryModel;

export const routingControllersNatives: Natives = {
  'routing-controllers.parameter': parameter,
  'routing-controllers.context': (m, call) =>
    call.entity ? entityInstance(m, call.entity, 'koa:Context', call.node) : UNKNOWN,
  'routing-controllers.createExpressServer': makes('express', 'express:Application'),
  'routing-controllers.useExpressServer': uses('express'),
  'routing-controllers.createKoaServer': makes('koa', 'koa:Application'),
  'routing-controllers.useKoaServer': uses('koa'),
};
