import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repoRoot } from '../../scripts/lib/repo.js';
import { run, sandbox } from '../cli/sandbox.js';
import { serviceFolder } from './services.js';

interface Document {
  readonly version: number;
  readonly summary: object;
  readonly endpoints: readonly Readonly<Record<string, unknown>>[];
  readonly notUnderstood: readonly unknown[];
}

async function inventoryOf(folder: string, ...argv: readonly string[]): Promise<Document> {
  const { code, out, err } = await run(folder, ['inventory', ...argv, '--format', 'json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Document;
}

function named(document: Document, title: string): Readonly<Record<string, unknown>> {
  const found = document.endpoints.find((each) => `${String(each['method'])} ${String(each['path'])}` === title);
  if (!found) throw new Error(`no ${title}`);
  return found;
}

describe('inventory of a Nest application', () => {
  it.each([
    ['with types', true],
    ['without', false],
  ])('knows guards, schemes, validation and stores %s', async (_how, typed) => {
    const document = await inventoryOf(serviceFolder('nest', typed));
    expect(document.endpoints.map((each) => `${String(each['method'])} ${String(each['path'])}`)).toEqual([
      'POST /api/cats',
      'GET /api/cats/:id',
    ]);
    const create = named(document, 'POST /api/cats');
    expect(create).toMatchObject({
      framework: 'nest',
      handler: 'Cats.create',
      place: { file: 'src/main.ts', line: 22 },
      access: 'guarded',
      authentication: [{ name: 'TokenGuard', scheme: { type: 'apiKey', in: 'header', name: 'x-token' } }],
      stores: [{ library: 'pg', thing: 'cats', does: ['writes'] }],
      inputs: [{ in: 'body', name: 'name', validated: true }],
      coverage: { inputs: 1, validated: 1, percent: 100 },
      validation: [
        {
          in: 'body',
          schema: {
            type: 'object',
            properties: { name: { type: 'string' }, owner: { format: 'email' }, age: { type: 'integer' } },
            required: ['name', 'owner', 'secret'],
          },
        },
      ],
    });
    expect(named(document, 'GET /api/cats/:id')).toMatchObject({ access: 'open', authentication: [] });
    expect(document).toMatchObject({ version: 1, summary: { endpoints: 2, notUnderstood: 0 } });
  });

  it('takes fields of answers from declared types', async () => {
    const typed = named(await inventoryOf(serviceFolder('nest', true)), 'GET /api/cats/:id');
    expect(typed['fields']).toEqual(['id', 'name', 'born']);
    const untyped = named(await inventoryOf(serviceFolder('nest', true), '--no-typed'), 'GET /api/cats/:id');
    expect(untyped['fields']).toEqual([]);
  });
});

describe('inventory of services with schemas', () => {
  it('reads zod, Joi and express-validator, and tells validated inputs from others', async () => {
    const document = await inventoryOf(serviceFolder('express', false));
    expect(named(document, 'POST /zod')).toMatchObject({
      validation: [
        {
          in: 'body',
          schema: {
            type: 'object',
            properties: {
              email: { type: 'string', format: 'email' },
              age: { type: 'integer' },
              role: { type: 'string', enum: ['a', 'b'] },
              tags: { type: 'array', items: { type: 'string' } },
            },
            required: ['email', 'role', 'tags'],
            additionalProperties: false,
          },
        },
      ],
      fields: ['id', 'email'],
    });
    expect(named(document, 'POST /joi')).toMatchObject({
      validation: [{ in: 'body', schema: { properties: { size: { type: 'integer' } }, required: ['name'] } }],
      coverage: { inputs: 1, validated: 1 },
      fields: ['ok'],
    });
    expect(named(document, 'GET /checked')).toMatchObject({
      inputs: [{ in: 'query', name: 'page', validated: true }],
    });
    expect(named(document, 'GET /raw/:id')).toMatchObject({
      inputs: [
        { in: 'path', name: 'id', validated: false },
        { in: 'query', name: 'kind', validated: false },
      ],
      coverage: { inputs: 2, validated: 0, percent: 0 },
    });
    expect(document.summary).toMatchObject({ coverage: { inputs: 5, validated: 3, percent: 60 } });
  });

  it('reads JSON Schema and TypeBox of Fastify, and names the services that handlers call', async () => {
    const document = await inventoryOf(serviceFolder('fastify', false));
    expect(named(document, 'POST /schema')).toMatchObject({
      validation: [
        { in: 'query', schema: { properties: { page: { type: 'integer' } } } },
        { in: 'body', schema: { required: ['name'], additionalProperties: false } },
      ],
      fields: ['done'],
    });
    expect(named(document, 'POST /typebox/:id')).toMatchObject({
      validation: [
        { in: 'path', schema: { properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] } },
        {
          in: 'body',
          schema: { properties: { kind: { enum: ['x', 'y'] }, on: { type: 'boolean' } }, required: ['kind'] },
        },
      ],
      services: [{ host: 'hooks.example.com', does: 'requests' }],
    });
  });
});

describe('inventory of the example', () => {
  const folder = path.join(repoRoot, 'examples/orders-api');

  it('prints a table with its summary', async () => {
    const { code, out, err } = await run(folder, ['inventory']);
    expect([code, err]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^Method +Path +Access +Guards +Validation +Data +Handler +File$/);
    expect(lines.find((line) => line.includes(' /admin/orders/:id'))).toMatch(
      /^DELETE +\/admin\/orders\/:id +open .* path; 1 of 1 \(100 %\) +orders \(deletes\) +deleteOrder +src\/routes\/admin\.routes\.ts:\d+$/,
    );
    expect(out).toContain('22 endpoints in 40 files: 18 guarded, 1 hands out credentials, 3 open.\n');
    expect(out).toContain('Every registration was understood.\n');
  });

  it('writes CSV that no spreadsheet runs', async () => {
    const { out } = await run(folder, ['inventory', '--format', 'csv', '--no-typed']);
    const [head = '', ...rows] = out.split('\r\n');
    expect(head).toBe(
      'Method,Path,Framework,Handler,File,Access,Authentication,Authorization,Validation,Inputs validated,Limits,Stores,Third parties,Returns',
    );
    expect(rows).toHaveLength(23);
    expect(rows.find((row) => row.startsWith('GET,/orders/:id,'))).toContain(',express,show,src/routes/');
  });

  it('writes Markdown', async () => {
    const { out } = await run(folder, ['inventory', '-f', 'markdown', '--no-typed']);
    expect(out).toMatch(/^# API inventory\n\n- 22 endpoints/);
    expect(out).toMatch(/^\| GET \| \/health \| express \|/m);
  });

  it('writes the page into a file', async () => {
    const target = path.join(sandbox({}), 'deep', 'page.html');
    const { code, out, err } = await run(folder, ['inventory', '--format', 'html', '--no-typed', '--output', target]);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('Wrote ');
    expect(fs.readFileSync(target, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<th scope="row">DELETE<\/th>/);
  });
});

describe('inventory --openapi', () => {
  it('agrees with its own skeleton and exits 0', async () => {
    const folder = serviceFolder('express', false);
    const made = await run(folder, ['inventory', '-f', 'openapi', '-o', 'openapi.json']);
    expect(made.code).toBe(0);
    const { code, out } = await run(folder, ['inventory', '--openapi', 'openapi.json']);
    expect([code, out]).toEqual([0, 'The service and openapi.json agree.\n']);
  });

  it('says what is missing, vanished and different, and exits 1', async () => {
    const folder = serviceFolder('express', false);
    const document = `openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /zod: { post: { requestBody: { required: false, content: {} } } }
  /joi: { post: { requestBody: { required: true, content: {} } } }
  /checked: { get: { security: [{ key: [] }], parameters: [{ name: page, in: query }], requestBody: { content: {} } } }
  /raw/{key}: { get: {} }
  /gone: { delete: {} }
`;
    fs.writeFileSync(path.join(folder, 'api.yaml'), document);
    const { code, out } = await run(folder, ['inventory', '--openapi', 'api.yaml']);
    expect(out).toBe(`Not in the document (1)
  GET /old/:key is not in the document.  src/main.ts:33

Only in the document (1)
  DELETE /gone is in the document, and nothing answers to it.

Different (4)
  GET /checked requires a body that the document calls optional.  src/main.ts:24
  GET /checked asks for no credentials, and the document says that it does.  src/main.ts:24
  GET /raw/:id reads query parameters that the document does not name: \`kind\`.  src/main.ts:29
  POST /zod requires a body that the document calls optional.  src/main.ts:9

`);
    expect(code).toBe(1);
  });

  it('ends with 2 and a sentence on trouble', async () => {
    const folder = serviceFolder('express', false);
    fs.writeFileSync(path.join(folder, 'broken.json'), '{');
    fs.writeFileSync(path.join(folder, 'other.yaml'), 'a: 1\n');
    const missing = await run(folder, ['inventory', '--openapi', 'missing.yaml']);
    expect([missing.code, missing.err]).toEqual([
      2,
      'api-security: missing.yaml: The document cannot be read. Name it relative to the current folder.\n',
    ]);
    const broken = await run(folder, ['inventory', '--openapi', 'broken.json']);
    expect(broken.code).toBe(2);
    expect(broken.err).toContain('broken.json: The document is neither JSON nor YAML');
    const other = await run(folder, ['inventory', '--openapi', 'other.yaml']);
    expect(other.err).toContain('other.yaml: It is no OpenAPI document');
    const nothing = await run(folder, ['inventory', 'nowhere']);
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('nowhere: No such file or folder.');
    const usage = await run(folder, ['inventory', '--format', 'pdf']);
    expect(usage.code).toBe(2);
  });
});
