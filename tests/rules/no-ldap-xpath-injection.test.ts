import rule from '../../src/rules/no-ldap-xpath-injection.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-ldap-xpath-injection: LDAP', rule, {
  valid: [
    {
      name: 'a filter, safe',
      filename: 'src/app.ts',
      code: service(
        `import ldap from 'ldapjs';
import { Client } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory' });
const second = new Client({ url: 'ldaps://directory' });`,
        `client.search('ou=people', { filter: new ldap.EqualityFilter({ attribute: 'uid', value: req.body.uid }) }, () => undefined);`,
      ),
    },
    {
      name: 'a distinguished name, safe',
      filename: 'src/app.ts',
      code: service(
        `import ldap from 'ldapjs';
import { Client } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory' });
const second = new Client({ url: 'ldaps://directory' });`,
        `if (!/^[a-z0-9]+$/.test(req.body.uid)) return;
  await second.bind(\`uid=\${req.body.uid},ou=people\`, req.body.password);`,
      ),
    },
    {
      name: 'a filter of ldapts, safe',
      filename: 'src/app.ts',
      code: service(
        `import ldap from 'ldapjs';
import { Client } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory' });
const second = new Client({ url: 'ldaps://directory' });`,
        `await second.search('ou=people', { filter: \`(id=\${Number(req.query.id)})\` });`,
      ),
    },
  ],
  invalid: [
    {
      name: 'a filter',
      filename: 'src/app.ts',
      code: service(
        `import ldap from 'ldapjs';
import { Client } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory' });
const second = new Client({ url: 'ldaps://directory' });`,
        `client.search('ou=people', { filter: \`(uid=\${req.body.uid})\` }, () => undefined);`,
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.body.uid\` (src/app.ts:12:48) reaches the LDAP filter of \`Client.search\`. Escape the value for this place, or pass it apart from the expression as a filter object or a variable.`,
          },
        },
      ],
    },
    {
      name: 'a distinguished name',
      filename: 'src/app.ts',
      code: service(
        `import ldap from 'ldapjs';
import { Client } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory' });
const second = new Client({ url: 'ldaps://directory' });`,
        `await second.bind(\`uid=\${req.body.uid},ou=people\`, req.body.password);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a filter of ldapts',
      filename: 'src/app.ts',
      code: service(
        `import ldap from 'ldapjs';
import { Client } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory' });
const second = new Client({ url: 'ldaps://directory' });`,
        `await second.search('ou=people', { filter: '(uid=' + req.query.uid + ')' });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

ruleTester.run('no-ldap-xpath-injection: XPath and XML', rule, {
  valid: [
    {
      name: 'select, safe',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `select(\`//user[@id=\${Number(req.query.id)}]\`, doc);`,
      ),
    },
    {
      name: 'a parsed expression, safe',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `xpath.parse('//user[name=$name]').select({ node: doc, variables: { name: req.query.name } });`,
      ),
    },
    {
      name: 'a checked name, safe',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `if (!/^\\w+$/.test(String(req.query.name))) return;
  xpath.select1(\`//user[name='\${req.query.name}']\`, doc);`,
      ),
    },
    {
      name: 'XQuery, safe',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `evaluateXPathToString('//user[@id=$id]', doc, null, { id: req.query.id });`,
      ),
    },
    {
      name: 'a document that is sent, safe',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `await axios.post('https://soap.example', \`<user id="\${Number(req.query.id)}"/>\`);`,
      ),
    },
    {
      name: 'a document of libxml, safe',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `libxml.parseXml('<users/>').get('//user');`,
      ),
    },
  ],
  invalid: [
    {
      name: 'select',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `select(\`//user[name='\${req.query.name}']\`, doc);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a parsed expression',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `xpath.parse('//user[name="' + req.query.name + '"]').select({ node: doc });`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a checked name',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `if (!/\\w+/.test(String(req.query.name))) return;
  xpath.select1(\`//user[name='\${req.query.name}']\`, doc);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'XQuery',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `evaluateXPathToString(\`//user[@id='\${req.query.id}']\`, doc);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a document that is sent',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `await axios.post('https://soap.example', \`<user><name>\${req.query.name}</name></user>\`);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'a document of libxml',
      filename: 'src/app.ts',
      code: service(
        `import xpath, { select } from 'xpath';
import { evaluateXPathToString } from 'fontoxpath';
import libxml from 'libxmljs2';
import axios from 'axios';

declare const doc: Document;`,
        `libxml.parseXml('<users/>').get(\`//user[@name="\${req.query.name}"]\`);`,
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});
