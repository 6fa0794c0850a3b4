/** Services beside the request: logs, mail, directories, queues, programs. */
import { fixture } from './harness.js';

const express = `
import express from 'express';
const app = express();
app.use(express.json());
`;

fixture(
  'loggers: lines, and what is kept of everything',
  `${express}
import * as Sentry from '@sentry/node';
import bunyan from 'bunyan';
import log4js from 'log4js';
import morgan from 'morgan';
import pino from 'pino';
import pinoHttp from 'pino-http';
import winston from 'winston';
import { Logger } from '@nestjs/common';

app.use(morgan('combined'));
app.use(pinoHttp());
const lines = log4js.getLogger('app');
const json = bunyan.createLogger({ name: 'app' });
const text = winston.createLogger({ format: winston.format.simple() });
const nest = new Logger('app');
app.get('/', (req, res) => {
  const q = String(req.query.q);
  lines.info('seen ' + q); // sink log logged
  lines.info('seen ' + Number(q)); // quiet
  json.info('seen ' + q); // sink logged
  pino().warn(q); // sink logged
  text.warn(q); // sink log logged
  text.warn('a'); // quiet
  nest.log('seen ' + q); // sink log logged
  nest.log('seen'); // quiet
  Sentry.captureMessage('seen ' + q); // sink logged
  Sentry.captureMessage('seen'); // quiet
  Sentry.setContext('request', { q }); // sink logged
  Sentry.logger.info('seen', { q }); // sink logged
  Sentry.logger.info('seen'); // quiet
  res.json({}); // quiet
});
`,
);

fixture(
  'mail: links in texts, lists of addresses',
  `${express}
import sendgrid, { MailService } from '@sendgrid/mail';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import nodemailer from 'nodemailer';
import { ServerClient } from 'postmark';
import { Resend } from 'resend';

const smtp = nodemailer.createTransport({ host: 'mail.internal' });
app.post('/', async (req, res) => {
  const { host } = req.headers;
  const to = String(req.body.to);
  const link = 'https://' + host + '/reset';
  await smtp.sendMail({ to, text: link }); // sink mail-text
  await smtp.sendMail({ to: to, text: 'https://app.example.com/reset' }); // quiet
  await smtp.sendMail({ to: 'Team <' + to + '>', text: 'a' }); // sink mail-header
  await sendgrid.send({ from: 'a@example.com', to, text: link }); // sink mail-text
  await sendgrid.send({ from: 'a@example.com', to, text: 'a' }); // quiet
  await new MailService().send({ from: 'a@example.com', to: 'b@example.com,' + to, text: 'a' }); // sink mail-header
  await new SESClient({}).send(new SendEmailCommand({ Source: 'a@example.com', Destination: { ToAddresses: [to] }, Message: { Subject: { Data: 'a' }, Body: { Text: { Data: link } } } })); // sink mail-text
  await new SESClient({}).send(new SendEmailCommand({ Source: 'a@example.com', Destination: { ToAddresses: [to] }, Message: { Subject: { Data: 'a' }, Body: { Text: { Data: 'a' } } } })); // quiet
  await new ServerClient('a').sendEmail({ From: 'a@example.com', To: to, TextBody: link }); // sink mail-text
  await new ServerClient('a').sendEmail({ From: 'a@example.com', To: to, TextBody: 'a' }); // quiet
  await new Resend('a').emails.send({ from: 'a@example.com', to, subject: 'a', html: '<a href="' + link + '">a</a>' }); // sink mail-text
  await new Resend('a').emails.send({ from: 'a@example.com', to, subject: 'a', text: 'a' }); // quiet
});
`,
);

fixture(
  'directories: filters and names',
  `${express}
import ldap from 'ldapjs';
import { Client, EqualityFilter } from 'ldapts';

const client = ldap.createClient({ url: 'ldaps://directory.internal' });
const other = new Client({ url: 'ldaps://directory.internal' });
app.get('/', async (req, res) => {
  const q = String(req.query.q);
  client.search('dc=a', { filter: '(uid=' + q + ')' }, () => undefined); // sink ldap
  client.search('dc=a', { filter: new ldap.EqualityFilter({ attribute: 'uid', value: q }) }, () => undefined); // quiet
  client.bind('uid=' + q + ',dc=a', 'secret', () => undefined); // sink ldap
  if (/^[a-z]+$/.test(q)) client.bind('uid=' + q + ',dc=a', 'secret', () => undefined); // quiet
  await other.search('dc=a', { filter: '(uid=' + q + ')' }); // sink ldap
  await other.search('dc=a', { filter: new EqualityFilter({ attribute: 'uid', value: q }) }); // quiet
});
`,
);

fixture(
  'queues and streams of messages',
  `
import { execSync } from 'node:child_process';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import amqp from 'amqplib';
import { Worker } from 'bullmq';
import { Kafka } from 'kafkajs';

export async function start() {
  const consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'a' });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      execSync('a ' + message.value?.toString()); // sink command
      execSync('a ' + topic); // quiet
      execSync('a ' + JSON.parse(String(message.value)).name); // sink command
    },
  });
  const channel = await (await amqp.connect('amqp://queue.internal')).createChannel();
  await channel.consume('jobs', (message) => {
    execSync('b ' + message?.content.toString()); // sink command
    execSync('b ' + Number(message?.content.toString())); // quiet
  });
  new Worker('jobs', async (job) => {
    execSync('c ' + job.data.name); // sink command
    execSync('c ' + job.name); // quiet
  });
  const sqs = new SQSClient({});
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: 'a' }));
  for (const each of Messages ?? []) {
    execSync('d ' + each.Body); // sink command
    execSync('d ' + Number(each.Body)); // quiet
  }
}
`,
);

fixture(
  'programs and shells: zx, shelljs, quoting, sandboxes',
  `${express}
import { exec } from 'node:child_process';
import fs from 'node:fs';
import { quote } from 'shell-quote';
import { Shescape } from 'shescape';
import shell from 'shelljs';
import { VM } from 'vm2';
import { $, quote as quoteShell } from 'zx';

app.get('/', async (req, res) => {
  const q = String(req.query.q);
  await $\`tool -- \${q}\`; // quiet
  exec('tool ' + quoteShell(q)); // quiet
  exec('tool ' + q); // sink command
  exec('tool ' + quote([q])); // quiet
  exec('tool ' + new Shescape({ shell: true }).quote(q)); // quiet
  fs.readFileSync('/srv/' + new Shescape({ shell: true }).quote(q)); // sink path
  fs.readFileSync('/srv/' + quoteShell(q)); // sink path
  shell.exec('tool ' + q); // sink command
  shell.cat('/srv/' + q); // sink path
  new VM().run(q); // sink code
  new VM().run('a'); // quiet
});
`,
);

fixture(
  'helpers of lodash in its other packages',
  `${express}
import { exec } from 'node:child_process';
import { escapeRegExp, pick, template } from 'lodash-es';
import get from 'lodash.get';
import _ from 'underscore';

app.post('/', (req, res) => {
  exec('a ' + pick(req.body, ['name']).name); // sink command
  exec('a ' + get(req.body, 'name')); // sink command
  template(String(req.body.text)); // sink code
  template('<%= a %>')({ a: req.body.text }); // quiet
  new RegExp(escapeRegExp(String(req.body.text))); // quiet
  new RegExp(String(req.body.text)); // sink pattern
  exec('b ' + _.first(req.body.list)); // sink command
  exec('b ' + _.map(req.body.list, Number).join(' ')); // quiet
  _.template(String(req.body.text)); // sink code
});
`,
);
