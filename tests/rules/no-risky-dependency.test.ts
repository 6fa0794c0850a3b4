import { expect, it } from 'vitest';
import { RISKY_PACKAGES } from '../../src/meta/risky-packages.js';
import rule from '../../src/rules/no-risky-dependency.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'problem' as const }];

it('knows each package once, with a source', () => {
  const names = RISKY_PACKAGES.map((each) => each.name);
  expect(new Set(names).size).toBe(names.length);
  expect(RISKY_PACKAGES.filter((each) => !each.source.startsWith('https://'))).toEqual([]);
});

ruleTester.run('no-risky-dependency', rule, {
  valid: [
    `import { VM } from './vm2';`,
    `import type { Options } from 'request';`,
    `import uuid from 'uuid';`,
    `const request = load('request');`,
    { code: `import request from 'request';`, options: [{ allow: ['request'] }] },
  ],
  invalid: [
    {
      code: `import { VM } from 'vm2';`,
      errors: [
        {
          messageId: 'problem',
          line: 1,
          column: 20,
          data: {
            message:
              '`vm2` is unsafe: it is no boundary for code of strangers: ways out of it keep being found, and its maintainer once gave it up for that reason (https://github.com/patriksimek/vm2/issues/533). Use `isolated-vm`, or a process or container of its own.',
          },
        },
      ],
    },
    { code: `const request = require('request');`, errors: one },
    { code: `export const load = () => import('node-serialize');`, errors: one },
    { code: `export { parse } from 'xmldom/lib/dom-parser';`, errors: one },
    { code: `import uuid = require('node-uuid');`, errors: one },
  ],
});
