/** Where patterns come from and where they are used: joined constants, texts as patterns, schemas, routes. */
import rule from '../../src/rules/no-redos.js';
import { ruleTester } from './tester.js';

const MAIL = String.raw`/^[^@]+@[^@]+\.[^@]+$/`;
const app = `import express from 'express';
const app = express();
`;

interface Twin {
  readonly name: string;
  readonly slow: string;
  readonly quiet: string;
  /** Line and column of the report. */
  readonly at: readonly [number, number];
}

const MADE: readonly Twin[] = [
  {
    name: 'constants joined with +',
    slow: `const WORD = '[a-z]+';\nexport const NAMES = new RegExp('^(' + WORD + ')+$');`,
    quiet: `const WORD = '[a-z]';\nexport const NAMES = new RegExp('^(' + WORD + ')+$');`,
    at: [2, 22],
  },
  {
    name: 'constants in a template',
    slow: 'const WORD = `a+`;\nexport const NAMES = new RegExp(`^(?:${WORD})*$`);',
    quiet: 'const WORD = `a`;\nexport const NAMES = new RegExp(`^(?:${WORD})*$`);',
    at: [2, 22],
  },
  {
    name: 'parts of a list',
    slow: `export const NAMES = new RegExp(['^', '(a+)+', '$'].join(''));`,
    quiet: `export const NAMES = new RegExp(['^', '(a)+', '$'].join(''));`,
    at: [1, 22],
  },
  {
    name: 'the source of another pattern',
    slow: 'const PART = /\\w+\\s?/;\nexport const NAMES = new RegExp(`^(${PART.source})+$`);',
    quiet: 'const PART = /\\w+\\s/;\nexport const NAMES = new RegExp(`^(${PART.source})+$`);',
    at: [2, 22],
  },
  {
    name: 'flags that make letters equal',
    slow: `const flags = 'i';\nexport const NAMES = new RegExp('^(?:' + ['a', 'A'].join('|') + ')*$', flags);`,
    quiet: `const flags = '';\nexport const NAMES = new RegExp('^(?:' + ['a', 'A'].join('|') + ')*$', flags);`,
    at: [2, 22],
  },
  {
    name: 'a text that match makes a pattern of',
    slow: `export const found = (text: string) => text.match('^(a+)+$');`,
    quiet: `export const found = (text: string) => text.startsWith('^(a+)+$');`,
    at: [1, 51],
  },
  {
    name: 'the pattern of a JSON schema',
    slow: `import Ajv from 'ajv';
export const check = new Ajv().compile({ type: 'string', pattern: '^(a+)+$' });`,
    quiet: `import Ajv from 'ajv';
export const check = new Ajv().compile({ type: 'string', pattern: '^a+$' });`,
    at: [2, 67],
  },
  {
    name: 'the pattern of a parameter in a route',
    slow: `${app}app.get('/orders/:id((?:\\\\d+)+)', (req, res) => res.json(req.params.id));`,
    quiet: `${app}app.get('/orders/:id(\\\\d+)', (req, res) => res.json(req.params.id));`,
    at: [3, 9],
  },
];

const USED: readonly Twin[] = [
  {
    name: 'split',
    slow: `${app}app.post('/', (req, res) => res.json(String(req.body.x).split(/\\s*,\\s*/)));`,
    quiet: `${app}app.post('/', (req, res) => res.json(String(req.body.x).split(/,/)));`,
    at: [3, 63],
  },
  {
    name: 'a copy with other flags',
    slow: `${app}app.post('/', (req, res) => res.json(new RegExp(/^\\s*a*\\s*$/, 'i').test(String(req.body.x))));`,
    quiet: `${app}app.post('/', (req, res) => res.json(new RegExp(/^\\s*a*$/, 'i').test(String(req.body.x))));`,
    at: [3, 38],
  },
  {
    name: 'a schema of zod',
    slow: `${app}import { z } from 'zod';
const Body = z.object({ mail: z.string().regex(${MAIL}) });
app.post('/', (req, res) => res.json(Body.parse(req.body)));`,
    quiet: `${app}import { z } from 'zod';
const Body = z.object({ mail: z.string().max(254).regex(${MAIL}) });
app.post('/', (req, res) => res.json(Body.parse(req.body)));`,
    at: [4, 48],
  },
  {
    name: 'a schema of Joi',
    slow: `${app}import Joi from 'joi';
const Body = Joi.object({ mail: Joi.string().pattern(${MAIL}) });
app.post('/', (req, res) => res.json(Body.validate(req.body).value));`,
    quiet: `${app}import Joi from 'joi';
const Body = Joi.object({ mail: Joi.string().max(254).pattern(${MAIL}) });
app.post('/', (req, res) => res.json(Body.validate(req.body).value));`,
    at: [4, 54],
  },
  {
    name: 'a schema of valibot',
    slow: `${app}import * as v from 'valibot';
const Body = v.object({ mail: v.pipe(v.string(), v.regex(${MAIL})) });
app.post('/', (req, res) => res.json(v.parse(Body, req.body)));`,
    quiet: `${app}import * as v from 'valibot';
const Body = v.object({ mail: v.pipe(v.string(), v.maxLength(254), v.regex(${MAIL})) });
app.post('/', (req, res) => res.json(v.parse(Body, req.body)));`,
    at: [4, 58],
  },
  {
    name: 'a JSON schema',
    slow: `${app}import Ajv from 'ajv';
const check = new Ajv().compile({ type: 'string', pattern: '^\\\\s*a*\\\\s*$' });
app.post('/', (req, res) => res.json(check(req.body)));`,
    quiet: `${app}import Ajv from 'ajv';
const check = new Ajv().compile({ type: 'string', maxLength: 99, pattern: '^\\\\s*a*\\\\s*$' });
app.post('/', (req, res) => res.json(check(req.body)));`,
    at: [4, 60],
  },
  {
    name: 'a route schema of Fastify',
    slow: `import fastify from 'fastify';
const body = { type: 'object', properties: { name: { type: 'string', pattern: '^\\\\s*a*\\\\s*$' } } };
fastify().post('/', { schema: { body } }, async (request) => request.body.name);`,
    quiet: `import fastify from 'fastify';
const body = { type: 'object', properties: { name: { type: 'string', maxLength: 99, pattern: '^\\\\s*a*\\\\s*$' } } };
fastify().post('/', { schema: { body } }, async (request) => request.body.name);`,
    at: [2, 79],
  },
  {
    name: 'a chain of express-validator',
    slow: `${app}import { body } from 'express-validator';
app.post('/', body('mail').matches(${MAIL}), (req, res) => res.json(1));`,
    quiet: `${app}import { body } from 'express-validator';
app.post('/', body('mail').isLength({ max: 254 }).matches(${MAIL}), (req, res) => res.json(1));`,
    at: [4, 36],
  },
  {
    name: 'validator.js with a text',
    slow: `${app}import validator from 'validator';
app.post('/', (req, res) => res.json(validator.matches(String(req.body.x), '^\\\\s*a*\\\\s*$')));`,
    quiet: `${app}import validator from 'validator';
app.post('/', (req, res) => res.json(validator.equals(String(req.body.x), '^\\\\s*a*\\\\s*$')));`,
    at: [4, 38],
  },
  {
    name: 'decorators of class-validator',
    slow: `import { Body, Controller, Post, UsePipes, ValidationPipe } from '@nestjs/common';
import { Matches } from 'class-validator';
class Dto {
  @Matches(${MAIL})
  mail!: string;
}
@Controller()
export class Mails {
  @Post()
  @UsePipes(new ValidationPipe())
  make(@Body() dto: Dto) {
    return dto.mail;
  }
}`,
    quiet: `import { Body, Controller, Post, UsePipes, ValidationPipe } from '@nestjs/common';
import { Matches, MaxLength } from 'class-validator';
class Dto {
  @Matches(${MAIL})
  @MaxLength(254)
  mail!: string;
}
@Controller()
export class Mails {
  @Post()
  @UsePipes(new ValidationPipe())
  make(@Body() dto: Dto) {
    return dto.mail;
  }
}`,
    at: [4, 12],
  },
  {
    name: 'a cubic pattern in place of a path',
    slow: `${app}app.get(/^\\/(.*)\\/(.*)\\/(.*)\\/x$/, (req, res) => res.json(1));`,
    quiet: `${app}app.get(/^\\/(.*)\\/(.*)\\/x$/, (req, res) => res.json(1));`,
    at: [3, 9],
  },
];

function run(title: string, twins: readonly Twin[]): void {
  ruleTester.run(`no-redos: ${title}`, rule, {
    valid: twins.map(({ name, quiet }) => ({ name, filename: 'src/file.ts', code: quiet })),
    invalid: twins.map(({ name, slow, at: [line, column] }) => ({
      name,
      filename: 'src/file.ts',
      code: slow,
      errors: [{ messageId: 'slow' as const, line, column }],
    })),
  });
}

run('where patterns come from', MADE);
run('where they are used', USED);
