import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { codeFrame, excerptOf } from '../../src/cli/code-frame.js';
import type { Finding } from '../../src/cli/finding.js';

function frame(source: string, line: number, column: number, endLine: number, endColumn: number): string {
  const finding: Finding = {
    rule: 'api-security/x',
    owasp: 'API1',
    cwe: [],
    url: null,
    message: '',
    file: 'a.ts',
    line,
    column,
    endLine,
    endColumn,
    trail: null,
    suggestions: [],
    excerpt: excerptOf(source, line, endLine),
  };
  return codeFrame(finding, pc.createColors(false));
}

describe('codeFrame', () => {
  it('points at the marked text between its neighbours', () => {
    expect(frame('a();\n\tb(c);\nd();\n', 2, 4, 2, 5)).toBe(
      ['  1 | a();', '> 2 |  b(c);', '    |    ^', '  3 | d();'].join('\n'),
    );
  });

  it('aligns the numbers and stops at the ends of the file', () => {
    const source = Array.from({ length: 10 }, (_unused, index) => `line${index + 1}`).join('\r\n');
    expect(frame(source, 10, 1, 10, 5)).toBe(['   9 | line9', '> 10 | line10', '     | ^^^^'].join('\n'));
    expect(frame('only', 1, 1, 1, 1)).toBe(['> 1 | only', '    | ^'].join('\n'));
    expect(frame('', 1, 1, 1, 1)).toBe(['> 1 |', '    | ^'].join('\n'));
  });

  it('marks every line of a finding over several lines and cuts a long one', () => {
    expect(frame('f(\n  a,\n);\n', 1, 1, 3, 2)).toBe(
      ['> 1 | f(', '    | ^^', '> 2 |   a,', '> 3 | );', '  4 |'].join('\n'),
    );
    expect(frame('x\n'.repeat(50), 1, 1, 50, 2).split('\n')).toHaveLength(7);
  });

  it('cuts long lines around the finding', () => {
    const shown = frame(`${'a'.repeat(500)}flaw()${'b'.repeat(500)}`, 1, 501, 1, 507).split('\n');
    expect(shown[0]).toContain('flaw()');
    expect(shown[0]?.length).toBeLessThan(130);
    expect(shown[1]?.indexOf('^')).toBe(shown[0]?.indexOf('flaw()'));
    expect(shown[1]).toMatch(/ \^{6}$/);
  });

  it('shows control characters as dots', () => {
    expect(frame('x = "\u001b[2J";', 1, 1, 1, 2)).toBe(['> 1 | x = "·[2J";', '    | ^'].join('\n'));
  });
});
