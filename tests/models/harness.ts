/** Fixtures of models: texts whose lines say at their end which sinks they reach, `// sink sql html` or `// quiet`. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';

const folder = path.resolve(import.meta.dirname, '../cases/flow');

/** Sinks that note where data goes; whether that is a flaw depends on what the data is, so rules decide. A text that marks one of them is compared on it as well. */
const NOTED: ReadonlySet<string> = new Set([
  'answer',
  'logged',
  'sent-out',
  'stored',
  'stored-value',
  'owner',
  'owned',
  'compared',
  'condition',
  'decision',
  'lookup',
  'lookup-null',
  'unbounded',
  'open-keys',
  'fast-hash',
  'text-method',
]);

/** Kinds that a line's mark names; null for a line without mark. */
function marked(line: string): readonly string[] | null {
  const match = /\/\/ (?:sink ([\w -]+?)|quiet)(?: - .*)?$/.exec(line);
  return match
    ? (match[1] ?? '')
        .split(' ')
        .filter((kind) => kind !== '')
        .sort()
    : null;
}

/** Returns the kinds of sinks that client data or the names of an archive's entries reach, by line (the first is 1). */
export function reachedSinks(text: string, fileName = 'fixture.ts'): ReadonlyMap<number, readonly string[]> {
  const named = new Set(text.split('\n').flatMap((line) => marked(line) ?? []));
  const { file, findings } = analyseText(path.join(folder, fileName), text);
  const lines = new Map<number, Set<string>>();
  for (const { hit, at } of findings) {
    if (!/^(?:http|message|archive)\./.test(hit.label.source.kind)) continue;
    if (NOTED.has(hit.kind) && !named.has(hit.kind)) continue;
    const line = file.getLineAndCharacterOfPosition(at.getStart()).line + 1;
    lines.set(line, (lines.get(line) ?? new Set()).add(hit.kind));
  }
  return new Map([...lines].map(([line, kinds]) => [line, [...kinds].sort()]));
}

/** Declares a test: every line reaches exactly the sinks that its mark names. */
export function fixture(name: string, text: string, fileName?: string): void {
  test(name, () => {
    const found = reachedSinks(text, fileName);
    const lines = text.split('\n');
    const wanted = lines.flatMap((line, index) => {
      const kinds = marked(line);
      return kinds ? [`${String(index + 1)} ${line.trim().replace(/ *\/\/ .*$/, '')}: ${kinds.join(' ')}`] : [];
    });
    const actual = lines.flatMap((line, index) => {
      const kinds = found.get(index + 1) ?? [];
      return kinds.length > 0 || marked(line)
        ? [`${String(index + 1)} ${line.trim().replace(/ *\/\/ .*$/, '')}: ${kinds.join(' ')}`]
        : [];
    });
    expect(wanted.length).toBeGreaterThan(0);
    expect(actual).toEqual(wanted);
  });
}
