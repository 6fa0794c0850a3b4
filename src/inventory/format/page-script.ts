/**
 * The script of the page: plain ECMAScript, put into the page as it is. What decides is in functions without a document,
 * so that it runs in tests as well; the rest listens and shows.
 */
export const PAGE_SCRIPT = `'use strict';
const inventoryView = {
  /** Every word of the query stands somewhere in the row's text. */
  matches(text, query) {
    const words = query.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const low = text.toLowerCase();
    return words.every((word) => low.includes(word));
  },
  /** Orders two cells: by number where both are numbers, otherwise as people read texts. Empty cells stand last. */
  compare(a, b, direction) {
    if (a === b) return 0;
    if (a === '') return 1;
    if (b === '') return -1;
    const x = Number(a);
    const y = Number(b);
    const order =
      Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' }) : x - y;
    return direction === 'descending' ? -order : order;
  },
  /** A column that is not sorted goes up first, then down. */
  nextDirection(current) {
    return current === 'ascending' ? 'descending' : 'ascending';
  },
  /** Which rows stay: rows have a text and an access. */
  visible(rows, query, access) {
    return rows.map((row) => inventoryView.matches(row.text, query) && (access === '' || row.access === access));
  },
};
if (typeof document !== 'undefined') {
  const table = document.querySelector('table');
  const body = table.tBodies[0];
  const search = document.querySelector('#search');
  const access = document.querySelector('#access');
  const count = document.querySelector('#count');
  const rows = [...body.rows];
  document.querySelector('.controls').hidden = false;
  const show = () => {
    const known = rows.map((row) => ({ text: row.textContent, access: row.dataset.access }));
    const stays = inventoryView.visible(known, search.value, access.value);
    rows.forEach((row, index) => {
      row.hidden = !stays[index];
    });
    const shown = stays.filter(Boolean).length;
    count.textContent = shown + ' of ' + rows.length + ' endpoints';
  };
  search.addEventListener('input', show);
  access.addEventListener('change', show);
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const direction = inventoryView.nextDirection(head.getAttribute('aria-sort'));
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', direction);
      const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
      const sorted = [...rows].sort((a, b) => inventoryView.compare(key(a), key(b), direction));
      body.append(...sorted);
    });
  });
  show();
}
`;
