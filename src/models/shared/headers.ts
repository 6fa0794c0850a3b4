/** Headers of an answer: their names, and the attributes of cookies. Line breaks are refused by every server in use. */
import type { MemberSpec, SinkSpec } from '../../flow/semantics.js';
import { SETS_HEADER } from './roles.js';

export const HEADER_SINKS: readonly SinkSpec[] = [
  { at: '0', kind: 'header-name', shape: true },
  { at: '1', kind: 'cookie', when: [{ at: '0', matches: '^[Ss][Ee][Tt]-[Cc][Oo][Oo][Kk][Ii][Ee]$' }] },
];
/** Where a browser goes next, set by name and value, for servers whose methods look at no names. */
export const LOCATION_SINK: SinkSpec = {
  at: '1',
  kind: 'redirect',
  when: [{ at: '0', matches: '^(?:[Ll]ocation|LOCATION|[Rr]efresh)$' }],
};
/** Names of cookies are headers of the client's choice; the value is encoded unless that is turned off. */
export const COOKIE_SINKS: readonly SinkSpec[] = [
  { at: '0', kind: 'header-name', what: 'the name of a cookie' },
  { at: '1', kind: 'cookie', when: [{ at: '2.encode', truthy: true }] },
];

/** Names under which an address carries a credential to another service. */
const CREDENTIAL_NAMES =
  '(?:password|passwd|pwd|secret|client[_-]?secret|api[_-]?key|appid|access[_-]?token|auth[_-]?token|refresh[_-]?token|private[_-]?key)';
/** Finds a credential in the skeleton of an address: a parameter of the query, or the password before the host. */
export const CREDENTIAL_IN_ADDRESS = new RegExp(`[?&]${CREDENTIAL_NAMES}=\\uFFFC|://[^/?#@]*:\\uFFFC@`, 'i');

/** What a request to another service must not carry in its address: the address itself, and objects of parameters. */
export function addressCredentials(params: readonly string[], address: readonly string[] = ['0']): readonly SinkSpec[] {
  return [
    ...address.map((at): SinkSpec => ({ at, kind: 'credential-sent', any: true })),
    ...params.map((at): SinkSpec => ({ at, kind: 'parameter-sent', any: true, named: `^${CREDENTIAL_NAMES}$` })),
  ];
}

/** The method of an answer that sets one header, or those of an object. */
export const setsHeader: MemberSpec = { call: { sinks: HEADER_SINKS, native: 'http.setHeader', roles: [SETS_HEADER] } };
