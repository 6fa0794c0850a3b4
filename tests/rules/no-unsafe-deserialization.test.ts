import rule from '../../src/rules/no-unsafe-deserialization.js';
import { service } from './service.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-unsafe-deserialization: readers', rule, {
  valid: [
    {
      name: 'node-serialize, safe',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const cart = JSON.parse(req.cookies.cart);',
      ),
    },
    {
      name: 'v8, safe',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const copy = v8.deserialize(v8.serialize({ a: 1 }));',
      ),
    },
    {
      name: 'functions in BSON, safe',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const doc = BSON.deserialize(req.body);',
      ),
    },
    {
      name: 'cryo, safe',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        `const value = cryo.parse('{}');`,
      ),
    },
    {
      name: 'seroval, safe',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        `const value = deserialize('{}');`,
      ),
    },
  ],
  invalid: [
    {
      name: 'node-serialize',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const cart = serialize.unserialize(req.cookies.cart);',
      ),
      errors: [
        {
          messageId: 'flow',
          data: {
            message: `User input from \`req.cookies.cart\` (src/app.ts:12:38) reaches the serialized text of \`node-serialize.unserialize\`. Read it with JSON.parse or a safe loader, and validate what comes out.`,
          },
        },
      ],
    },
    {
      name: 'v8',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        `const state = v8.deserialize(Buffer.from(req.body.state, 'base64'));`,
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'functions in BSON',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const doc = BSON.deserialize(req.body, { evalFunctions: true });',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'cryo',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const value = cryo.parse(req.body.value);',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'seroval',
      filename: 'src/app.ts',
      code: service(
        `import serialize from 'node-serialize';
import v8 from 'node:v8';
import { BSON } from 'bson';
import cryo from 'cryo';
import { deserialize } from 'seroval';`,
        'const value = deserialize(req.body.value);',
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});

ruleTester.run('no-unsafe-deserialization: js-yaml', rule, {
  valid: [
    {
      name: 'the full schema of version 3, safe',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'yaml.load(req.body.text, { schema: yaml.JSON_SCHEMA });',
      ),
    },
    {
      name: 'the types of JavaScript, safe',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'load(req.body.text, { schema: DEFAULT_SCHEMA });',
      ),
    },
    {
      name: 'functions alone, safe',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'load(req.body.text, { schema: DEFAULT_SCHEMA.extend([types.regexp]) });',
      ),
    },
    {
      name: 'a constant text, safe',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        `yaml.load('a: 1', { schema: yaml.DEFAULT_FULL_SCHEMA });`,
      ),
    },
    {
      name: 'the safe functions, safe',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'yaml.safeLoad(req.body.text);',
      ),
    },
  ],
  invalid: [
    {
      name: 'the full schema of version 3',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'yaml.load(req.body.text, { schema: yaml.DEFAULT_FULL_SCHEMA });',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'the types of JavaScript',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'load(req.body.text, { schema: DEFAULT_SCHEMA.extend(types.all) });',
      ),
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'functions alone',
      filename: 'src/app.ts',
      code: service(
        `import yaml, { load, DEFAULT_SCHEMA } from 'js-yaml';
import * as types from 'js-yaml-js-types';`,
        'load(req.body.text, { schema: DEFAULT_SCHEMA.extend([types.function]) });',
      ),
      errors: [{ messageId: 'flow' }],
    },
  ],
});
