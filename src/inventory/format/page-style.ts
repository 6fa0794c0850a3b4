/** The style of the page: light and dark, a table on wide screens, one card for each endpoint on narrow ones. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #59636e; --back: #ffffff; --raised: #f4f6f8; --line: #d3d9df; --link: #0a58ca; --good: #136c34; --bad: #b3261e; --warn: #8a5300; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8ebee; --soft: #a4adb7; --back: #14171a; --raised: #1e2328; --line: #3a424a; --link: #7db4ff; --good: #6fd08f; --bad: #ff9d95; --warn: #f0bd6a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 110rem; font: 0.9375rem/1.45 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.15rem; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
code { font: 0.875em ui-monospace, monospace; overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; padding: 0; list-style: none; }
.figures li { padding: 0.5rem 0.9rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--raised); }
.figures strong { display: block; font-size: 1.35rem; line-height: 1.2; }
.controls { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; margin: 1rem 0; }
.controls[hidden] { display: none; }
.controls label { display: grid; gap: 0.2rem; color: var(--soft); }
input, select { font: inherit; color: var(--text); background: var(--back); border: 1px solid var(--soft); border-radius: 0.35rem; padding: 0.4rem 0.6rem; min-height: 2.5rem; }
input { width: min(24rem, 80vw); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; color: var(--soft); padding-bottom: 0.4rem; }
th, td { padding: 0.45rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: var(--raised); white-space: nowrap; }
thead button { all: unset; cursor: pointer; font-weight: 600; padding: 0.2rem 0; }
thead button:focus-visible { outline: 3px solid var(--link); }
thead th[aria-sort='ascending'] button::after { content: ' \\2191' / ''; }
thead th[aria-sort='descending'] button::after { content: ' \\2193' / ''; }
tbody th { font-weight: 600; }
tr[hidden] { display: none; }
.access-open { color: var(--bad); font-weight: 600; }
.access-unknown { color: var(--warn); font-weight: 600; }
.access-guarded { color: var(--good); }
.soft { color: var(--soft); }
td:nth-child(2) { min-width: 14rem; }
details { max-width: 22rem; }
summary { cursor: pointer; }
@media (max-width: 60rem) {
  body { padding: 0.75rem; }
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tbody tr { margin-bottom: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.25rem 0; }
  th, td { border: 0; padding: 0.2rem 0.75rem; }
  td:nth-child(2) { min-width: 0; }
  td:empty { display: none; }
  td[data-label]::before { content: attr(data-label) ': '; color: var(--soft); }
}
@media print { .controls { display: none; } thead th { position: static; } }
`;
