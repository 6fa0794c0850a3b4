/** What a service asks of others: HTTP clients, sockets, name servers, browsers, proxies. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'HTTP clients of libraries: a whole address, a host, a path that leaves its prefix',
  `${express}
import ky from 'ky';
import nodeFetch from 'node-fetch';
import request from 'request';
import superagent from 'superagent';
import { fetch as undiciFetch, Agent, Pool } from 'undici';
import gotDefault, { got } from 'got';

app.get('/', async (req, res) => {
  const q = String(req.query.q);
  await ky(q).json(); // sink address
  await ky.get('https://api.example.com/items', { searchParams: { q } }).json(); // quiet
  await ky.extend({ prefixUrl: q }).get('a'); // sink address
  await nodeFetch('https://' + q + '/a'); // sink address
  await nodeFetch('https://api.example.com/?q=' + q); // quiet
  request(q, () => undefined); // sink address
  request({ uri: 'https://api.example.com/?q=' + q }, () => undefined); // quiet
  request.post({ url: q }); // sink address
  await superagent.get(q); // sink address
  await superagent.get('https://api.example.com').query({ q }); // quiet
  await superagent.agent().post('https://api.example.com/' + q); // sink address
  await undiciFetch(q); // sink address
  new Pool(q); // sink address
  new Agent({ connections: 2 }); // quiet
  await got.post(q, { json: {} }); // sink address
  await gotDefault({ url: 'https://api.example.com/', searchParams: { q } }); // quiet
});
`,
);

fixture(
  'node: http, https, http2, net, tls, dns and sockets that the program opens',
  `${express}
import dns from 'node:dns';
import { resolve4 } from 'node:dns/promises';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import WebSocket from 'ws';

app.get('/', async (req, res) => {
  const q = String(req.query.q);
  http.get(q); // sink address
  http.get('http://api.example.com/?q=' + q); // quiet
  https.request({ hostname: q, path: '/' }); // sink address
  https.request({ hostname: 'api.example.com', path: '/?q=' + q }); // quiet
  http2.connect('https://' + q); // sink address
  http2.connect('https://api.example.com'); // quiet
  net.connect({ host: q, port: 80 }); // sink address
  net.connect({ host: 'api.example.com', port: 80 }); // quiet
  net.connect(80, q); // sink address
  tls.connect({ host: q, port: 443 }); // sink address
  dns.lookup(q, () => undefined); // sink address
  const [found] = await resolve4(q); // sink address
  if (found?.startsWith('203.0.113.')) net.connect(80, q); // sink address
  new WebSocket(q); // sink address
  new WebSocket('wss://feed.example.com/?q=' + q); // quiet
});
`,
);

fixture(
  'browsers load what they are told to, and run what they are given',
  `${express}
import { chromium, request, type Page } from 'playwright-core';
import puppeteer from 'puppeteer';

const shoot = (page: Page, url: string) => page.goto(url); // sink address
app.get('/', async (req, res) => {
  const q = String(req.query.q);
  const page = await (await chromium.launch()).newPage();
  await shoot(page, q);
  await page.goto('https://app.example.com/?q=' + q); // quiet
  await page.setContent('<p>' + q + '</p>'); // sink html
  await page.setContent('<p>a</p>'); // quiet
  await page.evaluate('find("' + q + '")'); // sink code
  await page.evaluate((text) => text, q); // quiet
  await page.addScriptTag({ url: q }); // sink address
  await page.pdf({ path: '/srv/' + q }); // sink path
  await (await request.newContext()).get(q); // sink address
  const browser = await puppeteer.launch();
  const tab = await browser.newPage();
  await tab.goto(q); // sink address
  await tab.goto('https://app.example.com/'); // quiet
  await tab.evaluate('find("' + q + '")'); // sink code
  await tab.mainFrame().setContent(q); // sink html
});
`,
);

fixture(
  'proxies: where requests are passed on to',
  `${express}
import httpProxy from 'http-proxy';
import { createProxyMiddleware } from 'http-proxy-middleware';

const proxy = httpProxy.createProxyServer({ target: 'http://backend.internal' }); // quiet
app.use('/a', createProxyMiddleware({ target: 'http://backend.internal' })); // quiet
app.use('/b', createProxyMiddleware({ target: 'http://backend.internal', router: (req) => String(req.headers['x-target']) })); // sink address
app.use('/c', (req, res) => {
  proxy.web(req, res, { target: String(req.query.to) }); // sink address
  proxy.web(req, res, { target: 'http://other.internal' }); // quiet
});
`,
);
