import { fixture } from './harness.js';

const head = `
import { Router } from 'express';
import { Pool } from 'pg';
const pool = new Pool();
export const routes = Router();
`;

fixture(
  'valibot',
  `${head}
import * as v from 'valibot';
import { parse, pipe, string, picklist, check } from 'valibot';
const Schema = v.strictObject({ sort: v.optional(v.picklist(['a', 'b']), 'a'), id: v.pipe(v.string(), v.uuid()), free: v.string(), done: v.boolean() });
routes.post('/a', (req, res) => {
  const value = parse(Schema, req.body);
  void pool.query(value.sort); // quiet
  void pool.query("SELECT '" + value.id + "'" + value.done); // quiet
  void pool.query(value.free); // sink sql
  void pool.query(parse(pipe(string(), check((text) => ['a', 'b'].includes(text))), req.query.s)); // quiet
  void pool.query(parse(pipe(string(), check((text) => text.length > 1)), req.query.t)); // sink sql
  const { success, output, issues } = v.safeParse(picklist(['a', 'b']), req.query.s);
  if (issues) return res.sendStatus(400);
  void pool.query(output); // quiet
  void success;
});
routes.post('/variant', (req) => {
  const value = v.parse(v.variant('type', [v.object({ type: v.literal('x'), n: v.number() }), v.object({ type: v.literal('y'), n: v.pipe(v.string(), v.digits()) })]), req.body);
  void pool.query('SELECT ' + value.type + value.n); // quiet
  const loose = v.parse(v.looseObject({ type: v.literal('x') }), req.body);
  void pool.query('SELECT ' + loose.other); // sink sql
});
`,
);

fixture(
  'yup',
  `${head}
import yup, { object, string, number } from 'yup';
const schema = object({ sort: string().oneOf(['a', 'b']).required(), page: number().integer().max(9), free: string(), own: string().test('own', 'no', (text) => ['a', 'b'].includes(text ?? '')), changed: string().transform((text) => text.replace('x', '')).matches(/^[a-z]+$/) });
routes.post('/a', async (req) => {
  const value = await schema.validate(req.body);
  void pool.query(value.sort + value.page); // quiet
  void pool.query(value.own); // quiet
  void pool.query('SELECT ' + value.changed); // quiet
  void pool.query('SELECT ' + value.free); // sink sql
  void pool.query('SELECT ' + value.other); // sink sql
  const stripped = schema.validateSync(req.body, { stripUnknown: true });
  void pool.query('SELECT ' + stripped.other); // quiet
  void pool.query('SELECT ' + (await yup.array().of(yup.number()).validate(req.body.list)).join(',')); // quiet
});
routes.post('/left', async (req, res) => {
  try {
    await schema.validate(req.body);
  } catch {
    return res.sendStatus(400);
  }
  void pool.query(req.body.sort); // quiet
});
routes.post('/stayed', async (req) => {
  try {
    await schema.validate(req.body);
  } catch {
    console.warn('bad');
  }
  void pool.query(req.body.sort); // sink sql
});
`,
);

fixture(
  'superstruct, ajv and TypeBox',
  `${head}
import Ajv from 'ajv';
import * as s from 'superstruct';
import { Type as T } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
const Struct = s.object({ sort: s.enums(['a', 'b']), size: s.number(), even: s.refine(s.string(), 'list', (text) => ['a'].includes(text)), free: s.string() });
const ajv = new Ajv({ removeAdditional: 'all' });
ajv.addSchema({ $id: 'sorts', type: 'string', enum: ['a', 'b'] });
const validate = ajv.compile({ type: 'object', properties: { sort: { $ref: 'sorts' }, n: { type: ['integer', 'null'] }, own: { $ref: '#/definitions/own' }, any: { anyOf: [{ const: 'x' }, { type: 'string', format: 'uuid' }] }, free: { type: 'string' } }, definitions: { own: { type: 'string', pattern: '^[a-z]+$' } } });
const Compiled = TypeCompiler.Compile(T.Intersect([T.Object({ a: T.Integer() }), T.Object({ b: T.String(), c: T.Optional(T.Literal('x')) })]));
const Doubled = T.Transform(T.String()).Decode((text) => (text === 'a' ? 'A' : 'B')).Encode((text) => text);
routes.post('/superstruct', (req) => {
  const value = s.mask(req.body, Struct);
  void pool.query(value.sort + value.size + value.even); // quiet
  void pool.query(value.free); // sink sql
});
routes.post('/ajv', (req, res) => {
  if (!validate(req.body)) return res.status(400).json(validate.errors);
  void pool.query('SELECT ' + req.body.sort + req.body.n); // quiet
  void pool.query('SELECT ' + req.body.own); // quiet
  void pool.query("SELECT '" + req.body.any + "'"); // quiet
  void pool.query('SELECT ' + req.body.free); // sink sql
});
routes.post('/typebox', (req, res) => {
  void pool.query(Value.Decode(Doubled, req.query.x)); // quiet
  if (!Compiled.Check(req.body)) return res.sendStatus(400);
  void pool.query('SELECT ' + req.body.a + req.body.c); // quiet
  void pool.query('SELECT ' + req.body.b); // sink sql
});
`,
);

fixture(
  'class-validator and the ValidationPipe',
  `
import { plainToInstance, Transform, Type } from 'class-transformer';
import { Allow, IsEnum, IsInt, IsOptional, IsString, IsUUID, Matches, Max, ValidateNested, validateOrReject } from 'class-validator';
import { Body, Controller, Post, Query, UsePipes, ValidationPipe } from '@nestjs/common';
import { OmitType, PartialType } from '@nestjs/mapped-types';
import { Pool } from 'pg';
enum Sort { A = 'a', B = 'b' }
class Inner {
  @IsEnum(Sort) sort!: Sort;
  @IsString() text!: string;
}
class Dto {
  @IsEnum(Sort) sort!: Sort;
  @IsUUID() id!: string;
  @IsString() @Matches(/^[a-z]+$/) word!: string;
  @IsOptional() @Type(() => Number) @IsInt() @Max(5) size = 1;
  @Transform(({ value }) => (value === 'x' ? 'x' : 'y')) @IsString() chosen!: string;
  @Allow() free!: string;
  @ValidateNested() @Type(() => Inner) inner!: Inner;
  bare!: string;
  label(): string {
    return this.word;
  }
}
class SomeDto extends PartialType(OmitType(Dto, ['free'] as const)) {
  @IsString() extra!: string;
}
@Controller()
export class Things {
  constructor(private readonly pool: Pool) {}
  @Post('a')
  @UsePipes(new ValidationPipe({ whitelist: true, transform: true }))
  async a(@Body() dto: Dto) {
    await this.pool.query(dto.sort + dto.size + dto.chosen); // quiet
    await this.pool.query("SELECT '" + dto.id + dto.word + dto.label() + "'"); // quiet
    await this.pool.query(dto.free); // sink sql
    await this.pool.query(dto.inner.sort); // quiet
    await this.pool.query(dto.inner.text); // sink sql
    await this.pool.query(dto.bare); // quiet
  }
  @Post('b')
  async b(@Body(new ValidationPipe({ whitelist: true })) dto: SomeDto, @Query() raw: Dto) {
    await this.pool.query(dto.sort + ''); // quiet
    await this.pool.query(dto.extra); // sink sql
    await this.pool.query(dto.free); // quiet
    await this.pool.query(raw.sort); // sink sql
  }
  @Post('c')
  async c(@Body() body: object) {
    const dto = plainToInstance(Dto, body);
    await this.pool.query(dto.sort); // sink sql
    await validateOrReject(dto);
    await this.pool.query(dto.sort); // quiet
    await this.pool.query(dto.free); // sink sql
  }
}
`,
);

fixture(
  'the functions of class-validator beside its decorators',
  `${head}
import { isAlphanumeric, isIn, isNumberString, isString, isUUID, matches } from 'class-validator';
routes.get('/rows', (req, res) => {
  const { id, sort, free, page, word, known } = req.query;
  if (!isUUID(id, '4') || !isIn(sort, ['a', 'b']) || !isNumberString(page) || !matches(word, /^[a-z]+$/) || !isAlphanumeric(known)) return res.end();
  void pool.query("SELECT '" + id + "'"); // quiet
  void pool.query(sort); // quiet
  void pool.query("SELECT '" + page + word + known + "'"); // quiet
  if (!isString(free)) return res.end();
  void pool.query(free); // sink sql
});
`,
);
