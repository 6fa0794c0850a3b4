/**
 * Writes `tests/lang/regex/redos-corpus.json`: the verdict of the independent checker recheck on each pattern of the
 * corpus, for the tests to compare with. Run it with `npx tsx scripts/redos-corpus.ts` after changing the patterns.
 */
import { writeFileSync } from 'node:fs';
import { check } from 'recheck';
import { REDOS_PATTERNS } from '../tests/lang/regex/redos-patterns.js';

interface Verdict {
  readonly pattern: string;
  readonly flags: string;
  readonly status: string;
  readonly growth: string;
  readonly degree: number | null;
}

async function verdictOn({ pattern, flags }: { readonly pattern: string; readonly flags: string }): Promise<Verdict> {
  const found = await check(pattern, flags, { timeout: 20_000 });
  const growth = found.status === 'unknown' ? found.error.kind : found.complexity.type;
  const degree =
    found.status === 'vulnerable' && found.complexity.type === 'polynomial' ? found.complexity.degree : null;
  return { pattern, flags, status: found.status, growth, degree };
}

const verdicts: Verdict[] = [];
for (const entry of REDOS_PATTERNS) verdicts.push(await verdictOn(entry));
const lines = verdicts.map((verdict) => `  ${JSON.stringify(verdict)}`);
writeFileSync(new URL('../tests/lang/regex/redos-corpus.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
