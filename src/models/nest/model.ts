/** NestJS: parameters of handlers, pipes, contexts and exceptions (https://docs.nestjs.com). */
import { Form } from '../../flow/forms.js';
import { State } from '../../flow/labels.js';
import { MAPPED_TYPES } from '../class-validator/mapped-types.js';
import { answerSink } from '../shared/answer.js';
import { COOKIES, FILES, HEADERS, HOST_TEXT, JSON_BODY, MESSAGE, PARAMS, queryByVersion } from '../shared/client.js';
import { NEST_STATUSES } from '../statuses/model.js';
import { LOGGED } from '../stores/parts.js';
import { SCHEMA_CLASSES } from '../shared/schema-classes.js';
import type { CallSpec, LibraryModel, MemberSpec, Natives, SourceSpec, TypeSpec } from '../schema.js';
import { parameterNatives } from './parameters.js';
import { pipeNatives } from './pipes.js';

function parameter(source: SourceSpec): MemberSpec {
  return { call: {}, decorates: { source, native: 'nest.parameter' } };
}

/** Since version 11 it stands on Express 5 (https://docs.nestjs.com/migration-guide#query-parameters-parsing). */
const QUERY = queryByVersion('@nestjs/platform-express', '<11');

const uploaded: MemberSpec = {
  ...parameter(FILES),
  call: { roles: [{ role: 'upload.parameter', parts: { pipes: '0+' } }] },
};

/** Decorators that the endpoint model reads from the classes themselves. */
const decorator: MemberSpec = { call: { native: 'nest.mark' } };

function pipe(name: string): MemberSpec {
  return { construct: { returns: name } };
}

/** A pipe whose options decide what it makes of a value. */
function optionedPipe(name: string): MemberSpec {
  return { construct: { native: 'class-validator.newPipe', returns: name } };
}

function transforms(call: CallSpec): TypeSpec {
  return { members: { transform: { call } } };
}

function converts(form: number, state: number): TypeSpec {
  return transforms({ flows: [{ from: '0', to: 'return', as: 'made', form, state }] });
}

const HEX = '[0-9a-fA-F]';
const UUID = `^${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}$`;
const unchanged = transforms({ flows: [{ from: '0', to: 'return' }] });

const decorators = Object.fromEntries(
  [
    'Controller',
    'Injectable',
    'Module',
    'Global',
    'Catch',
    'Optional',
    'Inject',
    'UsePipes',
    'UseGuards',
    'UseInterceptors',
    'UseFilters',
    'Get',
    'Post',
    'Put',
    'Patch',
    'Delete',
    'All',
    'Head',
    'Options',
    'Search',
    'Sse',
    'HttpCode',
    'Header',
    'Redirect',
    'Render',
    'Version',
  ].map((name) => [name, decorator]),
);

const exceptionNames = [
  'HttpException',
  'BadRequestException',
  'UnauthorizedException',
  'ForbiddenException',
  'NotFoundException',
  'NotAcceptableException',
  'RequestTimeoutException',
  'ConflictException',
  'GoneException',
  'PayloadTooLargeException',
  'UnsupportedMediaTypeException',
  'UnprocessableEntityException',
  'InternalServerErrorException',
  'NotImplementedException',
  'BadGatewayException',
  'ServiceUnavailableException',
  'GatewayTimeoutException',
  'PreconditionFailedException',
  'ImATeapotException',
];

/** What an exception is made of is sent to the caller, except its `cause` (https://docs.nestjs.com/exception-filters). */
const told = [{ ...answerSink('0'), thrown: true }] as const;

/** The default logger prints one line for each text; objects are inspected. */
const LOG_LEVELS: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  ['log', 'error', 'warn', 'debug', 'verbose', 'fatal'].map((name) => [
    name,
    {
      call: {
        sinks: [LOGGED],
        native: 'console.line',
        roles: [{ role: 'log.write', parts: { message: '0', values: '*' } }],
      },
    },
  ]),
);

export const nestCommon = {
  packages: ['@nestjs/common'],
  exports: {
    ...decorators,
    ...Object.fromEntries(exceptionNames.map((name) => [name, { construct: { sinks: told, returns: 'Exception' } }])),
    HttpException: {
      construct: { sinks: told, returns: 'Exception', roles: [{ role: 'error.status', parts: { status: '1' } }] },
    },
    UnauthorizedException: { construct: { sinks: told, returns: 'Exception', roles: [{ role: 'error.denial' }] } },
    ForbiddenException: { construct: { sinks: told, returns: 'Exception', roles: [{ role: 'error.denial' }] } },
    Body: parameter(JSON_BODY),
    applyDecorators: { call: { native: 'nest.applyDecorators' } },
    SetMetadata: { call: { native: 'nest.setMetadata' } },
    HttpStatus: { members: NEST_STATUSES },
    RequestMethod: {
      members: Object.fromEntries(
        ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD', 'SEARCH'].map((name, value) => [
          name,
          { value },
        ]),
      ),
    },
    forwardRef: { call: { native: 'nest.forwardRef' } },
    RawBody: parameter({ kind: 'http.body', form: Form.Object }),
    Query: parameter(QUERY),
    Param: parameter(PARAMS),
    Headers: parameter(HEADERS),
    Cookies: parameter(COOKIES),
    SignedCookies: decorator,
    HostParam: parameter({ ...HOST_TEXT, form: Form.Object | Form.String, child: Form.String }),
    UploadedFile: uploaded,
    UploadedFiles: uploaded,
    Req: { call: {}, decorates: { native: 'nest.request' } },
    Request: { call: {}, decorates: { native: 'nest.request' } },
    Res: { call: {}, decorates: { native: 'nest.response' } },
    Response: { call: {}, decorates: { native: 'nest.response' } },
    Next: decorator,
    Ip: decorator,
    Session: decorator,
    createParamDecorator: { call: { native: 'nest.createParamDecorator' } },
    ParseIntPipe: pipe('ParseIntPipe'),
    ParseFloatPipe: pipe('ParseFloatPipe'),
    ParseBoolPipe: pipe('ParseBoolPipe'),
    ParseDatePipe: pipe('ParseDatePipe'),
    ParseUUIDPipe: pipe('ParseUUIDPipe'),
    ParseEnumPipe: pipe('ParseEnumPipe'),
    ParseArrayPipe: optionedPipe('ParseArrayPipe'),
    ParseFilePipe: pipe('ParseFilePipe'),
    DefaultValuePipe: { construct: { native: 'nest.newDefaultValuePipe', returns: 'DefaultValuePipe' } },
    ValidationPipe: {
      construct: {
        native: 'class-validator.newPipe',
        returns: 'ValidationPipe',
        roles: [{ role: 'schema.keeps-keys', when: [{ at: '0.whitelist', truthy: false }] }],
      },
    },
    ClassSerializerInterceptor: pipe('ClassSerializerInterceptor'),
    SerializeOptions: decorator,
    StandardSchemaValidationPipe: pipe('StandardSchemaValidationPipe'),
    Logger: { construct: { returns: 'Logger' }, members: LOG_LEVELS },
    ConsoleLogger: { construct: { returns: 'Logger' } },
  },
  types: {
    Exception: {},
    Logger: { declared: ['@nestjs/common#ConsoleLogger', '@nestjs/common#LoggerService'], members: LOG_LEVELS },
    ParseIntPipe: converts(Form.Number, State.Whole | State.Finite),
    ParseFloatPipe: converts(Form.Number, State.Finite),
    ParseBoolPipe: transforms({ returns: 'boolean' }),
    ParseDatePipe: transforms({ returns: 'date' }),
    ParseUUIDPipe: transforms({
      flows: [{ from: '0', to: 'return', facts: [{ pattern: UUID, flags: '', matches: true }], form: Form.String }],
    }),
    ParseEnumPipe: transforms({ flows: [{ from: '0', to: 'return', clears: ['*'], form: Form.String | Form.Number }] }),
    ParseArrayPipe: transforms({ native: 'class-validator.arrayPipe' }),
    ParseFilePipe: unchanged,
    ClassSerializerInterceptor: {},
    DefaultValuePipe: transforms({ native: 'nest.defaultValuePipe' }),
    ValidationPipe: transforms({ native: 'nest.validationPipe' }),
    StandardSchemaValidationPipe: transforms({ native: 'nest.schemaPipe' }),
    ExecutionContext: {
      members: {
        switchToHttp: { call: { returns: 'HttpArgumentsHost' } },
        switchToRpc: { call: { returns: 'RpcArgumentsHost' } },
        switchToWs: { call: { returns: 'WsArgumentsHost' } },
        getArgs: { call: { returns: 'unknown' } },
      },
    },
    ArgumentsHost: { extends: 'ExecutionContext' },
    HttpArgumentsHost: {
      members: {
        getRequest: { call: { returns: 'express:Request' } },
        getResponse: { call: { returns: 'express:Response' } },
      },
    },
    RpcArgumentsHost: { members: { getData: { call: { source: MESSAGE } } } },
    WsArgumentsHost: { members: { getData: { call: { source: MESSAGE } } } },
    RawBodyRequest: { extends: 'express:Request' },
  },
} as const satisfies LibraryModel;

/** A name of the program's. */
const TEXT_OF_OWN: MemberSpec = { call: { returns: 'string' } };

export const nestMicroservices = {
  packages: ['@nestjs/microservices'],
  exports: {
    Payload: parameter(MESSAGE),
    Ctx: decorator,
    MessagePattern: decorator,
    EventPattern: decorator,
    GrpcMethod: decorator,
    GrpcStreamMethod: decorator,
  },
  /** What a transport hands over beside the payload (https://docs.nestjs.com/microservices/rabbitmq#context, kafka#context). */
  types: {
    RmqContext: { members: { getMessage: { call: { returns: 'amqplib:Message' } }, getPattern: TEXT_OF_OWN } },
    KafkaContext: { members: { getMessage: { call: { returns: 'kafkajs:KafkaMessage' } }, getTopic: TEXT_OF_OWN } },
  },
} as const satisfies LibraryModel;

export const nestWebsockets = {
  packages: ['@nestjs/websockets'],
  exports: {
    MessageBody: parameter(MESSAGE),
    ConnectedSocket: decorator,
    SubscribeMessage: decorator,
    WebSocketGateway: decorator,
    WebSocketServer: decorator,
  },
} as const satisfies LibraryModel;

export const nestGraphql = {
  packages: ['@nestjs/graphql'],
  exports: {
    ...MAPPED_TYPES,
    Args: { call: {}, decorates: { source: JSON_BODY, native: 'nest.graphqlArgument' } },
    Context: { call: {}, decorates: { native: 'nest.graphqlContext' } },
    Query: decorator,
    Mutation: decorator,
    Subscription: decorator,
    Resolver: decorator,
    ResolveField: decorator,
    Parent: decorator,
    Root: decorator,
    Info: decorator,
    ...SCHEMA_CLASSES,
    HideField: decorator,
    GqlExecutionContext: { members: { create: { call: { returns: 'GqlExecutionContext' } } } },
  },
  types: {
    GqlExecutionContext: {
      extends: '@nestjs/common:ExecutionContext',
      members: { getArgs: { call: { source: JSON_BODY } }, getContext: { call: { returns: 'GqlContext' } } },
    },
    GqlContext: { members: { req: { type: 'express:Request' }, res: { type: 'express:Response' } } },
  },
} as const satisfies LibraryModel;

export const nestNatives: Natives = {
  ...parameterNatives,
  ...pipeNatives,
};
