/** Files, archives and stores of objects. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'paths: fs, fs-extra, glob, send and static folders',
  `${express}
import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fse from 'fs-extra';
import { glob, globSync } from 'glob';
import send from 'send';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';

app.get('/', async (req, res) => {
  const name = String(req.query.name);
  fs.readFileSync('/srv/' + name); // sink path
  fs.readFileSync('/srv/' + path.basename(name)); // quiet
  await readFile('/srv/' + name); // sink path
  await fse.readJson('/srv/' + name); // sink path
  await fse.copy('/srv/a', '/srv/' + name); // sink path
  await fse.outputFile('/srv/a', name); // quiet
  await glob(name); // sink path
  globSync('*.txt', { cwd: '/srv/' + name }); // sink path
  globSync('*.txt', { cwd: '/srv' }); // quiet
  send(req, name, { root: '/srv' }).pipe(res); // quiet
  send(req, '/srv/' + name).pipe(res); // sink path
  res.sendFile('/srv/' + name); // sink path
  res.sendFile(name, { root: '/srv' }); // quiet
  res.download('/srv/' + name); // sink path
});
const server = Fastify();
server.register(fastifyStatic, { root: '/srv' });
server.get('/', (request, reply) => {
  const { name } = request.query as { name: string };
  reply.sendFile(name); // quiet
  reply.sendFile(name, '/srv/' + name); // sink path
});
`,
);

fixture(
  'archives: names of entries leave the folder, cleaned ones do not',
  `
import fs from 'node:fs';
import path from 'node:path';
import AdmZip from 'adm-zip';
import * as tar from 'tar';
import tarStream from 'tar-stream';
import unzipper from 'unzipper';
import yauzl from 'yauzl';

export function zip(file: Buffer) {
  for (const entry of new AdmZip(file).getEntries()) {
    fs.writeFileSync('/srv/' + entry.entryName, entry.getData()); // sink path
    fs.writeFileSync('/srv/' + path.basename(entry.entryName), entry.getData()); // quiet
  }
  new AdmZip(file).extractAllTo('/srv/out'); // quiet
}
export function unzip() {
  fs.createReadStream('a.zip').pipe(unzipper.Parse()).on('entry', (entry) => {
    fs.createWriteStream('/srv/' + entry.path); // sink path
    fs.createWriteStream('/srv/' + path.basename(entry.path)); // quiet
  });
  fs.createReadStream('a.zip').pipe(unzipper.Extract({ path: '/srv' })); // quiet
}
export function read() {
  yauzl.open('a.zip', (error, zipped) => {
    zipped.on('entry', (entry) => {
      fs.createWriteStream('/srv/' + entry.fileName); // quiet
    });
  });
  yauzl.open('a.zip', { decodeStrings: false }, (error, zipped) => {
    zipped.on('entry', (entry) => {
      fs.createWriteStream('/srv/' + entry.fileName); // sink path
    });
  });
}
export function untar() {
  tarStream.extract().on('entry', (header, stream, next) => {
    stream.pipe(fs.createWriteStream('/srv/' + header.name)); // sink path
    stream.pipe(fs.createWriteStream('/srv/' + path.basename(header.name))); // quiet
  });
  tar.t({ file: 'a.tar', onReadEntry: (entry) => void fs.promises.mkdir('/srv/' + entry.path) }); // sink path
  tar.x({ file: 'a.tar', cwd: '/srv' }); // quiet
}
`,
);

fixture(
  'what is packed, and where it is put, is a path',
  `${express}
import archiver from 'archiver';
import AdmZip from 'adm-zip';
import * as tar from 'tar';
import unzipper from 'unzipper';
import yauzl from 'yauzl';

app.get('/', async (req, res) => {
  const name = String(req.query.name);
  archiver('zip').file('/srv/' + name, { name: 'a' }); // sink path
  archiver('zip').file('/srv/a', { name }); // quiet
  archiver('zip').directory('/srv/' + name, false); // sink path
  archiver.create('zip').glob('*.txt', { cwd: '/srv/' + name }); // sink path
  new AdmZip().addLocalFile('/srv/' + name); // sink path
  new AdmZip().addFile(name, Buffer.from('a')); // quiet
  new AdmZip().writeZip('/srv/' + name); // sink path
  await tar.c({ file: '/srv/' + name }, ['a']); // sink path
  await tar.c({ file: 'a.tar', cwd: '/srv' }, [name]); // sink path
  await tar.c({ file: 'a.tar', cwd: '/srv' }, ['a']); // quiet
  await unzipper.Open.file('/srv/' + name); // sink path
  await unzipper.Open.file('/srv/a.zip'); // quiet
  yauzl.open('/srv/' + name, () => undefined); // sink path
  yauzl.open('/srv/a.zip', () => undefined); // quiet
  new AdmZip('/srv/' + name); // sink path
  new AdmZip(req.body); // quiet
  await tar.x({ file: 'a.tar', cwd: '/srv/' + name }); // sink path
  await tar.x({ file: 'a.tar', cwd: '/srv' }); // quiet
  unzipper.Extract({ path: '/srv/' + name }); // sink path
});
`,
);

fixture(
  'stores of objects: a whole key picks any object, one below a prefix does not',
  `${express}
import { BlobServiceClient } from '@azure/storage-blob';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3, S3Client } from '@aws-sdk/client-s3';
import { Storage } from '@google-cloud/storage';
import { Client } from 'minio';

const client = new S3Client({});
const bucket = new Storage().bucket('b');
const minio = new Client({ endPoint: 'files.internal' });
const blobs = BlobServiceClient.fromConnectionString(process.env.BLOBS ?? '').getContainerClient('c');
app.get('/', async (req, res) => {
  const key = String(req.query.key);
  await client.send(new GetObjectCommand({ Bucket: 'b', Key: key })); // sink object-key
  await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'public/' + key })); // quiet
  if (key.startsWith('public/')) await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: key })); // quiet
  await client.send(new PutObjectCommand({ Bucket: 'b', Key: key, Body: 'a' })); // sink object-key
  await new S3({}).getObject({ Bucket: 'b', Key: key }); // sink object-key
  if (/^[a-f0-9]{32}$/.test(key)) await new S3({}).getObject({ Bucket: 'b', Key: key }); // quiet
  await bucket.file(key).download(); // sink object-key
  await bucket.file('public/' + key).download({ destination: '/srv/a' }); // quiet
  await bucket.file('a').download({ destination: '/srv/' + key }); // sink path
  await blobs.getBlockBlobClient(key).downloadToBuffer(); // sink object-key
  await minio.getObject('b', key); // sink object-key
  await minio.getObject('b', 'public/' + key); // quiet
  await minio.fGetObject('b', 'a', '/srv/' + key); // sink path
  await minio.presignedGetObject('b', key); // sink object-key
  await minio.removeObjects('b', [key]); // sink object-key
  await blobs.getBlobClient('public/' + key).downloadToFile('/srv/' + key); // sink path
});
`,
);

fixture(
  'uploads: busboy and formidable',
  `
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import busboy from 'busboy';
import formidable from 'formidable';

http.createServer((req, res) => {
  const form = busboy({ headers: req.headers, limits: { fileSize: 1000 } });
  form.on('file', (name, stream, info) => {
    stream.pipe(fs.createWriteStream('/srv/' + info.filename)); // sink path
    stream.pipe(fs.createWriteStream('/srv/' + path.basename(info.filename))); // quiet
  });
  form.on('field', (name, value) => {
    fs.readFileSync('/srv/' + value); // sink path
    fs.readFileSync('/srv/' + Number(value)); // quiet
  });
  form.on('close', () => fs.readFileSync('/srv/a')); // quiet
  req.pipe(form);
});
`,
);
