import rule from '../../src/rules/no-weak-password-hash.js';
import { marked } from './marked.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-weak-password-hash', rule, {
  valid: [
    {
      name: 'an invented password of a test',
      filename: 'tests/fixtures/user.ts',
      code: `
import bcrypt from 'bcrypt';

export const salt = bcrypt.genSaltSync(8);
`,
    },
    {
      name: 'a key made of a secret in the settings',
      filename: 'src/example.ts',
      code: `
import { createCipheriv, randomBytes, scryptSync } from 'node:crypto';

class Box {
  private readonly key: Buffer;
  constructor(secret: string) {
    this.key = scryptSync(secret, 'fixed', 32, { N: 16384 });
  }
  close(text: string) {
    return createCipheriv('aes-256-gcm', this.key, randomBytes(12)).update(text);
  }
}
export const box = new Box(process.env.BOX_SECRET!);
`,
    },
    {
      name: 'Argon2 with its defaults',
      filename: 'src/example.ts',
      code: `
import * as argon2 from 'argon2';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/users', async (req, res) => {
  const hash = await argon2.hash(req.body.password);
  res.json({ length: hash.length });
});
`,
    },
    {
      name: 'a cost of the configuration',
      filename: 'src/example.ts',
      code: `
import bcrypt from 'bcrypt';

const cost = Number(process.env.BCRYPT_COST ?? 4);

export const hashed = (password: string) => bcrypt.hash(password, cost);
`,
    },
    {
      name: 'a fast hash in front of a slow one',
      filename: 'src/example.ts',
      code: `
import bcrypt from 'bcrypt';
import { createHash } from 'node:crypto';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/users', async (req, res) => {
  const hash = await bcrypt.hash(createHash('sha256').update(req.body.password).digest('base64'), 12);
  res.json({ length: hash.length });
});
`,
    },
    {
      name: 'a fast hash of something else',
      filename: 'src/example.ts',
      code: `
import { createHash } from 'node:crypto';
import express from 'express';

const app = express();
app.use(express.json());

app.get('/avatars', (req, res) => {
  res.redirect(\`https://avatars.example/\${createHash('md5').update(String(req.query.email)).digest('hex')}\`);
});
`,
    },
    {
      name: 'enough iterations',
      filename: 'src/example.ts',
      code: `
import { pbkdf2Sync, randomBytes } from 'node:crypto';

export const hashed = (password: string) => pbkdf2Sync(password, randomBytes(16), 600_000, 32, 'sha256');
`,
    },
  ],
  invalid: [
    {
      name: 'a cheap salt',
      filename: 'src/user.ts',
      code: `
import bcrypt from 'bcrypt';

export const salt = bcrypt.genSaltSync(8);
`,
      errors: [{ messageId: 'evidence', line: 4 }],
    },
    {
      name: 'a fast hash',
      filename: 'src/case-0.ts',
      code: `
import { createHash } from 'node:crypto';
import express from 'express';

const app = express();
app.use(express.json());

app.post('/users', (req, res) => {
  const hash = createHash('sha256').update(req.body.password).digest('hex');
  res.json({ length: hash.length });
});
`,
      errors: [{ messageId: 'evidence' }],
    },
    {
      name: 'a cheap bcrypt',
      filename: 'src/example.ts',
      code: `
import bcrypt from 'bcrypt';

const COST = 8;

export const hashed = (password: string) => bcrypt.hash(password, COST);
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              '`bcrypt.hash` with a cost of 8 is too fast. Use at least 10 (OWASP Password Storage Cheat Sheet).',
          },
          line: 6,
          column: 45,
        },
      ],
    },
    {
      name: 'few iterations',
      filename: 'src/example.ts',
      code: `
import { pbkdf2Sync, randomBytes } from 'node:crypto';

export const hashed = (password: string) => pbkdf2Sync(password, randomBytes(16), 1000, 32, 'sha256');
`,
      errors: [{ messageId: 'evidence', line: 4, column: 45 }],
    },
    {
      name: 'little memory',
      filename: 'src/example.ts',
      code: `
import * as argon2 from 'argon2';

export const hashed = (password: string) => argon2.hash(password, { memoryCost: 1024, timeCost: 2 });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 45 }],
    },
    {
      name: 'a short salt',
      filename: 'src/example.ts',
      code: `
import { randomBytes, scryptSync } from 'node:crypto';

export const hashed = (password: string) => scryptSync(password, randomBytes(4), 64, { N: 131072, maxmem: 268435456 });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 66 }],
    },
  ],
});

marked(
  'no-weak-password-hash',
  'a key that the service draws itself is no password',
  `
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import express from 'express';
const letters = 'ABCDEFGH';
const draw = (length: number) => Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
class Keys {
  create() {
    const key = this.generate();
    return { key, hash: this.hash(key) };
  }
  generate() {
    return draw(32).split('').join('-');
  }
  hash(key: string) {
    return pbkdf2Sync(key, '', 100_000, 64, 'sha256'); // quiet
  }
}
class Passwords {
  create(password: string) {
    const salt = randomBytes(16);
    return this.hash(password, salt);
  }
  hash(password: string, salt: Buffer) {
    return pbkdf2Sync(password, salt, 100_000, 64, 'sha256'); // report
  }
}
const app = express();
app.post('/keys', (req, res) => { res.json(new Keys().create()); });
app.post('/users', (req, res) => { res.json(new Passwords().create(String(req.body.password))); });
`,
);
