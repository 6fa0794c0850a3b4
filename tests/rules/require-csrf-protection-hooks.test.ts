import { describe, expect, it } from 'vitest';
import { linesIn } from './project.js';

const CONFIG = `export default { kit: { csrf: { trustedOrigins: ['*'] } } };\n`;
const CHECK = `export const check = async ({ event, resolve }) => {
  const origin = event.request.headers.get('origin');
  if (event.request.method === 'POST' && origin !== event.url.origin) return new Response('Elsewhere', { status: 403 });
  return resolve(event);
};
`;

function lines(files: Readonly<Record<string, string>>): readonly number[] {
  return linesIn('require-csrf-protection', 'svelte.config.js', { 'svelte.config.js': CONFIG, ...files });
}

describe('require-csrf-protection: origins that hooks of SvelteKit look at', () => {
  it('is quiet where the hooks turn other origins away', () => {
    expect(lines({ 'src/hooks.server.ts': CHECK.replace('check', 'handle') })).toEqual([]);
  });

  it('is quiet where they import what does', () => {
    const hooks = `import { check } from './lib/check';\nexport const handle = check;\n`;
    expect(lines({ 'src/hooks.server.ts': hooks, 'src/lib/check.ts': CHECK })).toEqual([]);
  });

  it('reports hooks that only write the origin down', () => {
    const hooks = CHECK.replace('check', 'handle').replace(/if .*/, 'console.log(origin);');
    expect(lines({ 'src/hooks.server.ts': hooks })).toEqual([1]);
  });

  it('reports a check that nothing brings into the hooks', () => {
    const hooks = `export const handle = ({ event, resolve }) => resolve(event);\n`;
    expect(lines({ 'src/hooks.server.ts': hooks, 'src/lib/check.ts': CHECK })).toEqual([1]);
  });
});
