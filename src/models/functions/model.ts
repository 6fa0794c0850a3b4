/**
 * Functions that a platform calls: Firebase (https://firebase.google.com/docs/functions), Google Cloud
 * (https://github.com/GoogleCloudPlatform/functions-framework-nodejs) and Azure
 * (https://learn.microsoft.com/azure/azure-functions/functions-reference-node).
 */
import { Form } from '../../flow/forms.js';
import { answerSink } from '../shared/answer.js';
import { BODY_TEXT, FLAT_QUERY, FORM_BODY, HEADERS, JSON_BODY, PARAMS, REQUEST_URL, source } from '../shared/client.js';
import { answersHeaders } from '../shared/roles.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const native = (name: string): MemberSpec => ({ call: { native: `functions.${name}` } });
const named = (names: string, spec: MemberSpec): Readonly<Record<string, MemberSpec>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, spec]));

/** What it says is sent to the caller (https://firebase.google.com/docs/functions/callable#handle_errors). */
const httpsError: MemberSpec = {
  construct: {
    sinks: [
      { ...answerSink('1'), thrown: true },
      { ...answerSink('2'), thrown: true },
    ],
    roles: [{ role: 'error.status', parts: { code: '0' } }],
    returns: 'HttpsError',
  },
};
const callables = { onRequest: native('onRequest'), HttpsError: httpsError };
const first: MemberSpec = { members: { ...callables, onCall: native('onCallFirst') } };
const second: MemberSpec = { members: { ...callables, onCall: native('onCall') } };
/** `region(...)`, `runWith(...)`: the same functions, elsewhere or with more memory. */
const builder: MemberSpec = { call: { returns: 'FunctionBuilder' } };
const policies = named('isSignedIn hasClaim', { call: { returns: 'AuthPolicy' } });

const types = {
  FunctionBuilder: {
    declared: ['firebase-functions#FunctionBuilder'],
    members: { https: { type: 'FirstHttps' }, region: builder, runWith: builder },
  },
  FirstHttps: { members: { onRequest: native('onRequest'), onCall: native('onCallFirst') } },
  AuthPolicy: { call: { roles: [{ role: 'auth.guard' }] } },
  HttpsError: {},
  Request: {
    extends: 'express:Request',
    members: { rawBody: source({ kind: 'http.body', form: Form.Object }) },
  },
  CallableRequest: {
    members: {
      data: source(JSON_BODY),
      auth: { type: 'unknown', reads: 'principal' },
      rawRequest: { type: 'Request' },
      instanceIdToken: source({ kind: 'http.headers', form: Form.String | Form.Nullish }),
    },
  },
  CallableContext: {
    members: {
      auth: { type: 'unknown', reads: 'principal' },
      rawRequest: { type: 'Request' },
      instanceIdToken: source({ kind: 'http.headers', form: Form.String | Form.Nullish }),
    },
  },
} as const satisfies LibraryModel['types'];

/** The root speaks of version 1 until version 6 of the package, and of version 2 from then on. */
export const firebaseFunctions = {
  packages: ['firebase-functions'],
  exports: {
    https: { members: { ...callables, onCall: native('onCallByVersion') } },
    region: builder,
    runWith: builder,
  },
  types,
} as const satisfies LibraryModel;

export const firebaseFunctionsFirst = {
  packages: ['firebase-functions/v1'],
  exports: { https: first, region: builder, runWith: builder },
  types,
} as const satisfies LibraryModel;

export const firebaseFunctionsSecond = {
  packages: ['firebase-functions/v2'],
  exports: { https: second },
  types,
} as const satisfies LibraryModel;

export const firebaseHttps = {
  packages: ['firebase-functions/v2/https', 'firebase-functions/https'],
  exports: { ...second.members, ...policies },
  types,
} as const satisfies LibraryModel;

const verifies: MemberSpec = { call: { returns: 'Promise<unknown>', roles: [{ role: 'auth.verified' }] } };
const issues: MemberSpec = { call: { returns: 'Promise<string>', roles: [{ role: 'auth.issue' }] } };
const auth: MemberSpec = { call: { returns: 'Auth' } };

/** https://firebase.google.com/docs/auth/admin/verify-id-tokens */
export const firebaseAuth = {
  packages: ['firebase-admin/auth', 'firebase-admin'],
  exports: { getAuth: auth, auth },
  types: {
    Auth: {
      members: {
        ...named('verifyIdToken verifySessionCookie', verifies),
        ...named('createCustomToken createSessionCookie', issues),
      },
    },
  },
} as const satisfies LibraryModel;

export const googleFunctions = {
  packages: ['@google-cloud/functions-framework'],
  exports: {
    http: native('http'),
    cloudEvent: { call: { callbacks: [{ at: '1', args: ['source:message.data'], when: 'later' }] } },
  },
  types: {
    Request: {
      extends: 'express:Request',
      members: { rawBody: source({ kind: 'http.body', form: Form.Object }) },
    },
    HttpFunction: { parameters: ['Request', 'express:Response'] },
  },
} as const satisfies LibraryModel;

/** What something else has put there, and through it a client. */
const message: MemberSpec = {
  call: { callbacks: [{ at: '1.handler', args: ['source:message.data'], when: 'later' }] },
};
const answers: MemberSpec = {
  construct: {
    sinks: [answerSink('0.body'), answerSink('0.jsonBody')],
    roles: [{ role: 'answer.status', parts: { status: '0.status' } }, answersHeaders('0.headers')],
    returns: 'HttpResponse',
  },
};

export const azureFunctions = {
  packages: ['@azure/functions'],
  exports: {
    app: {
      members: {
        http: native('azure'),
        ...named('get put post patch deleteRequest', native('azure')),
        ...named('storageQueue storageBlob serviceBusQueue serviceBusTopic eventHub eventGrid', message),
        ...named('timer cosmosDB warmup', { call: {} }),
      },
    },
    HttpResponse: answers,
  },
  types: {
    /** Version 4: parts of the Fetch standard. */
    HttpRequest: {
      extends: '@web/request:Request',
      members: {
        url: source(REQUEST_URL),
        query: { type: '@web/request:SearchParams' },
        params: source(PARAMS),
        user: { type: 'unknown', reads: 'principal' },
        clone: { call: { returns: 'HttpRequest' } },
      },
    },
    /** Until version 3: plain objects. */
    FirstRequest: {
      members: {
        method: { type: 'string' },
        url: source(REQUEST_URL),
        headers: source(HEADERS),
        query: source({ ...FLAT_QUERY, child: Form.String }),
        params: source(PARAMS),
        body: source(JSON_BODY),
        rawBody: source(BODY_TEXT),
        user: { type: 'unknown', reads: 'principal' },
        parseFormBody: { call: { source: FORM_BODY, presents: true } },
      },
    },
    Context: {
      members: {
        req: { type: 'FirstRequest' },
        res: {
          assigned: {
            native: 'functions.azureAnswer',
            roles: [{ role: 'answer.status', parts: { status: '0.status' } }],
          },
        },
        bindingData: { type: 'object' },
        bindings: { type: 'object' },
        done: { call: { returns: 'void' } },
      },
    },
    HttpResponse: {},
    HttpHandler: { parameters: ['HttpRequest', null] },
  },
} as const satisfies LibraryModel;
