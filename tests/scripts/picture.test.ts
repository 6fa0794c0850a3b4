/** The picture in the README is what the command line prints now. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repoRoot } from '../../scripts/lib/repo.js';
import { picture, PICTURE } from '../../scripts/picture.js';
import { linesOf, PLAIN } from '../../scripts/picture/ansi.js';
import { escapeXml, svgOf } from '../../scripts/picture/svg.js';

const committed = readFileSync(path.join(repoRoot, PICTURE), 'utf8');

describe('the committed picture', () => {
  it('is what `npm run picture` writes', async () => {
    expect(committed).toBe(await picture());
  });

  it('shows findings, names nothing of a machine and loads nothing', () => {
    expect(committed).toContain('api-security/no-sql-injection');
    expect(committed).toContain('2 findings in 1 file');
    expect(committed).not.toContain(repoRoot);
    expect(committed).not.toMatch(/<(?:script|style|image|a|use)\b|\bhref=|url\(/);
  });

  it('stands in the README', () => {
    expect(readFileSync(path.join(repoRoot, 'README.md'), 'utf8')).toContain(`](${PICTURE})`);
  });
});

describe('linesOf', () => {
  it('keeps styles over runs and lines until they are taken back', () => {
    expect(linesOf('a\u001B[1mb\nc\u001B[22m\u001B[31md', 80)).toEqual([
      [
        { text: 'a', style: PLAIN, column: 0 },
        { text: 'b', style: { ...PLAIN, bold: true }, column: 1 },
      ],
      [
        { text: 'c', style: { ...PLAIN, bold: true }, column: 0 },
        { text: 'd', style: { ...PLAIN, colour: 'red' }, column: 1 },
      ],
    ]);
  });

  it('goes on in the next line where the window ends', () => {
    const texts = linesOf('abcde', 2).map((runs) => runs.map((run) => [run.column, run.text]));
    expect(texts).toEqual([[[0, 'ab']], [[0, 'cd']], [[0, 'e']]]);
  });

  it('refuses codes that it does not know', () => {
    expect(() => linesOf('\u001B[45mx', 80)).toThrow(RangeError);
  });
});

describe('svgOf', () => {
  it('escapes texts', () => {
    expect(escapeXml('<a href="x">&\u0007\uD800')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;\uFFFD\uFFFD');
    expect(svgOf(linesOf('a < b', 80), 80, 'A & B')).toMatch(/A &amp; B.*>a &lt; b</s);
  });

  it('places a run by its first visible character', () => {
    expect(svgOf(linesOf('  x', 80), 80, '')).toContain('<tspan x="32" textLength="8"');
  });
});
