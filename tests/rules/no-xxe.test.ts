import rule from '../../src/rules/no-xxe.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-xxe: parsers', rule, {
  valid: [
    {
      name: 'entities of libxml, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'const doc = libxml.parseXml(req.body.xml);',
      ),
    },
    {
      name: 'options in a variable, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'const doc = libxml.parseXml(req.body.xml, { ...OPTIONS, noent: false });',
      ),
    },
    {
      name: 'a document type, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'const doc = libxml.parseXml(req.body.xml, { dtdload: false });',
      ),
    },
    {
      name: 'XML of unknown origin, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        `const doc = libxml.parseXml('<a/>', { noent: true });`,
      ),
    },
    {
      name: 'flags of libxml2-wasm, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'XmlDocument.fromString(req.body.xml, { option: ParseOption.XML_PARSE_RECOVER });',
      ),
    },
    {
      name: 'expat, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'await xml2js.parseStringPromise(req.body.xml);',
      ),
    },
    {
      name: 'a stylesheet, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        `libxslt.parse('<xsl:stylesheet/>');`,
      ),
    },
    {
      name: 'parsers without document types, safe',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'new XMLParser().parse(req.body.xml);',
      ),
    },
  ],
  invalid: [
    {
      name: 'entities of libxml',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'const doc = libxml.parseXml(req.body.xml, { noent: true });',
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.body.xml\` (src/app.ts:16:31) reaches the XML text with entities of \`libxmljs2.parseXml\`. Parse XML without entities and document types, with a parser that has no support for them or with these options off.`,
          },
        },
      ],
    },
    {
      name: 'options in a variable',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'const doc = libxml.parseXml(req.body.xml, OPTIONS);',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a document type',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'const doc = libxml.parseXml(req.body.xml, { dtdload: true });',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'XML of unknown origin',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        `const doc = libxml.parseXml(fs.readFileSync('/inbox/order.xml', 'utf8'), { noent: true });`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `\`libxmljs2.parseXml\` substitutes the entities of XML that is not constant. Parse XML without entities and document types, with a parser that has no support for them or with these options off.`,
          },
        },
      ],
    },
    {
      name: 'flags of libxml2-wasm',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'XmlDocument.fromString(req.body.xml, { option: ParseOption.XML_PARSE_NOENT });',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'expat',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        `const parser = new expat.Parser('UTF-8');
  parser.write(req.body.xml);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a stylesheet',
      filename: 'src/app.ts',
      code: service(
        `import fs from 'node:fs';
import libxml from 'libxmljs2';
import { XmlDocument, ParseOption } from 'libxml2-wasm';
import { XMLParser } from 'fast-xml-parser';
import expat from 'node-expat';
import xml2js from 'xml2js';
import libxslt from 'libxslt';

const OPTIONS = { noent: true, nonet: true };`,
        'libxslt.parse(req.body.stylesheet);',
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});
