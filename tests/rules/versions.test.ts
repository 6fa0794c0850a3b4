/** Defaults that changed between major versions: the version of the linted project decides. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reportsOf } from './marked.js';

const root = mkdtempSync(path.join(tmpdir(), 'version-rules-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

let count = 0;

/** Lints a file of a project that declares these dependencies; returns the messages. */
function lint(rule: string, dependencies: Readonly<Record<string, string>>, code: string): readonly string[] {
  const folder = path.join(root, `project-${String(count++)}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ dependencies }));
  return reportsOf(rule, code, path.join(folder, 'app.ts'), folder).map(({ message }) => message);
}

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly package: string;
  readonly code: string;
  /** Versions that are reported, and versions that are not; null declares nothing. */
  readonly bad: readonly (string | null)[];
  readonly good: readonly (string | null)[];
  /** The same with the option that makes every version safe. */
  readonly mended: string;
  readonly says: RegExp;
}

const yaml = (call: string): string => `import express from 'express';
import yaml from 'js-yaml';
express().post('/', (req, res) => { res.json(${call}); });`;
const jwt = (options: string): string => `import jwt from 'jsonwebtoken';
export const check = (token: string) => jwt.verify(token, process.env.JWT_KEY${options});`;
const fixed = (options: string): string => `import jwt from 'jsonwebtoken';
import { key } from './key.js';
export const check = (token: string) => jwt.verify(token, key${options});`;
const guard = (more: string): string => `import jwt from 'express-jwt';
import { key } from './key.js';
export const guard = jwt({ secret: key${more} });`;
const argon = (options: string): string => `import argon2 from 'argon2';
export const hash = (password: string) => argon2.hash(password${options});`;

const lodash = (call: string): string => `import express from 'express';
import _ from 'lodash';
const settings = {};
express().put('/', (req, res) => {
  const steps = String(req.body.path).split('.');
  const known = steps.filter((step) => step !== '__proto__' && step !== 'constructor');
  ${call};
  res.sendStatus(204);
});`;

const expression = (from: string, call: string): string => `import express from 'express';
import ${from};
express().post('/', async (req, res) => { res.json(await ${call}); });`;
const jsonata = (text: string): string =>
  expression("jsonata from 'jsonata'", `jsonata(${text}).evaluate(req.body.data)`);
const mathjs = (text: string): string => expression("{ create, all } from 'mathjs'", `create(all).evaluate(${text})`);

const CASES: readonly Case[] = [
  {
    name: 'jsonata: expressions could leave the language before 1.8.8 and 2.2.1',
    rule: 'no-code-injection',
    package: 'jsonata',
    code: jsonata('req.body.expression'),
    bad: ['^1.8.6', '2.0.6'],
    good: ['1.8.8', '^2.2.1', null],
    mended: jsonata("'$sum(rows.total)'"),
    says: /reaches the expression of `jsonata/,
  },
  {
    name: 'mathjs: expressions were compiled with eval before version 4',
    rule: 'no-code-injection',
    package: 'mathjs',
    code: mathjs('req.body.expression'),
    bad: ['^3.20.2'],
    good: ['^4.0.0', '15.1.0', null],
    mended: mathjs("'2 * 3'"),
    says: /reaches the expression/,
  },
  {
    name: 'lodash: set follows every name before 4.17.21',
    rule: 'no-prototype-pollution',
    package: 'lodash',
    code: lodash('_.set(settings, steps, req.body.value)'),
    bad: ['^4.17.15', '4.17.20', null],
    good: ['^4.17.21', '4.18.1'],
    mended: lodash('_.set(settings, known, req.body.value)'),
    says: /reaches the path of a property/,
  },
  {
    name: 'lodash: merge follows every name before 4.17.21',
    rule: 'no-prototype-pollution',
    package: 'lodash',
    code: lodash('_.merge(settings, req.body)'),
    bad: ['^4.17.15', '4.17.20', null],
    good: ['^4.17.21', '4.18.1'],
    mended: lodash('_.merge(settings, { path: steps })'),
    says: /reaches the names in a deep merge/,
  },
  {
    name: 'js-yaml: load runs functions of the text before version 4',
    rule: 'no-unsafe-deserialization',
    package: 'js-yaml',
    code: yaml('yaml.load(req.body.text)'),
    bad: ['^3.13.1', '3.x'],
    good: ['^4.1.0', '5.0.0', '>=3', null],
    mended: yaml('yaml.safeLoad(req.body.text)'),
    says: /reaches the serialized text/,
  },
  {
    name: 'js-yaml: so does loadAll',
    rule: 'no-unsafe-deserialization',
    package: 'js-yaml',
    code: yaml('yaml.loadAll(req.body.text)'),
    bad: ['3.14.0'],
    good: ['4.0.0', null],
    mended: yaml('yaml.loadAll(req.body.text, null, { schema: yaml.JSON_SCHEMA })'),
    says: /reaches the serialized text/,
  },
  {
    name: 'jsonwebtoken: without a key unsigned tokens pass before version 9',
    rule: 'no-unverified-jwt',
    package: 'jsonwebtoken',
    code: jwt(''),
    bad: ['^8.5.1'],
    good: ['^9.0.0', '^8.5.1 || ^9.0.0', null],
    mended: jwt(`, { algorithms: ['HS256'] }`),
    says: /^The key of `jsonwebtoken.verify` may be unset, and then tokens without a signature pass, in the version in use \(CVE-2022-23540\)/,
  },
  {
    name: 'jsonwebtoken: the token names the algorithm before 4.2.2',
    rule: 'no-unverified-jwt',
    package: 'jsonwebtoken',
    code: fixed(''),
    bad: ['4.2.1', '^3.0.0'],
    good: ['4.2.2', '^8.5.1', null],
    mended: fixed(`, { algorithms: ['RS256'] }`),
    says: /lets the token choose how it is checked/,
  },
  {
    name: 'express-jwt: so it does before 6',
    rule: 'no-unverified-jwt',
    package: 'express-jwt',
    code: guard(''),
    bad: ['^5.3.3'],
    good: ['6.0.0', '^8.4.1', null],
    mended: guard(`, algorithms: ['RS256']`),
    says: /without `algorithms` lets the token choose/,
  },
  {
    name: 'argon2: 4 MiB by default before 0.30',
    rule: 'no-weak-password-hash',
    package: 'argon2',
    code: argon(''),
    bad: ['0.29.1', '^0.28.0'],
    good: ['0.30.0', '^0.41.1', null],
    mended: argon(', { memoryCost: 19456, timeCost: 2 }'),
    says: /with 4096 KiB of memory and 3 rounds is too cheap\. .* That is the default of the version in use\.$/,
  },
];

const search = (more: string): string => `import express from 'express';
import { Order } from './order.js';
import { MongoClient } from 'mongodb';
const orders = new MongoClient('mongodb://localhost').db().collection('orders');
express().get('/orders', async (req, res) => { res.json(await orders.findOne({ state: ${more} })); });`;
const controller = (state: string): string => `import { Controller, Get, Query } from '@nestjs/common';
import { MongoClient } from 'mongodb';
const orders = new MongoClient('mongodb://localhost').db().collection('orders');
@Controller() export class Orders { @Get() find(@Query('state') state: string) { return orders.findOne({ state: ${state} }); } }`;
const routed = (state: string): string => `import { Get, JsonController, QueryParam } from 'routing-controllers';
import { MongoClient } from 'mongodb';
const orders = new MongoClient('mongodb://localhost').db().collection('orders');
@JsonController() export class Orders { @Get('/') find(@QueryParam('state') state: string) { return orders.findOne({ state: ${state} }); } }`;
const parsing = (library: string, call: string): string => `import express from 'express';
import ${library};
const app = express();
app.use(express.text());
app.post('/', async (req, res) => { res.json(await ${call}); });`;
const login = (options: string): string => `import passport from 'passport';
import { router } from './router.js';
router.post('/login', passport.authenticate('local'${options}));`;
const headers = (options: string): string => `import helmet from 'helmet';
import { app } from './app.js';
app.use(helmet(${options}));`;

const LATER: readonly Case[] = [
  {
    name: 'express: queries may hold objects before 5',
    rule: 'no-nosql-injection',
    package: 'express',
    code: search('req.query.state'),
    bad: ['^4.18.0', '4.x'],
    good: ['^5.0.0', '5.1.0', '>=4', '*', null],
    mended: search('String(req.query.state)'),
    says: /^User input from `req.query.state`/,
  },
  {
    name: 'NestJS: so may those of its Express platform before 11',
    rule: 'no-nosql-injection',
    package: '@nestjs/platform-express',
    code: controller('state'),
    bad: ['^10.4.0', '9.x'],
    good: ['^11.0.0', '12.5.1', null],
    mended: controller('String(state)'),
    says: /^User input from `state`/,
  },
  {
    name: 'routing-controllers: so may those of Express before 5',
    rule: 'no-nosql-injection',
    package: 'express',
    code: routed('state'),
    bad: ['^4.18.0'],
    good: ['^5.0.0', null],
    mended: routed('String(state)'),
    says: /^User input from `state`/,
  },
  {
    name: 'helmet: no policy by default before 4',
    rule: 'require-security-headers',
    package: 'helmet',
    code: headers(''),
    bad: ['^3.23.3'],
    good: ['^4.0.0', '8.1.0', null],
    mended: headers('{ contentSecurityPolicy: { directives: { defaultSrc: ["\'self\'"] } } }'),
    says: /^`helmet` sends no `Content-Security-Policy` unless told to, in the version in use/,
  },
  {
    name: 'passport: the session is kept before 0.6',
    rule: 'no-session-fixation',
    package: 'passport',
    code: login(''),
    bad: ['^0.4.1', '0.5.3'],
    good: ['^0.6.0', '0.7.0', null],
    mended: login(', { session: false }'),
    says: /keeps the id that the visitor had before the login, in the version in use/,
  },
  {
    name: 'xml2js: names of elements become names of properties before 0.5',
    rule: 'no-prototype-pollution',
    package: 'xml2js',
    code: parsing("{ parseStringPromise } from 'xml2js'", 'parseStringPromise(req.body)'),
    bad: ['^0.4.23'],
    good: ['0.5.0', '^0.6.2', null],
    mended: parsing("{ parseStringPromise } from 'xml2js'", "parseStringPromise('<a/>')"),
    says: /reaches the names of elements/,
  },
  {
    name: 'fast-xml-parser: so they do before 4.1.2',
    rule: 'no-prototype-pollution',
    package: 'fast-xml-parser',
    code: parsing("{ XMLParser } from 'fast-xml-parser'", 'new XMLParser().parse(req.body)'),
    bad: ['4.0.1', '^4.1.0'],
    good: ['4.1.2', '^5.0.0', null],
    mended: parsing("{ XMLParser } from 'fast-xml-parser'", "new XMLParser().parse('<a/>')"),
    says: /reaches the names of elements/,
  },
];

describe.each([...CASES, ...LATER])('$name', ({ rule, package: name, code, bad, good, mended, says }) => {
  it.each(bad)('%s is reported', (version) => {
    expect(lint(rule, version === null ? {} : { [name]: version }, code)).toEqual([expect.stringMatching(says)]);
  });

  it.each(good)('%s is not', (version) => {
    expect(lint(rule, version === null ? {} : { [name]: version }, code)).toEqual([]);
  });

  it.each(bad)('%s is not with the safe option', (version) => {
    expect(lint(rule, version === null ? {} : { [name]: version }, mended)).toEqual([]);
  });
});

const validated = (schema: string): string => `import Joi from 'joi';
import jwt from 'jsonwebtoken';
const { value, error } = Joi.object({ JWT_KEY: ${schema} }).unknown().validate(process.env);
if (error) throw new Error(error.message);
export const check = (token: string) => jwt.verify(token, value.JWT_KEY);`;

it('takes a key for set when the settings are validated and the program ends without it', () => {
  const old = { jsonwebtoken: '^8.5.1' };
  expect(lint('no-unverified-jwt', old, validated('Joi.string().required()'))).toEqual([]);
  expect(lint('no-unverified-jwt', old, validated('Joi.string()'))).toEqual([
    expect.stringMatching(/^The key of `jsonwebtoken.verify` may be unset/),
  ]);
});

const apollo = (from: string, options: string): string => `import { ApolloServer } from '${from}';
import { typeDefs, resolvers, rules } from './schema.js';
export const server = new ApolloServer({ typeDefs, resolvers, validationRules: [...rules]${options} });`;

it('Apollo Server 3 and 4 have different packages', () => {
  const said = lint('require-graphql-limits', {}, apollo('apollo-server-express', ''));
  expect(said).toEqual([expect.stringMatching(/large batches .* switch `csrfPrevention` on/)]);
  const safe = ', csrfPrevention: true, allowBatchedHttpRequests: false';
  expect(lint('require-graphql-limits', {}, apollo('apollo-server-express', safe))).toEqual([]);
  expect(lint('require-graphql-limits', {}, apollo('@apollo/server', ''))).toEqual([]);
});
