import { describe, expect, test } from 'vitest';
import { writtenOut } from '../../../src/lang/regex/written-out.js';

describe('groups written out', () => {
  test.each([
    ['a|b', ['a', 'b']],
    ['^(?:api\\.)?example\\.com$', ['^api\\.example\\.com$', '^example\\.com$']],
    ['^([a-z]+\\.)*example$', ['^.*[a-z]+\\.example$', '^example$']],
    ['^(?<sub>a|b){2}c$', ['^.*ac$', '^.*bc$', '^c$']],
    ['^(?!x)[()|]\\(y$', ['^(?!x)[()|]\\(y$']],
    ['^(?:(a|b)\\.)?c', ['^a\\.c', '^b\\.c', '^c']],
  ])('%s', (pattern, expected) => {
    expect(writtenOut(pattern)).toEqual(expected);
  });

  test('too many are not written out', () => {
    expect(writtenOut('(a|b|c)'.repeat(6))).toBeNull();
  });
});
