import { describe, expect, it } from 'vitest';
import { endpointsOfProgram } from './harness.js';

const server = `import { error, json, redirect } from '@sveltejs/kit';
export const GET = async () => json({});
export async function POST({ locals }) { if (!locals.user) error(401); return json({}); }
export async function PUT({ locals }) { if (!locals.user) redirect(303, '/login'); return json({}); }`;
const hooks = (body: string): string => `import { error, redirect } from '@sveltejs/kit';
export async function handle({ event, resolve }) { ${body} return resolve(event); }`;

describe('SvelteKit', () => {
  const served = (body: string): readonly string[] =>
    endpointsOfProgram('src/routes/(shop)/items/[id]/+server.ts', {
      'src/routes/(shop)/items/[id]/+server.ts': server,
      'src/hooks.server.ts': hooks(body),
    });

  it('knows handlers, and what they do about the caller', () => {
    expect(served('')).toEqual(['GET /items/[id]: -', 'POST /items/[id]: - (denies)', 'PUT /items/[id]: - (unknown)']);
  });

  it('knows the hook before every request', () => {
    expect(served('if (!event.cookies.get("s")) error(401);')[0]).toBe('GET /items/[id]: handle');
    expect(served('if (!event.cookies.get("s")) redirect(303, "/login");')[0]).toBe('GET /items/[id]: handle');
    expect(served('if (Date.now() > 5) redirect(303, "/later");')[0]).toBe('GET /items/[id]: - ?');
  });

  it('runs the hook for the path of each endpoint', () => {
    const below = (folder: string): string =>
      served(
        `if (event.url.pathname.startsWith("${folder}") && !event.cookies.get("s")) redirect(303, "/login");`,
      )[0] ?? '';
    expect(below('/items')).toBe('GET /items/[id]: handle');
    expect(below('/desk')).toBe('GET /items/[id]: -');
  });

  it('says that it does not know where no hook is in sight', () => {
    expect(endpointsOfProgram('src/routes/+server.ts', { 'src/routes/+server.ts': server })[0]).toBe('GET /: - ?');
  });

  it('knows load and actions of pages', () => {
    const page = `import { fail } from '@sveltejs/kit';
export const load = async () => ({});
export const actions = { default: async () => ({}), rename: async ({ locals }) => { if (!locals.user) return fail(401); } } satisfies Actions;
export const others = { default: async () => ({}) };`;
    expect(
      endpointsOfProgram('src/routes/a/+page.server.ts', {
        'src/routes/a/+page.server.ts': page,
        'src/hooks.server.ts': hooks(''),
      }),
    ).toEqual(['GET /a: -', 'POST /a: -', 'POST /a?/rename: - (denies)']);
  });
});

describe('Remix and React Router', () => {
  it('know loaders and actions of route modules', () => {
    const module = `import { redirect } from '@remix-run/node';
export const loader = async () => ({});
export async function action({ request }) { if (!request.headers.get('authorization')) throw new Response(null, { status: 401 }); return null; }
export const other = () => 1;`;
    expect(
      endpointsOfProgram('app/routes/_site.items.$id_.edit.tsx', { 'app/routes/_site.items.$id_.edit.tsx': module }),
    ).toEqual(['GET /items/:id/edit: -', 'ANY /items/:id/edit: - (denies)']);
    expect(endpointsOfProgram('app/lib/a.ts', { 'app/lib/a.ts': module })).toEqual([]);
    expect(
      endpointsOfProgram('src/a.ts', {
        'src/a.ts': `import type { Route } from './+types/a';\nexport const loader = () => 1;`,
      }),
    ).toEqual(['GET *: -']);
  });
});
