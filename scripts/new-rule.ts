import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isMain, repoRoot } from './lib/repo.js';
import { findKind, isRuleName, newRuleFiles } from './new-rule/templates.js';

const usage = 'Usage: npm run new-rule -- <no-weakness|require-protection> --kind <flow|endpoint|misuse|code>';

/**
 * Writes the source, the test and the page of a new rule.
 * @returns the paths of the files written, from the root.
 * @throws {Error} when the arguments are wrong or one of the files exists.
 */
export function newRule(root: string, args: readonly string[]): readonly string[] {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { kind: { type: 'string', default: 'flow' } },
    allowPositionals: true,
  });
  const [name, ...rest] = positionals;
  const kind = findKind(values.kind);
  if (name === undefined || rest.length > 0 || !isRuleName(name) || kind === undefined) throw new Error(usage);

  const files = newRuleFiles({ name, kind });
  const taken = [...files.keys()].filter((file) => existsSync(path.join(root, file)));
  if (taken.length > 0) throw new Error(`Already there: ${taken.join(', ')}`);
  for (const [file, text] of files) {
    const full = path.join(root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  return [...files.keys()];
}

if (isMain(import.meta.url)) {
  try {
    for (const file of newRule(repoRoot, process.argv.slice(2))) console.log(`wrote ${file}`);
    console.log('Fill in the metadata, the cases and the page, then run `npm run generate`.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
