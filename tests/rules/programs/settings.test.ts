/** Secrets in the settings of services of several files: the default, its use elsewhere, and settings without a default. */
import { describe, expect, it } from 'vitest';
import { markedFiles, reportsIn } from '../marked-files.js';

const tokens = `import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
@Injectable()
export class TokenService {
  constructor(private readonly jwt: JwtService) {}
`;

describe('settings of services of several files', () => {
  markedFiles('settings of NestJS by path and by type', {
    'src/config/auth.config.ts': `import { registerAs } from '@nestjs/config';
export default registerAs('auth', () => ({
  secret: process.env.AUTH_SECRET ?? 'purple-Lantern-1029',
  other: process.env.OTHER_SECRET,
  issuer: process.env.AUTH_ISSUER ?? 'billing',
}));
`,
    'src/config/configuration.ts': `export default () => ({
  hmac: { key: process.env.HMAC_KEY || 'walrus-Socket-3391', other: process.env.HMAC_OTHER },
});
`,
    'src/app.module.ts': `import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import configuration from './config/configuration.js';
@Module({ imports: [ConfigModule.forRoot({ load: [configuration] })] })
export class AppModule {}
`,
    'src/cookies.ts': `import { Inject } from '@nestjs/common';
import type { ConfigType } from '@nestjs/config';
import jwt from 'jsonwebtoken';
import authConfig from './config/auth.config.js';
export class Cookies {
  constructor(@Inject(authConfig.KEY) private readonly auth: ConfigType<typeof authConfig>) {}
  token(id: string) { return jwt.sign({ sub: id }, this.auth.secret, { expiresIn: '5m' }); } // report no-fallback-secret
  other(id: string) { return jwt.sign({ sub: id }, this.auth.other!, { expiresIn: '5m', issuer: this.auth.issuer }); }
}
`,
    'src/mac.service.ts': `import { ConfigService } from '@nestjs/config';
import { createHmac } from 'node:crypto';
export class MacService {
  constructor(private readonly config: ConfigService) {}
  a(text: string) { return createHmac('sha256', this.config.get<string>('hmac.key')!).update(text).digest(); } // report no-fallback-secret
  b(text: string) { return createHmac('sha256', this.config.get<string>('hmac.other')!).update(text).digest(); }
  c(text: string) { return createHmac('sha256', this.config.get('auth.secret', { infer: true })!).update(text).digest(); } // report no-fallback-secret
  d(text: string) { return createHmac('sha256', this.config.getOrThrow('auth.other')).update(text).digest(); }
  e(text: string) { return createHmac('sha256', this.config.get('PLAIN', 'cobalt-Window-2218')).update(text).digest(); } // report no-fallback-secret
  f(text: string) { return createHmac('sha256', this.config.getOrThrow('PLAIN')).update(text).digest(); }
}
`,
  });

  markedFiles('tokens that a module of another file gives no end', {
    'src/auth.module.ts': `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TokenService } from './token.service.js';
@Module({ imports: [JwtModule.register({ secret: process.env.JWT_SECRET })], providers: [TokenService] })
export class AuthModule {}
`,
    'src/token.service.ts': `${tokens}  long(id: string) { return this.jwt.signAsync({ sub: id }); } // report require-token-expiry
  short(id: string) { return this.jwt.signAsync({ sub: id }, { expiresIn: '10m' }); }
}
`,
  });

  markedFiles('tokens of a plugin that gives them no end', {
    'src/app.ts': `import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import { routes } from './routes.js';
export const app = Fastify();
app.register(fastifyJwt, { secret: process.env.K! });
app.register(routes);
`,
    'src/routes.ts': `import type { FastifyInstance } from 'fastify';
export async function routes(app: FastifyInstance) {
  app.post('/a', async (_request, reply) => ({ token: await reply.jwtSign({ sub: '1' }) })); // report require-token-expiry
  app.post('/b', async (_request, reply) => ({ token: await reply.jwtSign({ sub: '1' }, { expiresIn: '10m' }) }));
  app.post('/c', async (_request, reply) => ({ token: await reply.jwtSign({ sub: '1' }, { sign: { expiresIn: '10m' } }) }));
}
`,
    'src/other.ts': `import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
export const other = Fastify();
other.register(fastifyJwt, { secret: process.env.K!, sign: { expiresIn: '10m' } });
other.post('/d', async (_request, reply) => ({ token: await reply.jwtSign({ sub: '1' }) }));
`,
  });

  markedFiles('tokens that get their end in another file, or perhaps do', {
    'src/a/auth.module.ts': `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TokenService } from './token.service.js';
@Module({ imports: [JwtModule.registerAsync({ useFactory: () => ({ secret: process.env.S, signOptions: { expiresIn: '15m' } }) })], providers: [TokenService] })
export class AuthModule {}
`,
    'src/a/token.service.ts': `${tokens}  usual(id: string) { return this.jwt.sign({ sub: id }); }
  long(id: string) { return this.jwt.sign({ sub: id }, { expiresIn: '3650d' }); } // report require-token-expiry
}
`,
    'src/b/auth.module.ts': `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { JwtConfig } from '@acme/config';
import { TokenService } from './token.service.js';
@Module({ imports: [JwtModule.registerAsync({ useClass: JwtConfig })], providers: [TokenService] })
export class AuthModule {}
`,
    'src/b/token.service.ts': `${tokens}  usual(id: string) { return this.jwt.sign({ sub: id }); }
}
`,
  });

  it('names the place of a default that stands in another file', () => {
    const files = {
      'src/config.ts': `export const config = { secret: process.env.KEY || 'lobster-Garden-4408', other: 'turnip-Saddle-7719' };\n`,
      'src/tokens.ts': `import jwt from 'jsonwebtoken';
import { config } from './config.js';
export const a = (id: string) => jwt.sign({ sub: id }, config.secret, { expiresIn: '5m' });
export const b = (id: string) => jwt.sign({ sub: id }, config.other, { expiresIn: '5m' });
`,
    };
    expect(reportsIn(files, ['no-fallback-secret', 'no-hardcoded-secrets']).map(({ message }) => message)).toEqual([
      'The default `lobs… (19 characters)` (src/config.ts:1:52) becomes the key of `jsonwebtoken.sign` as soon as the configuration lacks one. Stop the service at its start when the secret is missing.',
      'The literal `turn… (18 characters)` (src/config.ts:1:82) is the key of `jsonwebtoken.sign`. Read it from the environment or a secret store, and replace the one that was written down.',
    ]);
  });
});
