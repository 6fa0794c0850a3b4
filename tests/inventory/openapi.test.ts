import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { validate } from '@readme/openapi-parser';
import { describe, expect, it } from 'vitest';
import { repoRoot } from '../../scripts/lib/repo.js';
import { run, sandbox } from '../cli/sandbox.js';
import { serviceFolder } from './services.js';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly required: boolean };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security?: readonly object[];
}

interface Skeleton {
  readonly info: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

async function skeletonOf(folder: string): Promise<Skeleton> {
  const { code, out } = await run(folder, ['inventory', '--format', 'openapi']);
  expect(code).toBe(0);
  return JSON.parse(out) as Skeleton;
}

/** Runs the CLI of Spectral with its own rules for OpenAPI; returns what it calls errors. */
function spectralErrors(document: Skeleton): readonly string[] {
  const folder = sandbox({
    'openapi.json': JSON.stringify(document),
    '.spectral.yaml': "extends: ['spectral:oas']\n",
  });
  const manifest = createRequire(import.meta.url).resolve('@stoplight/spectral-cli/package.json');
  const bin = path.join(path.dirname(manifest), 'dist/index.js');
  const argv = [bin, 'lint', 'openapi.json', '--ruleset', '.spectral.yaml', '--format', 'json', '--output', 'out.json'];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const found = JSON.parse(fs.readFileSync(path.join(folder, 'out.json'), 'utf8')) as readonly {
    readonly severity: number;
    readonly message: string;
  }[];
  return found.filter(({ severity }) => severity === 0).map(({ message }) => message);
}

describe('the OpenAPI skeleton', () => {
  it('of a Nest application has schemas of its classes and the scheme of its guard', async () => {
    const document = await skeletonOf(serviceFolder('nest', true));
    expect(document.info).toMatchObject({ title: 'the-nest', version: '1.2.3' });
    const create = document.paths['/api/cats']?.['post'];
    expect(create).toMatchObject({
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateCat' } } },
      },
      security: [{ 'header-x-token': [] }],
      responses: {
        '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Cat' } } } },
        '400': {},
        '401': {},
      },
    });
    expect(document.paths['/api/cats/{id}']?.['get']).toMatchObject({
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'number' } },
        { name: 'deep', in: 'query', required: false, schema: { type: 'string' } },
      ],
      security: [],
    });
    expect(document.components.schemas).toMatchObject({
      CreateCat: { required: ['name', 'owner', 'secret'] },
      Cat: { properties: { born: { type: 'string', format: 'date-time' } } },
    });
    expect(document.components.securitySchemes).toMatchObject({
      'header-x-token': { type: 'apiKey', in: 'header', name: 'x-token' },
    });
    expect(await validate(structuredClone(document) as never)).toMatchObject({ valid: true });
    expect(spectralErrors(document)).toEqual([]);
  });

  it('of the example is valid and passes through Spectral', async () => {
    const document = await skeletonOf(path.join(repoRoot, 'examples/orders-api'));
    expect(Object.keys(document.paths)).toContain('/orders/{id}/coupon');
    expect(document.paths['/orders']?.['post']?.requestBody).toMatchObject({ required: true });
    expect(await validate(structuredClone(document) as never)).toMatchObject({ valid: true });
    expect(spectralErrors(document)).toEqual([]);
  });

  it('would not pass with an error in it', async () => {
    const document = await skeletonOf(serviceFolder('fastify', false));
    const broken = structuredClone(document) as { paths: Record<string, object> };
    broken.paths['/schema'] = { post: { responses: {}, parameters: [{ name: 'x', in: 'nowhere' }] } };
    expect(await validate(structuredClone(broken) as never)).toMatchObject({ valid: false });
    expect(await validate(structuredClone(document) as never)).toMatchObject({ valid: true });
  });
});

describe('bounds of validators', () => {
  const bodyOf = async (source: string, path_ = '/'): Promise<unknown> => {
    const folder = sandbox({ 'package.json': '{}', 'app.ts': source });
    const skeleton = (await skeletonOf(folder)) as unknown as {
      paths: Record<string, { post: { requestBody: { content: { 'application/json': { schema: unknown } } } } }>;
      components: { schemas: Record<string, unknown> };
    };
    const { schema } = skeleton.paths[path_]?.post.requestBody.content['application/json'] ?? { schema: null };
    const name = /components\/schemas\/(.+)$/.exec(String((schema as { $ref?: string } | null)?.$ref))?.[1];
    return name === undefined ? schema : skeleton.components.schemas[name];
  };

  it('of zod', async () => {
    const schema =
      await bodyOf(`import express from 'express'; import { z } from 'zod'; import { Pool } from 'pg'; const pool = new Pool(); const app = express();
const Room = z.object({ name: z.string().min(2).max(40), size: z.number().int().min(1).max(500), rate: z.number().gt(0), tags: z.array(z.string()).max(8), kind: z.enum(['a', 'b']) });
app.post('/', async (req, res) => { const room = Room.parse(req.body); await pool.query('INSERT INTO rooms VALUES ($1, $2, $3, $4, $5)', [room.name, room.size, room.tags, room.kind, room.rate]); res.end(); }); app.listen(1);`);
    expect(schema).toMatchObject({
      properties: {
        name: { type: 'string', minLength: 2, maxLength: 40 },
        size: { type: 'integer', minimum: 1, maximum: 500 },
        rate: { type: 'number' },
        tags: { type: 'array', maxItems: 8 },
        kind: { enum: ['a', 'b'] },
      },
    });
  });

  it('of Joi', async () => {
    const schema =
      await bodyOf(`import express from 'express'; import Joi from 'joi'; import { Pool } from 'pg'; const pool = new Pool(); const app = express();
const Room = Joi.object({ name: Joi.string().min(2).max(40).required(), size: Joi.number().integer().min(1).max(500).required() });
app.post('/', async (req, res) => { const room = Joi.attempt(req.body, Room); await pool.query('INSERT INTO rooms VALUES ($1, $2)', [room.name, room.size]); res.end(); }); app.listen(1);`);
    expect(schema).toMatchObject({
      properties: {
        name: { type: 'string', minLength: 2, maxLength: 40 },
        size: { type: 'integer', minimum: 1, maximum: 500 },
      },
    });
  });

  it('of class-validator', async () => {
    const schema = await bodyOf(
      `import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common'; import { NestFactory } from '@nestjs/core'; import { IsInt, IsString, Length, Max, MaxLength, Min, IsIn } from 'class-validator'; import { Pool } from 'pg';
class Room { @IsString() @MaxLength(40) name!: string; @IsInt() @Min(1) @Max(500) size!: number; @Length(2, 4) code!: string; @IsIn(['a', 'b']) kind!: string; }
@Controller('rooms') class Rooms { constructor(private readonly pool: Pool) {} @Post() add(@Body() room: Room) { return this.pool.query('INSERT INTO rooms VALUES ($1, $2)', [room.name, room.size]); } }
@Module({ controllers: [Rooms] }) class App {} async function main() { const app = await NestFactory.create(App); app.useGlobalPipes(new ValidationPipe({ whitelist: true })); await app.listen(1); } void main();`,
      '/rooms',
    );
    expect(JSON.stringify(schema)).toContain('"maxLength":40');
    expect(JSON.stringify(schema)).toContain('"minimum":1');
    expect(JSON.stringify(schema)).toContain('"maximum":500');
    expect(JSON.stringify(schema)).toContain('"minLength":2,"maxLength":4');
  });
});
