/** Parsers of XML: which of them load entities, document types and stylesheets, and by which options. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { fastXmlParser, sax, xml2js, xmldom } from './parsers.js';

const ENTITIES = 'the XML text with entities';
/** Options by which libxml2 reads what the document names (OWASP XXE prevention cheat sheet; libxml2, xmlParserOption). */
const LOADING = ['noent', 'replaceEntities', 'dtdload', 'dtdattr', 'dtdvalid', 'validateEntities', 'xinclude'];

/** A text that is read with such an option. */
function loaded(at: string, options: string): readonly SinkSpec[] {
  return LOADING.flatMap((name): readonly SinkSpec[] => {
    const when = [{ at: `${options}.${name}`, truthy: true }];
    const known: SinkSpec = { at, kind: 'xml', what: ENTITIES, when };
    return /entities|noent/i.test(name)
      ? [known, { at, kind: 'xml-options', what: ENTITIES, any: true, when }]
      : [known];
  });
}

const node: Readonly<Record<string, MemberSpec>> = {
  get: { call: { sinks: [{ at: '0', kind: 'xpath' }], returns: 'Node' } },
  find: { call: { sinks: [{ at: '0', kind: 'xpath' }], returns: 'Node[]' } },
  root: { call: { returns: 'Node' } },
  text: { call: { flows: [{ from: 'this', to: 'return', as: 'part' }], returns: 'string' } },
  attr: { call: { returns: 'Node' } },
  childNodes: { call: { returns: 'Node[]' } },
  value: { call: { returns: 'string' } },
};
const parses: MemberSpec = { call: { sinks: loaded('0', '1'), returns: 'Node' } };
const parsers: Readonly<Record<string, MemberSpec>> = {
  parseXml: parses,
  parseXmlAsync: { call: { sinks: loaded('0', '1'), returns: 'Promise<Node>' } },
  parseXmlString: parses,
  parseHtml: { call: { returns: 'Node' } },
};
/** https://github.com/marudor/libxmljs2, https://github.com/libxmljs/libxmljs */
export const libxmljs: LibraryModel = {
  packages: ['libxmljs2', 'libxmljs'],
  exports: {
    default: { members: { ...parsers, Document: { members: { fromXml: parses, fromXmlAsync: parses } } } },
    ...parsers,
    Document: { construct: { returns: 'Node' }, members: { fromXml: parses, fromXmlAsync: parses } },
  },
  types: {
    Node: {
      members: node,
      declared: ['libxmljs2#Document', 'libxmljs2#Element', 'libxmljs2#Attribute', 'libxmljs#Document'],
    },
  },
};

/** Flags of `ParseOption` (https://jameslan.github.io/libxml2-wasm): substitution of entities, and the document type's parts. */
const FLAGS = Array.from({ length: 30 }, (_, index) => index + 2);
const wasmParses: MemberSpec = {
  call: {
    sinks: [
      { at: '0', kind: 'xml', what: ENTITIES, when: [{ at: '1.option', is: FLAGS }] },
      { at: '0', kind: 'xml-options', what: ENTITIES, any: true, when: [{ at: '1.option', is: FLAGS }] },
    ],
    returns: 'XmlDocument',
  },
};
export const libxmlWasm: LibraryModel = {
  packages: ['libxml2-wasm'],
  exports: {
    XmlDocument: { members: { fromString: wasmParses, fromBuffer: wasmParses } },
    ParseOption: {
      members: {
        XML_PARSE_DEFAULT: { value: 0 },
        XML_PARSE_RECOVER: { value: 1 },
        XML_PARSE_NOENT: { value: 2 },
        XML_PARSE_DTDLOAD: { value: 4 },
        XML_PARSE_DTDATTR: { value: 8 },
        XML_PARSE_DTDVALID: { value: 16 },
      },
    },
  },
  types: {
    XmlDocument: {
      members: {
        get: { call: { sinks: [{ at: '0', kind: 'xpath' }], returns: 'unknown' } },
        find: { call: { sinks: [{ at: '0', kind: 'xpath' }], returns: 'unknown' } },
        eval: { call: { sinks: [{ at: '0', kind: 'xpath' }], returns: 'unknown' } },
      },
    },
  },
};

/** Expat expands the entities that a document type declares (https://libexpat.github.io/doc/api/latest/#billion-laughs). */
const expands: MemberSpec = {
  call: { sinks: [{ at: '0', kind: 'xml', what: 'the XML text with entities' }], returns: 'boolean' },
};
export const expat: LibraryModel = {
  packages: ['node-expat'],
  exports: {
    default: {
      members: { Parser: { construct: { returns: 'Parser' } }, createParser: { call: { returns: 'Parser' } } },
    },
    Parser: { construct: { returns: 'Parser' } },
    createParser: { call: { returns: 'Parser' } },
  },
  types: {
    Parser: {
      members: {
        write: expands,
        parse: expands,
        end: expands,
        on: { call: { callbacks: [{ at: '1', args: [null, null], when: 'later' }], returns: 'this' } },
      },
    },
  },
};

/** A stylesheet reads and writes files by `document()` and its extensions (XSLT 1.0, 12.1). */
const stylesheet: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'xml', what: 'the stylesheet' }],
    callbacks: [{ at: '1', args: [null, null] }],
    returns: 'Stylesheet',
  },
};
/** https://github.com/albanm/node-libxslt#api-reference */
export const xslt: LibraryModel = {
  packages: ['libxslt'],
  exports: {
    default: {
      members: {
        parse: stylesheet,
        parseFile: { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'unknown' } },
      },
    },
  },
  types: {
    Stylesheet: {
      members: {
        apply: { call: { callbacks: ['1', '2', '3'].map((at) => ({ at, args: [null, null] })), returns: 'unknown' } },
        applyToFile: {
          call: {
            sinks: [{ at: '0', kind: 'path' }],
            callbacks: ['1', '2', '3'].map((at) => ({ at, args: [null, null] })),
            returns: 'unknown',
          },
        },
      },
    },
  },
};
const saxonTransform: MemberSpec = {
  call: { sinks: [{ at: '0.stylesheetText', kind: 'xml', what: 'the stylesheet' }], returns: 'unknown' },
};
export const saxon: LibraryModel = {
  packages: ['saxon-js'],
  exports: {
    default: {
      members: {
        transform: saxonTransform,
        XPath: {
          members: { evaluate: { call: { sinks: [{ at: '0', kind: 'xpath' }], returns: 'unknown' } } },
        },
      },
    },
  },
};

export const XML_MODELS: readonly LibraryModel[] = [
  expat,
  fastXmlParser,
  libxmljs,
  libxmlWasm,
  sax,
  saxon,
  xml2js,
  xmldom,
  xslt,
];
