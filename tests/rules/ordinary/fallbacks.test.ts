/** Programs in the style of ordinary services: the lines that the rule must report, and their safe twins. */
import { describe } from 'vitest';
import { marked } from '../marked.js';

describe('no-fallback-secret in ordinary programs', () => {
  marked(
    'no-fallback-secret',
    'configuration',
    `import jwt from 'jsonwebtoken';
import session from 'express-session';
import { ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
import { Injectable, Module } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy, ExtractJwt } from 'passport-jwt';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import Joi from 'joi';
import { z } from 'zod';

const secret = process.env.JWT_SECRET || 'change-me-please'; // report
export const a = (p: object) => jwt.sign(p, secret, { expiresIn: '1h' }); // quiet
const secret2 = process.env.JWT_SECRET ?? 'dev-secret'; // report
export const b = (p: object) => jwt.sign(p, secret2, { expiresIn: '1h' }); // quiet
const { SESSION_SECRET = 'keyboard cat' } = process.env; // report
export const c = session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { secure: true, sameSite: 'strict', maxAge: 1 } }); // quiet
const env = (name: string, fallback: string) => process.env[name] ?? fallback; // quiet
const secret4 = env('JWT_SECRET', 'dev-secret'); // report
export const d = (p: object) => jwt.sign(p, secret4, { expiresIn: '1h' }); // quiet
const secret5 = process.env.JWT_SECRET ? process.env.JWT_SECRET : 'insecure-default'; // report
export const e = (p: object) => jwt.sign(p, secret5, { expiresIn: '1h' }); // quiet
let secret6 = process.env.JWT_SECRET; // quiet
if (!secret6) secret6 = 'insecure-default'; // report
export const f = (p: object) => jwt.sign(p, secret6!, { expiresIn: '1h' }); // quiet
const secret7 = process.env.JWT_SECRET; // quiet
if (!secret7) throw new Error('JWT_SECRET is missing'); // quiet
export const g = (p: object) => jwt.sign(p, secret7, { expiresIn: '1h' }); // quiet

@Injectable() // quiet
export class JwtStrategy extends PassportStrategy(Strategy) { // quiet
  constructor(config: ConfigService) { // quiet
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: config.get('JWT_SECRET', 'topSecret51') }); // report
  }
  validate(p: unknown) { return p; } // quiet
}
@Injectable() // quiet
export class JwtStrategy2 extends PassportStrategy(Strategy, 'jwt2') { // quiet
  constructor() { // quiet
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ignoreExpiration: false, secretOrKey: 'hard_C0ded_passport' });
  }
  validate(p: unknown) { return p; } // quiet
}
@Injectable() // quiet
export class JwtStrategy3 extends PassportStrategy(Strategy, 'jwt3') { // quiet
  constructor(config: ConfigService) { // quiet
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), ignoreExpiration: false, secretOrKey: config.getOrThrow<string>('JWT_SECRET') }); // quiet
  }
  validate(p: unknown) { return p; } // quiet
}
export const jwtConstants = { secret: 'DO_NOT_TELL_4nybody_this' };
@Module({ imports: [JwtModule.register({ global: true, secret: jwtConstants.secret, signOptions: { expiresIn: '60s' } })] }) // quiet
export class AuthModule {} // quiet
export class AuthModule2 {} // quiet
export class AuthModule3 {} // quiet
export class AuthModule4 {} // quiet
@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', host: 'db', username: 'app', password: 'Pq8!Lm2@Zx7', autoLoadEntities: true })] })
export class DbModule {} // quiet
@Module({ imports: [TypeOrmModule.forRootAsync({ inject: [ConfigService], useFactory: (c: ConfigService) => ({ type: 'postgres', host: c.get('H'), username: 'app', password: c.get('PW', 'Pq8!Lm2@Zx7'), autoLoadEntities: true }) })] }) // report
export class DbModule2 {} // quiet
const Env = z.object({ PORT: z.coerce.number().default(3000), JWT_SECRET: z.string().min(8).default('zod-default-secret'), NODE_ENV: z.string().default('development') }); // report
export const parsed = Env.parse(process.env); // quiet
export const h = (p: object) => jwt.sign(p, parsed.JWT_SECRET, { expiresIn: '1h' }); // quiet
const Env2 = z.object({ JWT_SECRET: z.string().min(32) }); // quiet
const parsed2 = Env2.parse(process.env); // quiet
export const i = (p: object) => jwt.sign(p, parsed2.JWT_SECRET, { expiresIn: '1h' }); // quiet`,
  );
  marked(
    'no-fallback-secret',
    'libraries of settings',
    `import convict from 'convict';
import { cleanEnv, str } from 'envalid';
import jwt from 'jsonwebtoken';
const config = convict({ jwt: { doc: 'x', format: String, default: 'convict-default-s3cret', env: 'JWT_SECRET', sensitive: true } }); // report
config.validate(); // quiet
export const a = (p: object) => jwt.sign(p, config.get('jwt'), { expiresIn: '1h' }); // quiet
const env = cleanEnv(process.env, { JWT_SECRET: str({ default: 'envalid-default-s3cret' }), OTHER: str(), DEV: str({ devDefault: 'dev-only-s3cret' }) }); // report
export const b = (p: object) => jwt.sign(p, env.JWT_SECRET, { expiresIn: '1h' }); // quiet
export const b2 = (p: object) => jwt.sign(p, env.OTHER, { expiresIn: '1h' }); // quiet
export const b3 = (p: object) => jwt.sign(p, env.DEV, { expiresIn: '1h' }); // quiet`,
  );
});
