/** The inventory as one page that needs nothing else: no network, no files beside it. */
import { createHash } from 'node:crypto';
import { visible } from '../../report/escape.js';
import { columnNamed, coverageText } from '../columns.js';
import { percentOf, type Inventory, type InventoryEndpoint } from '../types.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { summaryOf } from './summary.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

interface Cell {
  readonly name: string;
  /** Content that is escaped already. */
  readonly of: (endpoint: InventoryEndpoint) => string;
  readonly sort?: (endpoint: InventoryEndpoint) => string;
}

function words(name: string): Cell {
  return { name, of: (endpoint) => escape(columnNamed(name).of(endpoint)) };
}

function shortened(summary: string, parts: readonly string[]): string {
  if (parts.length === 0) return '';
  if (parts.length <= 3) return parts.map((each) => `<code>${escape(each)}</code>`).join(', ');
  const items = parts.map((each) => `<li><code>${escape(each)}</code></li>`).join('');
  return `<details><summary>${parts.length} ${summary}</summary><ul>${items}</ul></details>`;
}

function validated({ inputs, coverage }: InventoryEndpoint): string {
  if (inputs.length === 0) return '';
  const open = inputs.filter((each) => !each.validated).map((each) => `${each.in} ${each.name}`.trim());
  const rest = open.length === 0 ? '' : `<div class="soft">not: ${shortened('inputs', open)}</div>`;
  return `${escape(coverageText(coverage))}${rest}`;
}

const CELLS: readonly Cell[] = [
  { name: 'Path', of: ({ path }) => `<code>${escape(path)}</code>` },
  {
    name: 'Access',
    of: ({ access }) => `<span class="access-${escape(access.split(' ')[0] ?? '')}">${escape(access)}</span>`,
  },
  words('Authentication'),
  words('Authorization'),
  words('Validation'),
  {
    name: 'Inputs validated',
    of: validated,
    sort: ({ coverage }) => String(percentOf(coverage) ?? ''),
  },
  words('Limits'),
  words('Stores'),
  words('Third parties'),
  { name: 'Returns', of: ({ fields }) => shortened('fields', fields), sort: ({ fields }) => String(fields.length) },
  {
    name: 'Handler',
    of: ({ handler, place, framework }) =>
      `${escape(handler)} <span class="soft">${escape(framework)}</span><br><code>${escape(`${place.file}:${place.line}`)}</code>`,
  },
];

function row(cells: readonly Cell[], endpoint: InventoryEndpoint): string {
  const rest = cells
    .map(({ name, of, sort }) => {
      const content = of(endpoint);
      const order = sort ? ` data-sort="${escape(sort(endpoint))}"` : '';
      return `<td${order}${content === '' ? '' : ` data-label="${name}"`}>${content}</td>`;
    })
    .join('');
  return `<tr data-access="${escape(endpoint.access)}"><th scope="row">${escape(endpoint.method)}</th>${rest}</tr>`;
}

function figures({ endpoints, coverage, gaps }: Inventory): string {
  const percent = percentOf(coverage);
  const open = endpoints.filter((each) => each.access === 'open').length;
  const items: readonly (readonly [string, string])[] = [
    [String(endpoints.length), 'endpoints'],
    [String(open), 'open to everybody'],
    [percent === null ? '–' : `${percent} %`, `of ${coverage.inputs} used inputs validated`],
    [String(gaps.length), 'places not understood'],
  ];
  return items.map(([figure, what]) => `<li><strong>${figure}</strong> ${what}</li>`).join('');
}

/** Returns the page. Its policy lets nothing be loaded, and only its own script run. */
export function formatHtml(inventory: Inventory, title: string): string {
  const { endpoints, gaps } = inventory;
  const cells = CELLS.filter((cell) => endpoints.some((each) => cell.of(each) !== ''));
  const hash = createHash('sha256').update(PAGE_SCRIPT).digest('base64');
  const access = [...new Set(endpoints.map((each) => each.access))].sort();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>API inventory of ${escape(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>API inventory of ${escape(title)}</h1>
<ul class="figures">${figures(inventory)}</ul>
<ul>${summaryOf(inventory)
    .map((line) => `<li>${escape(line)}</li>`)
    .join('')}</ul>
<div class="controls" hidden>
<label>Filter <input id="search" type="search" placeholder="a word of any column"></label>
<label>Access <select id="access"><option value="">any</option>${access
    .map((each) => `<option>${escape(each)}</option>`)
    .join('')}</select></label>
<p id="count" role="status"></p>
</div>
<table>
<caption>Endpoints. The names of the columns sort.</caption>
<thead><tr><th scope="col">Method</th>${cells.map(({ name }) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${endpoints.map((each) => row(cells, each)).join('\n')}
</tbody>
</table>
${
  gaps.length === 0
    ? ''
    : `<h2 id="gaps">Not understood</h2>
<ul>${gaps.map(({ place, what }) => `<li><code>${escape(`${place.file}:${place.line}`)}</code> ${escape(what)}</li>`).join('')}</ul>`
}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}
