import rule from '../../src/rules/require-timeout.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'problem' as const }];

function axios(line: string): string {
  return `import axios from 'axios';
import { options, client } from './http.js';
const timed = axios.create({ timeout: 5000 });
const endless = axios.create({ baseURL: 'https://api.example.com' });
export const load = async (id: string) => {
  ${line}
};`;
}

function component(kind: string): string {
  return `import { useFormik } from 'formik';
export ${kind} Form() {
  const formik = useFormik({ onSubmit: async () => { await fetch('https://api.example.com'); } });
  return <form onSubmit={formik.handleSubmit} />;
}`;
}

function form(hook: string): string {
  return `import React, { useState } from 'react';
export function Form() {
  const [busy, setBusy] = ${hook}(false);
  const save = async () => {
    setBusy(true);
    await fetch('/api/items');
  };
  return <form onSubmit={save} />;
}`;
}

function needing(what: string): string {
  return `export class Login {
  size() { return ${what}; }
  async load() { return fetch('https://api.example.com'); }
}`;
}

ruleTester.run('require-timeout', rule, {
  valid: [
    { filename: 'e2e/registry.ts', code: `export const load = () => fetch('https://api.example.com');` },
    `export const load = () => fetch('https://api.example.com', { signal: AbortSignal.timeout(5000) });`,
    { name: 'code for browsers', code: `'use client';\nexport const load = () => fetch('/api/items');` },
    {
      name: 'a service worker',
      code: `self.addEventListener('install', () => undefined);\nself.addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`,
    },
    {
      name: 'a worker of a page',
      code: `addEventListener('message', async () => { postMessage(await (await fetch('https://api.example.com')).json()); });`,
    },
    {
      name: 'a worker of a page, by its property',
      code: `self.onmessage = async () => { self.postMessage(await fetch('https://api.example.com')); };`,
    },
    { name: 'what needs a page', code: needing('window.screen.width') },
    {
      name: 'a file that begins with its page',
      code: `import axios from 'axios';\nconst client = axios.create({ baseURL: (window as unknown as { API: string }).API });\nexport const load = () => client.get('/items');`,
    },
    {
      name: 'a relative address: only a page has one to begin with',
      code: `export const load = () => fetch('/api/items');`,
    },
    ...[
      'const url = `/api/items/${id}`; return fetch(url, { method });',
      "return fetch('/api/items/' + id);",
      'return fetch(`${base}/api/items/${id}`);',
    ].map((body) => ({
      name: `an address that begins with a path: ${body}`,
      code: `import { base } from '$app/paths';\nexport const load = (id: string, method: string) => { ${body} };`,
    })),
    {
      name: 'a relative address given to axios itself',
      code: `import axios from 'axios';\nexport const load = (id) => axios.get('/api/items/' + id);`,
    },
    {
      name: 'a method of a component that is a class',
      filename: 'page.tsx',
      code: `import React from 'react'; import axios from 'axios';
export class Page extends React.Component {
  componentDidMount() { this.load('https://api.example.com'); }
  load = async (url) => { this.setState(await axios.get(url)); };
  render() { return <p>{this.state.text}</p>; }
}`,
    },
    {
      name: 'beside hooks: no server can import the module',
      code: `import { useState } from 'react';
const load = (url: string) => fetch(url).then((answer) => answer.json());
export function useRate(url: string) { const [rate] = useState(null); return [rate, load]; }`,
    },
    {
      name: 'a function that uses its page',
      code: `export async function go() { const r = await fetch('https://api.example.com'); window.location.href = r.url; }`,
    },
    {
      name: 'a script of a page',
      code: `((window) => { const { document } = window; document.title = 'a'; fetch('https://api.example.com'); })(window);`,
    },
    {
      name: 'a service worker',
      code: `import { version } from '$service-worker';\nexport const load = () => fetch('https://api.example.com/' + version);`,
    },
    { name: 'a component with state', filename: 'form.tsx', code: form('useState') },
    { name: 'a component with state, by the package', filename: 'form.tsx', code: form('React.useState') },
    {
      name: 'a callback of a component',
      filename: 'form.tsx',
      code: component('function'),
    },
    {
      name: 'what an element does',
      filename: 'button.tsx',
      code: `export const Button = () => <button onClick={async () => { await fetch('/api/items'); }} />;`,
    },
    `export const load = (init: RequestInit) => fetch('https://api.example.com', init);`,
    `export const load = (request: Request) => fetch(new Request(request, { signal: AbortSignal.timeout(1) }));`,
    axios(`await axios.get('https://api.example.com', { timeout: 5000 });`),
    axios(`await axios.post('https://api.example.com', { id }, options);`),
    axios(`await timed.get('/items');`),
    axios(`await client.get('/items');`),
    axios(`await axios({ url: 'https://api.example.com', timeout: 100 });`),
    `import http from 'node:http';\nhttp.createServer().requestTimeout = 30_000;`,
  ],
  invalid: [
    {
      name: 'a relative address behind a base that the program sets',
      code: `import axios from 'axios';\naxios.defaults.baseURL = 'https://api.example.com';\nexport const load = (id) => axios.get('/api/items/' + id);`,
      errors: one,
    },
    {
      name: 'a class that renders, and that a server asks to',
      filename: 'page.tsx',
      code: `import React from 'react'; import axios from 'axios';
export class Page extends React.Component {
  render() { axios.get('https://api.example.com'); return <p>{this.state.text}</p>; }
}
export class Loader { async load(url) { return axios.get(url); } }`,
      errors: [...one, ...one],
    },
    {
      name: 'beside a component, in a file that is loaded on the server, too',
      code: `import { useState } from 'react';
const load = (url: string) => fetch(url).then((answer) => answer.json());
export const loader = () => load('https://api.example.com');
export default function Page() { const [rate] = useState(null); return rate; }`,
      errors: one,
    },
    {
      name: 'a page is asked for first, and one is driven from here',
      code: `export async function go(page) {
  if (typeof window !== 'undefined') console.log(window.name);
  await page.evaluate(() => document.title);
  return fetch('https://api.example.com');
}`,
      errors: one,
    },
    {
      name: 'a component that waits runs on the server',
      filename: 'form.tsx',
      code: component('async function'),
      errors: one,
    },
    {
      name: 'elements of the function inside say nothing of the one around it',
      filename: 'routes.tsx',
      code: `export function register(app) { app.get('/', async (c) => { await fetch('https://api.example.com'); return c.html(<p />); }); }`,
      errors: one,
    },
    {
      name: 'a page of its own',
      code: `import { JSDOM } from 'jsdom';\nconst { window } = new JSDOM('');\nexport async function go() { window.name = 'a'; return fetch('https://api.example.com'); }`,
      errors: one,
    },
    {
      name: 'a file of which only a function needs the page',
      code: `import axios from 'axios';\nconst client = axios.create({ baseURL: process.env.API });\nexport const go = () => { window.location.reload(); };\nexport const load = () => client.get('/items');`,
      errors: one,
    },
    { name: 'a class that needs no page', code: needing('this.width'), errors: one },
    {
      name: 'a class that works without a page',
      code: needing(`typeof window === 'undefined' ? 0 : window.screen.width`),
      errors: one,
    },
    {
      name: 'a directive that says something else',
      code: `'use server';\nexport const load = async () => fetch('https://api.example.com');`,
      errors: one,
    },
    {
      code: `export const load = () => fetch('https://api.example.com');`,
      errors: [
        {
          messageId: 'problem',
          line: 1,
          column: 27,
          data: {
            message:
              '`fetch` waits as long as the other side likes. Give it a time-out: `signal: AbortSignal.timeout(5_000)`, or the option `timeout` of the client.',
          },
        },
      ],
    },
    { code: `export const load = () => fetch('https://api.example.com', { method: 'POST' });`, errors: one },
    { code: axios(`await axios.get('https://api.example.com');`), errors: one },
    { code: axios(`await axios.post('https://api.example.com', { id }, { headers: {} });`), errors: one },
    { code: axios(`await endless.get('/items');`), errors: one },
    { code: axios(`await axios({ url: 'https://api.example.com' });`), errors: one },
    {
      name: 'a worker of a server',
      code: `import { parentPort } from 'node:worker_threads';\nparentPort.addListener('message', async () => { await fetch('https://api.example.com'); });`,
      errors: one,
    },
    { code: `import http from 'node:http';\nhttp.createServer({ requestTimeout: 0 });`, errors: one },
    {
      code: `import http from 'node:http';\nconst server = http.createServer();\nserver.headersTimeout = 0;`,
      errors: one,
    },
  ],
});

ruleTester.run('require-timeout: commands', rule, {
  valid: [
    {
      name: 'whoever has started it ends it',
      filename: 'ask.ts',
      code: `#!/usr/bin/env tsx
const response = await fetch('https://api.example.com/' + process.argv[2]);
console.log(await response.text());
`,
    },
  ],
  invalid: [
    {
      name: 'a server that a shell starts',
      filename: 'serve.ts',
      code: `#!/usr/bin/env tsx
import express from 'express';
express().get('/', async (req, res) => { res.send(await (await fetch('https://api.example.com/')).text()); }).listen(3000);
`,
      errors: one,
    },
  ],
});
