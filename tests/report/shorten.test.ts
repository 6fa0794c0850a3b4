import fc from '../seeded.js';
import { describe, expect, it } from 'vitest';
import { MAX_QUOTED_LENGTH, shorten } from '../../src/report/shorten.js';

describe('shorten', () => {
  it('keeps what fits', () => {
    expect(shorten('req.query.id')).toBe('req.query.id');
    expect(shorten('x'.repeat(MAX_QUOTED_LENGTH))).toBe('x'.repeat(MAX_QUOTED_LENGTH));
  });

  it('never splits a surrogate pair', () => {
    expect(shorten(`${'x'.repeat(MAX_QUOTED_LENGTH - 2)}😀😀`)).toBe(`${'x'.repeat(MAX_QUOTED_LENGTH - 2)}…`);
  });

  it('is short, on one line and stable for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const short = shorten(text);
        expect(short.length).toBeLessThanOrEqual(MAX_QUOTED_LENGTH);
        expect(short).not.toMatch(/[\r\n\t]/);
        expect(shorten(short)).toBe(short);
      }),
    );
  });
});
