import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chromiumPath, complaints, openPage, pageOf, REMEDY } from '../../scripts/browser-test.js';
import { repoRoot } from '../../scripts/lib/repo.js';

const program = chromiumPath();

describe('the page in a browser', () => {
  if (program === null) {
    it('is not opened here: says so, and what to do', () => {
      process.stdout.write(`${REMEDY}\n`);
      expect(REMEDY).toMatch(/no Chromium .* Install one/);
    });
    return;
  }

  it('sorts, filters, fits a phone, is dark in the dark, and asks the network for nothing', async () => {
    const html = pageOf(path.join(repoRoot, 'examples/orders-api'), false);
    const seen = await openPage(program, html, 'users', null);
    expect(complaints(seen)).toEqual([]);
    expect(seen.rows).toBe(22);
    expect(seen.ascending[0]).toBe('/admin/orders/:id');
    expect(seen.filtered).toContain('/users/me/password');
    expect(seen.open).toBe(3);
  });

  it('would complain about a page that does not work', async () => {
    const html = pageOf(path.join(repoRoot, 'examples/orders-api'), false);
    const seen = await openPage(program, html, 'no such word', null);
    expect(complaints(seen)).toEqual(['the filter does not filter']);
    const other = { ...seen, fitsPhone: false, errors: ['x'], descending: [] };
    expect(complaints(other)).toContain('the page is wider than a phone');
  });
});

describe('chromiumPath', () => {
  it('takes the browser that is named, if it is there', () => {
    expect(chromiumPath({ CHROMIUM: process.execPath })).toBe(process.execPath);
    expect(chromiumPath({ CHROMIUM: '/nowhere/chromium' })).toBeNull();
  });
});
