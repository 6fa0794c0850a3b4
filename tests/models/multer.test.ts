import { fixture } from './harness.js';

fixture(
  'multer: names of the client, places of the server',
  `
import { unlink } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import multer from 'multer';

const app = express();
const upload = multer({ dest: '/var/uploads', fileFilter: (req, file, done) => done(null, /png/.test(file.mimetype)) });

app.post('/', upload.single('file'), async (req, res) => {
  await unlink(path.join('/var/uploads', req.file.originalname)); // sink path
  await unlink(path.join('/var/uploads', req.file.filename)); // quiet
  await unlink(req.file.path); // quiet
  res.json({});
});
`,
);
