/** Streams that decompress: what becomes of all that they give. */
import { fixture } from './harness.js';

fixture(
  'gunzip into a file or into memory',
  `import express from 'express';
import { createGunzip, createGzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import fs from 'node:fs';
const app = express();
app.post('/gz', async (req, res) => {
  const body = await text(req.pipe(createGunzip())); // sink compressed
});
app.post('/gz2', async (req, res) => {
  await pipeline(req, createGzip(), fs.createWriteStream('copy')); // quiet
});
app.post('/gz3', async (req, res) => {
  let size = 0;
  const limit = new Transform({ transform(chunk, encoding, done) { size += chunk.length; done(size > 1e6 ? new Error('size') : null, chunk); } });
  await pipeline(req, createGunzip(), limit, fs.createWriteStream('copy')); // quiet
});
app.post('/gz4', async (req, res) => {
  let size = 0;
  const gunzip = createGunzip();
  req.pipe(gunzip).pipe(fs.createWriteStream('copy')); // quiet
  gunzip.on('data', (chunk) => { size += chunk.length; if (size > 1e6) gunzip.destroy(); });
});
app.post('/gz5', async (req, res) => {
  const gunzip = createGunzip();
  gunzip.on('error', () => res.end());
  req.pipe(gunzip); // sink compressed
  gunzip.pipe(fs.createWriteStream('copy'));
});
app.post('/gz6', async (req, res) => {
  req.pipe(createGunzip()).pipe(res); // quiet
});
app.post('/p2', async (req, res) => {
  await pipeline(req, createGunzip(), fs.createWriteStream('copy')); // sink compressed
  await pipeline(fs.createReadStream('uploads/b'), createGunzip(), fs.createWriteStream('copy')); // quiet
});
`,
);
