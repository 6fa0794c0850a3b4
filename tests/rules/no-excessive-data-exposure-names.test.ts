import { marked } from './marked.js';

marked(
  'no-excessive-data-exposure',
  'what tells about a secret is none',
  `
import express from 'express';
import mongoose, { Schema } from 'mongoose';

const Client = mongoose.model('Client', new Schema({ name: String, tokenEndpointAuthMethod: String, includeEncryptionKey: Boolean }));
const Account = mongoose.model('Account', new Schema({ name: String, tokenEndpointAuthMethod: String, encryptionKey: String }));
const app = express();
app.get('/clients/:id', async (req, res) => {
  res.json(await Client.findById(req.params.id)); // quiet
});
app.get('/accounts/:id', async (req, res) => {
  res.json(await Account.findById(req.params.id)); // report
});
app.listen(3000);
`,
);
