/** Forms of the Fetch standard: fields are texts, files bring a name and a type of the client's. */
import { fixture } from './harness.js';

fixture(
  'server actions with files',
  `'use server';
import fs from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
export async function upload(formData: FormData) {
  const file = formData.get('file') as File;
  const bytes = Buffer.from(await file.arrayBuffer());
  await fs.writeFile(\`./public/uploads/\${file.name}\`, bytes); // sink path
  await fs.writeFile(path.join('uploads', file.name), bytes); // sink path
  await fs.writeFile(path.join('uploads', randomUUID()), bytes); // quiet
  await fs.writeFile(path.join('uploads', path.basename(file.name)), bytes); // quiet
  for (const each of formData.getAll('files') as File[]) {
    await fs.writeFile(path.join('uploads', each.name), new Uint8Array(await each.arrayBuffer())); // sink path
  }
  if (file instanceof File) {
    await fs.writeFile('uploads/' + file.name, bytes); // sink path
  }
}
`,
  'app/actions.ts',
);

fixture(
  'a form of a route handler',
  `import { NextRequest, NextResponse } from 'next/server';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
export async function POST(request: NextRequest) {
  const data = await request.formData();
  const file: File | null = data.get('file') as unknown as File;
  if (!file) return NextResponse.json({ success: false });
  const buffer = Buffer.from(await file.arrayBuffer());
  await writeFile(join('/', 'tmp', file.name), buffer); // sink path
  const size = file.size;
  await writeFile(join('uploads', String(size)), buffer); // quiet
  const name = data.get('name') as string;
  await writeFile(\`/srv/\${name}\`, buffer); // sink path
  return NextResponse.json({ success: true });
}
`,
  'app/upload/route.ts',
);

fixture(
  'Remix: a form as an object',
  `import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { json, redirect } from '@remix-run/node';
import { exec } from 'node:child_process';
export async function loader({ request, params }: LoaderFunctionArgs) {
  exec('x ' + params.id); // sink command
  exec('x ' + new URL(request.url).searchParams.get('a')); // sink command
  exec('x ' + request.headers.get('a')); // sink command
  return redirect(new URL(request.url).searchParams.get('to')!); // sink redirect
}
export const action = async ({ request }: ActionFunctionArgs) => {
  const f = await request.formData();
  exec('x ' + f.get('a')); // sink command
  exec('x ' + Object.fromEntries(f).a); // sink command
  exec('x ' + (f.get('file') as File).name); // sink command
  const { a } = Object.fromEntries(await request.formData());
  exec('x ' + a); // sink command
  return json({});
};
export default function R() { return null; }
`,
  'app/routes/a.tsx',
);
