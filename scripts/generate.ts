import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { ApiSecurityRule } from '../src/meta/rule.js';
import { metadataFiles } from './generate/outputs.js';
import { ruleIndex } from './generate/rule-index.js';
import { summarize } from './generate/summary.js';
import { isMain, readIfPresent, repoRoot, ruleFileNames } from './lib/repo.js';

const indexFile = 'src/rules/index.ts';

/** Loads the rule of a file of src/rules, which is its default export. */
export type LoadRule = (name: string) => Promise<ApiSecurityRule>;

interface GenerateOptions {
  readonly root: string;
  /** True to leave the files alone and only say which are stale. */
  readonly check: boolean;
  readonly load: LoadRule;
}

/** Loads rules from a repository's own sources. */
export function sourceLoader(root: string): LoadRule {
  return async (name) => {
    const file = path.join(root, 'src/rules', `${name}.ts`);
    const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: ApiSecurityRule };
    if (loaded.default === undefined) throw new TypeError(`${file} has no default export`);
    return loaded.default;
  };
}

/**
 * Brings the rule index, the generated blocks and the generated pages up to date, or only compares them.
 * @returns the paths of the files that differed, sorted.
 * @throws {TypeError} when a rule file has no default export or its rule no info; {MissingBlockError} when a page lacks its marks.
 */
export async function generate({ root, check, load }: GenerateOptions): Promise<readonly string[]> {
  const read = (file: string): string | undefined => readIfPresent(root, file);
  const names = ruleFileNames(root);
  const rules = (await Promise.all(names.map(load))).map(summarize);
  const files = new Map([[indexFile, ruleIndex(names)], ...metadataFiles(rules, read)]);

  const stale: string[] = [];
  for (const [file, content] of files) {
    const filepath = path.join(root, file);
    const formatted = await format(content, { ...(await resolveConfig(path.join(repoRoot, file))), filepath });
    if (formatted === read(file)) continue;
    stale.push(file);
    if (check) continue;
    mkdirSync(path.dirname(filepath), { recursive: true });
    writeFileSync(filepath, formatted);
  }
  return stale.sort();
}

if (isMain(import.meta.url)) {
  const check = process.argv.includes('--check');
  const stale = await generate({ root: repoRoot, check, load: sourceLoader(repoRoot) });
  for (const file of stale) console.log(`${check ? 'stale' : 'wrote'} ${file}`);
  if (check && stale.length > 0) {
    console.error('Run `npm run generate` and commit the result.');
    process.exitCode = 1;
  }
}
