import rule from '../../src/rules/require-input-validation.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import express from 'express';
import { Pool } from 'pg';
import { z } from 'zod';
const pool = new Pool();
const app = express();
const Room = z.object({ name: z.string(), size: z.number() });
const add = (name: unknown) => pool.query('INSERT INTO rooms (name) VALUES ($1)', [name]);
`;

const DOCUMENT = `import * as OpenApiValidator from 'express-openapi-validator';\n`;
const DESCRIBED = `import openapi from '@wesleytodd/openapi';\nconst api = openapi({ openapi: '3.0.0', info: { title: 'Rooms', version: '1' } });\n`;
const described = (method: string): string =>
  `${HEAD}${DESCRIBED}app.post('/', api.${method}({ requestBody: { $ref: '#/components/requestBodies/room' } }), async (req, res) => { await add(req.body.name); res.end(); }); app.listen(1);`;

const NEST = `import { Body, Controller, Module, Post, UsePipes, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsString } from 'class-validator';
import { Pool } from 'pg';
class Named { @IsString() name!: string; }
class Bare { name!: string; }
const add = (name: string) => new Pool().query('INSERT INTO rooms (name) VALUES ($1)', [name]);
`;

ruleTester.run('require-input-validation', rule, {
  valid: [
    {
      name: 'parsed',
      filename,
      code: `${HEAD}app.post('/', async (req) => { await add(Room.parse(req.body).name); });`,
    },
    {
      name: 'held against an OpenAPI document before',
      filename,
      code: `${HEAD}${DOCUMENT}app.use(OpenApiValidator.middleware({ apiSpec: './api.yml' })); app.post('/', async (req, res) => { await add(req.body.name); res.end(); }); app.listen(1);`,
    },
    { name: 'held against its part of an OpenAPI document', filename, code: described('validPath') },
    {
      name: 'a failure leaves',
      filename,
      code: `${HEAD}app.post('/', async (req, res) => { const r = Room.safeParse(req.body); if (!r.success) return res.sendStatus(422); return add(r.data.name); });`,
    },
    {
      name: 'checked by hand',
      filename,
      code: `${HEAD}app.post('/', async (req, res) => { const { name } = req.body; if (typeof name !== 'string') return res.sendStatus(422); return add(name); });`,
    },
    {
      name: 'converted',
      filename,
      code: `${HEAD}app.post('/', async (req) => { await add(String(req.body.name)); });`,
    },
    {
      name: 'a route parameter is a text',
      filename,
      code: `${HEAD}app.post('/:name', async (req) => { await add(req.params.name); });`,
    },
    {
      name: 'nothing is stored',
      filename,
      code: `${HEAD}app.post('/', (req, res) => { res.json({ echo: req.body.name }); });`,
    },
    {
      name: 'Nest: a class with rules, under a pipe',
      filename,
      code: `${NEST}@Controller() export class C { @UsePipes(new ValidationPipe({ whitelist: true })) @Post() make(@Body() dto: Named) { return add(dto.name); } }`,
    },
  ],
  invalid: [
    { name: 'only described', filename, code: described('path'), errors: [{ messageId: 'flow' }] },
    {
      name: 'held against an OpenAPI document too late',
      filename,
      code: `${HEAD}${DOCUMENT}app.post('/', async (req, res) => { await add(req.body.name); res.end(); }); app.use(OpenApiValidator.middleware({ apiSpec: './api.yml' })); app.listen(1);`,
      errors: [{ messageId: 'flow' }],
    },
    {
      name: 'as it came',
      filename,
      code: `${HEAD}app.post('/', async (req) => { await add(req.body.name); });`,
      errors: [
        {
          messageId: 'flow',
          line: 8,
          column: 42,
          data: {
            message:
              'User input from `req.body.name` (file.ts:8:42) reaches the stored values of `Pool.query` (file.ts:7:83) through `add` (file.ts:7:13). `POST /` does not validate it. Parse it with a schema that refuses wrong types, and use what the schema returns.',
          },
        },
      ],
    },
    {
      name: 'others validate',
      filename,
      code: `${HEAD}app.post('/', async (req) => { await add(req.body.name); });
app.put('/', async (req) => { await add(Room.parse(req.body).name); });
app.patch('/:id', async (req) => { await add(Room.parse(req.body).name); });`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.name` (file.ts:8:42) reaches the stored values of `Pool.query` (file.ts:7:83) through `add` (file.ts:7:13). `POST /` does not validate it; `PUT /` uses `Room.parse` (file.ts:9). Parse it with a schema that refuses wrong types, and use what the schema returns.',
          },
        },
      ],
    },
    {
      name: 'a middleware validates for others',
      filename,
      code: `${HEAD}const valid = (req, res, next) => { req.body = Room.parse(req.body); next(); };
app.post('/', async (req) => { await add(req.body.name); });
app.put('/', valid, async (req) => { await add(req.body.name); });
app.patch('/:id', valid, async (req) => { await add(req.body.name); });`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.body.name` (file.ts:9:42) reaches the stored values of `Pool.query` (file.ts:7:83) through `add` (file.ts:7:13). `POST /` does not validate it; `PUT /` and another one use `valid` (file.ts:8). Parse it with a schema that refuses wrong types, and use what the schema returns.',
          },
        },
      ],
    },
    {
      name: 'an assertion checks nothing',
      filename,
      code: `${HEAD}app.post('/', async (req) => { const room = req.body as { name: string }; await add(room.name); });`,
      errors: [{ messageId: 'flow', line: 8 }],
    },
    {
      name: 'a failure that is only noted',
      filename,
      code: `${HEAD}app.post('/', async (req) => { const r = Room.safeParse(req.body); if (!r.success) console.warn(r.error.issues);\nawait add(req.body.name); });`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'another part than the validated one',
      filename,
      code: `${HEAD}app.post('/', async (req) => { Room.parse(req.body);\nawait add(req.query.name); });`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'Nest: a class with rules and no pipe',
      filename,
      code: `${NEST}@Controller() export class C { @Post()\nmake(@Body() dto: Named) { return add(dto.name); } }`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'Nest: a pipe and a class without rules',
      filename,
      code: `${NEST}@Controller() export class C { @UsePipes(new ValidationPipe({ whitelist: true })) @Post()\nmake(@Body() dto: Bare) { return add(dto.name); } }`,
      errors: [{ messageId: 'flow', line: 9 }],
    },
    {
      name: 'Fastify: a validator that accepts all',
      filename,
      code: `import Fastify from 'fastify';\nimport { Pool } from 'pg';\nconst pool = new Pool();\nconst app = Fastify();
app.route<{ Body: { name: string } }>({ method: 'POST', url: '/', schema: { body: { type: 'object', properties: { name: { type: 'string' } } } }, validatorCompiler: () => () => true,
handler: async (request) => pool.query('INSERT INTO rooms VALUES ($1)', [request.body.name]) });
app.route<{ Body: { name: string } }>({ method: 'PUT', url: '/', schema: { body: { type: 'object', properties: { name: { type: 'string' } } } },
handler: async (request) => pool.query('INSERT INTO rooms VALUES ($1)', [request.body.name]) });`,
      errors: [{ messageId: 'flow', line: 6 }],
    },
  ],
});

marked(
  'require-input-validation',
  'validators of our own, and those that accept texts only',
  `
import { Body, Controller, Module, Post, ValidationPipe, applyDecorators } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PrismaClient } from '@prisma/client';
import { Type } from 'class-transformer';
import { IsArray, IsISO31661Alpha2, IsNotEmpty, IsNumber, IsOptional, IsString, IsUrl, Validate, ValidateNested, registerDecorator, ValidatorConstraint, MaxLength, ValidateIf } from 'class-validator';
const prisma = new PrismaClient();
@ValidatorConstraint() class Known { validate(value: string) { return value === value?.toUpperCase(); } }
function IsKnown() { return function (object: object, propertyName: string) { registerDecorator({ propertyName, target: object.constructor, validator: Known, constraints: [] }); }; }
function Nothing() { return function (object: object, propertyName: string) { console.log(propertyName); }; }
function Name(options: { each?: boolean } = {}) { return applyDecorators(IsString(options), MaxLength(100)); }
class Part { @IsISO31661Alpha2() code: string; }
class Dto {
  @IsKnown() a: string;
  @Name() b: string;
  @IsUrl({ protocols: ['https'] }) c: string;
  @Validate(Known) d: string;
  @IsArray() @IsOptional() @Type(() => Part) @ValidateNested({ each: true }) e: Part[];
  @Nothing() f: string;
  @IsNotEmpty() g: string;
  @IsArray() h: string[];
  @ValidateIf((_object, value) => value !== null) @IsString() i: string | null;
  @ValidateIf((object: Dto) => object.j !== null && object.j !== undefined) @IsString() j: string | null;
  @ValidateIf((object: Dto) => object.a === 'x') @IsString() k: string;
}
@Controller('things') class Things {
  @Post('i') i(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.i } }); } // quiet
  @Post('j') j(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.j } }); } // quiet
  @Post('k') k(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.k } }); } // report
  @Post('l') l(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.a } }); } // quiet
  @Post('a') a(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.a } }); } // quiet
  @Post('b') b(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.b } }); } // quiet
  @Post('c') c(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.c } }); } // quiet
  @Post('d') d(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.d } }); } // quiet
  @Post('e') e(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.e } }); } // quiet
  @Post('f') f(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.f } }); } // report
  @Post('g') g(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.g } }); } // report
  @Post('h') h(@Body() dto: Dto) { return prisma.thing.create({ data: { x: dto.h } }); } // report
}
@Module({ controllers: [Things] }) class App {}
void NestFactory.create(App).then((app) => { app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true })); return app.listen(3000); });
`,
);

marked(
  'require-input-validation',
  'class-validator on a copy of what was sent: a list of problems is never missing',
  `
import { plainToInstance } from 'class-transformer';
import { IsString, MaxLength, validateSync } from 'class-validator';
import express from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const app = express();
class Note { @IsString() @MaxLength(50) text: string; }
function validate(cls, object) {
  const errors = validateSync(object instanceof cls ? object : plainToInstance(cls, object), { whitelist: true });
  if (errors !== undefined && errors.length !== 0) throw new Error('refused');
}
app.use(express.json());
app.post('/checked', async (req, res) => {
  const input = { ...req.body };
  validate(Note, input);
  await pool.query('INSERT INTO notes (text) VALUES ($1)', [input.text]); // quiet
  res.end();
});
app.post('/unchecked', async (req, res) => {
  const input = { ...req.body }; // report
  await pool.query('INSERT INTO notes (text) VALUES ($1)', [input.text]);
  res.end();
});
`,
);

marked(
  'require-input-validation',
  'GraphQL lets in the names of an enumeration only',
  `
import { Arg, buildSchema, Field, InputType, Mutation, registerEnumType, Resolver } from 'type-graphql';
import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
enum Kind { Online = 'online', Onsite = 'onsite' }
const Size = { Small: 'small', Big: 'big' } as const;
type Size = (typeof Size)[keyof typeof Size];
registerEnumType(Kind, { name: 'Kind' });
registerEnumType(Size, { name: 'Size' });
@InputType()
class Inputs {
  @Field(() => Kind) kind: Kind;
  @Field(() => Size, { nullable: true }) size?: Size;
  @Field(() => Any) other: Any;
}
@Resolver()
export class Items {
  @Mutation(() => Boolean)
  async a(@Arg('data') data: Inputs) { await prisma.item.create({ data: { kind: data.kind } }); return true; } // quiet
  @Mutation(() => Boolean)
  async b(@Arg('data') data: Inputs) { await prisma.item.create({ data: { size: data.size } }); return true; } // quiet
  @Mutation(() => Boolean)
  async c(@Arg('kind', () => Kind) kind: Kind) { await prisma.item.create({ data: { kind } }); return true; } // quiet
  @Mutation(() => Boolean)
  async d(@Arg('data') data: Inputs) { await prisma.item.create({ data: { other: data.other } }); return true; } // report
}
buildSchema({ resolvers: [Items] });
`,
);
