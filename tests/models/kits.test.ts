import { fixture } from './harness.js';

fixture(
  'SvelteKit: handlers of +server.ts',
  `
import { json, redirect } from '@sveltejs/kit';
import { Pool } from 'pg';

const pool = new Pool();

export async function POST({ request, params, url, cookies }) {
  const body = await request.json();
  await pool.query('SELECT ' + body.name); // sink sql
  await pool.query('SELECT ' + params.id); // sink sql
  await pool.query('SELECT ' + url.searchParams.get('q')); // sink sql
  await pool.query('SELECT ' + cookies.get('tenant')); // sink sql
  await pool.query('SELECT $1', [params.id]); // quiet
  if (body.next) redirect(303, body.next); // sink redirect
  redirect(303, '/done'); // quiet
}
`,
  'src/routes/items/[id]/+server.ts',
);

fixture(
  'SvelteKit: load and actions of a page',
  `
import { fail } from '@sveltejs/kit';
import { Pool } from 'pg';

const pool = new Pool();

export async function load({ params }) {
  await pool.query('SELECT ' + params.id); // sink sql
}

export const actions = {
  default: async ({ request }) => {
    const form = await request.formData();
    await pool.query('SELECT ' + form.get('name')); // sink sql
    return fail(400, {});
  },
};

export const others = {
  default: async ({ request }) => {
    await pool.query('SELECT ' + request.name); // quiet
  },
};
`,
  'src/routes/items/+page.server.ts',
);

fixture(
  'Remix: loaders and actions',
  `
import { redirect } from '@remix-run/node';
import { Pool } from 'pg';

const pool = new Pool();

export const loader = async ({ request, params }) => {
  await pool.query('SELECT ' + params.id); // sink sql
  await pool.query('SELECT ' + new URL(request.url).searchParams.get('q')); // sink sql
  await pool.query('SELECT $1', [params.id]); // quiet
  return null;
};

export async function action({ request }) {
  const form = await request.formData();
  await pool.query('DELETE FROM ' + form.get('table')); // sink sql
  return redirect(String(form.get('next'))); // sink redirect
}

export const helper = async ({ params }) => {
  await pool.query('SELECT ' + params.id); // quiet
};
`,
  'app/routes/items.$id.tsx',
);
