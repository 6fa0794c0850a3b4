import { describe, expect, it } from 'vitest';
import { hasTestName, isTestFile } from '../../src/lang/environment.js';

describe('test files', () => {
  it.each([
    ['src/users.test.ts', true],
    ['src/users.e2e-spec.ts', true],
    ['src/search.clienttest.tsx', true],
    ['src/api.integration-test.ts', true],
    ['src/contest.ts', false],
    ['src/users.latest.ts', false],
    ['src/test.service.ts', false],
  ])('are told by their name: %s %s', (name, expected) => {
    expect(hasTestName(name)).toBe(expected);
  });

  it.each([
    ['integration-tests/http/start.ts', true],
    ['packages/api/__tests__/start.ts', true],
    ['test/app.ts', true],
    ['src/contests/app.ts', false],
    ['src/latest/app.ts', false],
  ])('are told by their folder: %s %s', (name, expected) => {
    expect(isTestFile(name)).toBe(expected);
  });
});
