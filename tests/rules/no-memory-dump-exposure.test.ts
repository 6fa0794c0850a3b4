import rule from '../../src/rules/no-memory-dump-exposure.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'problem' as const }];

ruleTester.run('no-memory-dump-exposure', rule, {
  valid: [
    `import v8 from 'node:v8';
if (process.env.NODE_ENV === 'development') v8.writeHeapSnapshot();`,
    `import v8 from 'node:v8';
export function snapshot() {
  if (process.env.NODE_ENV === 'production') return;
  v8.writeHeapSnapshot();
}`,
    `import * as inspector from 'node:inspector';
import { config } from './config.js';
if (config.debug) inspector.open();`,
    `import v8 from 'node:v8';
export const size = () => v8.getHeapStatistics();`,
    `export const seen = () => process.memoryUsage();`,
  ],
  invalid: [
    {
      name: 'a snapshot on request',
      code: `import express from 'express';
import v8 from 'node:v8';
const app = express();
app.get('/debug/heap', (req, res) => {
  v8.getHeapSnapshot().pipe(res);
});`,
      errors: [
        {
          messageId: 'problem',
          line: 5,
          column: 3,
          data: {
            message:
              '`getHeapSnapshot` writes everything that the process holds in memory: passwords, tokens, data of other users. Take it out of the application, or let it run only where the environment says development.',
          },
        },
      ],
    },
    {
      name: 'the query of a request is no environment',
      code: `import express from 'express';
import { writeHeapSnapshot } from 'node:v8';
const app = express();
app.get('/debug/heap', (req, res) => {
  if (req.query.now) writeHeapSnapshot();
  res.end();
});`,
      errors: one,
    },
    { code: `process.report.writeReport();`, errors: one },
    { code: `import inspector from 'node:inspector';\ninspector.open(9229, '0.0.0.0');`, errors: one },
    { code: `import { Session } from 'node:inspector/promises';\nexport const session = new Session();`, errors: one },
  ],
});
