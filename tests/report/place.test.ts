import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayPath } from '../../src/report/place.js';

describe('displayPath', () => {
  it('is relative to the project folder, with forward slashes', () => {
    const root = path.resolve('project');
    expect(displayPath(root, path.join(root, 'src', 'a.ts'))).toBe('src/a.ts');
    expect(displayPath(root, path.resolve('other', 'b.ts'))).toBe('../other/b.ts');
  });
});
