import { describe, expect, it } from 'vitest';
import { hasTestName, isTestFile, outsideProduction } from '../../src/lang/environment.js';
import { ts, type TS } from '../../src/lang/ts.js';

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

/** Whether the call of `x` in a program stands outside of production. */
function isOutside(code: string): boolean {
  const file = ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true);
  const find = (node: TS.Node): TS.Node | undefined =>
    ts.isCallExpression(node) && node.expression.getText() === 'x' ? node : ts.forEachChild(node, find);
  const found = find(file);
  if (!found) throw new Error('The program does not call x.');
  return outsideProduction(found);
}

describe('branches that production does not take', () => {
  it.each([
    "if (process.env.NODE_ENV === 'development') x();",
    "if (process.env.NODE_ENV !== 'production') { x(); }",
    "if (process.env['NODE_ENV'] === 'production') y(); else x();",
    "process.env.NODE_ENV === 'test' && x();",
    "process.env.NODE_ENV === 'production' || x();",
    "const a = 'production' === process.env.NODE_ENV ? y() : x();",
    "const isDev = process.env.NODE_ENV !== 'production'; if (isDev) x();",
    "const { env } = process; const isProduction = env.NODE_ENV === 'production'; const a = isProduction ? y() : x();",
    "const mode = process.env.NODE_ENV ?? 'development'; if (mode === 'development') x();",
    "const isProd = process.env.NODE_ENV === 'production'; if (!isProd && verbose) x();",
    "if (['test', 'development'].includes(process.env.NODE_ENV)) x();",
    "function f() { if (process.env.NODE_ENV === 'production') return; x(); }",
    "const isProduction = configService.get('PRODUCTION') === 'true'; if (isProduction) y(); else x();",
    "if (process.env.PRODUCTION !== '1') x();",
    'if (!environment.production) x();',
    "if (this.config.get('IS_PROD') === 'false') x();",
  ])('are told: %s', (code) => {
    expect(isOutside(code)).toBe(true);
  });

  it.each([
    'x();',
    "if (process.env.NODE_ENV === 'production') x();",
    "if (process.env.NODE_ENV === 'development') y(); else x();",
    "if (process.env.NODE_ENV !== 'production' || verbose) x();",
    "process.env.NODE_ENV === 'production' && x();",
    "const isProd = process.env.NODE_ENV === 'production'; if (isProd) x();",
    "if (['test', 'production'].includes(process.env.NODE_ENV)) x();",
    "function f() { if (process.env.NODE_ENV === 'development') return; x(); }",
    "if (mode === 'development') x();",
    'if (isDev) x();',
    "const isProduction = configService.get('PRODUCTION') === 'true'; if (isProduction) x();",
    "if (configService.get('PRODUCTS') !== 'true') x();",
    "if (process.env.PRODUCTION !== 'false') x();",
    'if (!order.production) x();',
  ])('are not taken for others: %s', (code) => {
    expect(isOutside(code)).toBe(false);
  });
});
