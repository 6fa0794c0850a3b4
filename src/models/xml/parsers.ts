/** Parsers of XML that load nothing: xml2js, fast-xml-parser, xmldom, sax. What they give is what the document says. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

const parsed: MemberSpec = { call: { native: 'xml.parse' } };

/** Names of elements became names of properties, `__proto__` too, before these versions. */
function named(name: string, versions: string): readonly SinkSpec[] {
  return [{ at: '0', kind: 'merged-names', what: 'the names of elements', when: [{ package: name, versions }] }];
}
/** https://github.com/advisories/GHSA-776f-qx25-q3cc */
const XML2JS = named('xml2js', '<0.5');
/** https://github.com/advisories/GHSA-x3cc-x39p-42qx */
const FAST = named('fast-xml-parser', '<4.1.2');

/** https://github.com/Leonidas-from-XIV/node-xml2js: entities of document types are refused by sax below it. */
const xml2jsNames: Readonly<Record<string, MemberSpec>> = {
  parseString: { call: { native: 'xml.parse', sinks: XML2JS } },
  parseStringPromise: { call: { native: 'xml.parsePromise', sinks: XML2JS } },
  Parser: { construct: { returns: 'Parser' } },
};
export const xml2js = {
  packages: ['xml2js'],
  exports: { default: { members: xml2jsNames }, ...xml2jsNames },
  types: {
    Parser: {
      members: {
        parseString: xml2jsNames['parseString'] ?? {},
        parseStringPromise: xml2jsNames['parseStringPromise'] ?? {},
      },
    },
  },
} as const satisfies LibraryModel;

/** https://github.com/NaturalIntelligence/fast-xml-parser: entities of the document itself only, and bounded ones. */
export const fastXmlParser = {
  packages: ['fast-xml-parser'],
  exports: { XMLParser: { construct: { returns: 'XMLParser' } } },
  types: { XMLParser: { members: { parse: { call: { native: 'xml.parse', sinks: FAST } } } } },
} as const satisfies LibraryModel;

/** https://github.com/xmldom/xmldom: no entities of document types. */
export const xmldom = {
  packages: ['@xmldom/xmldom', 'xmldom'],
  exports: { DOMParser: { construct: { returns: 'DOMParser' } } },
  types: { DOMParser: { members: { parseFromString: parsed } } },
} as const satisfies LibraryModel;

/** https://github.com/isaacs/sax-js: handlers are properties, or listeners of a stream. */
const saxNames: Readonly<Record<string, MemberSpec>> = {
  parser: { call: { returns: 'SAXParser' } },
  createStream: { call: { returns: 'SAXStream' } },
};
export const sax = {
  packages: ['sax'],
  exports: { default: { members: saxNames }, ...saxNames },
  types: {
    SAXParser: {
      members: {
        write: { call: { native: 'xml.write' } },
        close: { call: { returns: 'this' } },
      },
    },
    SAXStream: {
      extends: 'node:stream:Duplex',
      members: { on: { call: { callbacks: [{ at: '1', args: [null], when: 'later' }], returns: 'this' } } },
    },
  },
} as const satisfies LibraryModel;
