import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayPath, mapNamedFiles } from '../../src/report/place.js';

describe('displayPath', () => {
  it('is relative to the project folder, with forward slashes', () => {
    const root = path.resolve('project');
    expect(displayPath(root, path.join(root, 'src', 'a.ts'))).toBe('src/a.ts');
    expect(displayPath(root, path.resolve('other', 'b.ts'))).toBe('../other/b.ts');
  });
});

it('the files of places in a sentence are replaced, and nothing else', () => {
  const sentence =
    '`GET /a` writes (`update`, src/site.ts:68); `b` uses `guard` (src/auth.ts:8:3), see (chapter 3) and a.ts:1.';
  expect(mapNamedFiles(sentence, (file) => `../${file}`)).toBe(
    '`GET /a` writes (`update`, ../src/site.ts:68); `b` uses `guard` (../src/auth.ts:8:3), see (chapter 3) and a.ts:1.',
  );
});
