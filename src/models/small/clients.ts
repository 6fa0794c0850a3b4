/** Small HTTP clients, and packages that fetch an address for what they find there. */
import { Form, JSON_FORM } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, RoleSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { fetchCall } from '../web/model.js';

const roles: readonly RoleSpec[] = [{ role: 'http.request', parts: { address: '0', options: '1' } }];
const address = (...slots: readonly string[]): readonly SinkSpec[] => slots.map((at) => ({ at, kind: 'address' }));
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const answerOf = (form: number): MemberSpec => ({ source: { kind: 'third-party.response', form } });

/** Packages whose call is that of `fetch` (https://github.com/npm/make-fetch-happen). */
export const fetches: LibraryModel = {
  packages: ['make-fetch-happen', 'fetch-h2', 'minipass-fetch'],
  exports: { '=': { call: fetchCall }, default: { call: fetchCall }, fetch: { call: fetchCall } },
};

/** The answer is an object with the body in one of its properties. */
const answers = (...slots: readonly string[]): CallSpec => ({
  sinks: address(...slots),
  roles,
  returns: 'Promise<Answer>',
  callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, 'Answer'] })),
});
const ANSWER = {
  members: {
    body: answerOf(JSON_FORM),
    data: answerOf(JSON_FORM),
    raw_body: answerOf(Form.String),
  },
} as const;

/** https://github.com/googleapis/gaxios: `request({ url, baseURL })`. */
const gaxiosCall: MemberSpec = { call: answers('0.url', '0.baseURL', '0.baseUrl') };
export const gaxios: LibraryModel = {
  packages: ['gaxios'],
  exports: { request: gaxiosCall, Gaxios: { construct: { sinks: address('0.baseURL'), returns: 'Client' } } },
  types: { Client: { declared: ['gaxios#Gaxios'], members: { request: gaxiosCall } }, Answer: ANSWER },
};

/** https://github.com/ethanent/phin, https://github.com/feross/simple-get: an address or options with one, and a callback. */
const gets: MemberSpec = { call: answers('0', '0.url') };
const getMembers = Object.fromEntries(
  [...VERBS.slice(0, -1), 'concat', 'promisified', 'unpromisified'].map((name) => [name, gets]),
);
export const getters: LibraryModel = {
  packages: ['phin', 'simple-get'],
  exports: { '=': { ...gets, members: getMembers }, default: { ...gets, members: getMembers } },
  types: { Answer: ANSWER },
};

/** https://github.com/node-modules/urllib: `request(url, options, callback)`, `curl` in older versions. */
const urllibCall: MemberSpec = { call: answers('0') };
const urllibMembers = { request: urllibCall, curl: urllibCall } as const;
export const urllib: LibraryModel = {
  packages: ['urllib'],
  exports: {
    default: { members: urllibMembers },
    ...urllibMembers,
    HttpClient: { construct: { returns: 'Client' } },
  },
  types: { Client: { declared: ['urllib#HttpClient'], members: urllibMembers }, Answer: ANSWER },
};

/** https://github.com/Kong/unirest-nodejs: a function for each verb; the request is sent by `end`, `send` or `then`. */
const unirestCall: MemberSpec = { call: { sinks: address('0'), roles, returns: 'Request' } };
const unirestMembers = Object.fromEntries(VERBS.map((name) => [name, unirestCall]));
const chain: MemberSpec = { call: { returns: 'this' } };
export const unirest: LibraryModel = {
  packages: ['unirest'],
  exports: { default: { members: unirestMembers }, ...unirestMembers },
  types: {
    Request: {
      members: {
        ...Object.fromEntries(
          ['headers', 'header', 'query', 'send', 'json', 'type', 'auth', 'field', 'form', 'timeout'].map((name) => [
            name,
            chain,
          ]),
        ),
        end: { call: { callbacks: [{ at: '0', args: ['Answer'] }], returns: 'this' } },
        then: { call: { callbacks: [{ at: '0', args: ['Answer'] }], returns: 'this' } },
      },
    },
    Answer: ANSWER,
  },
};

/** https://github.com/elbywan/wretch: an address, more of it by `url`, and the request by a verb. */
const wretchStart: MemberSpec = { call: { sinks: address('0'), returns: 'Wretch' } };
const sends: MemberSpec = { call: { roles: [{ role: 'http.request' }], sinks: address('0'), returns: 'Pending' } };
export const wretch: LibraryModel = {
  packages: ['wretch'],
  exports: { default: wretchStart, '=': wretchStart },
  types: {
    Wretch: {
      members: {
        url: { call: { sinks: [{ at: '0', kind: 'address', when: [{ at: '1', truthy: true }] }], returns: 'this' } },
        ...Object.fromEntries(VERBS.map((name) => [name, sends])),
      },
      anyMember: chain,
    },
    Pending: {
      members: {
        json: { call: { source: { kind: 'third-party.response', form: JSON_FORM }, returns: 'Promise<unknown>' } },
        text: { call: { source: { kind: 'third-party.response', form: Form.String }, returns: 'Promise<unknown>' } },
      },
      anyMember: chain,
    },
  },
};

/** What is asked for an address fetches it, and says what stands there. */
const visits = (...slots: readonly string[]): MemberSpec => ({
  call: { sinks: address(...slots), roles, returns: 'Promise<unknown>' },
});
/** Previews of pages, feeds, files and services that describe themselves (the README of each). */
export const visitors: readonly LibraryModel[] = [
  { packages: ['link-preview-js'], exports: { getLinkPreview: visits('0') } },
  { packages: ['open-graph-scraper'], exports: { '=': visits('0.url'), default: visits('0.url') } },
  { packages: ['url-metadata'], exports: { '=': visits('0'), default: visits('0') } },
  {
    packages: ['rss-parser'],
    exports: { '=': { construct: { returns: 'Parser' } }, default: { construct: { returns: 'Parser' } } },
    types: { Parser: { members: { parseURL: visits('0') } } },
  },
  { packages: ['soap'], exports: { createClientAsync: visits('0'), createClient: visits('0') } },
  {
    packages: ['download'],
    exports: {
      '=': { call: { sinks: [...address('0'), { at: '1', kind: 'path' }], roles, returns: 'Promise<unknown>' } },
      default: { call: { sinks: [...address('0'), { at: '1', kind: 'path' }], roles, returns: 'Promise<unknown>' } },
    },
  },
  {
    packages: ['image-downloader'],
    exports: {
      image: {
        call: { sinks: [...address('0.url'), { at: '0.dest', kind: 'path' }], roles, returns: 'Promise<unknown>' },
      },
    },
  },
];

export const CLIENT_MODELS: readonly LibraryModel[] = [fetches, gaxios, getters, unirest, urllib, wretch, ...visitors];
