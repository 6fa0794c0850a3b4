/** Browsers that a program steers: Playwright and Puppeteer. What they load, they load from inside the network. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { members, PROMISED } from '../stores/parts.js';

const code = (at: string): SinkSpec => ({ at, kind: 'code', what: 'the code of the page' });
const address: SinkSpec = { at: '0', kind: 'address' };
const answers = { returns: 'Promise<unknown>' } as const;
const evaluates: MemberSpec = { call: { sinks: [code('0')], ...answers } };
const writesFile: MemberSpec = { call: { sinks: [{ at: '0.path', kind: 'path' }], ...answers } };

/** What pages and frames share: https://playwright.dev/docs/api/class-page, https://pptr.dev/api/puppeteer.page. */
const view: Readonly<Record<string, MemberSpec>> = {
  goto: { call: { sinks: [address], ...answers } },
  setContent: { call: { sinks: [{ at: '0', kind: 'html', what: 'the page' }], ...answers } },
  ...members('evaluate evaluateHandle waitForFunction', evaluates),
  addScriptTag: {
    call: { sinks: [code('0.content'), { at: '0.url', kind: 'address' }, { at: '0.path', kind: 'path' }], ...answers },
  },
  addStyleTag: {
    call: {
      sinks: [
        { at: '0.url', kind: 'address' },
        { at: '0.path', kind: 'path' },
      ],
      ...answers,
    },
  },
};
const page: Readonly<Record<string, MemberSpec>> = { ...view, ...members('pdf screenshot', writesFile) };
const newPage: MemberSpec = { call: { returns: 'Promise<Page>' } };
const requests: MemberSpec = { call: { sinks: [address], ...answers } };
const script: MemberSpec = { call: { sinks: [code('0'), code('0.content')], ...answers } };
const launcher: MemberSpec = { type: 'BrowserType' };

export const playwright = {
  packages: ['playwright', 'playwright-core', '@playwright/test'],
  exports: {
    ...members('chromium firefox webkit', launcher),
    request: { type: 'APIRequest' },
    default: { members: members('chromium firefox webkit', launcher) },
  },
  types: {
    BrowserType: {
      members: {
        launch: { call: { returns: 'Promise<Browser>' } },
        launchPersistentContext: { call: { returns: 'Promise<BrowserContext>' } },
        ...members('connect connectOverCDP', { call: { sinks: [address], returns: 'Promise<Browser>' } }),
      },
    },
    Browser: { members: { newPage, newContext: { call: { returns: 'Promise<BrowserContext>' } }, close: PROMISED } },
    BrowserContext: {
      members: { newPage, addInitScript: script, request: { type: 'APIRequestContext' }, close: PROMISED },
    },
    Page: {
      members: {
        ...page,
        addInitScript: script,
        mainFrame: { call: { returns: 'Frame' } },
        request: { type: 'APIRequestContext' },
        close: PROMISED,
      },
    },
    Frame: { members: view },
    APIRequest: { members: { newContext: { call: { returns: 'Promise<APIRequestContext>' } } } },
    APIRequestContext: { members: members('get post put patch delete head fetch', requests) },
  },
} as const satisfies LibraryModel;

const launches: MemberSpec = { call: { returns: 'Promise<Browser>' } };
const connects: MemberSpec = {
  call: {
    sinks: ['0.browserWSEndpoint', '0.browserURL'].map((at) => ({ at, kind: 'address' })),
    returns: 'Promise<Browser>',
  },
};
export const puppeteer = {
  packages: ['puppeteer', 'puppeteer-core'],
  exports: { default: { members: { launch: launches, connect: connects } }, launch: launches, connect: connects },
  types: {
    Browser: {
      members: { newPage, createBrowserContext: { call: { returns: 'Promise<BrowserContext>' } }, close: PROMISED },
    },
    BrowserContext: { members: { newPage, close: PROMISED } },
    Page: {
      members: {
        ...page,
        evaluateOnNewDocument: evaluates,
        mainFrame: { call: { returns: 'Frame' } },
        close: PROMISED,
      },
    },
    Frame: { members: view },
  },
} as const satisfies LibraryModel;

export const BROWSER_MODELS: readonly LibraryModel[] = [playwright, puppeteer];
