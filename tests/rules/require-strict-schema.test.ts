import rule from '../../src/rules/require-strict-schema.js';
import { ruleTester } from './tester.js';

ruleTester.run('require-strict-schema', rule, {
  valid: [
    {
      name: 'unlisted keys: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.object({ street: z.string() });

app.post('/items', (req, res) => {
  res.json(Address.parse(req.body));
});
`,
    },
    {
      name: 'an object that is loose: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.strictObject({ street: z.string() });

app.post('/items', (req, res) => {
  res.json(Address.parse(req.body));
});
`,
    },
    {
      name: 'any value that is not used',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.object({ street: z.string(), verified: z.any().optional().transform(() => false) });

app.post('/items', (req, res) => {
  res.json(Address.parse(req.body));
});
`,
    },
    {
      name: 'headers, of which there are always more',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Named = z.looseObject({ authorization: z.string() });

app.post('/items', (req, res) => {
  res.json(Named.parse(req.headers).authorization.length);
});
`,
    },
    {
      name: 'any value: the quiet twin',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.object({ street: z.any() });

app.post('/items', (req, res) => {
  res.json(Address.parse({ street: 'Main Street' }));
});
`,
    },
    {
      name: 'a pipe that keeps properties: the quiet twin',
      filename: 'src/example.ts',
      code: `
import { ValidationPipe } from '@nestjs/common';

export const pipe = new ValidationPipe({ transform: true, whitelist: true });
`,
    },
    {
      name: 'a pipe that takes over what is exposed, and nothing else',
      filename: 'src/example.ts',
      code: `
import { ValidationPipe } from '@nestjs/common';

export const pipe = new ValidationPipe({ transform: true, transformOptions: { excludeExtraneousValues: true } });
`,
    },
  ],
  invalid: [
    {
      name: 'unlisted keys',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.object({ street: z.string() }).passthrough();

app.post('/items', (req, res) => {
  res.json(Address.parse(req.body));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body` (src/example.ts:9:26) reaches the unlisted keys of `passthrough`. List the keys that the endpoint knows and give each of them a type; let the schema drop or refuse all others.',
          },
          line: 6,
        },
      ],
    },
    {
      name: 'an object that is loose',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.looseObject({ street: z.string() });

app.post('/items', (req, res) => {
  res.json(Address.parse(req.body));
});
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'any value',
      filename: 'src/example.ts',
      code: `
import express from 'express';
import { z } from 'zod';

const app = express();
const Address = z.object({ street: z.any() });

app.post('/items', (req, res) => {
  res.json(Address.parse(req.body));
});
`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
    {
      name: 'a pipe that keeps properties',
      filename: 'src/example.ts',
      code: `
import { ValidationPipe } from '@nestjs/common';

export const pipe = new ValidationPipe({ transform: true });
`,
      errors: [{ messageId: 'flow', line: 4 }],
    },
  ],
});
