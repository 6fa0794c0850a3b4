/** Queries of directories and documents: LDAP, XPath, XQuery. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const DN: SinkSpec = { at: '0', kind: 'ldap', what: 'the distinguished name' };
/** The server of a client: `url` of its options (ldapjs guide, client API; `ClientOptions` of ldapts). */
const ADDRESS: SinkSpec = { at: '0.url', kind: 'address' };
const callbacks = [1, 2, 3].map((index) => ({ at: String(index), args: [FAILURE, null] }));
function named(sinks: readonly SinkSpec[], returns = 'unknown'): MemberSpec {
  return { call: { sinks, callbacks, returns } };
}

/** A text is parsed as a filter; the filter classes carry their values apart from it (RFC 4515, 3; ldapjs guide, client API). */
const clientMembers: Readonly<Record<string, MemberSpec>> = {
  bind: named([DN]),
  add: named([DN]),
  del: named([DN]),
  modify: named([DN]),
  compare: named([DN]),
  exop: { call: { returns: 'unknown' } },
  modifyDN: named([DN, { at: '1', kind: 'ldap', what: 'the distinguished name' }]),
  search: named([DN, { at: '1.filter', kind: 'ldap' }]),
  unbind: { call: { returns: 'unknown' } },
};
const listens: MemberSpec = { call: { callbacks: [{ at: '1', args: [null], when: 'later' }], returns: 'this' } };
const parsesFilter: MemberSpec = { call: { sinks: [{ at: '0', kind: 'ldap' }], returns: 'unknown' } };
const parsesDn: MemberSpec = { call: { sinks: [DN], returns: 'unknown' } };

export const ldapjs: LibraryModel = {
  packages: ['ldapjs'],
  exports: {
    default: {
      members: {
        createClient: { call: { sinks: [ADDRESS], returns: 'Client' } },
        parseFilter: parsesFilter,
        parseDN: parsesDn,
      },
    },
    createClient: { call: { sinks: [ADDRESS], returns: 'Client' } },
    parseFilter: parsesFilter,
    parseDN: parsesDn,
  },
  types: { Client: { members: { ...clientMembers, on: listens } } },
};

export const ldapts: LibraryModel = {
  packages: ['ldapts'],
  exports: {
    Client: { construct: { sinks: [ADDRESS], returns: 'Client' } },
    FilterParser: { members: { parseString: parsesFilter } },
  },
  types: { Client: { members: { ...clientMembers, searchPaginated: clientMembers['search'] ?? {} } } },
};

const ESCAPED: CallSpec = {
  flows: [
    { from: '*', to: 'return', as: 'text', clears: ['ldap'] },
    { from: '1+', to: 'return', as: 'text', clears: ['ldap'] },
  ],
  returns: 'string',
};
export const ldapEscape: LibraryModel = {
  packages: ['ldap-escape'],
  exports: {
    filter: { call: ESCAPED },
    dn: { call: ESCAPED },
    default: { members: { filter: { call: ESCAPED }, dn: { call: ESCAPED } } },
  },
};

const EXPRESSION: SinkSpec = { at: '0', kind: 'xpath' };
const evaluates: MemberSpec = { call: { sinks: [EXPRESSION], returns: 'unknown' } };
/** Variables of `parse(...).select({ variables })` carry values apart from the expression (https://github.com/goto100/xpath). */
export const xpath: LibraryModel = {
  packages: ['xpath'],
  exports: {
    default: {
      members: {
        select: evaluates,
        select1: evaluates,
        selectWithResolver: evaluates,
        evaluate: evaluates,
        parse: evaluates,
        createExpression: evaluates,
        useNamespaces: { call: { returns: 'Select' } },
      },
    },
  },
  types: { Select: { declared: ['xpath#XPathSelect'], call: { sinks: [EXPRESSION], returns: 'unknown' } } },
};

const XQUERY: MemberSpec = {
  call: { sinks: [{ at: '0', kind: 'xpath', what: 'the XQuery expression' }], returns: 'unknown' },
};
export const xquery: LibraryModel = {
  packages: ['fontoxpath', 'basex'],
  exports: {
    ...Object.fromEntries(
      [
        'evaluateXPath',
        'evaluateXPathToBoolean',
        'evaluateXPathToString',
        'evaluateXPathToStrings',
        'evaluateXPathToNumber',
        'evaluateXPathToNumbers',
        'evaluateXPathToNodes',
        'evaluateXPathToFirstNode',
        'evaluateXPathToArray',
        'evaluateXPathToMap',
        'evaluateXPathToAsyncIterator',
        'evaluateUpdatingExpression',
        'evaluateUpdatingExpressionSync',
      ].map((name) => [name, XQUERY]),
    ),
    Session: { construct: { returns: 'Session' } },
    default: { members: { Session: { construct: { returns: 'Session' } } } },
  },
  types: { Session: { members: { execute: XQUERY, query: XQUERY } } },
};

export const DIRECTORY_MODELS: readonly LibraryModel[] = [ldapEscape, ldapjs, ldapts, xpath, xquery];
