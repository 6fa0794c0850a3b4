/**
 * The TypeScript compiler API, chosen once: the host's `typescript` where it has a JavaScript API, else the copy inside
 * ts-morph (TypeScript 7 ships none). This module and its folder are the only importers of either.
 */
import { createRequire } from 'node:module';
import type TS from 'typescript';

const require = createRequire(import.meta.url);

function load(): typeof TS {
  try {
    const host = require('typescript') as Partial<typeof TS>;
    if (typeof host.createSourceFile === 'function') return host as typeof TS;
  } catch {
    // No TypeScript beside the plugin: a JavaScript project. The copy inside ts-morph serves.
  }
  return (require('ts-morph') as { readonly ts: typeof TS }).ts;
}

export const ts: typeof TS = load();
export type { TS };
