/** Where secrets are looked for: every place of a modelled library, declared types, and files that are read more mildly. */
import rule from '../../src/rules/no-hardcoded-secrets.js';
import { ruleTester } from './tester.js';

/** Name, code before and behind the place. */
const PLACES: readonly (readonly [string, string, string])[] = [
  ['JwtModule.register', `import { JwtModule } from '@nestjs/jwt';\nJwtModule.register({ secret: `, ' });'],
  [
    'JwtModule.registerAsync',
    `import { JwtModule } from '@nestjs/jwt';\nJwtModule.registerAsync({ useFactory: () => ({ secret: `,
    ' }) });',
  ],
  ['JwtService.sign', `import { JwtService } from '@nestjs/jwt';\nnew JwtService({}).sign({}, { secret: `, ' });'],
  ['hono/jwt', `import { jwt } from 'hono/jwt';\nexport default jwt({ secret: `, ' });'],
  [
    'setSignedCookie',
    `import { setSignedCookie } from 'hono/cookie';\nexport const set = (c) => setSignedCookie(c, 'a', 'b', `,
    ');',
  ],
  ['app.keys of Koa', `import Koa from 'koa';\nconst app = new Koa();\napp.keys = [`, '];'],
  ['koa-jwt', `import jwt from 'koa-jwt';\nexport default jwt({ secret: `, ' });'],
  ['jose', `import { SignJWT } from 'jose';\nnew SignJWT({}).sign(new TextEncoder().encode(`, '));'],
  ['bytes of a text', `import { createHmac } from 'node:crypto';\ncreateHmac('sha256', Buffer.from(`, `, 'utf8'));`],
  ['crypto-js', `import CryptoJS from 'crypto-js';\nCryptoJS.AES.encrypt('text', `, ');'],
  [
    'an OAuth strategy',
    `import { Strategy } from 'passport-google-oauth20';\nnew Strategy({ clientID: 'id', clientSecret: `,
    ` }, () => {});`,
  ],
  [
    'a TOTP secret',
    `import { authenticator } from 'otplib';\nexport const check = (c) => authenticator.check(c, `,
    ');',
  ],
  ['stripe', `import Stripe from 'stripe';\nnew Stripe(`, ');'],
  ['openai', `import OpenAI from 'openai';\nnew OpenAI({ apiKey: `, ' });'],
  ['SendGrid', `import mail from '@sendgrid/mail';\nmail.setApiKey(`, ');'],
  [
    'AWS',
    `import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({ credentials: { accessKeyId: 'a', secretAccessKey: `,
    ' } });',
  ],
  ['Twilio', `import twilio from 'twilio';\ntwilio('account', `, ');'],
  ['iron-session', `import { sealData } from 'iron-session';\nsealData({}, { password: `, ' });'],
  ['got', `import got from 'got';\ngot('https://shop.test', { password: `, ' });'],
  [
    'a bearer token',
    `import axios from 'axios';\naxios.get('https://shop.test', { headers: { Authorization: 'Bearer ' + `,
    ' } });',
  ],
  [
    'basic authorization',
    `fetch('https://shop.test', { headers: { authorization: 'Basic ' + Buffer.from(`,
    `).toString('base64') } });`,
  ],
  [
    'a declared type',
    `import session from 'express-session';\nexport const options: session.SessionOptions = { secret: `,
    ' };',
  ],
  [
    'the type that a function returns',
    `import type { JwtModuleOptions } from '@nestjs/jwt';\nexport function options(): JwtModuleOptions {\n  return { secret: `,
    ' };\n}',
  ],
];

const SECRET = `'correct-horse-battery'`;

ruleTester.run('no-hardcoded-secrets: places', rule, {
  valid: PLACES.map(([name, before, behind]) => ({
    name,
    filename: 'src/file.ts',
    code: `${before}process.env.SECRET${behind}`,
  })),
  invalid: PLACES.map(([name, before, behind]) => ({
    name,
    filename: 'src/file.ts',
    code: `${before}${SECRET}${behind}`,
    errors: [{ messageId: 'constant' as const }],
  })),
});

const ACCOUNT = (key: string): string => `import { Storage } from '@google-cloud/storage';
new Storage({ credentials: { client_email: 'fake@example.com', private_key: '${key}' } });`;

ruleTester.run('no-hardcoded-secrets: keys of an account of a cloud', rule, {
  valid: [{ name: 'what says that it is none', filename: 'src/emulator.ts', code: ACCOUNT('not-a-real-key') }],
  invalid: [
    {
      name: 'any other text',
      filename: 'src/storage.ts',
      code: ACCOUNT('MIIEvQIBADANBgkqhkiG9w0'),
      errors: [{ messageId: 'constant' }],
    },
  ],
});

const OWN_TYPE = `interface SessionOptions { secret: string }
export const options: SessionOptions = { secret: ${SECRET} };`;
const MAILER = `import Stripe from 'stripe';\nnew Stripe(${SECRET});`;
const ADDRESS = `export const address = 'https://shop:hunter2-and-more@db.shop.dev/';`;
const PROVIDER = `export const token = '${['S', 'G.', 'a8Dk3Lq9Zx7Wm2Rt5Vb1Ny', '.', 'Jk4Hs8Pq2Wd6Fg1Tz9Xc3Vb7Nm5Ly0Ra4Se8Ui2Op6Q'].join('')}';`;

ruleTester.run('no-hardcoded-secrets: files', rule, {
  valid: [
    { name: 'a type of its own with the same name', filename: 'src/options.ts', code: OWN_TYPE },
    { name: 'a place in an example', filename: 'examples/pay/src/pay.ts', code: MAILER },
    { name: 'a place in a helper of tests', filename: 'src/test-fixtures.ts', code: MAILER },
    { name: 'a made-up address in a test', filename: 'src/address.test.ts', code: ADDRESS },
    {
      name: 'a slot in an authorization field',
      filename: 'src/slot.ts',
      code: `fetch('https://shop.test', { headers: { authorization: 'Bearer <token>' } });`,
    },
  ],
  invalid: [
    { name: 'a place', filename: 'src/pay.ts', code: MAILER, errors: [{ messageId: 'constant' }] },
    { name: 'an address', filename: 'src/address.ts', code: ADDRESS, errors: [{ messageId: 'constant' }] },
    {
      name: "a provider's key in a test",
      filename: 'src/mail.test.ts',
      code: PROVIDER,
      errors: [{ messageId: 'constant' }],
    },
    {
      name: "a provider's key in an example",
      filename: 'examples/mail.ts',
      code: PROVIDER,
      errors: [{ messageId: 'constant' }],
    },
  ],
});
