import { describe, expect, it } from 'vitest';
import { compare, type Comparable } from '../../src/inventory/compare/compare.js';
import { operationsOf } from '../../src/inventory/compare/document.js';
import { anonymous, templateOf } from '../../src/inventory/openapi/paths.js';

function endpoint(method: string, path: string, more: Partial<Comparable> = {}): Comparable {
  return { methods: [method], path, query: [], queryIsWhole: false, body: 'unknown', asks: 'unknown', ...more };
}

const document = {
  openapi: '3.1.0',
  servers: [{ url: 'https://example.com/api' }],
  security: [{ key: [] }],
  paths: {
    '/users': {
      parameters: [{ name: 'page', in: 'query' }],
      get: { security: [] },
      post: { requestBody: { $ref: '#/components/requestBodies/User' } },
    },
    '/users/{id}': { get: { security: [{}, { key: [] }] } },
    '/v2/items': { get: {} },
  },
  components: { requestBodies: { User: { required: false } } },
};

function said(...endpoints: readonly Comparable[]): readonly string[] {
  return compare(endpoints, operationsOf(document)).endpoints.flatMap(({ endpoint: { methods, path }, differences }) =>
    differences.map(({ kind, what }) => `${kind}: ${methods.join()} ${path} ${what}`),
  );
}

describe('templateOf', () => {
  it('reads the parameters of every router', () => {
    const paths = [
      ['/a/:id', '/a/{id}'],
      ['/a/:id(\\d+)/b', '/a/{id}/b'],
      ['/a/:id?', '/a/{id}'],
      ['/a{/:id}', '/a/{id}'],
      ['/files/*', '/files/{rest}'],
      ['/files/*path', '/files/{path}'],
      ['/a/{id?}/{rest*2}', '/a/{id}/{rest}'],
      ['/a/[id]/[...slug]', '/a/{id}/{slug}'],
      ['/a/:id/b/:id', '/a/{id}/b/{id2}'],
      ['/…/a', '/a'],
      ['', '/'],
    ] as const;
    expect(paths.map(([path]) => templateOf(path).path)).toEqual(paths.map(([, template]) => template));
    expect(templateOf('/a/:id/b/:id').names).toEqual(['id', 'id2']);
    expect(anonymous('/a/{id}/')).toBe('/a/{}');
  });
});

describe('operationsOf', () => {
  it('says what an operation wants, references and servers included', () => {
    expect(operationsOf(document)).toEqual([
      { method: 'GET', path: '/users', keys: ['/users', '/api/users'], query: ['page'], body: null, secured: false },
      {
        method: 'POST',
        path: '/users',
        keys: ['/users', '/api/users'],
        query: ['page'],
        body: { required: false },
        secured: true,
      },
      {
        method: 'GET',
        path: '/users/{id}',
        keys: ['/users/{}', '/api/users/{}'],
        query: [],
        body: null,
        secured: false,
      },
      { method: 'GET', path: '/v2/items', keys: ['/v2/items', '/api/v2/items'], query: [], body: null, secured: true },
    ]);
  });

  it('reads Swagger 2.0', () => {
    const old = {
      swagger: '2.0',
      basePath: '/v1',
      paths: { '/a': { post: { parameters: [{ in: 'body', name: 'a', required: true }] } } },
    };
    expect(operationsOf(old)).toEqual([
      { method: 'POST', path: '/a', keys: ['/a', '/v1/a'], query: [], body: { required: true }, secured: false },
    ]);
  });

  it('refuses what is no document', () => {
    expect(() => operationsOf({ info: {} })).toThrow('neither `openapi` nor `swagger`');
    expect(() => operationsOf({ openapi: '3.1.0' })).toThrow('without `paths`');
    expect(() => operationsOf([])).toThrow(TypeError);
  });

  it('follows no reference in a circle', () => {
    const round = { openapi: '3.0.0', paths: { '/a': { $ref: '#/paths/~1a' } } };
    expect(operationsOf(round)).toEqual([]);
  });
});

describe('compare', () => {
  it('is silent about what agrees, whatever parameters are called and wherever a server puts it', () => {
    expect(
      said(
        endpoint('GET', '/users', { query: ['page'], queryIsWhole: true, asks: 'nothing' }),
        endpoint('GET', '/api/users/:key', { asks: 'nothing' }),
        endpoint('GET', '/…/items', { asks: 'credentials' }),
        { ...endpoint('GET', '/users'), methods: [] },
      ),
    ).toEqual([]);
  });

  it('finds what is not documented, and another version of what is', () => {
    expect(said(endpoint('GET', '/internal'), endpoint('PUT', '/users/:id'), endpoint('GET', '/v1/items'))).toEqual([
      'undocumented: GET /internal is not in the document',
      'undocumented: PUT /users/:id is not in the document, which has the path with other methods',
      'undocumented: GET /v1/items is not in the document, which has `GET /v2/items`: two versions are served',
    ]);
  });

  it('finds parameters, bodies and credentials that differ', () => {
    expect(
      said(
        endpoint('GET', '/users', { query: ['sort'], queryIsWhole: true, asks: 'credentials', body: 'read' }),
        endpoint('POST', '/users', { body: 'required', asks: 'nothing' }),
      ),
    ).toEqual([
      'different: GET /users reads query parameters that the document does not name: `sort`',
      'different: GET /users does not read query parameters that the document names: `page`',
      'different: GET /users reads a body that the document does not name',
      'different: GET /users asks for credentials, and the document says that it does not',
      'different: POST /users requires a body that the document calls optional',
      'different: POST /users asks for no credentials, and the document says that it does',
    ]);
  });

  it('finds operations that nothing answers to', () => {
    const all = { ...endpoint('ALL', '/users'), methods: ['GET', 'POST', 'PUT'] };
    const { endpoints, vanished } = compare([all, endpoint('GET', '/v2/items')], operationsOf(document));
    expect(endpoints).toEqual([]);
    expect(vanished.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /users/{id}']);
  });
});
