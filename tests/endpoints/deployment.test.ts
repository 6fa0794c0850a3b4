import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';
import { guardOf } from '../../src/endpoints/index.js';
import { brokenDeployments } from '../../src/lang/deployment/find.js';

const root = mkdtempSync(path.join(os.tmpdir(), 'deployment-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Writes a project and returns its folder. */
function written(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(root, 'p-'));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  mkdirSync(path.join(folder, '.git'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Returns the endpoints of one file of a project. */
function endpointsIn(name: string, files: Readonly<Record<string, string>>): readonly string[] {
  const { file, application } = analyseText(path.join(written(files), name), files[name] ?? '');
  return application()
    .endpoints.filter((each) => each.node.getSourceFile() === file)
    .map((each) => `${each.method} ${each.path ?? '*'}: ${guardOf(each)?.name ?? '-'}${each.understood ? '' : ' ?'}`);
}

const handlers = `export const list = async () => ({ statusCode: 200 });
export const create = async (event) => ({ statusCode: 201, body: event.body });`;
const typed = `import type { APIGatewayProxyHandler } from 'aws-lambda';
export const list: APIGatewayProxyHandler = async () => ({ statusCode: 200, body: '' });`;

/** The endpoints of src/items.ts with a serverless.yml of these functions. */
function serverless(lines: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  return endpointsIn('src/items.ts', {
    'serverless.yml': `service: shop\n${lines}`,
    'src/items.ts': handlers,
    ...more,
  });
}

describe('serverless.yml', () => {
  it('gives handlers their method and path', () => {
    expect(
      serverless(`functions:
  list:
    handler: src/items.list
    events:
      - httpApi: GET /items
  create:
    handler: src/items.create
    events:
      - http:
          method: post
          path: items
      - http: PUT items/{id}`),
    ).toEqual(['GET /items: -', 'POST /items: -', 'PUT /items/{id}: -']);
  });

  it('knows authorizers in every form, and API keys', () => {
    expect(
      serverless(`functions:
  list:
    handler: src/items.list
    events:
      - http: { path: a, method: get, authorizer: aws_iam }
      - http: { path: b, method: get, authorizer: { name: session, resultTtlInSeconds: 0 } }
      - http: { path: c, method: get, authorizer: { type: COGNITO_USER_POOLS, authorizerId: !Ref Pool } }
      - http: { path: d, method: get, private: true }
      - httpApi: { path: /e, method: get, authorizer: { name: jwt } }
      - http: { path: f, method: get, private: false }
    url:
      authorizer: aws_iam
  create:
    handler: src/items.create
    url: true`),
    ).toEqual([
      'GET /a: aws_iam',
      'GET /b: session',
      'GET /c: COGNITO_USER_POOLS',
      'GET /d: an API key',
      'GET /e: jwt',
      'GET /f: -',
      'ANY *: aws_iam',
      'ANY *: -',
    ]);
  });

  it('follows variables into other documents, and leaves open what it cannot follow', () => {
    const functions =
      'list:\n  handler: src/items.list\n  events: [{ http: { path: a, method: get, authorizer: "${self:custom.who}" } }]';
    const all = 'functions: ${file(functions.yml)}\ncustom:\n  who: jwt';
    expect(serverless(all, { 'functions.yml': functions })).toEqual(['GET /a: jwt']);
    expect(serverless(all.replace('custom:\n  who: jwt', ''), { 'functions.yml': functions })).toEqual(['GET /a: - ?']);
    expect(
      serverless('functions:\n  - ${file(functions.yml)}\ncustom: { who: jwt }', { 'functions.yml': functions }),
    ).toEqual(['GET /a: jwt']);
  });

  it('may name what is built', () => {
    expect(serverless('functions: { a: { handler: dist/items.list, events: [{ httpApi: "GET /a" }] } }')).toEqual([
      'GET /a: -',
    ]);
  });

  it('has no endpoints in functions that other events call', () => {
    expect(
      serverless('functions: { a: { handler: src/items.list, events: [{ sqs: queue }, { schedule: rate(1 day) }] } }'),
    ).toEqual([]);
  });

  it('that is broken loses nothing else, and is named', () => {
    const files = { 'serverless.yml': 'functions:\n  a: [', 'src/items.ts': typed };
    expect(endpointsIn('src/items.ts', files)).toEqual(['ANY list: - ?']);
    expect(endpointsIn('src/items.ts', { ...files, 'serverless.yml': 'service: a' })).toEqual(['ANY list: -']);
    const [broken, ...more] = brokenDeployments([path.join(written(files), 'src/items.ts')]);
    expect(broken?.broken).toMatch(/^It is no YAML: .+ at line 2, column \d+\.$/);
    expect(more).toEqual([]);
  });
});

describe('serverless.ts', () => {
  const config = (functions: string): string =>
    `import type { AWS } from '@serverless/typescript';\nconst config: AWS = { service: 'shop', functions: ${functions} };\nmodule.exports = config;`;
  it('is evaluated', () => {
    expect(
      endpointsIn('src/items.ts', {
        'serverless.ts': `import { route } from './route';\n${config("{ list: { handler: 'src/items.list', events: [route('get', '/items', { authorizer: { name: 'jwt' } })] }, ...{ create: { handler: './src/items.create', events: [route('post', '/items')] } } }")}`,
        'route.ts': 'export const route = (method, path, more?: any) => ({ httpApi: { method, path, ...more } });',
        'src/items.ts': handlers,
      }),
    ).toEqual(['GET /items: jwt', 'POST /items: -']);
  });

  it('knows a handler beside the file that names it', () => {
    expect(
      endpointsIn('src/list/handler.ts', {
        'serverless.ts': `import list from './src/list';\n${config('{ list }')}`,
        'src/list/index.ts': `import { handlerPath } from '../path';
export default { handler: \`\${handlerPath(__dirname)}/handler.main\`, events: [{ http: { method: 'post', path: 'list', authorizer: 'aws_iam' } }] };`,
        'src/path.ts': `export const handlerPath = (context: string) => \`\${context.split(process.cwd())[1].substring(1).replace(/\\\\\\\\/g, '/')}\`;`,
        'src/list/handler.ts': 'export const main = async (event) => ({ statusCode: 200 });',
      }),
    ).toEqual(['POST /list: aws_iam']);
  });
});

const sam = (text: string): string =>
  `AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n${text}`;

describe('SAM templates', () => {
  const own = (text: string): readonly string[] =>
    endpointsIn('src/items.ts', { 'template.yaml': sam(text), 'src/items.ts': handlers });
  const fn = (events: string, handler = 'items.list'): string =>
    `  List:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n      Handler: ${handler}\n      Role: !GetAtt Role.Arn\n      Environment: { Variables: { TABLE: !Sub "\${Name}-x" } }\n      Events:\n        A: ${events}`;

  it('give handlers their method and path', () => {
    expect(own(`Resources:\n${fn('{ Type: Api, Properties: { Path: /items, Method: get } }')}`)).toEqual([
      'GET /items: -',
    ]);
    expect(own(`Resources:\n${fn('{ Type: HttpApi }')}`)).toEqual(['ANY *: -']);
    expect(own(`Resources:\n${fn('{ Type: SQS, Properties: { Queue: !GetAtt Q.Arn } }')}`)).toEqual([]);
  });

  it('have authorizers of the function, of its API, and of all', () => {
    const event = (more: string): string => `{ Type: Api, Properties: { Path: /a, Method: get${more} } }`;
    const globals = 'Globals:\n  Api:\n    Auth: { DefaultAuthorizer: Cognito }\n';
    expect(own(`${globals}Resources:\n${fn(event(''))}`)).toEqual(['GET /a: Cognito']);
    expect(own(`${globals}Resources:\n${fn(event(', Auth: { Authorizer: NONE }'))}`)).toEqual(['GET /a: -']);
    expect(own(`Resources:\n${fn(event(', Auth: { Authorizer: AWS_IAM }'))}`)).toEqual(['GET /a: AWS_IAM']);
    expect(own(`Resources:\n${fn(event(', Auth: { ApiKeyRequired: true }'))}`)).toEqual(['GET /a: an API key']);
    const api =
      '  Shop:\n    Type: AWS::Serverless::Api\n    Properties: { StageName: p, Auth: { DefaultAuthorizer: Jwt } }\n';
    expect(own(`Resources:\n${api}${fn(event(', RestApiId: !Ref Shop'))}`)).toEqual(['GET /a: Jwt']);
    expect(own(`Resources:\n${fn(event(', RestApiId: !ImportValue Shop'))}`)).toEqual(['GET /a: - ?']);
  });

  it('have addresses of functions', () => {
    const url = (type: string): string =>
      `Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: src/items.list, FunctionUrlConfig: { AuthType: ${type} } }`;
    expect(own(url('NONE'))).toEqual(['ANY *: -']);
    expect(own(url('AWS_IAM'))).toEqual(['ANY *: AWS_IAM']);
    expect(own(url('!Ref Kind'))).toEqual(['ANY *: - ?']);
  });

  it('are not read where they are templates of something else', () => {
    const file = {
      'template.yaml':
        'Resources: { A: { Type: AWS::Serverless::Function, Properties: { Handler: src/items.list, FunctionUrlConfig: { AuthType: NONE } } } }',
    };
    expect(endpointsIn('src/items.ts', { ...file, 'src/items.ts': handlers })).toEqual([]);
  });
});

describe('handlers without types', () => {
  it('are given what clients send', () => {
    const text = `import { exec } from 'node:child_process';
export const list = async (event) => { exec('ls ' + event.queryStringParameters.path); return 'done'; };`;
    const hits = (files: Readonly<Record<string, string>>): number =>
      analyseText(path.join(written(files), 'src/items.js'), text).findings.length;
    const document = 'functions: { a: { handler: src/items.list, events: [{ http: "GET a" }] } }';
    expect(hits({ 'serverless.yml': document, 'src/items.js': text })).toBe(1);
    expect(hits({ 'serverless.yml': document.replace('list', 'other'), 'src/items.js': text })).toBe(0);
  });
});
