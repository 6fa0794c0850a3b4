/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-hardcoded-secrets in ordinary programs', () => {
  marked(
    'no-hardcoded-secrets',
    'clients of libraries',
    `import jwt from 'jsonwebtoken';
import session from 'express-session';
import cookieSession from 'cookie-session';
import cookieParser from 'cookie-parser';
import express from 'express';
import crypto from 'node:crypto';
import { Pool } from 'pg';
import mysql from 'mysql2/promise';
import nodemailer from 'nodemailer';
import { SignJWT, jwtVerify } from 'jose';
import Redis from 'ioredis';
import { createClient } from 'redis';
import mongoose from 'mongoose';
import { MongoClient } from 'mongodb';
import { Sequelize } from 'sequelize';
import { DataSource } from 'typeorm';
import knex from 'knex';
import { S3Client } from '@aws-sdk/client-s3';
import Stripe from 'stripe';
import OpenAI from 'openai';
import { expressjwt } from 'express-jwt';
import { Strategy as JwtStrategy, ExtractJwt } from 'passport-jwt';
import passport from 'passport';
import axios from 'axios';

const app = express(); // quiet
const TTL = '15m'; // quiet
const SIGNING_KEY = 'v3ry-l0ng-and-s3cret-sentence-2024'; // report

export function issue(id: string) { // quiet
  return jwt.sign({ sub: id }, SIGNING_KEY, { expiresIn: TTL }); // quiet
}
class TokenService { // quiet
  private readonly secret = 'Kx8#mQz!4pLw92nB'; // report
  sign(sub: string) { return jwt.sign({ sub }, this.secret, { expiresIn: '1h' }); } // quiet
}
class TokenService2 { // quiet
  constructor(private readonly secret: string) {} // quiet
  sign(sub: string) { return jwt.sign({ sub }, this.secret, { expiresIn: '1h' }); } // quiet
}
export const svc2 = new TokenService2(process.env.JWT_SECRET!); // quiet
class Static { static readonly KEY = 'st4tic-signing-k3y-value-99'; // report
  static verify(t: string) { return jwt.verify(t, Static.KEY, { algorithms: ['HS256'] }); } } // quiet
export { TokenService, Static }; // quiet

const config = { // quiet
  session: { secret: 'kbf29-cat-dog-horse', name: 'sid' }, // report
  db: { host: 'db.internal', user: 'app', password: 'Wint3r!2024x' }, // report
};
app.use(session({ secret: config.session.secret, resave: false, saveUninitialized: false, cookie: { secure: true, sameSite: 'lax', maxAge: 3600_000 } })); // quiet
export const pool = new Pool({ ...config.db, max: 10, ssl: true }); // quiet
app.use(cookieSession({ name: 's', keys: ['f1rst-rotating-key-aa', 'sec0nd-rotating-key-bb'], sameSite: 'lax', secure: true, maxAge: 1000 })); // report
app.use(cookieParser('signed-c00kie-secret-value')); // report
app.use(cookieParser(process.env.COOKIE_SECRET)); // quiet
app.use(cookieParser()); // quiet

const defaults = { password: 'Hx72!kkqPwz0' }; // report
const options = Object.assign({}, defaults, { host: 'x', user: 'y', ssl: {} }); // quiet
export const my = mysql.createPool(options); // quiet
export const my2 = mysql.createPool({ host: process.env.DB_HOST, user: process.env.DB_USER, password: process.env.DB_PASS, ssl: {} }); // quiet
export const mailer = nodemailer.createTransport({ host: 'smtp.acme.io', secure: true, auth: { user: 'noreply@acme.io', pass: 'Sm7p!Pass-99xQ' } }); // report
const key = new TextEncoder().encode('j0se-secret-must-be-long-enough-32'); // report
export const tok = (sub: string) => new SignJWT({ sub }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('2h').sign(key); // quiet
export const ver = (t: string) => jwtVerify(t, key); // quiet
export const redis = new Redis({ host: 'r', password: 'r3dis-Passw0rd!', tls: {} }); // report
export const redis2 = createClient({ url: 'rediss://default:Zt5nQ0pWm2x@cache.acme.io:6380' }); // report
mongoose.connect('mongodb+srv://app:Gq8Lw2Rz7Ty@cluster0.abcde.mongodb.net/app'); // report
mongoose.connect(process.env.MONGO_URL!); // quiet
mongoose.connect(\`mongodb+srv://app:\${process.env.MONGO_PW}@cluster0.abcde.mongodb.net/app\`); // quiet
export const mc = new MongoClient('mongodb+srv://cluster0.abcde.mongodb.net', { auth: { username: 'app', password: 'Gq8Lw2Rz7Tyaa' } }); // report
export const seq = new Sequelize('shop', 'app', 'N1ce-Secret-Pw!', { dialect: 'postgres', dialectOptions: { ssl: true } }); // report
export const seq2 = new Sequelize({ dialect: 'postgres', username: 'app', password: 'N1ce-Secret-Pw!', dialectOptions: { ssl: true } }); // report
export const ds = new DataSource({ type: 'postgres', host: 'db', username: 'app', password: 'Pq8!Lm2@Zx7' }); // report
export const k = knex({ client: 'pg', connection: { host: 'db', user: 'app', password: 'Pq8!Lm2@Zx7', ssl: true } }); // report
export const s3 = new S3Client({ region: 'eu-west-1', credentials: { accessKeyId: process.env.AK!, secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYzk3Qp9Lm4Ro' } }); // report
export const ai = new OpenAI({ apiKey: 'team-internal-gateway-key-7781' }); // report
app.use('/api', expressjwt({ secret: 'exp-jwt-S3cret-constant', algorithms: ['HS256'] })); // report
passport.use(new JwtStrategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: 'passport-S3cret-constant' }, (p, done) => done(null, p))); // report
export const mac = crypto.createHmac('sha256', 'hm4c-shared-secret-value').update('x').digest('hex'); // report
const AES = Buffer.from('9f1c02a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f', 'hex'); // report
export const enc = (s: string) => { const iv = crypto.randomBytes(12); const c = crypto.createCipheriv('aes-256-gcm', AES, iv); return Buffer.concat([iv, c.update(s), c.final(), c.getAuthTag()]); }; // quiet
export const call = () => axios.get('https://api.partner.io/v1/x', { timeout: 1000, auth: { username: 'acme', password: 'Zz81-kkPqw-11' } }); // report
export const call2 = () => fetch('https://api.partner.io/v1/x', { signal: AbortSignal.timeout(1000), headers: { Authorization: 'Bearer 8f14e45fceea167a5a36dedd4bea2543' } }); // report
export const call3 = () => fetch('https://api.partner.io/v1/x', { signal: AbortSignal.timeout(1000), headers: { Authorization: \`Bearer \${process.env.PARTNER}\` } }); // quiet
const PARTNER_BASIC = Buffer.from('acme:Zz81-kkPqw-11').toString('base64'); // report
export const call4 = () => fetch('https://api.partner.io/v1/x', { signal: AbortSignal.timeout(1000), headers: { Authorization: \`Basic \${PARTNER_BASIC}\` } }); // quiet
const http = axios.create({ baseURL: 'https://api.partner.io', timeout: 3000, headers: { Authorization: 'Bearer 8f14e45fceea167a5a36dedd4bea2543' } }); // report
export { http }; // quiet
const http2 = axios.create({ baseURL: 'https://api.partner.io', timeout: 3000 }); // quiet
http2.defaults.headers.common['Authorization'] = 'Bearer 8f14e45fceea167a5a36dedd4bea2543'; // report
export { http2 }; // quiet
export const h2 = () => fetch('https://api.partner.io/v1/x', { signal: AbortSignal.timeout(1000), headers: { 'X-Api-Key': '8f14e45fceea167a5a36dedd4bea2543' } }); // report
const hh = new Headers(); // quiet
hh.set('Authorization', 'Bearer 8f14e45fceea167a5a36dedd4bea2543'); // report
export const h3 = () => fetch('https://api.partner.io/v1/x', { signal: AbortSignal.timeout(1000), headers: hh }); // quiet`,
  );
  marked(
    'no-hardcoded-secrets',
    'declared types',
    `import type { PoolConfig } from 'pg';
import type { SessionOptions } from 'express-session';
import type { JwtModuleOptions, JwtOptionsFactory } from '@nestjs/jwt';
import type { DataSourceOptions } from 'typeorm';
import { Injectable } from '@nestjs/common';
import type { NextAuthOptions } from 'next-auth';
import { PostgresConnectionOptions } from 'typeorm/driver/postgres/PostgresConnectionOptions';
export const db: PoolConfig = { host: 'x', password: 'Pq8!Lm2@Zx7' }; // report
export const s: SessionOptions = { secret: 'typed-s3cret-value-1', resave: false, saveUninitialized: false }; // report
export const opts = { secret: 'typed-s3cret-value-2' } satisfies JwtModuleOptions; // report
export const opts2 = { secret: 'typed-s3cret-value-3' } as JwtModuleOptions; // report
export const ds: DataSourceOptions = { type: 'postgres', password: 'Pq8!Lm2@Zx7' }; // report
export const env: PoolConfig = { host: 'x', password: process.env.PW }; // quiet
export const fb: PoolConfig = { host: 'x', password: process.env.PW || 'postgres-pw1' };
@Injectable() export class JwtConfig implements JwtOptionsFactory { createJwtOptions(): JwtModuleOptions { return { secret: 'typed-s3cret-value-4', signOptions: { expiresIn: '1h' } }; } } // report
export const make = (): PoolConfig => ({ host: 'x', password: 'Pq8!Lm2@Zx7' }); // report
export function makeAll(): { db: PoolConfig } { return { db: { password: 'Pq8!Lm2@Zx9' } }; } // report
export const authOptions: NextAuthOptions = { providers: [], secret: 'typed-s3cret-value-5' }; // report
type MyDb = PoolConfig & { extra?: string }; // quiet
export const mine: MyDb = { host: 'x', password: 'Pq8!Lm2@Zx7' }; // report
interface AppConfig { db: PoolConfig; session: SessionOptions } // quiet
export const app: AppConfig = { db: { password: 'Pq8!Lm2@Zx7' }, session: { secret: 'typed-s3cret-value-6', resave: false, saveUninitialized: false } }; // report
export const pg2: PostgresConnectionOptions = { type: 'postgres', password: 'Pq8!Lm2@Zx7' }; // report`,
  );
});
