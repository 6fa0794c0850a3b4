import { fixture } from './harness.js';

fixture(
  'Next.js: route handlers',
  `
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { NextResponse } from 'next/server';
import { Pool } from 'pg';

const pool = new Pool();
const COLUMNS = ['name', 'age'];

export async function GET(request, { params }) {
  const { id } = await params;
  await pool.query('SELECT ' + id); // sink sql
  await pool.query('SELECT ' + request.nextUrl.searchParams.get('q')); // sink sql
  await pool.query('SELECT ' + (await cookies()).get('tenant')?.value); // sink sql
  await pool.query('SELECT ' + (await headers()).get('x-a')); // sink sql
  const sort = request.nextUrl.searchParams.get('sort') ?? 'name';
  if (!COLUMNS.includes(sort)) notFound();
  await pool.query('SELECT ' + sort); // quiet
  return new NextResponse('<p>' + id, { headers: { 'Content-Type': 'text/html' } }); // sink html
}

export async function POST(request: Request) {
  const body = await request.json();
  await pool.query('SELECT ' + body.name); // sink sql
  if (body.done) redirect('/done'); // quiet
  redirect(body.next); // sink redirect
}

export async function helper(request) {
  await pool.query('SELECT ' + request.nextUrl.searchParams.get('q')); // quiet - no endpoint
}
`,
  'app/items/[id]/route.ts',
);

fixture(
  'Next.js: server actions',
  `'use server';
import { Pool } from 'pg';

const pool = new Pool();

export async function rename(id: string, form: FormData): Promise<void> {
  await pool.query('SELECT ' + id); // sink sql
  await pool.query('SELECT ' + form.get('name')); // sink sql
  await pool.query('SELECT $1', [id]); // quiet
  await inner(id);
}

async function inner(id: string): Promise<void> {
  await pool.query('SELECT ' + Number(id)); // quiet
}
`,
  'lib/actions.ts',
);

fixture(
  'Next.js: API routes and pages',
  `
import { Pool } from 'pg';
const pool = new Pool();
export default async function handler(req, res) {
  await pool.query('SELECT ' + req.query.id); // sink sql
  res.redirect(req.body.to); // sink redirect
}
`,
  'pages/api/items.ts',
);

fixture(
  'Next.js: pages',
  `
import { Pool } from 'pg';
const pool = new Pool();
export default async function Page({ params, searchParams }) {
  const { q } = await searchParams;
  await pool.query('SELECT ' + q); // sink sql
  await pool.query('SELECT ' + params.slug); // sink sql
  await pool.query('SELECT 1'); // quiet
}
`,
  'app/shop/page.tsx',
);

fixture(
  'Next.js: what the path names is a text, a parameter at most a list of texts without operators',
  `
import { PrismaClient } from '@prisma/client';
import { MongoClient } from 'mongodb';
const prisma = new PrismaClient();
const items = new MongoClient('mongodb://localhost').db().collection('items');
export async function getServerSideProps({ query, params }) {
  await items.findOne({ slug: query.slug }); // quiet
  await items.findOne({ slug: params.slug }); // quiet
  await items.findOne({ tag: query.tag }); // quiet
  await items.findOne(query); // sink document-query query-code
  await prisma.item.findFirst({ where: { tag: query.tag } }); // quiet
  return { props: {} };
}
`,
  'pages/items/[slug].tsx',
);

fixture(
  'Next.js: pages with a catch-all segment',
  `
import { MongoClient } from 'mongodb';
import { PrismaClient } from '@prisma/client';
const items = new MongoClient('mongodb://localhost').db().collection('items');
const prisma = new PrismaClient();
export default async function Page({ params }) {
  await items.findOne({ path: params.path }); // sink document-query
}
export async function save(req) {
  'use server';
  await prisma.item.findFirst({ where: { tag: req.tag } }); // sink document-query
}
`,
  'app/items/[...path]/page.tsx',
);

fixture(
  'Next.js: middleware stays on the own site',
  `
import { NextResponse } from 'next/server';
export async function middleware(req) {
  if (req.cookies.has('a')) return NextResponse.rewrite(new URL('/_auth/' + req.nextUrl.pathname.slice(1), 'https://' + req.nextUrl.searchParams.get('h'))); // sink rewrite
  if (req.cookies.has('e')) return NextResponse.rewrite(new URL('/_auth/' + req.headers.get('host') + req.nextUrl.pathname, req.url)); // quiet
  if (req.cookies.has('b')) return NextResponse.rewrite(new URL('/_auth', req.url)); // quiet
  const url = req.nextUrl.clone();
  url.pathname = '/';
  if (req.cookies.has('c')) return NextResponse.redirect(url); // quiet
  if (req.cookies.has('d')) return NextResponse.redirect(req.nextUrl.searchParams.get('to')); // sink redirect
  await fetch(new URL('/api/session', req.url)); // quiet
  await fetch('http://backend' + req.nextUrl.pathname); // quiet - the path as it came, at one host: a reverse proxy
  await fetch('http://backend/api/' + req.nextUrl.searchParams.get('path')); // sink address
  return NextResponse.next();
}
`,
  'middleware.ts',
);

const files = (kind: string) => `
import { existsSync } from 'node:fs';
export default async function Page({ params }) {
  const { slug } = await params;
  existsSync('posts/' + slug + '.md'); // ${kind}
}
export async function GET(request, { params }) {
  const { slug } = await params;
  existsSync('posts/' + slug + '.md'); // ${kind === 'quiet' ? 'quiet' : 'sink path'}
}
`;
fixture(
  'Next.js: a page is given what the path names as it is encoded',
  files('quiet').replace(/export async function GET[^]*/, ''),
  'app/posts/[slug]/page.tsx',
);
fixture(
  'Next.js: a route handler is given what the path names as it is decoded',
  files('sink path').replace(/export default[^]*?\n}\n/, ''),
  'app/posts/[slug]/route.ts',
);
fixture(
  'Next.js: a list of segments has the length that it has',
  `
export async function PUT(request, { params }) {
  const { key } = await params;
  if (key.length > 2) return; // quiet
  const body = await request.json();
  if (body.key.length > 2) return; // sink text-method
}
`,
  'app/storage/[...key]/route.ts',
);
