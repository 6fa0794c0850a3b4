import rule from '../../src/rules/no-weak-crypto.js';
import { ruleTester } from './tester.js';

ruleTester.run('no-weak-crypto', rule, {
  valid: [
    {
      name: 'GCM and a random vector',
      filename: 'src/example.ts',
      code: `
import { createCipheriv, randomBytes } from 'node:crypto';

export function cipher(key: Buffer) {
  const iv = randomBytes(12);
  return { iv, cipher: createCipheriv('aes-256-gcm', key, iv) };
}
`,
    },
    {
      name: 'an algorithm that is not known',
      filename: 'src/example.ts',
      code: `
import { createCipheriv } from 'node:crypto';

export const cipher = (name: string, key: Buffer, iv: Buffer) => createCipheriv(name, key, iv);
`,
    },
    {
      name: 'a checksum',
      filename: 'src/example.ts',
      code: `
import { createHash } from 'node:crypto';

export const checksum = (text: string) => createHash('md5').update(text).digest('hex');
`,
    },
    {
      name: 'a key of 3072 bits',
      filename: 'src/example.ts',
      code: `
import { generateKeyPairSync } from 'node:crypto';

export const pair = () => generateKeyPairSync('rsa', { modulusLength: 3072 });
`,
    },
  ],
  invalid: [
    {
      name: 'ECB',
      filename: 'src/example.ts',
      code: `
import { createCipheriv } from 'node:crypto';

const ALGORITHM = 'aes-256-ecb';

export const cipher = (key: Buffer) => createCipheriv(ALGORITHM, key, null);
`,
      errors: [
        {
          messageId: 'evidence',
          data: { message: '`aes-256-ecb` gives equal blocks equal ciphertexts. Use `aes-256-gcm`.' },
          line: 6,
          column: 40,
        },
      ],
    },
    {
      name: 'a repeated vector',
      filename: 'src/example.ts',
      code: `
import { createCipheriv } from 'node:crypto';

export const cipher = (key: Buffer) => createCipheriv('aes-256-cbc', key, Buffer.from('0123456789abcdef'));
`,
      errors: [
        {
          messageId: 'evidence',
          data: {
            message:
              '`createCipheriv` encrypts with an initialization vector that is always the same. Draw one with `randomBytes` for each text, and store it in front of the ciphertext.',
          },
          line: 4,
          column: 40,
        },
      ],
    },
    {
      name: 'a weak signature',
      filename: 'src/example.ts',
      code: `
import { createSign } from 'node:crypto';

export const signer = () => createSign('RSA-SHA1');
`,
      errors: [{ messageId: 'evidence', line: 4, column: 29 }],
    },
    {
      name: 'a short key',
      filename: 'src/example.ts',
      code: `
import { generateKeyPairSync } from 'node:crypto';

export const pair = () => generateKeyPairSync('rsa', { modulusLength: 1024 });
`,
      errors: [{ messageId: 'evidence', line: 4, column: 27 }],
    },
  ],
});
