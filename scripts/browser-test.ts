/**
 * Opens the page of the inventory in headless Chromium and uses it: `npm run browser-test [-- FOLDER [PICTURE.png]]`. The
 * folder is the example unless one is named; with a picture, the page is photographed there.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { collectInventory } from '../src/cli/inventory/collect.js';
import { silentProgress } from '../src/cli/progress.js';
import { formatHtml } from '../src/inventory/format/html.js';
import { isMain, repoRoot } from './lib/repo.js';

const PLACES: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What to do where there is no browser. */
export const REMEDY =
  'There is no Chromium on this machine, so the page was not opened in a browser. Install one (apt-get install chromium), or name one in CHROMIUM.';

/** Returns the program of a Chromium, or null. */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env['CHROMIUM'];
  return (named === undefined ? PLACES : [named]).find((each) => existsSync(each)) ?? null;
}

/** What the page showed. */
export interface Seen {
  readonly rows: number;
  /** The paths in the order of the page, after a click on the head of their column, and after a second one. */
  readonly ascending: readonly string[];
  readonly descending: readonly string[];
  readonly sortMark: string | null;
  /** The rows that a word of the filter leaves, and what the page says of their number. */
  readonly filtered: readonly string[];
  readonly said: string;
  readonly open: number;
  /** Whether anything is wider than a phone. */
  readonly fitsPhone: boolean;
  readonly darkBackground: string;
  readonly lightBackground: string;
  /** Requests that the page made, and errors of its script or its policy. */
  readonly requests: readonly string[];
  readonly errors: readonly string[];
}

const ARGUMENTS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

async function paths(page: Page): Promise<readonly string[]> {
  const cells = await page.locator('tbody tr:not([hidden]) td:nth-child(2)').allTextContents();
  return cells.map((each) => each.trim());
}

async function background(page: Page): Promise<string> {
  return String(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
}

async function use(page: Page, word: string): Promise<Omit<Seen, 'requests' | 'errors'>> {
  const rows = await page.locator('tbody tr').count();
  const head = page.getByRole('button', { name: 'Path', exact: true });
  await head.click();
  const ascending = await paths(page);
  await head.focus();
  await page.keyboard.press('Enter');
  const descending = await paths(page);
  const sortMark = await page.locator('thead th:nth-child(2)').getAttribute('aria-sort');
  await page.getByLabel('Filter').fill(word);
  const filtered = await paths(page);
  const said = (await page.getByRole('status').textContent()) ?? '';
  await page.getByLabel('Filter').fill('');
  await page.getByLabel('Access').selectOption('open');
  const open = (await paths(page)).length;
  await page.getByLabel('Access').selectOption('');
  await page.setViewportSize({ width: 360, height: 740 });
  const fitsPhone = (await page.evaluate('document.documentElement.scrollWidth <= innerWidth')) === true;
  await page.emulateMedia({ colorScheme: 'dark' });
  const darkBackground = await background(page);
  await page.emulateMedia({ colorScheme: 'light' });
  const lightBackground = await background(page);
  return {
    rows,
    ascending,
    descending,
    sortMark,
    filtered,
    said,
    open,
    fitsPhone,
    darkBackground,
    lightBackground,
  };
}

/**
 * Opens a page in a browser, uses it, and returns what it showed.
 * @param picture where the page is photographed before it is used; null for none.
 */
export async function openPage(program: string, html: string, word: string, picture: string | null): Promise<Seen> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'api-security-page-'));
  const file = path.join(folder, 'inventory.html');
  writeFileSync(file, html);
  const browser = await chromium.launch({ executablePath: program, args: [...ARGUMENTS] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, offline: true });
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const address = pathToFileURL(file).href;
    await page.goto(address);
    if (picture !== null) await page.screenshot({ path: picture });
    const seen = await use(page, word);
    return { ...seen, requests: requests.filter((each) => each !== address), errors };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the page of a folder. */
export function pageOf(folder: string, typed: boolean): string {
  const { inventory } = collectInventory({ cwd: folder, folder: '.', typed, progress: silentProgress });
  return formatHtml(inventory, path.basename(folder));
}

/** Says what is wrong with what was seen; empty when nothing is. */
export function complaints({
  rows,
  ascending,
  descending,
  sortMark,
  filtered,
  said,
  ...rest
}: Seen): readonly string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [rows > 0, 'the page has no rows'],
    [ascending.length === rows, 'sorting loses rows'],
    [ascending.join() === [...descending].reverse().join(), 'the second click does not turn the order'],
    [sortMark === 'descending', 'the order is not said to screen readers'],
    [filtered.length > 0 && filtered.length < rows, 'the filter does not filter'],
    [said === `${filtered.length} of ${rows} endpoints`, 'the number of rows is not said'],
    [rest.open < rows, 'the choice of access does not filter'],
    [rest.fitsPhone, 'the page is wider than a phone'],
    [rest.darkBackground !== rest.lightBackground, 'there is no dark page'],
    [rest.requests.length === 0, `the page asked for ${rest.requests.join(', ')}`],
    [rest.errors.length === 0, `the page failed: ${rest.errors.join(', ')}`],
  ];
  return checks.flatMap(([holds, complaint]) => (holds ? [] : [complaint]));
}

async function main(): Promise<void> {
  const [folder = path.join(repoRoot, 'examples/orders-api'), picture] = process.argv.slice(2);
  const program = chromiumPath();
  if (program === null) {
    console.log(REMEDY);
    return;
  }
  const html = pageOf(path.resolve(folder), true);
  const seen = await openPage(program, html, 'users', picture === undefined ? null : path.resolve(picture));
  const wrong = complaints(seen);
  for (const each of wrong) console.error(each);
  console.log(wrong.length === 0 ? `The page works: ${seen.rows} endpoints.` : 'The page does not work.');
  if (wrong.length > 0) process.exitCode = 1;
}

if (isMain(import.meta.url)) await main();
