/** Services for the tests of the inventory, as files of a folder that sees the installed packages. */
import fs from 'node:fs';
import path from 'node:path';
import { repoRoot } from '../../scripts/lib/repo.js';
import { sandbox } from '../cli/sandbox.js';

const express = `import express from 'express';
import { body, query, validationResult } from 'express-validator';
import Joi from 'joi';
import { Pool } from 'pg';
import { z } from 'zod';
const app = express();
const pool = new Pool();
const User = z.object({ email: z.string().email(), age: z.number().int().optional(), role: z.enum(['a', 'b']), tags: z.array(z.string()) }).strict();
app.post('/zod', async (req, res) => {
  const user = User.parse(req.body);
  await pool.query('INSERT INTO users (email) VALUES ($1)', [user.email]);
  res.status(201).json({ id: 1, email: user.email });
});
const validate = (schema: Joi.ObjectSchema): express.RequestHandler => (req, res, next) => {
  const { error, value } = schema.validate(req.body);
  if (error) { res.status(400).json({ problem: error.message }); return; }
  req.body = value;
  next();
};
app.post('/joi', validate(Joi.object({ name: Joi.string().required(), size: Joi.number().integer() })), async (req, res) => {
  await pool.query('INSERT INTO things (name) VALUES ($1)', [req.body.name]);
  res.json({ ok: true });
});
app.get('/checked', query('page').isInt(), body('name').isEmail(), async (req, res) => {
  if (!validationResult(req).isEmpty()) { res.status(400).json({ problem: 'page' }); return; }
  await pool.query('SELECT id FROM things WHERE id = $1', [req.query.page]);
  res.json([]);
});
app.get('/raw/:id', async (req, res) => {
  const rows = await pool.query('SELECT id FROM things WHERE id = $1 AND kind = $2', [req.params.id, req.query.kind]);
  res.json(rows.rows);
});
app.get('/old/:key', (req, res) => { res.json([]); });
app.listen(3000);
`;

const fastify = `import { Type } from '@sinclair/typebox';
import Fastify from 'fastify';
const app = Fastify();
const body = { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string' }, n: { type: 'integer' } } };
app.post('/schema', { schema: { body, querystring: { type: 'object', properties: { page: { type: 'integer' } } } } }, async () => ({ done: true }));
const kind = Type.Union([Type.Literal('x'), Type.Literal('y')]);
app.post('/typebox/:id', { schema: { body: Type.Object({ kind, on: Type.Optional(Type.Boolean()) }), params: Type.Object({ id: Type.String({ format: 'uuid' }) }) } }, async (request) => {
  await fetch('https://hooks.example.com/x', { method: 'POST', body: JSON.stringify(request.body) });
  return { ok: true };
});
void app.listen({ port: 3000 });
`;

const nest = `import { Body, Controller, Get, Injectable, Module, Param, ParseIntPipe, Post, Query, UnauthorizedException, UseGuards, ValidationPipe, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsEmail, IsInt, IsOptional, IsString, MinLength } from 'class-validator';
import jwt from 'jsonwebtoken';
import { Pool } from 'pg';
export class CreateCat {
  @IsString() name!: string;
  @IsEmail() owner!: string;
  @IsOptional() @IsInt() age?: number;
  @MinLength(8) secret!: string;
}
export class Cat { id!: number; name!: string; born!: Date; }
@Injectable() export class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest();
    try { jwt.verify(request.headers['x-token'], process.env.KEY!, { algorithms: ['HS256'] }); } catch { throw new UnauthorizedException(); }
    return true;
  }
}
const pool = new Pool();
@Controller('cats') export class Cats {
  @Post() @UseGuards(TokenGuard) async create(@Body() dto: CreateCat): Promise<Cat> {
    const { rows } = await pool.query('INSERT INTO cats (name) VALUES ($1)', [dto.name]);
    return rows[0];
  }
  @Get(':id') async one(@Param('id', ParseIntPipe) id: number, @Query('deep') deep?: string): Promise<Cat> {
    return (await pool.query('SELECT * FROM cats WHERE id = $1', [id])).rows[0];
  }
}
@Module({ controllers: [Cats] }) export class App {}
async function main() {
  const app = await NestFactory.create(App);
  app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
void main();
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    target: 'es2022',
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src'],
};

const SOURCES = { express, fastify, nest };

/** Returns a folder with one of the services; `typed` puts a tsconfig.json beside it. */
export function serviceFolder(name: keyof typeof SOURCES, typed: boolean): string {
  const folder = sandbox({
    'package.json': JSON.stringify({ name: `the-${name}`, version: '1.2.3', type: 'module' }),
    'src/main.ts': SOURCES[name],
    ...(typed ? { 'tsconfig.json': JSON.stringify(tsconfig) } : {}),
  });
  fs.symlinkSync(path.join(repoRoot, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}
