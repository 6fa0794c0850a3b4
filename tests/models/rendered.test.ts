/** What libraries make of data: rendered templates, pictures, statements with objects, changes of stored numbers. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'templates: what a constant one writes unescaped',
  `${express}
import ejs from 'ejs';
import { Eta } from 'eta';
import Handlebars from 'handlebars';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';
import pug from 'pug';

const open = new nunjucks.Environment(null, { autoescape: false });
const closed = new nunjucks.Environment(null, { autoescape: true });
const raw = Handlebars.compile('<p>{{{user.name}}}</p>');
const tidy = Handlebars.compile('<p>{{user.name}}</p>');
const page = ejs.compile('<p><%- name %></p>');

app.get('/', (req, res) => {
  const name = String(req.query.name);
  res.send(Mustache.render('<p>{{{ name }}}</p>', { name })); // sink html
  res.send(Mustache.render('<p>{{& name }}</p>', { name })); // sink html
  res.send(Mustache.render('<p>{{ name }}</p>', { name })); // quiet
  res.send(Mustache.render('<p>{{{ title }}}</p>', { name, title: 'x' })); // quiet
  res.send(raw({ user: { name } })); // sink html
  res.send(tidy({ user: { name } })); // quiet
  res.send(ejs.render('<p><%- name %></p>', { name })); // sink html
  res.send(ejs.render('<p><%= name %></p>', { name })); // quiet
  res.send(page({ name })); // sink html
  res.send(new Eta().renderString('<p><%~ it.name %></p>', { name })); // sink html
  res.send(new Eta().renderString('<p><%= it.name %></p>', { name })); // quiet
  res.send(pug.render('p !{name}', { name })); // sink html
  res.send(pug.render('p #{name}', { name })); // quiet
  res.send(open.renderString('<p>{{ name }}</p>', { name })); // sink html
  res.send(closed.renderString('<p>{{ name }}</p>', { name })); // quiet
  res.send(closed.renderString('<p>{{ name | safe }}</p>', { name })); // sink html
});
`,
);

fixture(
  'pictures: their sizes',
  `${express}
import sharp from 'sharp';

app.get('/', async (req, res) => {
  const width = Number(req.query.width);
  await sharp('a.png').resize(width, 80).toBuffer(); // sink size
  await sharp('a.png').resize({ width }).toBuffer(); // sink size
  await sharp('a.png').resize(Math.min(width, 800)).toBuffer(); // quiet
  if (![100, 200].includes(width)) return;
  await sharp('a.png').resize({ width }).toBuffer(); // quiet
});
`,
);

fixture(
  'mysql: an object for SET',
  `${express}
import mysql from 'mysql2/promise';
const pool = mysql.createPool({});

app.post('/', async (req, res) => {
  await pool.query('INSERT INTO people SET ?', req.body); // sink record
  await pool.query('INSERT INTO people SET ?', { name: String(req.body.name) }); // quiet
  await pool.query("SELECT * FROM \`" + String(req.body.t).replaceAll('\`', '\`\`') + '\`'); // quiet
  await pool.query("SELECT * FROM \`" + String(req.body.t).replace('\`', '\`\`') + '\`'); // sink sql
});
`,
);

fixture(
  'Drizzle: numbers that are added to stored ones',
  `${express}
import { drizzle } from 'drizzle-orm/node-postgres';
import { eq, sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
const db = drizzle('x');
const items = pgTable('items', { id: text().primaryKey(), stock: integer().notNull() });

app.post('/', async (req, res) => {
  const taken = Number(req.body.taken);
  await db.update(items).set({ stock: sql\`\${items.stock} - \${taken}\` }).where(eq(items.id, 'a')); // sink quantity
  await db.update(items).set({ stock: sql\`\${items.stock} - \${Math.max(1, taken)}\` }).where(eq(items.id, 'a')); // quiet
  await db.select().from(items).where(sql\`\${items.stock} - \${taken} > 0\`).limit(1); // quiet
});
`,
);

fixture(
  'LDAP: values escaped by hand',
  `${express}
import ldap from 'ldapjs';
const client = ldap.createClient({ url: 'ldaps://ldap.example' });
const coded = (text) => text.replace(/[\\\\*()\\0]/g, (c) => '\\\\' + c.charCodeAt(0).toString(16).padStart(2, '0'));
const chained = (text) =>
  text.replace(/\\\\/g, '\\\\5c').replace(/\\*/g, '\\\\2a').replace(/\\(/g, '\\\\28').replace(/\\)/g, '\\\\29').replace(/\\0/g, '\\\\00');
const partly = (text) => text.replace(/[*()]/g, (c) => '\\\\' + c.charCodeAt(0).toString(16).padStart(2, '0'));

app.get('/', (req, res) => {
  const uid = String(req.query.uid);
  client.search('dc=x', { filter: \`(&(a=b)(uid=\${coded(uid)}))\` }, () => {}); // quiet
  client.search('dc=x', { filter: \`(&(a=b)(uid=\${chained(uid)}))\` }, () => {}); // quiet
  client.search('dc=x', { filter: \`(&(a=b)(uid=\${partly(uid)}))\` }, () => {}); // sink ldap
  client.search('dc=x', { filter: '(' + coded(uid) + '=1)' }, () => {}); // sink ldap
});
`,
);

fixture(
  'React: attributes that take markup',
  `
import sanitizeHtml from 'sanitize-html';

export default async function Page({ searchParams }: { searchParams: Promise<{ q: string }> }) {
  const { q } = await searchParams;
  const first = <div dangerouslySetInnerHTML={{ __html: q }} />; // sink html
  const second = <div dangerouslySetInnerHTML={{ __html: sanitizeHtml(q) }} />; // quiet
  const third = <iframe srcDoc={q} />; // sink html
  const fourth = <div title={q}>{q}</div>; // quiet
  return <>{first}{second}{third}{fourth}</>;
}
`,
  'app/search/page.tsx',
);
