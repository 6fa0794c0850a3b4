import { describe, expect, it } from 'vitest';
import { plausibleSecretText } from '../../../src/lang/secrets/plausible.js';
import type { CredentialPosition } from '../../../src/lang/secrets/plausible.js';

describe('plausibleSecretText', () => {
  it.each<[CredentialPosition, string]>([
    ['secret', 'changeme'],
    ['secret', 'keyboard cat'],
    ['secret', 'JWT_SECRET'],
    ['secret', 'secret'],
    ['password', 'hunter2'],
    ['password', 'admin'],
    ['password', 'correct horse battery staple'],
    ['token', 'a8Dk3Lq9Zx7Wm2Rt'],
    ['token', 'Bearer a8Dk3Lq9Zx7Wm2Rt'],
    ['secret', 'my.secret'],
    ['connection', ['postgres://app', ':h7Gd02kLq@db.acme.io'].join('')],
    ['connection', ['Server=db;Pass', 'word=h7Gd02kLq'].join('')],
    ['connection', ['postgres://app', ':h7Gd02kLq@localhost:5432/app'].join('')],
    ['connection', ['postgres://app', ':postgres@db.acme.io/app'].join('')],
    ['connection', ['postgres://app', ':postgres@localhost.acme.io/app'].join('')],
  ])('%s: %j can be one', (position, text) => {
    expect(plausibleSecretText(text, position)).toBe(true);
  });

  it.each<[CredentialPosition, string]>([
    ['secret', ''],
    ['connection', ['postgres://postgres', ':postgres@localhost:5432/app?schema=public'].join('')],
    ['connection', ['mongodb://root', ':password@127.0.0.1'].join('')],
    ['secret', '  '],
    ['secret', '<session-secret>'],
    ['secret', '{{ secret }}'],
    ['secret', '${SECRET}'],
    ['secret', '******'],
    ['secret', 'undefined'],
    ['secret', 'HS256'],
    ['token', 'Bearer '],
    ['token', 'https://auth.acme.io/token'],
    ['password', 'auth.errors.password_required'],
    ['password', 'errors.password'],
    ['password', 'Password is required'],
    ['password', '$2b$10$abcdefghijklmnopqrstuv'],
    ['secret', './keys/private.pem'],
    ['secret', '/run/secrets/jwt'],
    ['secret', 'C:\\keys\\server.key'],
    ['secret', 'service-account.json'],
    ['secret', '-----BEGIN PUBLIC KEY-----\nMIIB'],
    ['connection', 'postgres://localhost/app'],
    ['connection', 'mongodb://db:27017'],
  ])('%s: %j cannot be one', (position, text) => {
    expect(plausibleSecretText(text, position)).toBe(false);
  });

  it('knows that names are no values', () => {
    expect(plausibleSecretText('JWT_SECRET', 'secret', 'name')).toBe(false);
    expect(plausibleSecretText('jwt.secret', 'secret', 'name')).toBe(false);
  });
});
