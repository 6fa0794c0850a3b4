/**
 * Aliases of a `tsconfig.json` that a framework generates. It is not kept with the code, so a checkout that nobody has
 * built yet has no `paths`.
 */
import path from 'node:path';

const LIB = /^\$lib(?=\/|$)/;
const SOURCES = /^(.*[\\/]src)[\\/]/;

/** Returns where `$lib` of SvelteKit leads from a file: to `src/lib` (https://svelte.dev/docs/kit/$lib); null for other specifiers. */
export function generatedAlias(fromFile: string, specifier: string): string | null {
  const sources = LIB.test(specifier) ? SOURCES.exec(fromFile)?.[1] : undefined;
  return sources === undefined ? null : path.join(sources, specifier.replace(LIB, 'lib'));
}
