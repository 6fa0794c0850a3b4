/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('require-timeout in ordinary programs', () => {
  marked(
    'require-timeout',
    'clients and servers',
    `import axios from 'axios';
import got from 'got';
import http from 'node:http';
import https from 'node:https';
import nodeFetch from 'node-fetch';
import ky from 'ky';
import express from 'express';
import { request as ureq, Agent as UAgent } from 'undici';
import { HttpService } from '@nestjs/axios';
export const a = () => fetch('https://api.x.io/a'); // report
export const b = () => fetch('https://api.x.io/a', { method: 'POST', body: '1' }); // report
export const c = () => fetch('https://api.x.io/a', { signal: AbortSignal.timeout(5000) }); // quiet
export const d = () => axios.get('https://api.x.io/a'); // report
export const e = () => axios.get('https://api.x.io/a', { timeout: 1000 }); // quiet
export const f = () => axios({ url: 'https://api.x.io/a', method: 'get' }); // report
const client = axios.create({ baseURL: 'https://api.x.io' }); // quiet
export const g = () => client.get('/a'); // report
const client2 = axios.create({ baseURL: 'https://api.x.io', timeout: 3000 }); // quiet
export const h = () => client2.get('/a'); // quiet
axios.defaults.timeout; // quiet
export const i = () => got('https://api.x.io/a'); // report
export const j = () => got('https://api.x.io/a', { timeout: 3000 }); // quiet
export const k = () => http.get('http://localhost/a', () => {}); // report
export const l = () => { const r = https.request('https://api.x.io/a', () => {}); r.setTimeout(1000, () => r.destroy()); r.end(); }; // quiet
export const m = () => nodeFetch('https://api.x.io/a'); // report
export const n = () => ky.get('https://api.x.io/a'); // quiet
export const n2 = () => ky.get('https://api.x.io/a', { timeout: false }); // report
export const o = () => { const c = new AbortController(); const t = setTimeout(() => c.abort(), 1000); return fetch('https://api.x.io/a', { signal: c.signal }).finally(() => clearTimeout(t)); }; // quiet
export const p = () => Promise.race([fetch('https://api.x.io/a'), new Promise((_, r) => setTimeout(r, 100))]); // quiet
export const ua = new UAgent({ headersTimeout: 0, bodyTimeout: 0 }); // report
export const ub = new UAgent({ headersTimeout: 5000, bodyTimeout: 0 }); // quiet
const app = express(); // quiet
const server = app.listen(3000); // quiet
server.requestTimeout = 0; // report
server.setTimeout(0); // quiet
server.headersTimeout = 0; // report
server.keepAliveTimeout = 65000; // quiet
export class Client { private readonly base = 'https://api.x.io'; private readonly opts = { timeout: 2000 }; get(p: string) { return axios.get(this.base + p, this.opts); } post(p: string) { return axios.post(this.base + p, {}, this.opts); } bad(p: string) { return axios.post(this.base + p, {}); } } // report
async function fetchWithTimeout(u: string, init: RequestInit = {}) { return fetch(u, { ...init, signal: AbortSignal.timeout(1000) }); } // quiet
export const r = () => fetchWithTimeout('https://api.x.io/a'); // quiet`,
  );
});
