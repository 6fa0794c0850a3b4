import { describe, expect, it } from 'vitest';
import { factsBehindLast } from '../../../src/lang/regex/templates.js';

const behind = (pattern: string, flags = '', matches = true) =>
  factsBehindLast([{ pattern, flags, matches }], '.').map((each) => each.pattern);

describe('what a pattern tells of the part behind the last separator', () => {
  it.each([
    ['\\.(jpg|jpe?g|png)$', '^(jpg|jpe?g|png)$'],
    ['\\.(?:csv)$', '^(?:csv)$'],
    ['^\\w+\\.pdf$', '^pdf$'],
  ])('%s', (pattern, told) => {
    expect(behind(pattern)).toEqual([told]);
  });

  it.each([
    ['no end', '\\.(jpg|png)'],
    ['another separator', '-(jpg|png)$'],
    ['any character', '.(jpg|png)$'],
    ['an alternative outside', '^x|\\.png$'],
    ['something that may hold the separator', '\\.(j.g)$'],
    ['a part of a word', 'png$'],
  ])('nothing: %s', (_, pattern) => {
    expect(behind(pattern)).toEqual([]);
  });

  it('nothing of lines, and of patterns that are known not to match', () => {
    expect(behind('\\.png$', 'm')).toEqual([]);
    expect(behind('\\.png$', '', false)).toEqual([]);
  });
});
