import { describe, expect, it } from 'vitest';
import { analyseText } from '../../src/analysis/analysis.js';
import { LIMITS } from '../../src/flow/limits.js';
import { applicationOf, endpointsOf } from './harness.js';

const HEAD = `import express from 'express'; import { db } from 'somewhere'; const app = express();`;

/** A handler that does so many things, then removes something. */
function busy(things: number): string {
  return `${HEAD} app.delete('/items', async (req, res) => { ${'db.look(1, 2, 3);'.repeat(things)} await db.remove(); res.end(); });`;
}

describe('a handler that does too much to be run to its end', () => {
  it('is not known to be open, as a smaller one is', () => {
    expect(endpointsOf(busy(10))).toEqual(['DELETE /items: -']);
    expect(endpointsOf(busy(LIMITS.stepsPerProbe / 2))).toEqual(['DELETE /items: - (unknown)']);
  });

  it('is still known to turn strangers away when it does so before', () => {
    const text = busy(LIMITS.stepsPerProbe / 2).replace(
      '=> { db',
      '=> { if (!req.user) return res.sendStatus(401); db',
    );
    expect(endpointsOf(text)).toEqual(['DELETE /items: - (denies)']);
  });

  it('guards nothing for certain', () => {
    const passing = (things: number): string =>
      `${HEAD} const step = (req, res, next) => { ${'db.look(1, 2, 3);'.repeat(things)} next(); }; app.delete('/items', step, async (req, res) => { await db.remove(); res.end(); });`;
    expect(applicationOf(passing(3)).endpoints.map((each) => each.understood)).toEqual([true]);
    expect(applicationOf(passing(LIMITS.stepsPerProbe)).endpoints.map((each) => each.understood)).toEqual([false]);
  });
});

describe('the endpoints that may do something in a file', () => {
  it('are those that stand there, in the order of the application', () => {
    const { endpointsThrough, endpoints } = analyseText(
      '/nowhere/service/two.ts',
      `${HEAD} app.get('/b', (req, res) => { res.end(); }); app.get('/a', (req, res) => { res.end(); });`,
    );
    expect(endpoints().map(({ path }) => path)).toEqual(['/b', '/a']);
    expect(endpointsThrough()).toEqual(endpoints());
  });

  it('are none for a file without any', () => {
    const { endpointsThrough } = analyseText('/nowhere/service/none.ts', 'export const two = 2;');
    expect(endpointsThrough()).toEqual([]);
  });
});
