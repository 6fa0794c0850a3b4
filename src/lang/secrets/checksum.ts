/** The alphabet of GitHub's and npm's checksums: digits, capitals, small letters. */
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 as in ISO 3309 (the one of zip and PNG) of a text of ASCII characters. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const character of text) {
    crc ^= character.charCodeAt(0) & 0xff;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A number in base 62, padded with zeros. */
export function base62(value: number, length: number): string {
  let digits = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) digits = (BASE62[rest % 62] ?? '') + digits;
  return digits.padStart(length, '0');
}

/**
 * Whether the last six characters of a token's body are the base-62 CRC-32 of the others, as GitHub's tokens have
 * them since April 2021 (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/)
 * and npm's since September 2021 (https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/).
 */
export function hasBase62Checksum(body: string): boolean {
  return base62(crc32(body.slice(0, -6)), 6) === body.slice(-6);
}

/** The bytes of a base64 or base64url text, as a binary string; null when the text is neither. */
export function decodeBase64(text: string): string | null {
  if (!/^[\w+/-]*={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64').toString('latin1');
}
