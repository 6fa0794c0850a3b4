/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-disabled-tls-verification in ordinary programs', () => {
  marked(
    'no-disabled-tls-verification',
    'clients and servers',
    `import https from 'node:https';
import tls from 'node:tls';
import axios from 'axios';
import got from 'got';
import { Agent, setGlobalDispatcher, fetch as ufetch } from 'undici';
import { Pool } from 'pg';
import mysql from 'mysql2';
import nodemailer from 'nodemailer';
import Redis from 'ioredis';
import mongoose from 'mongoose';
import { DataSource } from 'typeorm';
import { Sequelize } from 'sequelize';
import knex from 'knex';
import needle from 'needle';
import WebSocket from 'ws';
import { MongoClient } from 'mongodb';
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // report
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0 as any; // report
export const a1 = new https.Agent({ rejectUnauthorized: false }); // report
export const a2 = new https.Agent({ rejectUnauthorized: true, keepAlive: true }); // quiet
export const x = axios.create({ timeout: 1, httpsAgent: new https.Agent({ rejectUnauthorized: false, keepAlive: true }) }); // report
setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: false } })); // report
export const g = got.extend({ timeout: { request: 1 } as any, https: { rejectUnauthorized: false } }); // report
export const p = new Pool({ ssl: { rejectUnauthorized: false } }); // report
export const p1 = new Pool({ connectionString: process.env.DATABASE_URL, ssl: process.env.NODE_ENV === 'production' ? { rejectUnauthorized: false } : false }); // report
export const p2 = new Pool({ ssl: { ca: process.env.CA } }); // quiet
export const m = mysql.createConnection({ ssl: { rejectUnauthorized: false } }); // report
export const t = nodemailer.createTransport({ host: 'x', port: 587, tls: { rejectUnauthorized: false } }); // report
export const r = new Redis({ host: 'x', tls: { rejectUnauthorized: false } }); // report
mongoose.connect(process.env.M!, { tlsAllowInvalidCertificates: true }); // report
export const mc = new MongoClient(process.env.M!, { tls: true, tlsInsecure: true }); // report
export const ds = new DataSource({ type: 'postgres', url: process.env.D, ssl: { rejectUnauthorized: false } }); // report
export const ds2 = new DataSource({ type: 'postgres', url: process.env.D, extra: { ssl: { rejectUnauthorized: false } } }); // report
export const s = new Sequelize(process.env.D!, { dialectOptions: { ssl: { require: true, rejectUnauthorized: false } } }); // report
export const k = knex({ client: 'pg', connection: { host: 'x', ssl: { rejectUnauthorized: false } } }); // report
export const w = new WebSocket('wss://x', { rejectUnauthorized: false }); // report
export const c = tls.connect({ host: 'x', port: 1, checkServerIdentity: () => undefined }); // report
export const c2 = https.request({ host: 'x', timeout: 1, rejectUnauthorized: false }); // report
export const c3 = https.get('https://x', { timeout: 1, rejectUnauthorized: false }, () => {}); // report
export const c4 = https.createServer({ minVersion: 'TLSv1' }); // report
export const c5 = https.createServer({ minVersion: 'TLSv1.2' }); // quiet
export const c6 = tls.createServer({ secureProtocol: 'TLSv1_method' }); // report
tls.DEFAULT_MIN_VERSION = 'TLSv1'; // report
tls.DEFAULT_MIN_VERSION = 'TLSv1.3'; // quiet
https.globalAgent.options.rejectUnauthorized = false; // report
const insecure = { rejectUnauthorized: false }; // quiet
export const c7 = new https.Agent({ ...insecure }); // report
export const c8 = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV === 'production' }); // quiet
export const c9 = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV !== 'development' }); // quiet
export const n = () => needle('get', 'https://x', { response_timeout: 1, rejectUnauthorized: false } as any); // report
export const u = () => ufetch('https://x', { signal: AbortSignal.timeout(1), dispatcher: new Agent({ connect: { rejectUnauthorized: false } }) }); // report
if (process.env.NODE_ENV === 'development') { process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; } // quiet`,
  );
});
