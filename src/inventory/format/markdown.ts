/** The inventory as a Markdown table. */
import { visible } from '../../report/escape.js';
import { COLUMNS } from '../columns.js';
import type { Inventory } from '../types.js';
import { summaryOf } from './summary.js';

function cell(text: string): string {
  return visible(text)
    .replaceAll(/[\\`*_[\]<>|~]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;');
}

/** Columns that are empty everywhere are left out. */
export function formatMarkdown(inventory: Inventory): string {
  const { endpoints, gaps } = inventory;
  const columns = COLUMNS.filter((column) => endpoints.some((each) => column.of(each) !== ''));
  const rows = endpoints.map((each) => `| ${columns.map((column) => cell(column.of(each))).join(' | ')} |`);
  return [
    '# API inventory',
    '',
    ...summaryOf(inventory).map((line) => `- ${cell(line)}`),
    ...(rows.length === 0
      ? []
      : [
          '',
          `| ${columns.map(({ name }) => name).join(' | ')} |`,
          `| ${columns.map(() => '---').join(' | ')} |`,
          ...rows,
        ]),
    ...(gaps.length === 0
      ? []
      : [
          '',
          '## Not understood',
          '',
          ...gaps.map(({ place, what }) => `- ${cell(`${place.file}:${place.line}: ${what}`)}`),
        ]),
    '',
  ].join('\n');
}
