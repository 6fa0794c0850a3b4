/** axios (https://axios-http.com/docs/req_config): the address is `url` behind `baseURL`; an absolute `url` replaces the base. */
import { sentOut } from '../stores/parts.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';
import { addressCredentials } from '../shared/headers.js';
import { JSON_FORM } from '../../flow/forms.js';
import { authorizationAt, passwordAt } from '../shared/credentials.js';

function configSinks(at: string): readonly SinkSpec[] {
  return [
    { at: `${at}.url`, kind: 'address' },
    { at: `${at}.baseURL`, kind: 'address' },
    ...passwordAt('the password', `${at}.auth.password`),
    ...authorizationAt(at),
    { at: `${at}.proxy.host`, kind: 'address', within: 'http://' },
    { at: `${at}.socketPath`, kind: 'path' },
  ];
}

const roles: readonly RoleSpec[] = [{ role: 'http.request', parts: { address: '0', options: '1' } }];
/** No time-out unless one is given to the call or its instance (https://axios-http.com/docs/req_config). */
const timed = (options: string, also: string = options): readonly RoleSpec[] => [
  ...roles,
  { role: 'http.timed', parts: { options, also, address: '0' } },
];
const direct: CallSpec = {
  sinks: [
    { at: '0', kind: 'address' },
    sentOut('0.data', '0.url'),
    sentOut('1.data'),
    ...configSinks('0'),
    ...configSinks('1'),
    ...addressCredentials(['0.params', '1.params'], ['0', '0.url']),
  ],
  returns: 'Promise<AxiosResponse>',
  roles: timed('1', '0'),
};
const verb: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'address' }, ...configSinks('1'), ...addressCredentials(['1.params'])],
    returns: 'Promise<AxiosResponse>',
    roles: timed('1'),
  },
};
const verbWithBody: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'address' },
      { at: '1', kind: 'xml-text' },
      sentOut('1'),
      ...configSinks('2'),
      ...addressCredentials(['2.params']),
    ],
    returns: 'Promise<AxiosResponse>',
    roles: timed('2'),
  },
};
const use: MemberSpec = {
  call: {
    callbacks: [
      { at: '0', args: [null], when: 'later' },
      { at: '1', args: [null], when: 'later' },
    ],
    returns: 'number',
  },
};

const GROUPS = ['common', 'get', 'delete', 'head', 'post', 'put', 'patch'];
const fieldMembers: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  ['Authorization', 'authorization'].map((name) => [
    name,
    { type: 'unknown', assigned: { sinks: [{ at: '0', kind: 'authorization', what: 'the credentials' }] } },
  ]),
);

const members: Readonly<Record<string, MemberSpec>> = {
  request: { call: direct },
  get: verb,
  delete: verb,
  head: verb,
  options: verb,
  post: verbWithBody,
  put: verbWithBody,
  patch: verbWithBody,
  postForm: verbWithBody,
  putForm: verbWithBody,
  patchForm: verbWithBody,
  getUri: { call: { flows: [{ from: '0.url', to: 'return' }] } },
  create: {
    call: {
      sinks: configSinks('0'),
      returns: 'AxiosInstance',
      roles: [{ role: 'http.client', parts: { options: '0' } }],
    },
  },
  all: { call: { flows: [{ from: '0', to: 'return' }] } },
  isAxiosError: { call: { returns: 'boolean' } },
  isCancel: { call: { returns: 'boolean' } },
  interceptors: { type: 'Interceptors' },
  defaults: { type: 'Defaults' },
};

export const axios: LibraryModel = {
  packages: ['axios'],
  exports: {
    '=': { call: direct, members },
    default: { call: direct, members },
    ...members,
    Axios: { construct: { sinks: configSinks('0'), returns: 'AxiosInstance' } },
  },
  types: {
    AxiosInstance: { call: direct, members, declared: ['axios#AxiosStatic', 'axios#Axios'] },
    AxiosStatic: { extends: 'AxiosInstance', call: direct },
    AxiosResponse: {
      members: {
        data: { source: { kind: 'third-party.response', form: JSON_FORM } },
        headers: { type: 'unknown' },
        status: { type: 'number' },
        statusText: { type: 'string' },
        config: { type: 'unknown' },
      },
    },
    /** https://axios-http.com/docs/config_defaults: headers for all methods stand under `common`, others under their method. */
    Defaults: { members: { headers: { type: 'DefaultHeaders' } } },
    DefaultHeaders: {
      members: { ...fieldMembers, ...Object.fromEntries(GROUPS.map((name) => [name, { type: 'HeaderGroup' }])) },
    },
    HeaderGroup: { members: fieldMembers },
    Interceptors: { members: { request: { type: 'Interceptor' }, response: { type: 'Interceptor' } } },
    Interceptor: { members: { use, eject: { call: { returns: 'void' } } } },
  },
};
