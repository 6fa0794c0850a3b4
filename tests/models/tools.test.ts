/** Tools that services drive: git, pictures, films, pages, archives, files of other machines, mails, paths with scripts. */
import { fixture } from './harness.js';

fixture(
  'JSONPath with scripts',
  `import express from 'express';
import path from 'node:path';
import jp from 'jsonpath';
import { JSONPath } from 'jsonpath-plus';
import { evaluate, create, all, parse, compile } from 'mathjs';
import * as jsonata from 'jsonata';
const app = express();
app.post('/expr', async (req, res) => {
  const text = String(req.body.e);
  jp.query({}, text); // sink code
  jp.value({}, text); // sink code
  jp.query({}, '$.a'); // quiet
  JSONPath({ path: text, json: {} }); // quiet
  JSONPath({ path: text, json: {}, eval: 'native' }); // sink code
  JSONPath({ path: text, json: {}, eval: false }); // quiet
  JSONPath({ path: text, json: {}, eval: 'safe' }); // quiet
  JSONPath('$.a', {}); // quiet
  evaluate(text); // quiet
  jsonata.default(text); // quiet
});
`,
);

fixture(
  'simple-git',
  `import express from 'express';
import path from 'node:path';
import simpleGit from 'simple-git';
import { simpleGit as sg2 } from 'simple-git';
const app = express();
app.post('/git', async (req, res) => {
  const git = simpleGit();
  await git.raw([String(req.body.a)]); // sink argument
  await git.raw(String(req.body.a)); // sink argument
  await git.clone(String(req.body.url), 'work/copy'); // quiet
  await git.clone('https://github.com/a/b', String(req.body.dir)); // sink path
  await sg2('uploads').fetch(String(req.body.remote)); // sink argument
  await git.checkout(String(req.body.branch)); // sink argument
  await git.raw('log', '--', String(req.body.file)); // quiet
  await git.clone('https://github.com/' + req.body.repo, 'work/copy'); // quiet
  await git.log({ file: String(req.body.file) }); // quiet
  await git.show([String(req.body.rev)]); // sink argument
  await git.diff([String(req.body.rev)]); // sink argument
  await git.pull(String(req.body.remote), 'main'); // sink argument
  await git.push('origin', String(req.body.branch)); // sink argument
  await git.addRemote('a', String(req.body.url)); // sink argument
});
`,
);

fixture(
  'pictures, films, documents, browsers',
  `import express from 'express';
import path from 'node:path';
import { evaluate, create, all, parse, compile } from 'mathjs';
import sharp from 'sharp';
import ffmpeg from 'fluent-ffmpeg';
import PDFDocument from 'pdfkit';
import pdf from 'html-pdf';
import htmlPdfNode from 'html-pdf-node';
import puppeteer from 'puppeteer';
import gm from 'gm';
const app = express();
app.post('/img', async (req, res) => {
  sharp(path.join('/srv/img', String(req.body.f))); // sink path
  sharp('/srv/img/a.png').toFile('/srv/out/' + req.body.f); // sink path
  sharp(req.body); // quiet
  const f = ffmpeg('/srv/' + req.body.f); // sink path
  f.input(String(req.body.f)); // sink path
  f.output('/srv/' + req.body.f); // sink path
  f.save('/srv/' + req.body.f); // sink path
  f.outputOptions([String(req.body.o)]); // sink argument
  f.inputOptions(String(req.body.o)); // sink argument
  f.addOption(String(req.body.o)); // sink argument
  gm('/srv/' + req.body.f).write('/srv/' + req.body.f, () => {}); // sink path
  const doc = new PDFDocument();
  doc.image('/srv/' + req.body.f); // sink path
  doc.font('/srv/' + req.body.f); // sink path
  doc.text(String(req.body.t)); // quiet
  pdf.create('<h1>' + req.body.t + '</h1>').toBuffer(() => {}); // sink html
  htmlPdfNode.generatePdf({ content: '<h1>' + req.body.t + '</h1>' }, {}); // sink html
  htmlPdfNode.generatePdf({ url: String(req.body.u) }, {}); // sink address
  const b = await puppeteer.launch();
  const page = await b.newPage();
  await page.setContent(\`<h1>\${req.body.t}</h1>\`); // sink html
  await page.goto(String(req.body.u)); // sink address
    await page.evaluate(String(req.body.code)); // sink code
  await page.evaluate(\`document.title = '\${req.body.t}'\`); // sink code
  await page.evaluate((t: string) => { document.title = t; }, String(req.body.t)); // quiet
  await page.pdf({ path: '/srv/' + req.body.f }); // sink path
  await page.screenshot({ path: '/srv/' + req.body.f }); // sink path
});
`,
);

fixture(
  'SFTP',
  `import express from 'express';
import path from 'node:path';
import SftpClient from 'ssh2-sftp-client';
const app = express();
app.post('/sftp', async (req, res) => {
  const sftp = new SftpClient();
  await sftp.get('/srv/' + req.body.f); // sink path
  await sftp.put(Buffer.from(''), '/srv/' + req.body.f); // sink path
  await sftp.fastGet('/srv/a', '/srv/' + req.body.f); // sink path
  await sftp.list('/srv/' + req.body.f); // sink path
  await sftp.delete('/srv/' + req.body.f); // sink path
  await sftp.delete('/srv/' + path.basename(req.body.f)); // quiet
  await sftp.connect({ host: String(req.body.host) }); // sink address
});
`,
);

fixture(
  'nodemailer: files and addresses',
  `import express from 'express';
import path from 'node:path';
import nodemailer from 'nodemailer';
const app = express();
app.post('/mail', async (req, res) => {
  const t = nodemailer.createTransport({ host: 'x' });
  await t.sendMail({ to: 'a@b.c', attachments: [{ path: req.body.p }] }); // sink path
  await t.sendMail({ to: 'a@b.c', attachments: [{ path: '/srv/' + req.body.p }] }); // sink path
  await t.sendMail({ to: 'a@b.c', attachments: [{ href: req.body.u }] }); // sink address
  await t.sendMail({ to: 'a@b.c', attachments: [{ filename: 'a', content: req.body.u }] }); // quiet
  await t.sendMail({ to: 'a@b.c', html: { path: '/srv/' + req.body.p } }); // sink path
  await t.sendMail({ to: 'a@b.c', html: \`<p>\${req.body.name}</p>\` }); // quiet
  await t.sendMail(req.body); // sink address path
});
`,
);

fixture(
  'texts of mails, raw mails',
  `import express from 'express';
import nodemailer from 'nodemailer';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
const app = express();
const t = nodemailer.createTransport({ host: 'x' });
app.post('/mail', async (req, res) => {
  await t.sendMail({ to: 'a@b.c', text: req.body.text }); // sink path
  await t.sendMail({ to: 'a@b.c', text: String(req.body.text) }); // quiet
  await t.sendMail({ to: 'a@b.c', html: \`<p>\${req.body.text}</p>\` }); // quiet
  await t.sendMail({ to: 'a@b.c', html: { path: 'mails/' + req.body.name } }); // sink path
  await t.sendMail({ to: 'a@b.c', html: { path: 'mails/welcome.html' } }); // quiet
  const key = String(req.body.key);
  await new SESClient({}).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(\`To: \${key}\\r\\nSubject: x\\r\\n\\r\\nhello\`) } })); // sink raw-head
  await new SESClient({}).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(\`To: a@b.c\\r\\nSubject: x\\r\\n\\r\\n\${key}\`) } })); // quiet
  await new SESv2Client({}).send(new SendEmailCommand({ Content: { Raw: { Data: new TextEncoder().encode(\`Subject: \${key}\\r\\n\\r\\nhello\`) } } })); // sink raw-head
});
`,
);

fixture(
  'libraries that unpack',
  `import express from 'express';
import path from 'node:path';
import fs from 'node:fs';
import extract from 'extract-zip';
import decompress from 'decompress';
import tarFs from 'tar-fs';
import StreamZip from 'node-stream-zip';
import AdmZip from 'adm-zip';
import * as tar from 'tar';
const app = express();
app.post('/zip', async (req, res) => {
  await extract('uploads/a.zip', { dir: '/srv/x' }); // quiet
  await extract('uploads/a.zip', { dir: '/srv/' + req.body.d }); // sink path
  await extract('/srv/' + req.body.d, { dir: '/srv/x' }); // sink path
  await decompress('uploads/a.zip', '/srv/x'); // quiet
  await decompress('/srv/' + req.body.d, 'dist'); // sink path
  const zip = new StreamZip.async({ file: '/srv/' + req.body.d }); // sink path
  for (const entry of Object.values(await zip.entries())) {
    await zip.extract(entry, path.join('/srv', entry.name)); // quiet
  }
  const adm = new AdmZip(req.body.file);
  for (const e of adm.getEntries()) {
    fs.writeFileSync(path.join('/srv', e.entryName), e.getData()); // sink path
    adm.extractEntryTo(e, '/srv'); // quiet
  }
  new StreamZip({ file: 'a.zip', skipEntryNameValidation: true }); // quiet
  fs.createReadStream('a.tar').pipe(tarFs.extract('/srv/x', { validateSymlinks: false })); // quiet
  fs.createReadStream('a.tar').pipe(tarFs.extract('/srv/x')); // quiet
  for (const each of await decompress('a.zip')) fs.writeFileSync('/srv/' + each.path, each.data); // sink path
  fs.createReadStream('a.tar').pipe(tarFs.extract('/srv/' + req.body.d)); // sink path
  fs.createReadStream('a.tar').pipe(tarFs.extract('/srv/x', { map: (h: any) => { fs.writeFileSync('/srv/' + h.name, ''); return h; } })); // sink path
  await tar.x({ file: '/srv/' + req.body.d, cwd: '/srv' }); // sink path
  await tar.x({ file: '/srv/x', cwd: '/srv/' + req.body.d }); // sink path
  await tar.x({ file: '/srv/x', cwd: '/srv', preservePaths: true }); // quiet
  tar.t({ file: 'x.tar', onentry: (e: any) => { fs.createWriteStream('/srv/' + e.path); } }); // sink path
});
`,
);
