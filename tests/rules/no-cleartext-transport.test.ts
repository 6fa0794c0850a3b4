import rule from '../../src/rules/no-cleartext-transport.js';
import { ruleTester } from './tester.js';

const filename = 'src/pay.ts';
const one = [{ messageId: 'problem' as const }];
const fetching = (address: string): string =>
  `export const pay = (id: string) => fetch(${address}, { method: 'POST' });`;

const directory = (scheme: string): string =>
  `import ldap from 'ldapjs';\nexport const client = ldap.createClient({ url: '${scheme}://directory.example.com' });`;

ruleTester.run('no-cleartext-transport: addresses', rule, {
  valid: [
    { name: 'a directory over TLS', filename, code: directory('ldaps') },
    { name: 'https', filename, code: fetching(`'https://payments.example.com/charge'`) },
    { name: 'localhost', filename, code: fetching(`'http://localhost:3000/charge'`) },
    { name: 'loopback', filename, code: fetching(`'http://127.0.0.1:3000/charge'`) },
    { name: 'IPv6 loopback', filename, code: fetching(`'http://[::1]:3000/charge'`) },
    { name: 'a name of the cluster', filename, code: fetching(`'http://payments:8080/charge'`) },
    { name: 'a private network', filename, code: fetching(`'http://10.1.2.3/charge'`) },
    { name: 'an internal name', filename, code: fetching(`'http://payments.prod.svc.cluster.local/charge'`) },
    {
      name: 'an allowed host',
      filename,
      code: fetching(`'http://payments.example.com/charge'`),
      options: [{ allowHosts: ['*.example.com'] }],
    },
    {
      name: 'from the configuration',
      filename,
      code: fetching(`process.env.PAYMENTS ?? 'http://payments.example.com'`),
    },
    { name: 'a host that is not certain', filename, code: fetching('`http://payments.${id}/charge`') },
    { name: 'a text that goes nowhere', filename, code: `export const namespace = 'http://schemas.example.com/soap';` },
    { name: 'a test', filename: 'test/pay.test.ts', code: fetching(`'http://payments.example.com/charge'`) },
    {
      name: 'not in production',
      filename,
      code: `const base = process.env.NODE_ENV === 'development' ? 'http://dev.example.com' : 'https://payments.example.com';\nexport const pay = () => fetch(base);`,
    },
  ],
  invalid: [
    { name: 'a directory', filename, code: directory('ldap'), errors: one },
    {
      name: 'http',
      filename,
      code: fetching(`'http://payments.example.com/charge'`),
      errors: [
        {
          messageId: 'problem',
          column: 42,
          data: {
            message:
              '`fetch` talks to `http://payments.example.com` without encryption: whoever is on the way reads and changes what is sent. Use `https://`.',
          },
        },
      ],
    },
    {
      name: 'with a changing path',
      filename,
      code: fetching('`http://payments.example.com/charge/${id}`'),
      errors: one,
    },
    { name: 'a public address', filename, code: fetching(`'http://203.0.113.9/charge'`), errors: one },
    {
      name: 'not the allowed host',
      filename,
      code: fetching(`'http://payments.example.com/charge'`),
      options: [{ allowHosts: ['example.com'] }],
      errors: one,
    },
    {
      name: 'private ones as well',
      filename,
      code: fetching(`'http://payments:8080/charge'`),
      options: [{ privateHosts: true }],
      errors: one,
    },
    {
      name: 'a constant elsewhere',
      filename,
      code: `const BASE = 'http://payments.example.com';\nexport const pay = (id: string) => fetch(BASE + '/charge/' + id);`,
      errors: one,
    },
    {
      name: 'a client with a base',
      filename,
      code: `import axios from 'axios';\nexport const client = axios.create({ baseURL: 'http://payments.example.com' });`,
      errors: [{ messageId: 'problem', line: 2 }],
    },
    {
      name: 'a socket',
      filename,
      code: `import WebSocket from 'ws';\nexport const socket = new WebSocket('ws://feed.example.com/live');`,
      errors: one,
    },
  ],
});

const PG = `import { Pool } from 'pg';\n`;

ruleTester.run('no-cleartext-transport: databases', rule, {
  valid: [
    {
      name: 'TLS in the address',
      filename,
      code: `${PG}export const pool = new Pool({ connectionString: 'postgres://app@db.example.com/shop?sslmode=verify-full' });`,
    },
    {
      name: 'TLS by option',
      filename,
      code: `${PG}export const pool = new Pool({ connectionString: 'postgres://app@db.example.com/shop', ssl: true });`,
    },
    {
      name: 'options that are not written out',
      filename,
      code: `${PG}import { more } from './more.js';\nexport const pool = new Pool({ connectionString: 'postgres://app@db.example.com/shop', ...more });`,
    },
    {
      name: 'on this machine',
      filename,
      code: `${PG}export const pool = new Pool({ connectionString: 'postgres://app@localhost/shop' });`,
    },
    {
      name: 'TLS by option and host',
      filename,
      code: `${PG}export const pool = new Pool({ host: 'db.example.com', ssl: true });`,
    },
    {
      name: 'switched off on the way to a private host, or to one that is not known',
      filename,
      code: `${PG}export const a = new Pool({ host: 'db', ssl: false });\nexport const b = new Pool({ host: process.env.DB, ssl: false });\nexport const c = new Pool({ connectionString: 'postgres://app@localhost/shop?sslmode=disable' });`,
    },
    {
      name: 'mail with STARTTLS',
      filename,
      code: `import nodemailer from 'nodemailer';\nexport const mail = nodemailer.createTransport({ host: 'smtp.example.com', port: 587, requireTLS: true });`,
    },
    {
      name: 'rediss',
      filename,
      code: `import { createClient } from 'redis';\nexport const client = createClient({ url: 'rediss://cache.example.com:6379' });`,
    },
    {
      name: 'mongodb+srv',
      filename,
      code: `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient('mongodb+srv://cluster.example.com/shop');`,
    },
  ],
  invalid: [
    {
      name: 'PostgreSQL',
      filename,
      code: `${PG}export const pool = new Pool({ connectionString: 'postgres://app:secret@db.example.com/shop' });`,
      errors: [
        {
          messageId: 'problem',
          data: {
            message:
              '`Pool` talks to `postgres://db.example.com` without encryption: whoever is on the way reads and changes what is sent. Use `?sslmode=verify-full`, or the option of the driver.',
          },
        },
      ],
    },
    {
      name: 'switched off in the address, whatever the option says',
      filename,
      code: `${PG}export const pool = new Pool({ connectionString: 'postgres://app@db.example.com/shop?sslmode=disable', ssl: true });`,
      errors: [
        {
          messageId: 'problem',
          data: {
            message:
              '`Pool` talks to `postgres://db.example.com` without encryption: whoever is on the way reads and changes what is sent. Use `?sslmode=verify-full`.',
          },
        },
      ],
    },
    {
      name: 'switched off by option',
      filename,
      code: `${PG}export const pool = new Pool({ host: 'db.example.com', ssl: false });`,
      errors: [
        {
          messageId: 'problem',
          data: {
            message:
              '`Pool` talks to `db.example.com` with encryption switched off: whoever is on the way reads and changes what is sent. Leave encryption on.',
          },
        },
      ],
    },
    {
      name: 'mail without STARTTLS',
      filename,
      code: `import nodemailer from 'nodemailer';\nexport const mail = nodemailer.createTransport({ host: 'smtp.example.com', port: 587, ignoreTLS: true });`,
      errors: one,
    },
    {
      name: 'Redis',
      filename,
      code: `import { createClient } from 'redis';\nexport const client = createClient({ url: 'redis://cache.example.com:6379' });`,
      errors: one,
    },
    {
      name: 'MongoDB',
      filename,
      code: `import { MongoClient } from 'mongodb';\nexport const client = new MongoClient('mongodb://a.example.com,b.example.com/shop');`,
      errors: one,
    },
  ],
});
