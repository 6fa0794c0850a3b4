import { describe, expect, it } from 'vitest';
import { isExternal, linkTargets, sections } from './markdown.js';

const page = [
  '# Title',
  '',
  '## One',
  '',
  'See [two](../two.md#part) and [out](https://example.com/a).',
  '',
  '```ts',
  '## no heading [no link](nowhere.md)',
  '```',
  '',
  '## Empty',
  '<!-- a mark -->',
  '',
].join('\n');

describe('sections', () => {
  it('splits at headings, keeps code blocks and knows which are empty', () => {
    expect(sections(page)).toEqual([
      {
        title: 'One',
        filled: true,
        blocks: [{ language: 'ts', code: '## no heading [no link](nowhere.md)', line: 7 }],
      },
      { title: 'Empty', filled: false, blocks: [] },
    ]);
  });
});

describe('linkTargets', () => {
  it('finds links outside of code and cuts the heading part off', () => {
    expect(linkTargets(page)).toEqual(['../two.md', 'https://example.com/a']);
    expect(linkTargets('[`no-x`](no-x.md) `[a](b.md)`')).toEqual(['no-x.md']);
    expect(linkTargets(page).map(isExternal)).toEqual([false, true]);
  });
});
