import fc from '../../seeded.js';
import { describe, expect, it } from 'vitest';
import { base62, crc32, decodeBase64 } from '../../../src/lang/secrets/checksum.js';
import { analyseRegex } from '../../../src/lang/regex/redos.js';
import { findSecret } from '../../../src/lang/secrets/find.js';
import { SECRET_FORMATS } from '../../../src/lang/secrets/formats.js';
import { maskSecret } from '../../../src/lang/secrets/mask.js';
import { isPlaceholder, isTooRegular } from '../../../src/lang/secrets/placeholder.js';
import { ALNUM, jwt, random, SAMPLES } from './samples.js';

const pick = <T>(arbitrary: fc.Arbitrary<T>): T => fc.sample(arbitrary, { numRuns: 1, seed: 7 })[0] as T;

describe('findSecret', () => {
  it.each(SAMPLES)('finds a key of %s: %s', (provider, what, keys) => {
    fc.assert(
      fc.property(
        keys.filter((key) => !isPlaceholder(key)),
        fc.constantFrom('', 'Bearer ', 'key="', '\n'),
        fc.constantFrom('', ' ', '"', ';', '\n'),
        (key, before, after) => {
          const text = before + key + after;
          const found = findSecret(text);
          expect(found).toMatchObject({ provider, what });
          if (found === null) return;
          expect(key).toContain(text.slice(found.start, found.end));
          expect(found.masked).not.toContain(text.slice(found.start, found.end));
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each(SAMPLES.filter(([provider]) => ['GitHub', 'npm'].includes(provider)))(
    'is quiet when the checksum of %s (%s) is wrong',
    (_provider, what, keys) => {
      if (what !== 'token' && what !== 'access token') return;
      const key = pick(keys);
      const wrong = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
      expect(findSecret(key)).not.toBeNull();
      expect(findSecret(wrong)).toBeNull();
    },
  );

  it('is quiet for keys that are parts of longer words', () => {
    const id = ['AK', 'IA', 'QWERTZUIOPASDFGH'].join('');
    expect(findSecret(id)?.provider).toBe('AWS');
    expect(findSecret(`x${id}`)).toBeNull();
    expect(findSecret(`${id}7`)).toBeNull();
  });

  it.each([
    ['the documentation of AWS', ['AK', 'IA', 'IOSFODNN7', 'EXAMPLE'].join('')],
    ['masks', ['sk', '_live_', 'xxxxxxxxxxxxxxxxxxxxxxxx'].join('')],
    ['counting up', ['AI', 'za', 'abcdefghijklmnopqrstuvwxyz123456789'].join('')],
    ['stars', ['gh', 'p_', '************************************'].join('')],
    ['words', ['sk', '-ant-api03-', 'your-api-key-here-', 'a'.repeat(60)].join('')],
    ['a publishable key', ['pk', '_live_', 'a8Dk3Lq9Zx7Wm2Rt5Vb1Ny6P'].join('')],
    ['the key of the storage emulator', ['Account', 'Key=Eby8vd', 'M0', 'q'.repeat(78), '=='].join('')],
    ['prose', 'Set the access token in the header, see https://example.com/docs'],
    ['a long name behind a prefix', ['vc', 'a_', 'loadEveryVirtualCardOfTheAccountHolder'].join('')],
    ['a constant behind a prefix', ['cf', 'at_', 'configurationOfTheAttributeTableInTheFormEditor'].join('')],
    ['a public token of Paddle', ['pd', 'l_', 'ctok_', 'live_', 'b3f0c81d7a'.repeat(3)].join('')],
    ['a name with the prefix of Buildkite', ['bk', 'ua_', 'reads_the_pipelines_of_the_whole_organization'].join('')],
    ['a uuid', '123e4567-e89b-12d3-a456-426614174000'],
    ['a digest', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['nothing', ''],
  ])('is quiet for %s', (_name, text) => {
    expect(findSecret(text)).toBeNull();
  });

  describe('in tokens and key files', () => {
    const signature = pick(random(ALNUM, 43));

    it('finds signed tokens', () => {
      const token = jwt({ alg: 'HS256', typ: 'JWT' }, { sub: '42', role: 'admin' }, signature);
      expect(findSecret(`Bearer ${token}`)).toMatchObject({ provider: 'JWT', start: 7, strength: 'secret' });
      const anonymous = jwt({ alg: 'HS256' }, { iss: 'x', role: 'anon' }, signature);
      expect(findSecret(anonymous)).toMatchObject({ provider: 'JWT', strength: 'mild' });
    });

    it('is quiet for the token of every manual, for unsigned ones and for other dotted texts', () => {
      expect(findSecret(jwt({ alg: 'HS256' }, { sub: '1234567890', name: 'John Doe' }, signature))).toBeNull();
      expect(findSecret(jwt({ alg: 'none' }, { sub: '42' }, signature))).toBeNull();
      expect(findSecret(jwt({ typ: 'JWT' }, { sub: '42' }, signature))).toBeNull();
      expect(findSecret(`eyJub3RqAAAAAAAAAA.eyJAAAAAAAA.${signature}`)).toBeNull();
    });

    const pem = (label: string, body: string): string =>
      [['-----BEGIN', label].join(' '), '-----\n', body, '\n', ['-----END', label].join(' '), '-----\n'].join('');
    const body = pick(random(ALNUM, 64));

    it('finds private keys with content', () => {
      for (const kind of ['', 'RSA ', 'EC ', 'OPENSSH ']) {
        expect(findSecret(pem(`${kind}PRIVATE KEY`, body))).toMatchObject({ provider: 'PEM', strength: 'secret' });
      }
      expect(findSecret(pem('PRIVATE KEY', body).replaceAll('\n', '\\n'))?.provider).toBe('PEM');
      expect(findSecret(pem('ENCRYPTED PRIVATE KEY', body))?.strength).toBe('mild');
    });

    it('is quiet for the beginning of a key, which says that it is longer', () => {
      const der = (length: number): string =>
        Buffer.from([
          0x30,
          0x82,
          length >> 8,
          length & 255,
          ...Array.from({ length: 92 }, (_, at) => (at * 37) % 251),
        ]).toString('base64');
      expect(findSecret(pem('PRIVATE KEY', der(1348)))).toBeNull();
      expect(findSecret(pem('PRIVATE KEY', der(92)))?.provider).toBe('PEM');
    });

    it('is quiet for marks without content and for public keys', () => {
      expect(findSecret(['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' '))).toBeNull();
      expect(findSecret(pem('PRIVATE KEY', '...'))).toBeNull();
      expect(findSecret(pem('PUBLIC KEY', body))).toBeNull();
      expect(findSecret(pem('CERTIFICATE', body))).toBeNull();
    });
  });

  describe('in connection strings', () => {
    const address = (scheme: string, user: string, password: string, host: string): string =>
      [scheme, '://', user, ':', password, '@', host].join('');

    it.each([
      ['postgres', 'PostgreSQL'],
      ['mysql', 'MySQL'],
      ['mongodb+srv', 'MongoDB'],
      ['rediss', 'Redis'],
      ['amqps', 'AMQP'],
      ['https', 'HTTP'],
    ])('finds the password of %s', (scheme, provider) => {
      const text = address(scheme, 'app', 's3cr3tPa55', 'db.prod.acme.io:1234/x');
      const found = findSecret(text);
      expect(found).toMatchObject({ provider, strength: 'secret' });
      expect(text.slice(found?.start, found?.end)).toBe('s3cr3tPa55');
      expect(found?.masked).toBe('s3… (10 characters)');
    });

    it.each([
      ['localhost', 'tr0ub4dor'],
      ['127.0.0.1:5432', 'tr0ub4dor'],
      ['169.254.169.254', 'tr0ub4dor'],
      ['db.shop.com', 'hunter2'],
      ['db', 'tr0ub4dor'],
      ['db.acme.io', 'postgres'],
      ['db.acme.io', 'app'],
      ['db.example.com', 'tr0ub4dor'],
    ])('is mild about %s with the password %s', (host, password) => {
      expect(findSecret(address('postgres', 'app', password, host))?.strength).toBe('mild');
    });

    it.each([
      'postgres://app@db.acme.io/x',
      'postgres://app:${PASSWORD}@db.acme.io/x',
      'postgres://app:<password>@db.acme.io/x',
      'mongodb://{{user}}:abc@db.acme.io',
      'redis://:****@cache.acme.io',
      'https://acme.io/a:b@c',
      'see mailto:a@b.c or urn:x:y@z',
    ])('is quiet for %s', (text) => {
      expect(findSecret(text)).toBeNull();
    });

    it('finds the password of a redis address without a user', () => {
      expect(findSecret(address('redis', '', 'h7Gd02kLq', 'cache.acme.io'))?.provider).toBe('Redis');
    });

    it('reads pairs, too', () => {
      const text = ['Server=tcp:db.acme.io,1433;User Id=app;', 'Pass', 'word=h7Gd02kLq;Encrypt=true'].join('');
      const found = findSecret(text);
      expect(found).toMatchObject({ provider: 'Database', strength: 'secret' });
      expect(text.slice(found?.start, found?.end)).toBe('h7Gd02kLq');
      expect(findSecret('Server=db.acme.io;Password={{pw}};')).toBeNull();
      expect(findSecret('Password=abc')).toBeNull();
    });
  });

  it('never throws and stays inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const found = findSecret(text);
        if (found !== null) expect(found.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('maskSecret', () => {
  it('shows four characters at most, a quarter at most, and the length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (secret) => {
        const masked = maskSecret(secret);
        const shown = masked.slice(0, masked.lastIndexOf('…'));
        expect(shown.length).toBeLessThanOrEqual(Math.min(4, secret.length / 4));
        expect(secret.startsWith(shown)).toBe(true);
        expect(masked).toContain(String(secret.length));
      }),
    );
  });
});

describe('isPlaceholder', () => {
  it.each([
    '',
    '   ',
    '<your-key>',
    '${VAR}',
    '{{ token }}',
    '$API_KEY',
    '%TOKEN%',
    '***',
    'xxxx',
    'XXXXXXXX-XXXX',
    '...',
    'your-api-key-here',
    'your_secret_key',
    'YOUR_TOKEN',
    'yourApiKey',
    'insert-key-here',
    'REPLACE_ME',
    'some-example-key',
    'sk-...',
    'dummy-key',
  ])('takes %j for a placeholder', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each(['changeme', 'secret', 'hunter2', 'keyboard cat', 'a8Dk3Lq9Zx7Wm2Rt', 'my-secret', 'p@ss<word'])(
    'takes %j for a value',
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );

  it('tells regular texts from random ones', () => {
    expect(isTooRegular('0123456789abcdef')).toBe(true);
    expect(isTooRegular('aaaabbbbccccdddd')).toBe(true);
    expect(isTooRegular('deadbeefdeadbeef')).toBe(true);
    expect(isTooRegular('a8Dk3Lq9Zx7Wm2Rt')).toBe(false);
    expect(isTooRegular('short')).toBe(false);
  });
});

describe('checksums', () => {
  it('agree with published values', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(base62(0, 6)).toBe('000000');
    expect(base62(61, 2)).toBe('0z');
    expect(decodeBase64('aGk=')).toBe('hi');
    expect(decodeBase64('a b')).toBeNull();
  });
});

describe('SECRET_FORMATS', () => {
  it('are regular expressions that no text slows down', () => {
    const slow = SECRET_FORMATS.filter(
      ({ pattern }) => analyseRegex(pattern.source, pattern.flags).kind === 'vulnerable',
    );
    expect(slow.map(({ provider }) => provider)).toEqual([]);
  });
});
