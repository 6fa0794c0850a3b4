import { createHash } from 'node:crypto';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { formatHtml } from '../../src/inventory/format/html.js';
import { PAGE_SCRIPT } from '../../src/inventory/format/page-script.js';
import type { Inventory, InventoryEndpoint } from '../../src/inventory/types.js';

interface View {
  readonly matches: (text: string, query: string) => boolean;
  readonly compare: (a: string, b: string, direction: string) => number;
  readonly nextDirection: (current: string | null) => string;
  readonly visible: (
    rows: readonly { readonly text: string; readonly access: string }[],
    query: string,
    access: string,
  ) => readonly boolean[];
}

const view = vm.runInNewContext(`${PAGE_SCRIPT}\ninventoryView`, {}) as View;

const place = { file: 'src/<a>.ts', line: 3, column: 1 };
const endpoint: InventoryEndpoint = {
  framework: 'express',
  method: 'GET',
  path: '/users/:id',
  pathKnown: true,
  handler: '<script>alert(1)</script>',
  place,
  handlerPlace: place,
  access: 'open',
  authentication: [],
  authorization: [],
  validation: [],
  limits: [],
  stores: [{ library: 'pg', thing: 'users', does: ['reads'] }],
  services: [],
  inputs: [{ in: 'path', name: 'id', validated: false, place }],
  coverage: { inputs: 1, validated: 0 },
  parameters: [],
  answer: null,
  fields: ['id', 'email', 'name', 'address.city'],
  understood: true,
};
const inventory: Inventory = {
  endpoints: [endpoint],
  gaps: [{ place, what: 'the path is not constant' }],
  coverage: { inputs: 1, validated: 0 },
  files: 1,
};

describe('the script of the page', () => {
  it('finds rows that hold every word, whatever the case', () => {
    expect(view.matches('GET /Users open', 'users get')).toBe(true);
    expect(view.matches('GET /Users open', 'users post')).toBe(false);
    expect(view.matches('anything', '  ')).toBe(true);
  });

  it('orders numbers as numbers, texts as texts, and empty cells last in both directions', () => {
    const sorted = (cells: readonly string[], direction: string): readonly string[] =>
      [...cells].sort((a, b) => view.compare(a, b, direction));
    expect(sorted(['100', '', '9', '20'], 'ascending')).toEqual(['9', '20', '100', '']);
    expect(sorted(['100', '', '9', '20'], 'descending')).toEqual(['100', '20', '9', '']);
    expect(sorted(['/b', '/a10', '/a9'], 'ascending')).toEqual(['/a9', '/a10', '/b']);
  });

  it('turns the direction', () => {
    expect([null, 'ascending', 'descending'].map((each) => view.nextDirection(each))).toEqual([
      'ascending',
      'descending',
      'ascending',
    ]);
  });

  it('filters by words and access together', () => {
    const rows = [
      { text: 'GET /a', access: 'open' },
      { text: 'GET /b', access: 'guarded' },
    ];
    expect([...view.visible(rows, 'get', '')]).toEqual([true, true]);
    expect([...view.visible(rows, 'get', 'open')]).toEqual([true, false]);
    expect([...view.visible(rows, '/b', 'open')]).toEqual([false, false]);
  });
});

describe('the page', () => {
  const html = formatHtml(inventory, 'a & b');

  it('needs nothing else and lets only its own script run', () => {
    expect(html).not.toMatch(/\b(?:src|href)=/);
    const hash = createHash('sha256').update(PAGE_SCRIPT).digest('base64');
    expect(html).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`);
    expect(html.match(/<script>/g)).toHaveLength(1);
  });

  it('shows texts of the code as texts', () => {
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('<title>API inventory of a &amp; b</title>');
    expect(html).toContain('src/&lt;a&gt;.ts:3');
  });

  it('says the figures, the inputs that nothing validates and the places that were not understood', () => {
    expect(html).toContain('<li><strong>0 %</strong> of 1 used inputs validated</li>');
    expect(html).toContain('not: <code>path id</code>');
    expect(html).toContain('the path is not constant');
    expect(html).toContain('<summary>4 fields</summary>');
  });

  it('is a table with named rows and columns', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<caption>');
    expect(html).toContain('<th scope="col">Method</th>');
    expect(html).toContain('<th scope="row">GET</th>');
    expect(html).toMatch(/<label>Filter <input id="search"/);
    expect(html).toContain('role="status"');
  });

  it('leaves out columns without content', () => {
    expect(html).not.toContain('Third parties');
    expect(html).toContain('<th scope="col">Stores</th>');
  });
});
