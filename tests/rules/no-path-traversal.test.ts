import { marked } from './marked.js';
import rule from '../../src/rules/no-path-traversal.js';
import { ruleTester } from './tester.js';

/** A file below a folder, with a test by `indexOf`. */
const placed = (test: string): string => `
import fs from 'node:fs';
import path from 'node:path';
import express from 'express';
const app = express();
app.get('/files', (req, res) => {
  const root = path.resolve('/srv/files');
  const file = path.resolve(root, String(req.query.name));
  if (file.indexOf(${test}) return res.sendStatus(404);
  return res.send(fs.readFileSync(file));
});
`;

ruleTester.run('no-path-traversal: files', rule, {
  valid: [
    {
      name: 'a resolved path whose folder and separator are found at its begin',
      filename: 'src/places.ts',
      code: placed(`root + path.sep) !== 0`),
    },
    {
      name: 'a name of letters and one dot',
      filename: 'src/files.ts',
      code: `
import { readFile } from 'node:fs/promises';
import express from 'express';

const app = express();

app.get('/files/:name', async (req, res) => {
  const { name } = req.params;
  if (!/^[a-z]+\\.[a-z]+$/.test(name)) return res.sendStatus(404);
  return res.send(await readFile(\`/srv/files/\${name}\`));
});
`,
    },
    {
      name: 'the last part of a path only',
      filename: 'src/avatars.ts',
      code: `
import fs from 'node:fs';
import path from 'node:path';
import { Router } from 'express';

const router = Router();

function fileOf(user: string): string {
  return path.join(import.meta.dirname, 'avatars', \`\${path.basename(user)}.png\`);
}

router.get('/avatars', (req, res) => {
  fs.createReadStream(fileOf(String(req.query.user))).pipe(res);
});
`,
    },
    {
      name: 'a folder that Express keeps',
      filename: 'src/downloads.ts',
      code: `
import express from 'express';

const app = express();

app.get('/downloads', (req, res) => {
  res.sendFile(String(req.query.file), { root: 'downloads' });
});
`,
    },
    {
      name: 'a key below a prefix of the program',
      filename: 'src/objects.ts',
      code: `
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import express from 'express';

const client = new S3Client({});

express().get('/avatars/:name', async (req, res) => {
  await client.send(new GetObjectCommand({ Bucket: 'files', Key: 'avatars/' + req.params.name }));
});
`,
    },
  ],
  invalid: [
    {
      name: 'the folder alone is found at its begin: another folder begins like it',
      filename: 'src/places.ts',
      code: placed(`root) !== 0`),
      errors: [{ messageId: 'flow', line: 10 }],
    },
    {
      name: 'the folder is found somewhere',
      filename: 'src/places.ts',
      code: placed(`root + path.sep) === -1`),
      errors: [{ messageId: 'flow', line: 10 }],
    },
    {
      name: 'a whole key of a store of objects',
      filename: 'src/objects.ts',
      code: `
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import express from 'express';

const client = new S3Client({});

express().get('/avatars/:name', async (req, res) => {
  await client.send(new GetObjectCommand({ Bucket: 'files', Key: req.params.name }));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.name` (src/objects.ts:8:66) reaches the key of the object of `GetObjectCommand`. Put a prefix of the program in front of the key, or look the key up in what the caller may read.',
          },
          line: 8,
          column: 42,
        },
      ],
    },
    {
      name: 'a name from the route',
      filename: 'src/files.ts',
      code: `
import { readFile } from 'node:fs/promises';
import express from 'express';

const app = express();

app.get('/files/:name', async (req, res) => {
  res.send(await readFile(\`/srv/files/\${req.params.name}\`));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.params.name` (src/files.ts:8:41) reaches the path of `readFile`. Resolve the path and check that it begins with the folder and a separator, or choose the file from a list.',
          },
          line: 8,
          column: 27,
          endLine: 8,
          endColumn: 58,
        },
      ],
    },
    {
      name: 'join keeps the folder only until two dots',
      filename: 'src/avatars.ts',
      code: `
import fs from 'node:fs';
import path from 'node:path';
import { Router } from 'express';

const router = Router();

function fileOf(user: string): string {
  return path.join(import.meta.dirname, 'avatars', user);
}

router.get('/avatars', (req, res) => {
  fs.createReadStream(fileOf(String(req.query.user))).pipe(res);
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.user` (src/avatars.ts:13:37) reaches the path of `createReadStream` through `fileOf` (src/avatars.ts:8:1). Resolve the path and check that it begins with the folder and a separator, or choose the file from a list.',
          },
          line: 13,
          column: 23,
          endLine: 13,
          endColumn: 53,
        },
      ],
    },
    {
      name: 'a file that the answer sends',
      filename: 'src/downloads.ts',
      code: `
import path from 'node:path';
import express from 'express';

const app = express();

app.get('/downloads', (req, res) => {
  res.sendFile(path.resolve('downloads', String(req.query.file)));
});
`,
      errors: [
        {
          messageId: 'flow',
          data: {
            message:
              'User input from `req.query.file` (src/downloads.ts:8:49) reaches the path of `Response.sendFile`. Resolve the path and check that it begins with the folder and a separator, or choose the file from a list.',
          },
          line: 8,
          column: 16,
          endLine: 8,
          endColumn: 65,
        },
      ],
    },
  ],
});

ruleTester.run('no-path-traversal: checks', rule, {
  valid: [
    {
      name: 'a prefix of the resolved path',
      filename: 'src/notes.ts',
      code: `
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';

const app = express();

app.get('/notes', (req, res) => {
  const file = path.resolve('/srv/notes', String(req.query.file));
  if (!file.startsWith('/srv/notes/')) return res.sendStatus(400);
  return res.send(readFileSync(file));
});
`,
    },
    {
      name: 'a number as the name',
      filename: 'src/notes.ts',
      code: `
import { readFileSync } from 'node:fs';
import express from 'express';

const app = express();

app.get('/notes/:id', (req, res) => {
  res.send(readFileSync(\`/srv/notes/\${Number(req.params.id)}.md\`));
});
`,
    },
  ],
  invalid: [
    {
      name: 'a prefix of the path as it was given',
      filename: 'src/notes.ts',
      code: `
import { readFileSync } from 'node:fs';
import express from 'express';

const app = express();

app.get('/notes', (req, res) => {
  const file = String(req.query.file);
  if (!file.startsWith('/srv/notes/')) return res.sendStatus(400);
  return res.send(readFileSync(file));
});
`,
      errors: [{ messageId: 'flow', line: 10, column: 32, endLine: 10, endColumn: 36 }],
    },
    {
      name: 'a prefix without a separator, which /srv/notes-old passes',
      filename: 'src/notes.ts',
      code: `
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';

const app = express();

app.get('/notes', (req, res) => {
  const file = path.resolve('/srv/notes', String(req.query.file));
  if (!file.startsWith('/srv/notes')) return res.sendStatus(400);
  return res.send(readFileSync(file));
});
`,
      errors: [{ messageId: 'flow', line: 11, column: 32, endLine: 11, endColumn: 36 }],
    },
  ],
});

marked(
  'no-path-traversal',
  'a key with randomness in it names no object that is there',
  `
import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import express from 'express';
const app = express();
app.post('/a', (req, res) => {
  new PutObjectCommand({ Bucket: 'b', Key: \`\${req.body.name}.\${randomUUID()}\` }); // quiet
  new PutObjectCommand({ Bucket: 'b', Key: \`\${req.body.name}.webp\` }); // report
  new GetObjectCommand({ Bucket: 'b', Key: req.body.name }); // report
});
`,
);

marked(
  'no-path-traversal',
  'the key of a record that was found is stored, and no name of the client',
  `
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PrismaClient } from '@prisma/client';
import express from 'express';

const prisma = new PrismaClient();
const store = new S3Client({});
const app = express();
app.get('/found/:id', async (req, res) => {
  const file = await prisma.file.findFirst({ where: { id: req.params.id } });
  if (!file) return void res.sendStatus(404);
  await store.send(new GetObjectCommand({ Bucket: 'files', Key: req.params.id })); // quiet
});
app.get('/any/:id', async (req, res) => {
  const file = await prisma.file.findFirst({ where: { id: req.params.id } });
  res.set('x-name', file?.name ?? '');
  await store.send(new GetObjectCommand({ Bucket: 'files', Key: req.params.id })); // report
});
`,
);

marked(
  'no-path-traversal',
  'where the server has put a file, and how the client calls it',
  `
import { readFile } from 'node:fs/promises';
import express from 'express';
import multer from 'multer';
const app = express();
const upload = multer({ dest: 'incoming', limits: { fileSize: 1000 } });
app.post('/many', upload.array('files', 5), async (req, res) => {
  const { files } = req as unknown as { files: Express.Multer.File[] };
  const texts = await Promise.all(files.map(({ path }) => readFile(path, 'utf8'))); // quiet
  const named = await Promise.all(files.map(({ originalname }) => readFile(originalname, 'utf8'))); // report
  res.json(texts.concat(named).length);
});
app.post('/fields', upload.fields([{ name: 'cover' }]), async (req, res) => {
  await readFile(req.files.cover[0].path); // quiet
  await readFile(req.files.cover[0].originalname); // report
  res.sendStatus(204);
});
`,
);

marked(
  'no-path-traversal',
  'a path of several parts below a folder, by its real name or not',
  `
import express from 'express';
import path from 'node:path';
import { readFile, realpath, rename } from 'node:fs/promises';

const STORE = process.env.STORE || path.join(process.cwd(), 'store');
const app = express();
async function inside(name: unknown) {
  if (typeof name !== 'string') throw new Error('no name');
  const file = path.resolve(STORE, name);
  if (file === STORE || !file.startsWith(STORE + path.sep)) throw new Error('outside');
  return file;
}
app.post('/a', async (req, res) => {
  await rename('/srv/in/x', await inside(path.join(STORE, req.body.folder, 'x'))); // quiet
  await rename('/srv/in/x', path.resolve(path.join(STORE, req.body.folder, 'x'))); // report
  res.end();
});
app.get('/b', async (req, res) => {
  const real = await realpath(path.join(STORE, String(req.query.name))); // quiet
  if (!real.startsWith(STORE + path.sep)) return res.status(404).end();
  res.send(await readFile(real)); // quiet
});
app.get('/c', async (req, res) => {
  const real = await realpath(path.join(STORE, String(req.query.name))); // quiet
  res.send(await readFile(real)); // report
});
app.get('/d', async (req, res) => {
  const real = await realpath(path.join(STORE, String(req.query.name))); // quiet
  if (!real.startsWith(STORE)) return res.status(404).end();
  res.send(await readFile(real)); // report
});
`,
);

marked(
  'no-path-traversal',
  'the key of a token as its header names it',
  `
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';
import { decodeProtectedHeader } from 'jose';
import jwt from 'jsonwebtoken';
const app = express();
app.get('/decoded', (req, res) => {
  const token = String(req.headers.authorization);
  const decoded = jwt.decode(token, { complete: true });
  res.json(jwt.verify(token, readFileSync('/keys/' + decoded!.header.kid), { algorithms: ['RS256'] })); // report
});
app.get('/asked', (req, res) => {
  jwt.verify(
    String(req.headers.authorization),
    (header, done) => done(null, readFileSync(\`/keys/\${header.kid}.pem\`)), // report
    { algorithms: ['RS256'] },
    (error, claims) => void res.json(error ? {} : claims),
  );
});
app.get('/header', (req, res) => {
  const { kid } = decodeProtectedHeader(String(req.headers.authorization));
  const file = path.join('/keys', path.basename(String(kid)));
  res.json({ length: readFileSync(file).length }); // quiet
});
`,
);
