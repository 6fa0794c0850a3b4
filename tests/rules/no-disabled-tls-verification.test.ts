import rule from '../../src/rules/no-disabled-tls-verification.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-disabled-tls-verification', rule, {
  valid: [
    {
      name: "an authority of one's own",
      filename: 'src/example.ts',
      code: `
import { readFileSync } from 'node:fs';
import https from 'node:https';

export const agent = new https.Agent({ ca: readFileSync('internal-ca.pem') });
`,
    },
    {
      name: 'a database',
      filename: 'src/example.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ host: 'db.example', ssl: { rejectUnauthorized: true } });
`,
    },
    {
      name: 'an option that is not known',
      filename: 'src/example.ts',
      code: `
import https from 'node:https';

export const agent = (strict: boolean) => new https.Agent({ rejectUnauthorized: strict });
`,
    },
    {
      name: 'a current version',
      filename: 'src/example.ts',
      code: `
import https from 'node:https';

export const agent = new https.Agent({ minVersion: 'TLSv1.2' });
`,
    },
  ],
  invalid: [
    {
      name: 'an agent',
      filename: 'src/example.ts',
      code: `
import https from 'node:https';

const options = { rejectUnauthorized: false };

export const agent = new https.Agent(options);
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              '`Agent` accepts any certificate, so anybody on the way can be the other side. Leave the check on, and name the authority of your own certificates with the option `ca`.',
          },
          line: 6,
          column: 22,
        },
      ],
    },
    {
      name: 'the whole process',
      filename: 'src/example.ts',
      code: `
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              '`NODE_TLS_REJECT_UNAUTHORIZED` switches the check of certificates off for the whole process. Leave the check on, and name the authority of your own certificates with the option `ca`.',
          },
          line: 2,
          column: 1,
        },
      ],
    },
    {
      name: 'a database',
      filename: 'src/example.ts',
      code: `
import { Pool } from 'pg';

export const pool = new Pool({ host: 'db.example', ssl: { rejectUnauthorized: false } });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 21 }],
    },
    {
      name: 'an old version',
      filename: 'src/example.ts',
      code: `
import https from 'node:https';

export const agent = new https.Agent({ minVersion: 'TLSv1' });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 22 }],
    },
  ],
});
