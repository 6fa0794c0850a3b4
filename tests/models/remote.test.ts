/** Other machines: commands over SSH, files over SFTP and FTP, sockets, what mails and requests carry along. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'SSH: the remote shell reads the whole line',
  `${express}
import { Client } from 'ssh2';
import { NodeSSH } from 'node-ssh';

const raw = new Client();
const ssh = new NodeSSH();
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  raw.exec('ls ' + name, () => undefined); // sink command
  raw.exec('ls', () => undefined); // quiet
  raw.connect({ host: name, username: 'app' }); // sink address
  raw.connect({ host: 'build.internal', username: 'app' }); // quiet
  raw.sftp((error, sftp) => {
    sftp.fastGet('/srv/a', '/srv/' + name, () => undefined); // sink path
    sftp.createReadStream('/srv/a'); // quiet
  });
  await ssh.execCommand('git pull ' + name); // sink command
  await ssh.execCommand('cat', { stdin: name }); // quiet
  await ssh.exec('ls', [name]); // quiet
  await ssh.putFile('/srv/' + name, '/srv/a'); // sink path
});
`,
);

fixture(
  'FTP and sockets: hosts and paths',
  `${express}
import net from 'node:net';
import { Client } from 'basic-ftp';

app.post('/', async (req, res) => {
  const name = String(req.query.name);
  const ftp = new Client();
  await ftp.access({ host: name }); // sink address
  await ftp.access({ host: 'files.internal' }); // quiet
  await ftp.downloadTo('/srv/' + name, 'a'); // sink path
  await ftp.downloadTo('/srv/a', 'a'); // quiet
  const socket = new net.Socket();
  socket.connect({ host: name, port: 80 }); // sink address
  socket.connect(80, name); // sink address
  socket.connect(80, 'api.example.com'); // quiet
});
`,
);

fixture(
  'files that go along with mails and requests',
  `${express}
import nodemailer from 'nodemailer';
import superagent from 'superagent';

const smtp = nodemailer.createTransport({ host: 'mail.internal' });
app.post('/', async (req, res) => {
  const name = String(req.query.name);
  await smtp.sendMail({ to: 'a@example.com', attachments: [{ path: '/srv/' + name }] }); // sink path
  await smtp.sendMail({ to: 'a@example.com', attachments: [{ href: name }] }); // sink address
  await smtp.sendMail({ to: 'a@example.com', attachments: [{ filename: name, content: name }] }); // quiet
  await superagent.post('https://api.example.com').attach('file', '/srv/' + name); // sink path
  await superagent.post('https://api.example.com').attach('file', Buffer.from(name)); // quiet
});
`,
);
